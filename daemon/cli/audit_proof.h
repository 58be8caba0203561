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
    const Configuration* configuration = nullptr;  // as it is now; nullptr: it cannot be read
    JournalHead head;                              // of the journal it was read from
    std::optional<JournalFault> fault;             // of that journal
    bool texts = false;                            // with the text of each message
};

// What the configuration adds to a proof, since the journal keeps the fingerprint of a plan and not
// its text: names of people and units, the zone, what the plan says. Nothing but a plan whose
// fingerprint is that of the last version in the journal is taken.
struct ConfiguredPlan {
    enum class Standing {
        as_applied,
        differs,      // from the last version, or the journal has none in force
        no_campaign,  // the configuration does not have it
        unread        // there is no configuration
    };
    Standing standing = Standing::unread;
    const Definition* definition = nullptr;  // if it is as it was applied
};
ConfiguredPlan configured_plan(const Proof&, const Configuration*);

std::string proof_text(const Proof&, const ProofSetting&);

// One object. A line's `before` and the columns of its row give its `hash` by the recipe of
// daemon/store/README.md, so that each can be checked by itself. `configuration` is the word of
// ConfiguredPlan::Standing.
boost::json::object proof_json(const Proof&, const ProofSetting&);

}  // namespace dondoc
