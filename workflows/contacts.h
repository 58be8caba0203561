// Once a quarter each unit is asked whether the contact on record is still the right one: a letter
// to the contact on the first working day of the quarter and, ten working days later, the units
// that have not confirmed are listed to the coordinator. Decided here, told like any other notice.
//
// Asked are the units that take part in a campaign that runs on both that day and the day of
// asking, in the name of the first such campaign, by id, in which the unit is not suspended; but
// not the unit that coordinates it. A quarter that had begun when a unit is first seen is passed
// over, as is one that a downtime overslept by more than the days of catching up; a unit that
// confirmed since the quarter began is not asked in it. Everything is derived from the watch, so
// that planning again, after a restart or a changed definition, decides nothing twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/planner.h"

namespace dondoc {

// In place of a rung's id: the question to the unit, and the list to the coordinator.
inline constexpr std::string_view confirm_rung = "confirm";
inline constexpr std::string_view unconfirmed_rung = "unconfirmed";
// How many working days a unit has to answer.
inline constexpr int confirm_days = 10;

// "2017-q2", the quarter that the key of such a notice ends with: `campaign/confirm/unit/2017-q2`.
std::string quarter_of_key(std::string_view key);

// What is known of the question to one unit.
struct ContactWatch {
    std::string unit;
    std::string asked;  // the last quarter in which it was asked or passed over; empty: never
    bool open = false;  // nobody has confirmed since, and the coordinator is still to be told
    std::optional<Instant> confirmed{};  // when the contact was confirmed last
    std::optional<Instant> next{};
};

// A campaign that may ask, and the days on which it tells nothing about the unit.
struct ContactAsker {
    const Definition* definition = nullptr;
    std::vector<DateSpan> suspended{};
};

// Has the unit confirmed since this quarter, "2017-q2", began?
bool confirmed_in(const ContactWatch&, const std::string& quarter, const Zone&);
// The last day on which a unit asked in the quarter of this day is not listed yet.
Date answer_day(const WorkCalendar&, Date);

// `askers` in the order of their ids. A plan whose next moment differs from the watch's has at
// least one event.
Plan plan_contact(const std::vector<ContactAsker>& askers, const ContactWatch&, Instant now);

}  // namespace dondoc
