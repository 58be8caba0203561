// A forecast as a file or for a reader. All of them are UTF-8 and say the same.
#pragma once

#include <string>
#include <string_view>

#include "daemon/loop/forecast.h"

namespace dondoc {

enum class ForecastFormat { text, json, csv, ics, html };

// One line a notice, the body under the lines of its message.
std::string forecast_text(const Forecast&);
// How many messages to whom and when, the peak, and what runs into days off.
std::string summary_text(const Forecast&);

// One JSON object a notice and line; the lines of one message share `message`, `at`, `subject`.
std::string forecast_json(const Forecast&);
// The summary as one JSON object on a line.
std::string summary_json(const Forecast&);

// RFC 4180: commas, CRLF, a header row, one row a notice. Begins with a byte order mark, without
// which Excel takes UTF-8 for another encoding and spoils every Vietnamese letter. A text cell that
// a spreadsheet would take for a formula (= + - @) begins with an apostrophe.
std::string forecast_csv(const Forecast&);

// RFC 5545: an all-day event for what each unit owes in these days, and an event for each message.
// Identifiers are stable: those of an obligation and of a message stay the same in every forecast,
// so that an imported calendar is brought up to date; SEQUENCE counts the rounds.
std::string forecast_ics(const Forecast&);

// A page that needs no other file and no script, laid out for A4.
Result<std::string> forecast_html(const Forecast&);

}  // namespace dondoc
