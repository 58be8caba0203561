// The texts of notifiers/templates, built into the program so that it needs no file beside it.
#pragma once

#include <span>
#include <string_view>

namespace dondoc {

struct BuiltinTemplate {
    std::string_view name;  // "reminder.vi.txt"
    std::string_view text;
};

// By name. Defined in a file that CMake writes.
std::span<const BuiltinTemplate> builtin_templates();

}  // namespace dondoc
