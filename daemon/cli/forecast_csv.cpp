// A forecast as a table for spreadsheets (RFC 4180).
#include <algorithm>
#include <vector>

#include "daemon/cli/forecast_formats.h"
#include "daemon/words/csv.h"

namespace dondoc {

namespace {

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
    table += csv_row(head);
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
            table += csv_row(cells);
        }
    }
    return table;
}

}  // namespace dondoc
