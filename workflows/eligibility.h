// Who may be put up for what (điều kiện tiên quyết): no registration, no title; no launch or no
// final review, no provincial award. Each answer stands with the facts behind it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/obligation.h"
#include "workflows/phase.h"

namespace dondoc {

// One thing that speaks for or against a requirement.
struct GateFact {
    std::string obligation;  // its id, or empty
    std::string phase;       // id of the phase that was judged in place of obligations, or empty
    bool met = false;
    std::string words;  // «Bản đăng ký thi đua: đã nộp ngày 28/01/2017, số 12/BC, đúng hạn»
};

struct JudgedRequirement {
    Gate::Requirement requirement;
    bool met = false;  // every fact is
    std::vector<GateFact> facts;
};

struct JudgedGate {
    const Gate* gate = nullptr;  // of the campaign
    bool passed = false;         // every requirement is met
    std::vector<JudgedRequirement> requirements;
};

// A person's word that a fact rests on.
struct GateDecision {
    std::string by;
    Date on{};
    std::string reason;  // may be empty
};

// What is known of the campaign. Obligations and phases are its own.
struct GateSources {
    const std::vector<Obligation>& obligations;
    const std::vector<PhaseRecord>& phases;
    std::map<std::string, std::vector<DateSpan>, std::less<>> suspended{};  // days, by unit
    // By id: how many working days late what stands came, by the record (record.h); on time if
    // absent.
    std::map<std::string, int, std::less<>> late{};
    // By id: of phases that were moved by hand, of obligations that were waived.
    std::map<std::string, GateDecision, std::less<>> decisions{};
};

struct JudgedUnit {
    std::string unit;
    std::optional<DateSpan> suspended{};  // the days that today lies in, if nothing is told of it
    std::vector<JudgedGate> gates;        // in the order of the plan
    bool passed = false;                  // all of them
};

// The participants in the order of the plan. One that has ended is not among them: its successors
// are, each once, with what the ended unit had handed in; what it still owed is theirs to meet.
//
// A duty is met when every obligation of the unit in it, of all its occurrences, was submitted or
// accepted, late or not: the plan says «không đăng ký», not «đăng ký muộn», and the fact tells how
// late. A waived one counts as met, a withdrawn one not at all, and a returned one is not met until
// it is submitted again. A unit that owes nothing of a duty is not held up by it. A duty that the
// issuer owes upward is one for all: with what the issuer has handed in everybody passes, or
// nobody.
//
// A kind of phase is judged by the unit's obligations in the phases of that kind. If it owes none
// there, by the state of the phases that were not skipped: a launch once it has opened, any other
// kind once it has closed. A kind that the plan does not have is not met.
std::vector<JudgedUnit> eligibility(const Definition&, const GateSources&, Date today, Language);

// Every fact that keeps the unit from passing; empty if it passes.
std::vector<std::string> obstacles(const JudgedGate&);

// The gates that stand before a phase: those that name it and, of an award phase, those before
// titles and provincial awards.
std::vector<const Gate*> gates_before(const Campaign&, std::string_view phase);

// What keeps one unit from what a duty of the plan asks of it, by the gates before the duty's
// phase; a gate that requires the duty itself does not stand before it, and what the issuer owes
// upward is no question about a unit. Empty: nothing does.
std::vector<std::string> obstacles_before(const Definition&, const Duty&, std::string_view unit,
                                          const GateSources&, Date today, Language);

}  // namespace dondoc
