// A calendar as programs read it (RFC 5545): UTF-8, CRLF, lines folded between whole characters.
// Any text may go in; signs of the format are escaped, other control characters left out.
//
//   CalendarText calendar("feed", Language::vi, now);
//   calendar.add({.uid = "…@so-y-te.example", .summary = "Hạn: …", .day = last_permitted});
//   std::string text = calendar.finish();
//
// Identifiers must be stable: who imports the text again, or subscribes to it, sees an entry of the
// same `uid` moved and not doubled. Of two with one `uid`, the higher `sequence` is the newer.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/civil.h"
#include "workflows/period.h"

namespace dondoc {

struct CalendarEntry {
    std::string uid;
    int sequence = 0;
    std::string summary;
    std::string description{};
    std::string category{};
    std::optional<Date> day{};  // a whole day; else `at`
    Instant at{};
    std::chrono::minutes length{};
    std::string url{};
    // Reminders of the calendar's own, each so many days before the beginning of the day.
    std::vector<int> alarms_days_before{};
};

class CalendarText {
public:
    // `product`: what of us made it. `stamp`: as of when it is true.
    CalendarText(std::string_view product, Language, Instant stamp);
    ~CalendarText();
    CalendarText(CalendarText&&) noexcept;

    // What a program that subscribes shows as its name, and how often it is to ask again.
    void name(const std::string& name, std::chrono::hours refresh);
    void add(const CalendarEntry&);
    std::string finish() const;

private:
    struct Component;
    std::unique_ptr<Component> calendar_;
    Instant stamp_;
};

}  // namespace dondoc
