// A forecast as a table for spreadsheets (RFC 4180).
#include <algorithm>
#include <vector>

#include "daemon/cli/forecast_formats.h"

namespace dondoc {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

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

std::string row(const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i)
        line += (i > 0 ? "," : "") + quoted(like_a_formula(cells[i]) ? "'" + cells[i] : cells[i]);
    return line + "\r\n";
}

// «-5» of «-5.contact»: the audience has a column of its own.
std::string step_of(const std::string& rung) {
    return rung.substr(0, rung.find('.'));
}

}  // namespace

std::string forecast_csv(const Forecast& forecast) {
    std::string table(byte_order_mark);
    std::vector<std::string> head{"date", "time",    "person",   "address",  "copy", "subject",
                                  "kind", "step",    "audience", "campaign", "duty", "occurrence",
                                  "unit", "because", "channel",  "message",  "key"};
    const bool bodies = std::ranges::any_of(
        forecast.messages, [](const ForeseenMessage& message) { return !message.body.empty(); });
    if (bodies) head.push_back("body");
    table += row(head);
    for (const ForeseenMessage& message : forecast.messages) {
        for (const Foreseen& notice : message.notices) {
            std::vector<std::string> cells{iso_date(message.day),
                                           clock_time(forecast.zone.time_of(message.at)),
                                           message.person_name,
                                           message.address,
                                           message.copy ? "1" : "0",
                                           message.subject,
                                           std::string(to_string(notice.kind)),
                                           step_of(notice.rung),
                                           to_string(notice.audience),
                                           notice.campaign,
                                           notice.duty,
                                           notice.occurrence,
                                           notice.unit,
                                           notice.because,
                                           message.channel,
                                           message.id,
                                           notice.key};
            if (bodies) cells.push_back(message.body);
            table += row(cells);
        }
    }
    return table;
}

}  // namespace dondoc
