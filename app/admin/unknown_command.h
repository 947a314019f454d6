// What to say to a word that is no command: the one that was probably meant, and which there are. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace warmheart::admin {

// `before`: the command that it was given to, as "user"; empty: none.
std::string unknown_command(std::string_view word, std::string_view before, const std::vector<std::string>& known);

}  // namespace warmheart::admin
