// A proof as a document for people and as JSON for programs. Both give each row of the journal its
// number and hash.
#pragma once

#include <string>

#include "config/configuration.h"
#include "daemon/cli/ask.h"
#include "daemon/cli/audit_words.h"

namespace dondoc {

struct ProofSetting {
    Language language = Language::vi;
    // For names of units and people, and the zone; nullptr: ids stand for names.
    const Configuration* configuration = nullptr;
    JournalHead head;                   // of the journal it was read from
    std::optional<JournalFault> fault;  // of that journal
    bool texts = false;                 // with the text of each message
};

std::string proof_text(const Proof&, const ProofSetting&);

// One object. A line's `before` and the columns of its row give its `hash` by the recipe of
// daemon/store/README.md, so that each can be checked by itself.
boost::json::object proof_json(const Proof&, const ProofSetting&);

}  // namespace dondoc
