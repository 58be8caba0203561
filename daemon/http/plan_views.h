// What a campaign's plan says beside its phases and duties, as JSON. The forms are those of
// views.h.
#pragma once

#include <boost/json/object.hpp>

#include "daemon/http/done.h"
#include "daemon/http/vantage.h"

namespace dondoc {

// Of the five that a campaign goes through by law, those that neither the plan nor a part of it
// has. A part has what it has: nothing is absent from it.
std::vector<PhaseKind> absent_phases(const Sight&, const Campaign&);

// Puts `parent`, `children`, `issued`, `implements`, `legal_basis`, `indicators`, `gates`,
// `conflicts`, `history` and `absent_phases` into the view of a campaign.
void add_plan_parts(boost::json::object& view, const Sight&, const Definition&);

// Numbers are texts with a decimal point: no reader turns 1.1 into 1.1000000000000001.
boost::json::object indicator_view(const Indicator&);
boost::json::object gate_view(const Gate&);

// Puts `cycle`, `dossier`, `collates`, `registers` and `buffer` into the view of a duty.
void add_duty_parts(boost::json::object& view, const Duty&);

// A deadline without anybody who owes it: nulls where nothing is known.
boost::json::object plain_deadline_view(const Sight&, const Deadline&, const WorkCalendar&);

// How the obligation or the phase of a view stands.
Standing standing_in(const boost::json::object& shown);

}  // namespace dondoc
