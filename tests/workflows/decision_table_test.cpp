// Every decision in every state: the events it makes, or the sentence that refuses it. The tables
// are golden files, one in each language, to be read line by line.
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <utility>

#include "tests/golden.h"
#include "tests/workflows/world.h"
#include "workflows/phase.h"
#include "workflows/suspension.h"

namespace dondoc {
namespace {

using namespace test;

constexpr std::string_view now = "2017-01-20 09:00";

World plan() {
    World world;
    world.owes("dang-ky", before("2017-01-30"));
    return world;
}

struct Case {
    std::string name;
    Obligation obligation;
};

// Due by 29/01/2017.
Obligation one_in(ObligationState state) {
    Obligation made;
    made.id = owed_by("dang-ky");
    made.term = term_by(day("2017-01-29"), *plan().definition().calendar);
    made.state = state;
    return made;
}

std::vector<Case> every_state() {
    std::vector<Case> cases;
    for (const auto state :
         {ObligationState::pending, ObligationState::returned, ObligationState::submitted,
          ObligationState::accepted, ObligationState::waived, ObligationState::withdrawn})
        cases.push_back({std::string(to_string(state)), one_in(state)});
    cases.push_back({"undated", one_in(ObligationState::pending)});
    cases.back().obligation.term.reset();
    cases.push_back({"overdue at birth", one_in(ObligationState::pending)});
    cases.back().obligation.term = term_by(day("2017-01-10"), *plan().definition().calendar);
    cases.back().obligation.asking = true;
    cases.push_back({"escalations held", one_in(ObligationState::pending)});
    cases.back().obligation.held = true;
    cases.back().obligation.held_reason = "bão";
    cases.push_back({"acknowledged", one_in(ObligationState::pending)});
    cases.back().obligation.acknowledged = at(now);
    cases.push_back({"every escalation told", one_in(ObligationState::pending)});
    cases.back().obligation.rungs_done = {"+1.head", "+3.superior", "+5.director"};
    cases.push_back({"request open", one_in(ObligationState::pending)});
    cases.back().obligation.request = ExtensionRequest{day("2017-02-06"), "mưa lũ", "9/CV", true};
    return cases;
}

// Everything that the decision could need.
Decision complete(Verb verb) {
    Decision made;
    made.verb = verb;
    made.reason = "theo công văn của đơn vị";
    made.approver = "Giám đốc Sở";
    if (verb == Verb::extend || verb == Verb::request) made.due = day("2017-02-10");
    if (verb != Verb::submit) return made;
    made.document = "12/BC-BV";
    made.dated = day("2017-01-18");
    made.signer = "Giám đốc";
    return made;
}

std::string words_of(const Event& event) {
    std::string text(name_of(event));
    if (const auto* round = std::get_if<RoundBegun>(&event)) {
        text += ' ' + round->why + ' ';
        text += round->term ? iso_date(round->term->last_permitted) : "undated";
        if (round->granted) text += " granted";
    }
    if (const auto* moved = std::get_if<PhaseMoved>(&event))
        text += ' ' + std::string(to_string(moved->to));
    if (const auto* ended = std::get_if<SuspensionEnded>(&event))
        text += ' ' + ended->unit + ' ' + iso_date(ended->from) + ' ' + iso_date(ended->to);
    if (const auto* suspended = std::get_if<UnitSuspended>(&event))
        text +=
            ' ' + suspended->unit + ' ' + iso_date(suspended->from) + ' ' + iso_date(suspended->to);
    return text;
}

std::string outcome(const std::variant<std::vector<Event>, Refusal>& decided) {
    if (const auto* refusal = std::get_if<Refusal>(&decided)) {
        EXPECT_FALSE(refusal->code.empty());
        return "✗ " + refusal->code + ": " + refusal->text;
    }
    std::string text;
    for (const Event& event : std::get<std::vector<Event>>(decided))
        text += (text.empty() ? "✓ " : ", ") + words_of(event);
    EXPECT_FALSE(text.empty());
    return text;
}

std::string outcome(const Obligation& obligation, const Decision& decision, Language language,
                    PhaseState phase = PhaseState::open) {
    return outcome(decide(plan().definition(), obligation, decision, at(now), language, phase));
}

// What is missing or wrong in a decision that its state would allow.
struct Flaw {
    ObligationState state;
    Verb verb;
    std::string what;
    std::function<void(Decision&)> make;
    PhaseState phase = PhaseState::open;
};

std::vector<Flaw> flaws() {
    const auto no_reason = [](Decision& d) { d.reason = " \t"; };
    const auto no_approver = [](Decision& d) { d.approver = ""; };
    const auto no_day = [](Decision& d) { d.due.reset(); };
    const auto old_day = [](Decision& d) { d.due = day("2017-01-19"); };
    using enum ObligationState;
    return {
        {pending, Verb::submit, "no number", [](Decision& d) { d.document = " "; }},
        {pending, Verb::submit, "no date", [](Decision& d) { d.dated.reset(); }},
        {pending, Verb::submit, "number alone",
         [](Decision& d) {
             d.dated.reset();
             d.signer = "";
         }},
        {pending, Verb::submit, "no letter",
         [](Decision& d) {
             d.document = d.signer = "";
             d.dated.reset();
         }},
        {pending, Verb::submit, "neither letter nor reason",
         [](Decision& d) {
             d.document = d.signer = d.reason = "";
             d.dated.reset();
         }},
        {pending, Verb::submit, "letter without a reason", no_reason},
        {pending, Verb::submit, "dated after its arrival",
         [](Decision& d) { d.arrived = day("2017-01-17"); }},
        {pending, Verb::submit, "arrives tomorrow",
         [](Decision& d) { d.arrived = day("2017-01-21"); }},
        {submitted, Verb::accept, "no reason", no_reason},
        {submitted, Verb::return_for_rework, "no reason", no_reason},
        {submitted, Verb::return_for_rework, "a day that has passed", old_day},
        {pending, Verb::extend, "no reason", no_reason},
        {pending, Verb::extend, "no approver", no_approver},
        {pending, Verb::extend, "no day", no_day},
        {pending, Verb::extend, "not later", [](Decision& d) { d.due = day("2017-01-29"); }},
        {pending, Verb::waive, "no reason", no_reason},
        {pending, Verb::waive, "no approver", no_approver},
        {pending, Verb::request, "no reason", no_reason},
        {pending, Verb::request, "no day", no_day},
        {pending, Verb::request, "a day that has passed", old_day},
        {pending, Verb::hold, "no reason", no_reason},
        {accepted, Verb::reopen, "no reason", no_reason},
        {accepted, Verb::reopen, "its phase is skipped", [](Decision&) {}, PhaseState::skipped},
    };
}

std::string obligations_table(Language language) {
    std::string table;
    for (const auto& [name, obligation] : every_state()) {
        table += "# " + name + '\n';
        for (const Verb verb : all_verbs)
            table += std::string(to_string(verb)) + "  " +
                     outcome(obligation, complete(verb), language) + '\n';
        table += '\n';
    }
    table += "# decisions that lack something\n";
    for (const Flaw& flaw : flaws()) {
        Decision decision = complete(flaw.verb);
        flaw.make(decision);
        table += std::string(to_string(flaw.verb)) + ", " + flaw.what + "  " +
                 outcome(one_in(flaw.state), decision, language, flaw.phase) + '\n';
    }
    const Obligation asked = every_state().back().obligation;
    Decision grant = complete(Verb::extend);
    grant.due.reset();
    table += "extend, the day that was asked for  " + outcome(asked, grant, language) + '\n';
    Decision refused = complete(Verb::decline);
    refused.reason = "";
    table += "decline, no reason  " + outcome(asked, refused, language) + '\n';
    return table;
}

std::string phases_table(Language language) {
    std::string table;
    constexpr std::array verbs{PhaseVerb::open, PhaseVerb::close, PhaseVerb::skip, PhaseVerb::hold,
                               PhaseVerb::release};
    const auto decided = [&](PhaseRecord record, PhaseVerb verb, const std::string& reason) {
        return std::string(to_string(verb)) + "  " +
               outcome(decide(record, verb, reason, language)) + '\n';
    };
    PhaseRecord record;
    record.campaign = campaign_id;
    record.phase = "gd";
    record.obligations = 2;
    record.unsettled = 1;
    for (const auto state : {PhaseState::planned, PhaseState::open, PhaseState::closing,
                             PhaseState::closed, PhaseState::skipped, PhaseState::held}) {
        record.state = state;
        table += "\n# phase " + std::string(to_string(state)) + '\n';
        for (const PhaseVerb verb : verbs)
            table += decided(record, verb, "theo chỉ đạo");
    }
    table += "\n# phase, all settled\n";
    record.state = PhaseState::closed;
    record.unsettled = 0;
    table += decided(record, PhaseVerb::open, "theo chỉ đạo");
    table += "\n# phase, no reason\n";
    record.state = PhaseState::open;
    for (const PhaseVerb verb : verbs)
        table += decided(record, verb, "");
    return table;
}

std::string suspensions_table(Language language) {
    const Definition definition = plan().definition();
    const std::vector<Suspension> known{
        {"bv-da-khoa", {day("2017-02-01"), day("2017-02-10")}, "lũ", "Giám đốc Sở"}};
    const Date today = day("2017-01-20");
    const SuspendAsked whole{{"bv-da-khoa"}, today, day("2017-01-25"), "lũ", "Giám đốc Sở"};
    std::string table = "\n# suspensions\n";
    const auto suspended = [&](const std::string& what, auto change) {
        SuspendAsked asked = whole;
        change(asked);
        table += "suspend, " + what + "  " +
                 outcome(suspend(definition, known, asked, today, language)) + '\n';
    };
    suspended("whole", [](SuspendAsked&) {});
    suspended("since yesterday", [](SuspendAsked& a) { a.from = day("2017-01-19"); });
    suspended("no units", [](SuspendAsked& a) { a.units.clear(); });
    suspended("no reason", [](SuspendAsked& a) { a.reason = ""; });
    suspended("no approver", [](SuspendAsked& a) { a.approver = ""; });
    suspended("no days", [](SuspendAsked& a) { a.to.reset(); });
    suspended("reversed", [](SuspendAsked& a) { a.to = day("2017-01-19"); });
    suspended("past", [](SuspendAsked& a) { a.from = a.to = day("2017-01-19"); });
    suspended("overlap", [](SuspendAsked& a) { a.to = day("2017-02-01"); });
    suspended("owes nothing", [](SuspendAsked& a) { a.units = {"bv-da-khoa", "tt-y-te"}; });
    const auto ended = [&](const std::string& what, const std::vector<std::string>& units,
                           const std::string& reason, std::string_view on) {
        table += "unsuspend, " + what + "  " +
                 outcome(end_suspension(known, units, reason, day(on), language)) + '\n';
    };
    ended("while it runs", {"bv-da-khoa"}, "hết lũ", "2017-02-06");
    ended("on its first day", {"bv-da-khoa"}, "hết lũ", "2017-02-01");
    ended("before it begins", {"bv-da-khoa"}, "hết lũ", "2017-01-20");
    ended("when it is over", {"bv-da-khoa"}, "hết lũ", "2017-02-11");
    ended("another unit", {"tt-y-te"}, "hết lũ", "2017-02-06");
    ended("no units", {}, "hết lũ", "2017-02-06");
    ended("no reason", {"bv-da-khoa"}, "", "2017-02-06");
    return table;
}

TEST(DecisionTable, SaysInVietnameseWhatEachDecisionDoesOrWhatWouldBeAccepted) {
    EXPECT_TRUE(matches_golden(obligations_table(Language::vi) + phases_table(Language::vi) +
                                   suspensions_table(Language::vi),
                               "workflows/golden/decisions.vi.txt"));
}

TEST(DecisionTable, SaysInEnglishWhatEachDecisionDoesOrWhatWouldBeAccepted) {
    EXPECT_TRUE(matches_golden(obligations_table(Language::en) + phases_table(Language::en) +
                                   suspensions_table(Language::en),
                               "workflows/golden/decisions.en.txt"));
}

}  // namespace
}  // namespace dondoc
