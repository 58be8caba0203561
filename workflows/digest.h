// The weekly digest: on the first working day of a week each officer (the contact of the office
// that coordinates a campaign) is told how the campaigns stand that they coordinate, in one letter
// however many there are. When it is told is decided here; what it says is gathered when it leaves.
//
// A campaign is told of from the first day on which it may tell anybody anything to the last day of
// its period or, while something with a date is still open, until `digest_grace` after the last of
// those dates. A week that had begun when the officer was first seen is passed over. Of weeks that
// a downtime overslept only the last is told, and only while it still runs. A week without a
// working day has no digest. Everything is derived from the watch, so that planning again, after a
// restart or a changed definition, decides nothing twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/planner.h"

namespace dondoc {

// In place of a rung's id.
inline constexpr std::string_view weekly_rung = "weekly";
inline constexpr std::chrono::days digest_grace{60};

// "2017-w24", the week that a digest's key names: `digest/2017-w24/person`.
std::string week_of_key(std::string_view key);

// A campaign that may be told of.
struct DigestCampaign {
    const Definition* definition = nullptr;
    std::optional<Date> last_open{};  // the latest last permitted day of all that is still owed or
                                      // waits to be accepted; empty: there is none
};

// What is known of the digests to one officer.
struct DigestWatch {
    std::string person;
    std::string told;  // the last week that was told or passed over; empty: none
    std::optional<Instant> next{};
};

// Is the campaign told of to this person on that day?
bool in_digest(const DigestCampaign&, std::string_view person, Date day);

// `campaigns` in the order of their ids, all of one configuration. A plan whose next moment differs
// from the watch's has at least one event.
Plan plan_digest(const std::vector<DigestCampaign>& campaigns, const DigestWatch&, Instant now);

}  // namespace dondoc
