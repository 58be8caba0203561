// What mail servers report of messages that were sent. Part of the loop's commands.
#pragma once

#include <string>

#include "daemon/loop/command.h"
#include "daemon/loop/letters.h"
#include "daemon/loop/traffic.h"
#include "daemon/store/store.h"

namespace dondoc {

// Believed only of a message that bears this id, and of the recipient that it was written to.
// Whatever else is reported is NotFound, in words for the log. What says that the message did not
// reach its recipient makes it fail, with all its notices, and marks the recipient's address; of an
// address that is marked for the first time the coordinator is told. A report of what is still
// being sent is refused, `not_sent_yet`: it is to be brought again.
Answer take_report(const Reader&, const Letters&, const Traffic&, const DeliveryReport&,
                   const std::string& by, Language, Step&);

}  // namespace dondoc
