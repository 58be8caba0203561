// Messages whose moment came while all that they say is held, by its phase, a silence or a person:
// they wait until some of it is released. Of a message that has more to say, what is held is left
// out.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "daemon/loop/letters.h"
#include "daemon/store/store.h"

namespace dondoc {

// Puts such a message off to the next opening of the sending window; nothing if `draft` is none.
std::optional<Change> held_back(const Letters&, const Reader&, const MessageRecord&, const Draft&,
                                Instant now);

// Those that waited for this phase, which is held no more, leave at once.
Done send_what_waited(const Reader&, const Definition&, const PhaseRecord&, const std::string& by,
                      Step&);

// The same of these obligations, whose escalations a person has released, or which are silenced no
// more.
Done send_what_waited(const Reader&, const Definition&, const std::set<std::string>& ids,
                      const std::string& by, Step&);

}  // namespace dondoc
