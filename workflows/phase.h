// A phase as a state machine: planned, open, closing, closed; held and skipped by hand. Its
// transitions fire on dates, on completion, or by hand; each has its guard (planner.h, decide
// below).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "workflows/event.h"
#include "workflows/obligation.h"

namespace dondoc {

struct PhaseRecord {
    std::string campaign;
    std::string phase;
    PhaseState state = PhaseState::planned;
    bool by_hand = false;    // the last move was a person's: one closed so stays closed
    bool begun = false;      // it has been open
    bool withdrawn = false;  // not in the definition any more
    int obligations = 0;     // of this phase, withdrawn ones left out
    int unsettled = 0;
    std::optional<Instant> next;
};

void apply(PhaseRecord&, const Event&);

std::string_view to_string(PhaseState);

enum class PhaseVerb { open, close, skip, hold, release };
std::string_view to_string(PhaseVerb);
std::optional<PhaseVerb> parse_phase_verb(std::string_view);

// What a person does to a phase by hand; a reason is always required. A held phase is released as
// open if it had begun, else as planned; its dates then move it on. A phase that was opened by hand
// and has no obligations is closed by hand.
std::variant<std::vector<Event>, Refusal> decide(const PhaseRecord&, PhaseVerb,
                                                 const std::string& reason, Language);

// Derived from its phases, in this order of precedence. A campaign without phases is running:
// nothing tells when it would begin or end.
enum class CampaignState {
    closed,     // every phase is closed or skipped, and nothing is owed
    draft,      // nothing has opened yet
    suspended,  // a phase is held and no other is open
    awarding,   // an award phase is open or closing
    reviewing,  // a midterm or final phase is open or closing
    running,
};
std::string_view to_string(CampaignState);

CampaignState campaign_state(const Campaign&, const std::vector<PhaseRecord>&);

}  // namespace dondoc
