// Cleaning text on its way into a letter or a mail header.
#pragma once

#include <string>
#include <string_view>

namespace dondoc {

bool valid_utf8(std::string_view);

// UTF-8 in NFC; a byte that is not UTF-8 becomes U+FFFD.
std::string nfc(std::string_view);

// NFC on one line: control characters (CR, LF, NUL, tabs, C1, the Unicode line separators) become
// spaces, runs of spaces become one, the ends are trimmed.
std::string one_line(std::string_view);

// NFC text of many lines: CR and CRLF become LF, other control characters but tabs go, line ends
// carry no blanks, at most one empty line in a row, exactly one LF at the end (none of nothing).
std::string tidy_lines(std::string_view);

}  // namespace dondoc
