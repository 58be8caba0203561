// Carrying out a reminder that a person asks for at once (workflows/remind.h).
#pragma once

#include <string>

#include "daemon/loop/command.h"
#include "daemon/loop/definitions.h"
#include "daemon/store/store.h"

namespace dondoc {

// Adds the change to the step, at whose moment it is done.
Answer remind_now(const Reader&, const Definitions&, const RemindNow&, const std::string& by,
                  Language, Step&);

}  // namespace dondoc
