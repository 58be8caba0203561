// A silence: for some days nobody is told what the ladders of some obligations say. A person sets
// it, with a reason and an end, for a campaign and its parts, one of its duties, some units. What
// falls due meanwhile is held, not lost: when the silence is over it falls due as after a downtime
// (planner.h), the latest rung of each audience if it is young enough, and the rest is passed over.
// Questions to the coordinator go on, announcements of escalations among them: what the silence
// holds is announced the day before it leaves. A letter that was written before goes on being
// tried.
//
// Other than a suspension (suspension.h) it excuses nobody, and passes nothing over before it is
// over; other than a pause it has an end and is not about everything.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "workflows/civil.h"
#include "workflows/event.h"
#include "workflows/obligation.h"

namespace dondoc {

// All that is given must fit; something is.
struct SilenceScope {
    std::string campaign;            // or one that is part of it
    std::string duty;                // of that campaign
    std::vector<std::string> units;  // who owe it

    friend bool operator==(const SilenceScope&, const SilenceScope&) = default;
};

struct Silence {
    int number = 0;  // 1, 2, 3, …
    SilenceScope scope;
    DateSpan days{};  // empty, its last day before its first, if it was ended on its first day
    std::string reason;
};

SilenceScope scope_of(const Silenced&);

// `within` are the campaigns above the obligation's.
bool covers(const SilenceScope&, const ObligationId&, const std::vector<std::string>& within);

// The days on which some of them cover it, in order; spans that meet are one.
std::vector<DateSpan> silent_days(const std::vector<Silence>&, const ObligationId&,
                                  const std::vector<std::string>& within);

struct SilenceAsked {
    SilenceScope scope;
    std::optional<Date> until;  // required: its last day
    std::string reason;         // required
};

// `known` are all that ever were, by number.
std::variant<Silenced, Refusal> silence(const std::vector<Silence>& known, const SilenceAsked&,
                                        Date today, Language);
// Today is heard again.
std::variant<SilenceEnded, Refusal> end_silence(const std::vector<Silence>& known, int number,
                                                const std::string& reason, Date today, Language);

// «phong trào lao-cai-2017, đơn vị ttyt-sa-pa»
std::string scope_words(const SilenceScope&, Language);

// Longer than that it is a matter of the plan.
inline constexpr std::chrono::days silence_max{92};

}  // namespace dondoc
