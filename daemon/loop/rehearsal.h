// A whole stretch of time without a daemon: the very same loop on a virtual clock, over a store in
// memory, with nothing sent. `simulate` starts it empty, `forecast` from a copy of the store. Both
// assume that nobody acts beyond the event script.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "daemon/loop/letters.h"
#include "daemon/loop/script.h"
#include "daemon/store/store.h"

namespace dondoc {

// One notice that would be sent, in one message.
struct Foreseen {
    Instant at{};            // when its message leaves
    std::string campaign;    // empty for a digest
    std::string duty;        // empty for a question about a unit's contact, and a digest
    std::string occurrence;  // empty for nudges, as `unit` is of those about a duty
    std::string unit;
    std::string rung;
    NoticeKind kind = NoticeKind::reminder;
    Audience audience = Audience::contact;
    std::string person;  // id
    std::string address;
    std::string channel;
    std::string key;
    std::string message;  // Message-ID without brackets
    std::string subject;
    std::string because;  // a sentence in the configured language
    bool copy = false;
    std::string body;  // plain text of the message, if bodies were asked for

    // The duty and the unit, whichever there is.
    // Of a digest its rung.
    std::string what() const {
        if (duty.empty() && unit.empty()) return rung;
        return duty + (duty.empty() || unit.empty() ? "" : ", ") + unit;
    }
};

struct RehearsalPlan {
    Instant from{};
    Instant to{};  // not included
    std::vector<ScriptLine> script;
    std::string campaign;  // only this one is told of; empty: all
    bool bodies = false;
    // The moment it is: what a store that was left behind has missed by then is caught up on then,
    // not in a past that the daemon slept through. Empty: at `from`, and whatever is due before.
    std::optional<Instant> now{};
};

struct RehearsalHooks {
    std::function<void(const Foreseen&)> notice;  // in the order they leave
    std::function<void(const ScriptLine&, const Answer&)> refused;
    // Asked between steps, if there is one: false ends the rehearsal with an error.
    std::function<bool()> go_on{};
    // Once, before anything happens: the state it starts from, the definitions applied.
    std::function<Done(const Reader&)> begun{};
};

// Runs the loop over `store` to `to` and tells what leaves from `from` on. A store that something
// is due in before `from` is first run up to it, as the daemon itself will do meanwhile.
Done rehearse(Store& store, const Configuration&, const Definitions&, const Composer&,
              const RehearsalPlan&, const RehearsalHooks&);

std::string_view to_string(NoticeKind);

}  // namespace dondoc
