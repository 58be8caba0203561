// A forecast as a calendar (RFC 5545).
#include <cstdint>

#include <fmt/format.h>

#include "daemon/cli/forecast_formats.h"

namespace dondoc {

namespace {

constexpr std::size_t line_max = 75;  // octets, without the line end
constexpr std::chrono::minutes message_length{15};

// RFC 5545 section 3.3.11.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\\' || c == ';' || c == ',') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') {
            out += c;
        }
    }
    return out;
}

std::string basic_date(Date day) {
    const auto date = ymd(day);
    return fmt::format("{:04}{:02}{:02}", int{date.year()}, unsigned{date.month()},
                       unsigned{date.day()});
}

std::string utc(Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
    return fmt::format("{}T{:02}{:02}{:02}Z", basic_date(Date(day.time_since_epoch())),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

class Calendar {
public:
    explicit Calendar(const Forecast& forecast) : forecast_(forecast) {
        line("BEGIN", "VCALENDAR");
        line("VERSION", "2.0");
        line("PRODID", "-//dondoc//forecast//" + std::string(vi() ? "VI" : "EN"));
        line("CALSCALE", "GREGORIAN");
    }

    void add(const DueAhead& due) {
        const std::string day =
            vi() ? official_date(due.term.last_permitted) : iso_date(due.term.last_permitted);
        const std::string working =
            vi() ? official_date(due.term.last_working) : iso_date(due.term.last_working);
        begin(due.id.text() + "@" + forecast_.domain);
        line("SEQUENCE", std::to_string(due.round - 1));
        line("DTSTART;VALUE=DATE", basic_date(due.term.last_permitted));
        line("DTEND;VALUE=DATE", basic_date(due.term.last_permitted + std::chrono::days(1)));
        line("SUMMARY",
             escaped((vi() ? "Hạn: " : "Due: ") + due.unit_name + ": " + due.deliverable));
        line("DESCRIPTION", escaped(vi() ? "Ngày cuối được phép " + day + ", ngày làm việc cuối " +
                                               working + ".\n" + due.id.text()
                                         : "Last permitted day " + day + ", last working day " +
                                               working + ".\n" + due.id.text()));
        line("CATEGORIES", vi() ? "Thời hạn" : "Deadline");
        end();
    }

    void add(const ForeseenMessage& message) {
        begin(message.id);
        line("DTSTART", utc(message.at));
        line("DTEND", utc(message.at + message_length));
        line("SUMMARY", escaped(message.person_name + ": " + message.subject));
        std::string told = message.address;
        for (const Foreseen& notice : message.notices)
            told += "\n" + notice.what() + ": " + notice.because;
        if (!message.body.empty()) told += "\n\n" + message.body;
        line("DESCRIPTION", escaped(told));
        line("CATEGORIES", vi() ? "Thư" : "Message");
        end();
    }

    std::string finish() {
        line("END", "VCALENDAR");
        return std::move(text_);
    }

private:
    bool vi() const { return forecast_.language == Language::vi; }
    void begin(const std::string& uid) {
        line("BEGIN", "VEVENT");
        line("UID", escaped(uid));
        line("DTSTAMP", utc(forecast_.made));
    }
    void end() {
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    void line(std::string_view name, std::string_view value) {
        text_ += folded_line(std::string(name) + ":" + std::string(value));
    }

    const Forecast& forecast_;
    std::string text_;
};

}  // namespace

std::string folded_line(std::string_view line) {
    std::string out;
    std::size_t room = line_max;
    while (line.size() > room) {
        std::size_t cut = room;
        while ((static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U)
            --cut;
        out.append(line.substr(0, cut)).append("\r\n ");
        line.remove_prefix(cut);
        room = line_max - 1;  // the blank counts
    }
    return out.append(line).append("\r\n");
}

std::string forecast_ics(const Forecast& forecast) {
    Calendar calendar(forecast);
    for (const DueAhead& due : forecast.dues)
        calendar.add(due);
    for (const ForeseenMessage& message : forecast.messages)
        calendar.add(message);
    return calendar.finish();
}

}  // namespace dondoc
