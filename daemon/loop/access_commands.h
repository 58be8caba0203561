// What administrators decide about who may ask the daemon for something. Part of the loop's
// commands.
#pragma once

#include "daemon/loop/command.h"
#include "daemon/loop/sending_commands.h"

namespace dondoc {

Settled settle(const Reader&, const CreateToken&, Instant now, Language);
Settled settle(const Reader&, const SetPassword&, Instant now, Language);
Settled settle(const Reader&, const RevokeToken&, Instant now, Language);
Settled settle(const Reader&, const NoteUse&, Instant now, Language);

// Of a unit of any of the definitions.
Settled revoke_links(const Reader&, const Definitions&, const RevokeLinks&, Language);

}  // namespace dondoc
