// Tables for spreadsheets (RFC 4180), in UTF-8 with a byte order mark, because Excel reads UTF-8
// without one wrongly.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dondoc {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// One row with its line end. A text that a spreadsheet would compute begins with an apostrophe.
std::string csv_row(const std::vector<std::string>& cells);

}  // namespace dondoc
