// Lines of the log about how the daemon itself stands: its clock, and what waits after a downtime.
#pragma once

#include "daemon/store/store.h"

namespace dondoc {

void log_standing(const Step&);

}  // namespace dondoc
