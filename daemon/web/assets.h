// The files of this folder that the pages are made of, embedded when the daemon is built.
#pragma once

#include <string_view>

namespace dondoc {

// "status.html", "style.css". Asking for one that is not there is a mistake of the caller.
std::string_view asset(std::string_view name);

}  // namespace dondoc
