// Text as it stands in a URL or an HTML form, read back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/http/exchange.h"

namespace dondoc {

// `%C4%91` → "đ". Empty optional if an escape is not two hexadecimal digits or the result is not
// UTF-8.
std::optional<std::string> percent_decoded(std::string_view text);

// A query or a form body (application/x-www-form-urlencoded): pairs cut at `&`, each at its first
// `=`,
// `+` read as a blank. A pair without `=` has an empty value. Empty optional as above.
std::optional<Pairs> read_form(std::string_view text);

// True if there is a byte below 32 or a 127 in it.
bool has_control_character(std::string_view text);

}  // namespace dondoc
