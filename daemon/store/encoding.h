// How values are written as text and bytes in the store.
#pragma once

#include <string>
#include <string_view>

#include "workflows/civil.h"

namespace dondoc {

// RFC 3339 in UTC: `2017-01-11T00:30:00Z`, milliseconds only if there are any. parse_rfc3339()
// reads it.
std::string utc_text(Instant);

// The same text if it is UTF-8; else each byte that belongs to no character becomes U+FFFD. Replies
// of foreign servers come in any encoding, and the journal must stay readable.
std::string valid_utf8(std::string text);

std::string sha256(std::string_view bytes);      // 32 bytes
std::string sha256_hex(std::string_view bytes);  // as MessageComposed carries it
std::string hex_of(std::string_view bytes);

}  // namespace dondoc
