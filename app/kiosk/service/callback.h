// What a port posts an answer to. Called once, on the GUI thread, unless the program stops before.
#pragma once

#include <functional>

namespace warmheart {

template <class T>
using Callback = std::function<void(T)>;

}  // namespace warmheart
