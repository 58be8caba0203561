#include "workflows/zone.h"

#include <date/tz.h>

#include <cstdio>
#include <exception>

namespace dondoc {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// The library reads the switches that the system's zone files list one by one, and not the rule
// that goes on after them. They are listed up to here.
constexpr int listed_year_max = 2037;
constexpr int listed_years = 11;  // within 11 years every date falls on each day of the week

const date::time_zone& library_zone(const void* data) {
    return *static_cast<const date::time_zone*>(data);
}

// How far to go back from `day` to a listed year in which the same dates fall on the same days of
// the week, so that rules like "the last Sunday of March" hold there too. Zero within the listed
// years.
days beyond_listed(std::chrono::local_days day) {
    int year = year_of(day);
    if (year <= listed_year_max) return days{0};
    unsigned month =
        ymd(day).month() <= std::chrono::February ? 1 : 3;  // either side of 29 February
    Date there = *make_date(year, month, 1);
    for (int listed = listed_year_max; listed > listed_year_max - listed_years; --listed) {
        Date here = *make_date(listed, month, 1);
        if (weekday(here) == weekday(there)) return there - here;
    }
    return days{0};
}

date::sys_info info_at(const void* data, Instant instant) {
    auto since_epoch = floor<seconds>(instant.time_since_epoch());
    auto back = beyond_listed(Date{floor<days>(since_epoch)});
    return library_zone(data).get_info(date::sys_seconds{since_epoch - back});
}

// The wall clock at an offset, taken apart.
struct WallClock {
    Date day;
    int hour;
    int minute;
    int second;
    int millisecond;
};

WallClock wall_clock(Instant instant, seconds offset) {
    auto local = instant.time_since_epoch() + offset;
    auto day = floor<days>(local);
    auto rest = static_cast<int>((local - day).count());
    return {Date{day}, rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60, rest % 1000};
}

// Mail and RFC 3339 write offsets in whole minutes; zones of the nineteenth century had seconds.
minutes written_offset(seconds offset) {
    return floor<minutes>(offset);
}

std::string offset_text(minutes offset, const char* separator) {
    auto size = static_cast<int>(offset.count() < 0 ? -offset.count() : offset.count());
    char text[32];
    std::snprintf(text, sizeof text, "%c%02d%s%02d", offset.count() < 0 ? '-' : '+', size / 60,
                  separator, size % 60);
    return text;
}

std::optional<int> two_digits(std::string_view text, std::size_t at, int max) {
    if (text.size() < at + 2) return std::nullopt;
    int value = 0;
    for (char c : text.substr(at, 2)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    if (value > max) return std::nullopt;
    return value;
}

// `Z` or `+07:00`, the whole of the text.
std::optional<minutes> parse_offset(std::string_view text) {
    if (text == "Z" || text == "z") return minutes{0};
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    auto hours = two_digits(text, 1, 23);
    auto rest = two_digits(text, 4, 59);
    if (!hours || !rest) return std::nullopt;
    minutes offset{*hours * 60 + *rest};
    return text[0] == '-' ? -offset : offset;
}

}  // namespace

std::optional<Zone> Zone::find(std::string_view iana_name) {
    try {
        const date::time_zone* zone = date::locate_zone(std::string(iana_name));
        // The file is read at the first question: one that cannot be read is found here, not later.
        (void)zone->get_info(date::sys_seconds{});
        return Zone(zone);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

Instant Zone::at(Date day, TimeOfDay time) const {
    auto wall = seconds{day.time_since_epoch() + time};
    auto back = beyond_listed(Date{floor<days>(wall)});
    auto info = library_zone(data_).get_info(date::local_seconds{wall - back});
    if (info.result == date::local_info::nonexistent)
        return Instant{info.first.end.time_since_epoch() + back};
    return Instant{wall - info.first.offset};  // of two, the first is the earlier one
}

Date Zone::date_of(Instant instant) const {
    return wall_clock(instant, offset_at(instant)).day;
}

TimeOfDay Zone::time_of(Instant instant) const {
    auto wall = wall_clock(instant, offset_at(instant));
    return TimeOfDay{wall.hour * 60 + wall.minute};
}

seconds Zone::offset_at(Instant instant) const {
    return info_at(data_, instant).offset;
}

std::string Zone::name() const {
    return library_zone(data_).name();
}

std::string Zone::rfc3339(Instant instant) const {
    auto offset = written_offset(offset_at(instant));
    auto wall = wall_clock(instant, offset);
    char time[64];
    std::snprintf(time, sizeof time, "T%02d:%02d:%02d", wall.hour, wall.minute, wall.second);
    char fraction[16] = "";
    if (wall.millisecond != 0) std::snprintf(fraction, sizeof fraction, ".%03d", wall.millisecond);
    return iso_date(wall.day) + time + fraction + offset_text(offset, ":");
}

std::string Zone::rfc5322(Instant instant) const {
    static constexpr const char* days_of_week[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto offset = written_offset(offset_at(instant));
    auto wall = wall_clock(instant, offset);
    auto date = ymd(wall.day);
    char text[96];
    std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d ",
                  days_of_week[weekday(wall.day).c_encoding()], static_cast<unsigned>(date.day()),
                  months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                  wall.hour, wall.minute, wall.second);
    return text + offset_text(offset, "");
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
    constexpr std::size_t shortest = 20;  // 2017-01-11T00:30:00Z
    if (text.size() < shortest || (text[10] != 'T' && text[10] != 't') || text[13] != ':' ||
        text[16] != ':')
        return std::nullopt;
    auto day = parse_iso_date(text.substr(0, 10));
    auto hour = two_digits(text, 11, 23);
    auto minute = two_digits(text, 14, 59);
    auto second = two_digits(text, 17, 59);
    if (!day || !hour || !minute || !second) return std::nullopt;

    auto rest = text.substr(19);
    milliseconds fraction{0};
    if (rest.front() == '.') {
        rest.remove_prefix(1);
        milliseconds unit{100};
        std::size_t length = 0;
        for (; length < rest.size() && rest[length] >= '0' && rest[length] <= '9'; ++length) {
            fraction += (rest[length] - '0') * unit;
            unit /= 10;
        }
        if (length == 0) return std::nullopt;
        rest.remove_prefix(length);
    }
    auto offset = parse_offset(rest);
    if (!offset) return std::nullopt;
    return Instant{day->time_since_epoch() + std::chrono::hours{*hour} + minutes{*minute} +
                   seconds{*second} + fraction - *offset};
}

}  // namespace dondoc
