// A forecast as a calendar (RFC 5545).
#include "daemon/cli/forecast_formats.h"
#include "notifiers/calendar_text.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

constexpr std::chrono::minutes message_length{15};

CalendarEntry entry_of(const DueAhead& due, const Forecast& forecast) {
    const Language language = forecast.language;
    const std::string last = day_in_words(due.term.last_permitted, language);
    const std::string working = day_in_words(due.term.last_working, language);
    return {
        .uid = due.id.text() + "@" + forecast.domain,
        .sequence = due.round - 1,
        .summary = in_words(language, "Hạn: ", "Due: ") + due.unit_name + ": " + due.deliverable,
        .description = in_words(language, "Ngày cuối được phép ", "Last permitted day ") + last +
                       in_words(language, ", ngày làm việc cuối ", ", last working day ") +
                       working + ".\n" + due.id.text(),
        .category = in_words(language, "Thời hạn", "Deadline"),
        .day = due.term.last_permitted};
}

CalendarEntry entry_of(const ForeseenMessage& message, const Forecast& forecast) {
    std::string told = message.address;
    for (const Foreseen& notice : message.notices)
        told += "\n" + notice.what() + ": " + notice.because;
    if (!message.body.empty()) told += "\n\n" + message.body;
    return {.uid = message.id,
            .summary = message.person_name + ": " + message.subject,
            .description = std::move(told),
            .category = in_words(forecast.language, "Thư", "Message"),
            .at = message.at,
            .length = message_length};
}

}  // namespace

std::string forecast_ics(const Forecast& forecast) {
    CalendarText calendar("forecast", forecast.language, forecast.made);
    for (const DueAhead& due : forecast.dues)
        calendar.add(entry_of(due, forecast));
    for (const ForeseenMessage& message : forecast.messages)
        calendar.add(entry_of(message, forecast));
    return calendar.finish();
}

}  // namespace dondoc
