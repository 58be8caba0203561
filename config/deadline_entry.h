// The `due` of a duty: a deadline as the plan words it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/id_set.h"
#include "workflows/campaign.h"

namespace dondoc {

// "2017-03", "2017-Q2", "2017-H1", "2017".
std::optional<std::pair<DateSpan, Grain>> parse_span(std::string_view text);

// The events of a campaign, for deadlines to hang on.
struct KnownEvents {
    IdSet ids{"event", "add an [[event]] to the campaign"};
    std::vector<CampaignEvent> events;

    // Reports a mention that means none.
    std::optional<Anchor> anchor(const Source&, const Mention&) const;
};

// "2017-01-30", "2017-09-01 to 2017-09-30": the days it names.
std::string days_of(const Deadline&);

// Reads all of a due table but `occurrence`, and leaves finish() to the caller. Nothing if it is
// faulty.
std::optional<Deadline> read_deadline(TableReader& due, const KnownEvents&);

}  // namespace dondoc
