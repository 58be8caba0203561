// Base64 as mail has it (RFC 2045).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dondoc {

// On one line.
std::string to_base64(std::string_view bytes);
// Line ends in it are skipped; nothing for what is no base64.
std::optional<std::string> from_base64(std::string_view encoded);

}  // namespace dondoc
