#include "workflows/collisions.h"

#include <algorithm>

#include "workflows/check.h"
#include "workflows/planner.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

using std::chrono::days;

// «Tết Nguyên đán (mùng 2)» is called by what all its days are.
std::string plain_name(const std::string& name) {
    return name.substr(0, name.find(" ("));
}

DaysOff off_from_to(DateSpan span, const WorkCalendar& calendar) {
    DaysOff off{span, {}, true};
    std::string other;  // a compensatory or swapped day has a name too, but names no break
    for (Date date = span.first; date <= span.last; date += days{1}) {
        const Day day = calendar.describe(date);
        off.confirmed = off.confirmed && day.confirmed;
        if (day.kind == DayKind::holiday && off.name.empty()) off.name = plain_name(day.name);
        if (!day.name.empty() && other.empty()) other = plain_name(day.name);
    }
    if (off.name.empty()) off.name = other;
    return off;
}

std::vector<Date> rung_days(const Definition& definition, const Duty& duty, const Term& term) {
    std::vector<Date> rungs;
    for (const RungMoment& moment : rung_moments(definition, duty, term)) {
        if (rungs.empty() || rungs.back() != moment.day) rungs.push_back(moment.day);
    }
    return rungs;
}

void add_break(const std::vector<Date>& rungs, const DaysOff& off, const WorkCalendar& calendar,
               std::vector<Collision>& found) {
    const Date close = calendar.shift(off.days.first, -crowded_working_days);
    std::vector<Date> crowded;
    for (const Date rung : rungs) {
        if (close <= rung && rung < off.days.first) crowded.push_back(rung);
    }
    if (crowded.size() > 1) found.push_back({CollisionKind::crowded, off, crowded});
    const auto after = std::ranges::lower_bound(rungs, off.days.first);
    if (after == rungs.begin() || after == rungs.end()) return;
    if (*after - *(after - 1) > days{gap_days_min}) {
        found.push_back({CollisionKind::gap, off, {*(after - 1), *after}});
    }
}

std::string list_of(const std::vector<Date>& days_listed, Language language) {
    std::string list;
    for (const Date day : days_listed)
        list += (list.empty() ? "" : ", ") + day_in_words(day, language);
    return list;
}

std::string off_words(const DaysOff& off, Language language) {
    const bool vi = language == Language::vi;
    std::string words = vi ? "đợt nghỉ" : "the days off";
    if (!off.name.empty()) words += " " + off.name;
    words += ", " + day_in_words(off.days.first, language) + " - " +
             day_in_words(off.days.last, language);
    if (!off.confirmed) words += vi ? " (lịch chưa công bố)" : " (not announced yet)";
    return words;
}

}  // namespace

std::string_view to_string(CollisionKind kind) {
    switch (kind) {
        case CollisionKind::day_off: return "day_off";
        case CollisionKind::in_break: return "in_break";
        case CollisionKind::crowded: return "crowded";
        case CollisionKind::gap: return "gap";
    }
    CHECK(false);
}

std::optional<DaysOff> days_off_around(Date day, const WorkCalendar& calendar) {
    if (calendar.working(day)) return {};
    const Date before = calendar.last_working_on_or_before(day);
    const Date after = calendar.first_working_on_or_after(day);
    return off_from_to({before + days{1}, after - days{1}}, calendar);
}

std::vector<DaysOff> breaks_in(DateSpan span, const WorkCalendar& calendar) {
    std::vector<DaysOff> breaks;
    for (Date day = span.first; day <= span.last; day += days{1}) {
        const auto off = days_off_around(day, calendar);
        if (!off) continue;
        if (off->count() >= break_days_min) breaks.push_back(*off);
        day = off->days.last;
    }
    return breaks;
}

std::vector<Collision> collisions(const Definition& definition, const Duty& duty,
                                  const Term& term) {
    const WorkCalendar& calendar = *definition.calendar;
    std::vector<Collision> found;
    if (const auto off = days_off_around(term.last_permitted, calendar)) {
        if (off->count() >= break_days_min) {
            found.push_back({CollisionKind::in_break, *off});
        } else if (!term.opens) {
            found.push_back({CollisionKind::day_off, *off});
        }
    }
    const auto rungs = rung_days(definition, duty, term);
    if (rungs.empty()) return found;
    // A break right after the last rung still crowds those before it.
    const DateSpan reach{rungs.front(), rungs.back() + days{1}};
    for (const DaysOff& off : breaks_in(reach, calendar))
        add_break(rungs, off, calendar, found);
    std::ranges::stable_sort(found, {}, [](const Collision& one) { return one.off.days.first; });
    return found;
}

std::string words(const Collision& collision, const Term& term, Language language) {
    const bool vi = language == Language::vi;
    const std::string off = off_words(collision.off, language);
    const std::string last = day_in_words(term.last_permitted, language);
    const std::string working = day_in_words(term.last_working, language);
    switch (collision.kind) {
        case CollisionKind::day_off:
            return vi ? "ngày cuối " + last + " là ngày nghỉ; ngày làm việc cuối là " + working
                      : "the last permitted day " + last +
                            " is not worked; the last working day is " + working;
        case CollisionKind::in_break:
            return vi ? "ngày cuối " + last + " rơi vào " + off + "; ngày làm việc cuối là " +
                            working
                      : "the last permitted day " + last + " falls into " + off +
                            "; the last working day is " + working;
        case CollisionKind::crowded:
            return vi ? "các bậc nhắc dồn ngay trước " + off + ": " +
                            list_of(collision.rungs, language)
                      : "rungs crowd right before " + off + ": " +
                            list_of(collision.rungs, language);
        case CollisionKind::gap:
            return vi ? "không ai được nhắc giữa " +
                            day_in_words(collision.rungs.front(), language) + " và " +
                            day_in_words(collision.rungs.back(), language) + " vì " + off
                      : "nobody is told anything between " +
                            day_in_words(collision.rungs.front(), language) + " and " +
                            day_in_words(collision.rungs.back(), language) + " because of " + off;
    }
    CHECK(false);
}

}  // namespace dondoc
