#include "workflows/obligation.h"

#include <algorithm>
#include <array>
#include <utility>

#include "workflows/check.h"

namespace dondoc {

namespace {

void begin_round(Obligation& obligation, const RoundBegun& event, Instant at) {
    // By its own day; one that was granted before may lie before the plan's and count no more.
    const bool sooner = event.why == "returned" && event.term && obligation.term &&
                        event.term->last_permitted < obligation.term->last_permitted;
    const bool still_sooner = event.why == "extended" && obligation.round_why.ends_with("_sooner");
    ++obligation.round;
    obligation.round_why = sooner         ? "returned_sooner"
                           : still_sooner ? "extended_sooner"
                                          : event.why;
    obligation.round_began = at;
    obligation.term = event.term;
    obligation.granted = event.granted;
    obligation.asking = event.asking;
    obligation.rungs_done.clear();
    obligation.acknowledged.reset();
    obligation.held = false;
    obligation.held_reason.clear();
    obligation.released.clear();
    if (obligation.state == ObligationState::withdrawn ||
        obligation.state == ObligationState::waived) {
        obligation.state =
            obligation.arrived ? ObligationState::submitted : ObligationState::pending;
    }
}

void settle(Obligation& obligation, ObligationState state, const std::string& reason) {
    obligation.state = state;
    obligation.asking = false;
    obligation.request.reset();
    obligation.last_reason = reason;
}

// One overload for each event that changes an obligation.
struct Apply {
    Obligation& obligation;
    Instant at;

    void operator()(const RoundBegun& e) const { begin_round(obligation, e, at); }
    void operator()(const TermRecomputed& e) const {
        obligation.phase = e.phase;
        obligation.term = e.term;
    }
    void operator()(const Submitted& e) const {
        settle(obligation, ObligationState::submitted, e.reason);
        obligation.arrived = e.arrived;
        obligation.document = e.document;
        obligation.dated = e.dated;
        obligation.signer = e.signer;
    }
    void operator()(const Accepted& e) const {
        settle(obligation, ObligationState::accepted, e.reason);
    }
    void operator()(const Returned& e) const {
        settle(obligation, ObligationState::returned, e.reason);
        forget_submission();
    }
    void operator()(const Extended& e) const {
        obligation.last_reason = e.reason;
        obligation.request.reset();
    }
    void operator()(const ExtensionRequested& e) const {
        obligation.request = ExtensionRequest{e.to, e.reason, e.document};
        ++obligation.requests;
    }
    void operator()(const ExtensionDeclined& e) const {
        obligation.last_reason = e.reason;
        obligation.request.reset();
    }
    void operator()(const Reopened& e) const {
        const bool waits_again =
            obligation.arrived && obligation.state != ObligationState::submitted;
        settle(obligation, waits_again ? ObligationState::submitted : ObligationState::pending,
               e.reason);
        if (!waits_again) forget_submission();
    }
    void operator()(const Waived& e) const {
        settle(obligation, ObligationState::waived, e.reason);
    }
    void operator()(const Withdrawn& e) const {
        settle(obligation, ObligationState::withdrawn, e.why);
    }
    void operator()(const HandedOver& e) const {
        settle(obligation, ObligationState::withdrawn,
               e.reason.empty() ? "handed_over" : "handed_over_by_hand");
    }
    void operator()(const TookOver& e) const {
        if (!e.in_place_of.empty()) obligation.in_place_of = e.in_place_of;
        if (e.granted) obligation.granted = e.granted;
        if (e.asked_to) {
            obligation.request = ExtensionRequest{*e.asked_to, e.asked_reason, e.asked_document};
            ++obligation.requests;
        }
        // What was there before keeps its own beginning.
        if (obligation.round == 1 && obligation.round_began == at)
            obligation.round_why = "took_over";
    }
    void operator()(const Acknowledged&) const { obligation.acknowledged = at; }
    void operator()(const EscalationsHeld& e) const {
        obligation.held = true;
        obligation.held_reason = e.reason;
    }
    void operator()(const EscalationsReleased& e) const {
        obligation.held = false;
        obligation.held_reason.clear();
        for (std::string& rung : ids_in(e.rungs))
            obligation.released.push_back(std::move(rung));
    }
    void operator()(const NoticeFellDue& e) const { done(e.round, e.rung); }
    void operator()(const RungPassedOver& e) const { done(e.round, e.rung); }
    template <class Other>
    void operator()(const Other&) const {}

    void forget_submission() const {
        obligation.arrived.reset();
        obligation.document.clear();
        obligation.dated.reset();
        obligation.signer.clear();
    }

    void done(int round, const std::string& rung) const {
        if (rung == request_rung) {
            if (obligation.request) obligation.request->told = true;
            return;
        }
        auto& all = obligation.rungs_done;
        const bool known = std::ranges::find(all, rung) != all.end();  // its reader changed
        if (round == obligation.round && rung != share_rung && !known) all.push_back(rung);
    }
};

}  // namespace

Obligation born(ObligationId id, const ObligationBorn& event, Instant at) {
    Obligation obligation;
    obligation.id = std::move(id);
    obligation.phase = event.phase;
    obligation.term = event.term;
    obligation.asking = event.asking;
    obligation.round_began = at;
    return obligation;
}

void apply(Obligation& obligation, const Event& event, Instant at) {
    std::visit(Apply{obligation, at}, event);
}

bool is_question(std::string_view rung) {
    return rung == request_rung || rung == gate_rung || rung == share_rung ||
           rung == unchased_rung || rung.starts_with(announced_rung);
}

bool Obligation::needs_release(const Rung& rung) const {
    return rung.release == Release::required &&
           std::ranges::find(released, rung.id) == released.end();
}

std::string_view to_string(ObligationState state) {
    switch (state) {
        case ObligationState::pending: return "pending";
        case ObligationState::submitted: return "submitted";
        case ObligationState::accepted: return "accepted";
        case ObligationState::returned: return "returned";
        case ObligationState::waived: return "waived";
        case ObligationState::withdrawn: return "withdrawn";
    }
    CHECK(false);
}

std::string_view to_string(Verb verb) {
    switch (verb) {
        case Verb::submit: return "submit";
        case Verb::accept: return "accept";
        case Verb::return_for_rework: return "return";
        case Verb::extend: return "extend";
        case Verb::waive: return "waive";
        case Verb::request: return "request";
        case Verb::decline: return "decline";
        case Verb::reopen: return "reopen";
        case Verb::acknowledge: return "acknowledge";
        case Verb::hold: return "hold";
        case Verb::release: return "release";
    }
    CHECK(false);
}

std::optional<Verb> parse_verb(std::string_view text) {
    const auto found =
        std::ranges::find_if(all_verbs, [&](Verb v) { return to_string(v) == text; });
    return found == all_verbs.end() ? std::nullopt : std::optional(*found);
}

}  // namespace dondoc
