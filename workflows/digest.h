// Digests: how things stand, told to one person when a period begins, in one letter however much
// there is to tell. The weekly one tells each officer (the contact of the office that coordinates a
// campaign) how their campaigns stand; the daily one, where it is configured, tells the head of a
// unit what the unit owes. When they are told is decided here; what they say is gathered when they
// leave.
//
// Both are told on the first working day of their period, at the opening of the window, and only if
// there is something to tell of on that day. Of periods that a downtime overslept only the last is
// told, and only while it still runs; a week or a day without work has none. An officer's first
// week that had begun already is passed over; what comes up in the course of a day is told to the
// head on the next. Everything is derived from the watch, so that planning again, after a restart
// or a changed definition, decides nothing twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/obligation.h"
#include "workflows/period.h"
#include "workflows/planner.h"

namespace dondoc {

// In place of a rung's id.
inline constexpr std::string_view weekly_rung = "weekly";
inline constexpr std::string_view daily_rung = "daily";
inline constexpr std::chrono::days digest_grace{60};
// So many working days before its last one a head is told of what is owed.
inline constexpr int daily_ahead = 3;

// "2017-w24" or "2017-06-12", the period that a digest's key names: `digest/2017-w24/person`.
std::string period_of_key(std::string_view key);

// Which digest: the weekly one to an officer has the person's id, the daily one to a head
// `person.daily`.
std::string digest_id(std::string_view person, Grain period);
std::string person_of_digest(std::string_view id);
Grain period_of_digest(std::string_view id);  // week or day

// A campaign, or something that is owed, that may be told of.
struct DigestTopic {
    const Definition* definition = nullptr;
    DateSpan days{};                 // the days on which it may be
    std::vector<DateSpan> silent{};  // but for these
    const Duty* duty = nullptr;      // of what is owed; nullptr: the campaign as a whole
    std::string unit{};              // that owes it

    // Is it told of to this person, or to whoever stands in, on that day?
    bool tells(std::string_view person, Date day) const;
};

// The campaign to its officer, from the first day on which it may tell anybody anything to the last
// day of its period or, while something with a date is still open, until `digest_grace` after the
// last of those dates. `last_open`: the latest last permitted day of all that is still owed or
// waits to be accepted; empty: there is none. Nothing if the setting is off.
std::optional<DigestTopic> weekly_topic(const Definition&, std::optional<Date> last_open);

// What is owed, to the head of the unit: from `daily_ahead` working days before its last one until
// it is handed in, or `digest_grace` after its last permitted day; not while the unit is suspended.
// Nothing for what nobody is chased for (it waits for an answer or a date, or its phase is held or
// skipped), and for units whose heads are to have no digest.
std::optional<DigestTopic> daily_topic(const Definition&, const Obligation&, PhaseState,
                                       std::vector<DateSpan> suspended);

// What is known of the digests to one person.
struct DigestWatch {
    std::string person;
    std::string told;  // the last period that was told or passed over; empty: none
    std::optional<Instant> next{};
    Grain period = Grain::week;  // or day
};

// Topics of that period, of one configuration. A plan whose next moment differs from the watch's
// has at least one event.
Plan plan_digest(const std::vector<DigestTopic>&, const DigestWatch&, Instant now);

}  // namespace dondoc
