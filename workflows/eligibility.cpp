#include "workflows/eligibility.h"

#include <algorithm>
#include <utility>

#include "workflows/check.h"
#include "workflows/explain.h"
#include "workflows/record.h"
#include "workflows/suspension.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

bool is_met(ObligationState state) {
    switch (state) {
        case ObligationState::submitted:
        case ObligationState::accepted:
        case ObligationState::waived: return true;
        case ObligationState::pending:
        case ObligationState::returned:
        case ObligationState::withdrawn: return false;
    }
    CHECK(false);
}

bool is_held(PhaseKind kind, const PhaseRecord& record) {
    return record.state == PhaseState::closed || (kind == PhaseKind::launch && record.begun);
}

std::string kind_words(PhaseKind kind, Language language) {
    switch (kind) {
        case PhaseKind::launch: return in_words(language, "phát động", "launch");
        case PhaseKind::registration: return in_words(language, "đăng ký", "registration");
        case PhaseKind::midterm: return in_words(language, "sơ kết", "midterm review");
        case PhaseKind::final: return in_words(language, "tổng kết", "final review");
        case PhaseKind::award: return in_words(language, "khen thưởng", "award");
        case PhaseKind::other: return in_words(language, "khác", "other");
    }
    CHECK(false);
}

bool of_the_issuer(const Campaign& campaign, const Gate::Requirement& requirement) {
    const Duty* duty = campaign.duty(requirement.duty);
    return duty && duty->upward;
}

// A unit that stands today, and the ended participants and their successors that it follows.
struct Stander {
    std::string unit;
    std::vector<std::string> before{};
};

void add_standing(const Organisation& organisation, Stander one, Date today,
                  std::vector<Stander>& all) {
    const Unit* unit = organisation.unit(one.unit);
    if (unit && unit->ended_on(today)) {
        one.before.push_back(one.unit);
        for (const std::string& successor : unit->successors) {
            one.unit = successor;
            add_standing(organisation, one, today, all);
        }
        return;
    }
    const auto known = std::ranges::find(all, one.unit, &Stander::unit);
    if (known == all.end()) {
        all.push_back(std::move(one));
        return;
    }
    for (std::string& ended : one.before) {
        if (std::ranges::find(known->before, ended) == known->before.end())
            known->before.push_back(std::move(ended));
    }
}

// In the order of the plan; a successor stands where the first it follows does.
std::vector<Stander> standing_units(const Definition& definition, Date today) {
    std::vector<Stander> all;
    for (const std::string& unit : definition.campaign.participants)
        add_standing(*definition.organisation, {unit}, today, all);
    return all;
}

// One unit before the gates of one campaign.
class Judge {
public:
    Judge(const Definition& definition, const GateSources& sources, Date today, Language language,
          const Stander& unit)
        : definition_(definition),
          campaign_(definition.campaign),
          sources_(sources),
          today_(today),
          language_(language),
          unit_(unit.unit) {
        for (const Obligation& one : sources.obligations) {
            const Duty* duty = campaign_.duty(one.id.duty);
            if (duty && duty->upward && one.state != ObligationState::withdrawn)
                upward_.push_back(&one);
            const bool theirs = one.id.unit == unit.unit ||
                                std::ranges::find(unit.before, one.id.unit) != unit.before.end();
            if (theirs && one.state != ObligationState::withdrawn) obligations_.push_back(&one);
        }
        const auto days = sources.suspended.find(unit.unit);
        if (days != sources.suspended.end()) suspended_ = covering(days->second, today);
    }

    const std::optional<DateSpan>& suspended() const { return suspended_; }

    JudgedGate judge(const Gate& gate) const {
        JudgedGate judged{&gate, true, {}};
        for (const Gate::Requirement& requirement : gate.requirements) {
            judged.requirements.push_back(judge(requirement));
            judged.passed &= judged.requirements.back().met;
        }
        return judged;
    }

private:
    JudgedRequirement judge(const Gate::Requirement& requirement) const {
        JudgedRequirement judged{requirement, true, facts(requirement)};
        for (const GateFact& fact : judged.facts)
            judged.met &= fact.met;
        return judged;
    }

