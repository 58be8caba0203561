// A campaign put to work, changed, or taken out of the configuration: what one transaction must
// write.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "daemon/loop/definitions.h"
#include "daemon/store/store.h"

namespace dondoc {

// What is known of an obligation beside its own state, read from the store.
Result<Surroundings> surroundings_of(const Reader&, const Definition&, const Obligation&,
                                     Instant now);

// Suspensions by a campaign and, if it is configured, by those above it; of every unit, or of one.
Result<std::vector<SuspensionRecord>> suspensions_of(const Reader&, const Definition*,
                                                     const std::string& campaign,
                                                     const std::string& unit = "");
// The days on which nothing is told about a unit.
std::vector<DateSpan> days_of(const std::vector<SuspensionRecord>&, std::string_view unit);

// What keeps the unit of an obligation from being put up for what it owes; empty: nothing does.
Result<std::vector<std::string>> obstacles_before(const Reader&, const Definition&,
                                                  const ObligationId&, Date today, Language);

// Every obligation of a campaign, or those of one unit, withdrawn ones included, by id.
Result<std::vector<Obligation>> obligations_of(const Reader&, const std::string& campaign,
                                               const std::string& unit = "");

// A plan as a change of the store: without events there is nothing to write.
std::optional<Change> change_of(Subject, Plan, const std::string& by = "dondoc");

// What nobody owes by the plan any more.
Change withdrawal(const Obligation&);

// Takes a subject out of the way of all others, and says why.
Change set_aside(const Subject&, const Error& why);

// The definition against what the store holds of it: obligations are matched by id and planned
// anew, new ones are born, missing ones withdrawn, and what ended units owed goes to their
// successors. `applied` is empty for a campaign never seen before.
Result<Step> put_to_work(const Reader&, const Definition&,
                         const std::optional<CampaignRecord>& applied, Instant now);

// A campaign that is not configured any more: everything unsettled is withdrawn.
Result<Step> take_out(const Reader&, const CampaignRecord& applied, Instant now);

// All that leads from the definitions applied last to these: a step for each campaign that is new,
// changed or gone, given to `commit` one after the other. Its error ends the migration.
Done migrate(const Reader&, const Definitions&, Instant now,
             const std::function<Done(Step)>& commit);

}  // namespace dondoc
