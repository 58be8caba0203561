// What was told about an obligation on one day, or why nothing was, read from the journal.
#pragma once

#include "daemon/http/vantage.h"
#include "workflows/day_answer.h"

namespace dondoc {

// Days are those of the daemon's zone. The obligation is taken as it stood when that day ended; on
// a day that is still ahead, as it stands now.
Result<DayAnswer> why_on(const Sight&, const Obligation&, Date day);

NoticeFate fate_of(NoticeState);

}  // namespace dondoc
