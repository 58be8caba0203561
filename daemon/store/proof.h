// Everything the journal holds about one obligation, row by row, so that each statement can be held
// against the chain.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/store/records.h"
#include "workflows/result.h"

namespace dondoc {

class Database;

// A row of the journal that bears on the obligation.
struct ProofLine {
    JournalEntry entry;
    Seal seal;
    int version = 0;        // of the campaign's definition that was in force; 0: none yet
    std::string message{};  // key of the message that a notice went into; else empty
};

// A message that told somebody of the obligation. One that failed and was composed anew when a
// person had it tried again stands here once for each text.
struct ProvenMessage {
    std::string key;
    std::vector<std::int64_t> rows{};         // of the journal, those that bear on the obligation
    std::optional<MessageComposed> letter{};  // nothing: no text was written
    std::string bytes{};                      // every try carried these
};

struct Proof {
    ObligationId obligation;
    std::vector<ProofLine> lines{};         // by row
    std::vector<ProvenMessage> messages{};  // in the order they were made
};

// Of the obligation itself; of its campaign the versions, days of events, and the unit's
// suspensions by any campaign; of its phases the states; of its duty what the coordinator was told;
// of each message that told of it how it went; of the daemon the pauses, the configurations, when a
// channel of those messages took nothing, and what was set aside while it lasted, with what stood
// when it was born, the silences that cover it, and whether the unit's contact was confirmed.
// Nothing if the journal does not have the obligation.
Result<std::optional<Proof>> prove(Database&, const ObligationId&);

}  // namespace dondoc