    std::vector<GateFact> facts(const Gate::Requirement& requirement) const {
        std::vector<GateFact> facts;
        const bool for_all = of_the_issuer(campaign_, requirement);
        for (const Obligation* obligation : for_all ? upward_ : obligations_) {
            const Duty* duty = campaign_.duty(obligation->id.duty);
            if (duty && belongs(*duty, requirement)) facts.push_back(fact(*obligation, *duty));
        }
        if (!facts.empty()) return facts;
        if (requirement.phase) return phase_facts(*requirement.phase);
        const Duty* duty = campaign_.duty(requirement.duty);
        return {
            {"", "", true,
             (duty ? duty->deliverable : requirement.duty) +
                 (for_all ? say(": không ai phải thực hiện", ": nobody owes it")
                          : say(": đơn vị không phải thực hiện", ": the unit does not owe it"))}};
    }

    bool belongs(const Duty& duty, const Gate::Requirement& requirement) const {
        if (!requirement.phase) return duty.id == requirement.duty;
        const Phase* phase = campaign_.phase(duty.phase);
        return phase && phase->kind == *requirement.phase;
    }

    GateFact fact(const Obligation& obligation, const Duty& duty) const {
        const Occurrence* time = duty.occurrence(obligation.id.occurrence);
        std::string words = of_whom(obligation.id.unit) + duty.deliverable;
        if (time && time->period) {
            words += say(", kỳ ", ", ") +
                     span_name(time->period->span.first, time->period->grain, language_);
        } else if (duty.occurrences.size() > 1) {
            words += " (" + obligation.id.occurrence + ")";
        }
        return {obligation.id.text(), "", is_met(obligation.state),
                words + ": " + standing_words(obligation)};
    }

    // Of an ended unit, or the issuer, its name: «Trạm Y tế Nam Du: ».
    std::string of_whom(std::string_view unit) const {
        const Unit* other = unit == unit_ ? nullptr : definition_.organisation->unit(unit);
        return other ? other->name_on(other->until.value_or(today_)) + ": " : "";
    }

    std::string standing_words(const Obligation& obligation) const {
        const bool silent = suspended_ && obligation.id.unit == unit_ && obligation.owed();
        const std::string stands = silent ? suspended_words(*suspended_, language_)
                                          : standing(definition_, obligation, today_, language_);
        switch (obligation.state) {
            case ObligationState::pending: return say("chưa nộp, ", "not submitted, ") + stands;
            case ObligationState::returned:
                return say("đã trả lại, chưa nộp lại, ", "returned and not submitted again, ") +
                       stands;
            case ObligationState::submitted:
            case ObligationState::accepted: return arrival_words(obligation);
            case ObligationState::waived:
                return stands +
                       (obligation.last_reason.empty() ? "" : ": " + obligation.last_reason) +
                       decided_note(obligation.id.text());
            case ObligationState::withdrawn: return stands;
        }
        CHECK(false);
    }

    std::string arrival_words(const Obligation& obligation) const {
        std::string words = say("đã nộp", "submitted");
        if (obligation.arrived)
            words += say(" ngày ", " on ") + day_in_words(*obligation.arrived, language_);
        if (!obligation.document.empty()) words += say(", số ", ", number ") + obligation.document;
        if (!obligation.term || !obligation.arrived) return words;
        const auto late = sources_.late.find(obligation.id.text());
        if (late == sources_.late.end()) return words + say(", đúng hạn", ", on time");
        return words + ", " + late_words(late->second, language_);
    }

    std::vector<GateFact> phase_facts(PhaseKind kind) const {
        std::vector<GateFact> facts;
        for (const PhaseRecord& record : sources_.phases) {
            const Phase* phase = campaign_.phase(record.phase);
            const bool counts = phase && phase->kind == kind && !record.withdrawn &&
                                record.state != PhaseState::skipped;
            if (!counts) continue;
            const std::string& title = phase->title.empty() ? phase->id : phase->title;
            facts.push_back({"", phase->id, is_held(kind, record),
                             say("giai đoạn «", "phase «") + title +
                                 "»: " + phase_state_name(record.state, language_) +
                                 (record.by_hand ? by_hand_note(phase->id) : "")});
        }
        if (!facts.empty()) return facts;
        return {{"", "", false,
                 say("kế hoạch không có giai đoạn ", "the plan has no phase of this kind: ") +
                     kind_words(kind, language_)}};
    }

