// A line of `warmheart-admin keys`. Internal to app/admin.
#pragma once

#include "app/admin/centre.h"
#include "core/central/keys/key_list.h"

namespace warmheart::admin {

inline constexpr const char* kAuthority = "authority";
inline constexpr const char* kAuthorityRoot = "authority-root";

void print_key_line(const Centre& centre, const KeyLine& line);

}  // namespace warmheart::admin
