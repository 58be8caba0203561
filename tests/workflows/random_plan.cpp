#include "tests/workflows/random_plan.h"

#include <array>

namespace dondoc::test {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

std::string random_rungs(Chance& chance) {
    const std::array<std::string, 6> audiences{"contact",  "head",        "superior",
                                               "director", "coordinator", "cluster-lead"};
    std::string rungs = chance.one_in(3) ? "start.contact" : "";
    for (int offset = -10; offset <= 7; ++offset) {
        for (const std::string& audience : audiences) {
            if (!chance.one_in(audience == "contact" ? 6 : 11)) continue;
            rungs += (offset > 0 ? " +" : " ") + std::to_string(offset) + '.' + audience;
            if (chance.one_in(5))
                rungs += "/copy";
            else if (chance.one_in(12))
                rungs += "/release";
        }
    }
    return rungs;
}

Date random_day(Chance& chance) {
    return day("2017-01-05") + days(chance.between(0, 150));
}

Deadline random_deadline(Chance& chance) {
    const std::string iso = iso_date(random_day(chance));
    switch (chance.between(1, 8)) {
        case 1: return undated();
        case 2: return within_month(2017, static_cast<unsigned>(chance.between(1, 6)));
        case 3: {
            Deadline relative = by(iso);
            relative.op = DueOperator::relative;
            relative.count = chance.between(3, 20);
            relative.working_days = chance.one_in(2);
            relative.roll = Roll::forward;
            return relative;
        }
        case 4:
        case 5:
        case 6: return before(iso);
        default: return by(iso);
    }
}

Deadline random_anchored(Chance& chance, const std::string& event) {
    Deadline made = chance.one_in(2) ? on_event(event) : after_event(event, chance.between(1, 15));
    if (chance.one_in(3)) made.working_days_before = chance.between(1, 8);
    return made;
}

Decision random_decision(Chance& chance, Date today) {
    const std::string later = iso_date(today + days(chance.between(-3, 30)));
    switch (chance.between(1, 16)) {
        case 1:
        case 2: return submission();
        case 3: return acceptance();
        case 4: return rework();
        case 5: return rework(later);
        case 6:
        case 7: return extension(later);
        case 8:
        case 9: return request(later);
        case 10: return declining();
        case 11: return reopening();
        case 12:
        case 13: return holding();
        case 14: return releasing();
        case 15: return acknowledging();
        default: return waiver();
    }
}

Instant later(Chance& chance, Instant now, int days_max) {
    return now + hours(24 * chance.between(0, days_max)) + minutes(chance.between(0, 24 * 60 - 1)) +
           std::chrono::milliseconds(chance.between(0, 59'999));
}

}  // namespace dondoc::test
