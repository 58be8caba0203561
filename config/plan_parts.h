// The parts of a campaign beside its phases and duties: what it rests on and carries out, targets,
// gates, conflicts, dossiers. Part of reading a campaign.
#pragma once

#include <map>
#include <vector>

#include "config/deadline_entry.h"
#include "config/id_set.h"
#include "workflows/campaign.h"

namespace dondoc {

// Where things stand in the campaign's file, and what they name, for what is found out when all of
// it is read.
struct PlanPlaces {
    Position period;                         // its value
    std::map<std::string, Position> phases;  // of a phase its `from`, or the phase itself
    std::map<std::string, Position> duties;  // of a duty its `due`, or the duty itself
    std::vector<Position> implements;        // these five as long as the campaign's own lists
    std::vector<Position> legal_basis;
    std::vector<Position> indicators;
    std::vector<Position> gates;
    std::vector<Position> conflicts;
    std::vector<Mention> named_duties;  // by `collates`, not checked
    // Of each duty that has it, the `registers`; not checked.
    std::map<std::string, std::vector<Mention>> registers;
};

// The `collates` of a duty or of a superior's document.
std::vector<std::string> read_collates(TableReader&, PlanPlaces&);
// The `registers` of a duty.
std::vector<std::string> read_registers(TableReader& duty, const std::string& id, PlanPlaces&);
// The `dossier` of a duty.
std::vector<DossierPart> read_dossier(TableReader& duty);
// `implements`: before the duties, some of which may count back from it.
void read_superiors(TableReader& root, const KnownEvents&, Campaign&, PlanPlaces&);

struct PlanIds {
    const IdSet& phases;
    const IdSet& duties;
};
// `legal_basis`, `indicator`, `gate`, `conflict`, `history`, and the check of all duties and
// indicators that were named: after the duties.
void read_plan_parts(TableReader& root, const PlanIds&, const KnownEvents&, Campaign&, PlanPlaces&);

// Says that a part of the plan stands without the words of the plan.
void warn_of_no_quote(TableReader&, const std::string& what);

}  // namespace dondoc
