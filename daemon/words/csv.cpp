#include "daemon/words/csv.h"

#include <algorithm>

namespace dondoc {

namespace {

std::string quoted(const std::string& cell) {
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string out = "\"";
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

// Numbers may begin with a sign; words may not, or a spreadsheet computes them.
bool like_a_formula(const std::string& cell) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (cell.empty() || std::string_view("=+-@\t\r").find(cell.front()) == std::string_view::npos)
        return false;
    return cell.size() == 1 || !std::all_of(cell.begin() + 1, cell.end(), digit);
}

}  // namespace

std::string csv_row(const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i)
        line += (i > 0 ? "," : "") + quoted(like_a_formula(cells[i]) ? "'" + cells[i] : cells[i]);
    return line + "\r\n";
}

}  // namespace dondoc
