// Carrying out a hand-over by a person (workflows/handover.h).
#pragma once

#include <string>

#include "daemon/loop/command.h"
#include "daemon/loop/definitions.h"
#include "daemon/store/store.h"

namespace dondoc {

// Adds the changes to the step, at whose moment it is done. All of what is asked or, with a refusal
// that names the first obligation it cannot be done for, nothing: the step is to be given up then.
Answer hand_over_shares(const Reader&, const Definitions&, const HandOverShares&,
                        const std::string& by, Language, Step&);

}  // namespace dondoc
