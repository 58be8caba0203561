// Base64 (RFC 4648) read strictly, apart from the product's own reader.
#pragma once

#include <string>
#include <string_view>

namespace dondoc::fuzzing {

// Ends the process if it is no base64.
std::string from_base64(std::string_view encoded);

}  // namespace dondoc::fuzzing
