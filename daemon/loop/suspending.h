// Suspensions carried out (workflows/suspension.h).
#pragma once

#include "daemon/loop/command.h"
#include "daemon/loop/definitions.h"
#include "daemon/store/store.h"

namespace dondoc {

// Each adds its changes to the step, at whose moment it is done. A campaign's suspension holds for
// the campaigns that are parts of it too.
Answer suspend_units(const Reader&, const Definitions&, const SuspendUnits&, const std::string& by,
                     Language, Step&);
Answer end_suspension(const Reader&, const Definitions&, const EndSuspension&,
                      const std::string& by, Language, Step&);

}  // namespace dondoc