    // « (do lan quyết định ngày 03/02/2017: hội đồng họp sớm)», of who moved the phase or freed the
    // unit.
    std::string decided_note(const std::string& id) const {
        const auto found = sources_.decisions.find(id);
        if (found == sources_.decisions.end()) return "";
        const GateDecision& decision = found->second;
        return say(" (do ", " (decided by ") + decision.by + say(" quyết định ngày ", " on ") +
               day_in_words(decision.on, language_) +
               (decision.reason.empty() ? "" : ": " + decision.reason) + ")";
    }

    std::string by_hand_note(const std::string& phase) const {
        const std::string note = decided_note(phase);
        return note.empty() ? say(" (do người phụ trách quyết định)", " (decided by hand)") : note;
    }

    std::string say(std::string_view vi, std::string_view en) const {
        return in_words(language_, vi, en);
    }

    const Definition& definition_;
    const Campaign& campaign_;
    const GateSources& sources_;
    Date today_;
    Language language_;
    std::string unit_;
    // Of the unit and those that it follows, withdrawn ones left out.
    std::vector<const Obligation*> obligations_;
    std::vector<const Obligation*> upward_;  // of the issuer, likewise
    std::optional<DateSpan> suspended_;      // the days of the unit that today lies in
};

}  // namespace

std::vector<JudgedUnit> eligibility(const Definition& definition, const GateSources& sources,
                                    Date today, Language language) {
    std::vector<JudgedUnit> units;
    for (const Stander& unit : standing_units(definition, today)) {
        const Judge judge(definition, sources, today, language, unit);
        JudgedUnit judged{unit.unit, judge.suspended(), {}, true};
        for (const Gate& gate : definition.campaign.gates) {
            judged.gates.push_back(judge.judge(gate));
            judged.passed &= judged.gates.back().passed;
        }
        units.push_back(std::move(judged));
    }
    return units;
}

std::vector<std::string> obstacles(const JudgedGate& gate) {
    std::vector<std::string> words;
    for (const JudgedRequirement& requirement : gate.requirements) {
        for (const GateFact& fact : requirement.facts) {
            if (!fact.met) words.push_back(fact.words);
        }
    }
    return words;
}

std::vector<const Gate*> gates_before(const Campaign& campaign, std::string_view phase) {
    const Phase* blocked = campaign.phase(phase);
    const bool award = blocked && blocked->kind == PhaseKind::award;
    std::vector<const Gate*> gates;
    for (const Gate& gate : campaign.gates) {
        const bool named = gate.blocks == Gate::Blocks::phase && gate.phase == phase;
        if (blocked && (named || (award && gate.blocks != Gate::Blocks::phase)))
            gates.push_back(&gate);
    }
    return gates;
}

namespace {

// What is not due yet, or hangs on a phase that goes on, keeps nobody out so far.
bool may_still_be(const GateFact& fact, const GateSources& sources, Date today) {
    if (!fact.phase.empty()) return true;
    return std::ranges::any_of(sources.obligations, [&](const Obligation& one) {
        return one.id.text() == fact.obligation && !one.overdue_on(today);
    });
}

}  // namespace

std::vector<std::string> obstacles_before(const Definition& definition, const Duty& duty,
                                          std::string_view unit, const GateSources& sources,
                                          Date today, Language language) {
    std::vector<std::string> words;
    if (duty.upward) return words;
    const Judge judge(definition, sources, today, language, {std::string(unit)});
    for (const Gate* gate : gates_before(definition.campaign, duty.phase)) {
        const bool of_itself =
            std::ranges::find(gate->requirements, duty.id, &Gate::Requirement::duty) !=
            gate->requirements.end();
        if (of_itself) continue;
        for (const JudgedRequirement& requirement : judge.judge(*gate).requirements) {
            if (of_the_issuer(definition.campaign, requirement.requirement)) continue;
            for (const GateFact& fact : requirement.facts) {
                if (!fact.met && !may_still_be(fact, sources, today)) words.push_back(fact.words);
            }
        }
    }
    return words;
}

}  // namespace dondoc
