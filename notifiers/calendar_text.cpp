#include "notifiers/calendar_text.h"

#include <libical/ical.h>

namespace dondoc {

namespace {

// The library writes control characters as they are.
std::string printable(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    return out;
}

icaltimetype day_of(Date day) {
    const auto date = ymd(day);
    icaltimetype time = icaltime_null_date();
    time.year = static_cast<int>(date.year());
    time.month = static_cast<int>(static_cast<unsigned>(date.month()));
    time.day = static_cast<int>(static_cast<unsigned>(date.day()));
    return time;
}

icaltimetype moment_of(Instant at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    return icaltime_from_timet_with_zone(static_cast<time_t>(seconds), 0,
                                         icaltimezone_get_utc_timezone());
}

void say(icalcomponent* component, icalproperty* property) {
    icalcomponent_add_property(component, property);
}

void say_extension(icalcomponent* component, const char* name, const std::string& value) {
    icalproperty* property = icalproperty_new_x(value.c_str());
    icalproperty_set_x_name(property, name);
    say(component, property);
}

icalcomponent* alarm_of(int days_before, const std::string& summary) {
    icalcomponent* alarm = icalcomponent_new_valarm();
    icaltriggertype trigger = icaltriggertype_from_int(-days_before * 24 * 60 * 60);
    say(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
    say(alarm, icalproperty_new_description(summary.c_str()));
    say(alarm, icalproperty_new_trigger(trigger));
    return alarm;
}

}  // namespace

struct CalendarText::Component {
    icalcomponent* all = icalcomponent_new_vcalendar();

    Component() = default;
    Component(const Component&) = delete;
    Component& operator=(const Component&) = delete;
    ~Component() { icalcomponent_free(all); }
};

CalendarText::CalendarText(std::string_view product, Language language, Instant stamp)
    : calendar_(std::make_unique<Component>()), stamp_(stamp) {
    const std::string id =
        "-//dondoc//" + std::string(product) + "//" + (language == Language::vi ? "VI" : "EN");
    say(calendar_->all, icalproperty_new_version("2.0"));
    say(calendar_->all, icalproperty_new_prodid(id.c_str()));
    say(calendar_->all, icalproperty_new_calscale("GREGORIAN"));
}

CalendarText::~CalendarText() = default;
CalendarText::CalendarText(CalendarText&&) noexcept = default;

void CalendarText::name(const std::string& name, std::chrono::hours refresh) {
    const std::string every = "PT" + std::to_string(refresh.count()) + "H";
    say_extension(calendar_->all, "X-WR-CALNAME", printable(name));
    say_extension(calendar_->all, "X-PUBLISHED-TTL", every);
}

void CalendarText::add(const CalendarEntry& entry) {
    const std::string summary = printable(entry.summary);
    icalcomponent* event = icalcomponent_new_vevent();
    say(event, icalproperty_new_uid(printable(entry.uid).c_str()));
    say(event, icalproperty_new_dtstamp(moment_of(stamp_)));
    say(event, icalproperty_new_sequence(entry.sequence));
    if (entry.day) {
        say(event, icalproperty_new_dtstart(day_of(*entry.day)));
        say(event, icalproperty_new_dtend(day_of(*entry.day + std::chrono::days(1))));
    } else {
        say(event, icalproperty_new_dtstart(moment_of(entry.at)));
        say(event, icalproperty_new_dtend(moment_of(entry.at + entry.length)));
    }
    say(event, icalproperty_new_summary(summary.c_str()));
    if (!entry.description.empty())
        say(event, icalproperty_new_description(printable(entry.description).c_str()));
    if (!entry.category.empty())
        say(event, icalproperty_new_categories(printable(entry.category).c_str()));
    if (!entry.url.empty()) say(event, icalproperty_new_url(printable(entry.url).c_str()));
    say(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    for (const int days : entry.alarms_days_before)
        icalcomponent_add_component(event, alarm_of(days, summary));
    icalcomponent_add_component(calendar_->all, event);
}

std::string CalendarText::finish() const {
    char* text = icalcomponent_as_ical_string_r(calendar_->all);
    std::string out = text ? text : "";
    icalmemory_free_buffer(text);
    return out;
}

}  // namespace dondoc
