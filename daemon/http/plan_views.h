// What a campaign's plan says beside its phases and duties, as JSON. The forms are those of
// views.h.
#pragma once

#include <boost/json/object.hpp>

#include "daemon/http/vantage.h"

namespace dondoc {

// Puts `parent`, `children`, `issued`, `implements`, `legal_basis`, `indicators`, `gates` and
// `conflicts` into the view of a campaign.
void add_plan_parts(boost::json::object& view, const Sight&, const Definition&);

// Puts `cycle`, `dossier`, `collates` and `buffer` into the view of a duty.
void add_duty_parts(boost::json::object& view, const Duty&);

// A deadline without anybody who owes it: nulls where nothing is known.
boost::json::object plain_deadline_view(const Sight&, const Deadline&, const WorkCalendar&);

}  // namespace dondoc
