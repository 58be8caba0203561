// What people decide about the sending: all of it, or one message. Part of the loop's commands.
#pragma once

#include <variant>
#include <vector>

#include "daemon/loop/command.h"
#include "daemon/loop/definitions.h"
#include "daemon/loop/letters.h"
#include "daemon/store/store.h"

namespace dondoc {

using Settled = std::variant<std::vector<Change>, Refusal, NotFound, Error>;

Settled switch_sending(const Reader&, bool pause, const std::string& reason, Language);

// That the clock, which is not believed, is right.
Settled confirm_clock(const Reader&, const std::string& reason, Language);

// Only what failed can be tried again or discarded; what was discarded can be tried again. It is
// tried by the channel that its reader has now, unless it may have arrived: then it is repeated, if
// anything in it still holds.
Settled settle_message(const Reader&, const Letters&, const Definitions&, const SettleMessage&,
                       Instant now, Language);

}  // namespace dondoc
