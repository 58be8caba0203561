// Two configurations compared key by key, without their definitions.
#pragma once

#include <vector>

#include "daemon/loop/difference.h"

namespace dondoc {

// In the order of config/README.md. Passwords are compared by the names of their files alone.
std::vector<SettingChange> setting_changes(const Configuration& before, const Configuration& after);

}  // namespace dondoc
