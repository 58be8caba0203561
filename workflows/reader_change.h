// A notice whose reader is another one on the day its letter would leave: a pause or a downtime
// kept it until after somebody was replaced, went away or came back. It goes to nobody else's desk:
// whoever reads it today is told anew, in a letter of their own.
#pragma once

#include <string>
#include <string_view>

#include "workflows/campaign.h"
#include "workflows/event.h"

namespace dondoc {

// The same notice to its present reader, who is somebody, in the next message that may leave.
NoticeFellDue told_anew(const Definition&, NoticeFellDue, const Addressee&, Instant now);

// The key that a notice was told under first; its own if it was never told anew.
std::string first_key(std::string_view key);

}  // namespace dondoc
