#include "workflows/eligibility.h"

#include <algorithm>
#include <map>

#include "workflows/check.h"
#include "workflows/explain.h"
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

bool is_held(PhaseKind kind, PhaseState state) {
    const bool opened = state == PhaseState::open || state == PhaseState::closing;
    return state == PhaseState::closed || (kind == PhaseKind::launch && opened);
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

// One unit before the gates of one campaign.
class Judge {
public:
    Judge(const Definition& definition, const std::vector<PhaseRecord>& phases, Date today,
          Language language, const std::vector<const Obligation*>& obligations)
        : definition_(definition),
          campaign_(definition.campaign),
          phases_(phases),
          today_(today),
          language_(language),
          obligations_(obligations) {}

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
        for (const Obligation* obligation : obligations_) {
            const Duty* duty = campaign_.duty(obligation->id.duty);
            if (duty && belongs(*duty, requirement)) facts.push_back(fact(*obligation, *duty));
        }
        if (!facts.empty()) return facts;
        if (requirement.phase) return phase_facts(*requirement.phase);
        const Duty* duty = campaign_.duty(requirement.duty);
        return {{"", "", true,
                 (duty ? duty->deliverable : requirement.duty) +
                     say(": đơn vị không phải thực hiện", ": the unit does not owe it")}};
    }

    bool belongs(const Duty& duty, const Gate::Requirement& requirement) const {
        if (!requirement.phase) return duty.id == requirement.duty;
        const Phase* phase = campaign_.phase(duty.phase);
        return phase && phase->kind == *requirement.phase;
    }

    GateFact fact(const Obligation& obligation, const Duty& duty) const {
        const Occurrence* time = duty.occurrence(obligation.id.occurrence);
        std::string words = duty.deliverable;
        if (time && time->period) {
            words += say(", kỳ ", ", ") +
                     span_name(time->period->span.first, time->period->grain, language_);
        } else if (duty.occurrences.size() > 1) {
            words += " (" + obligation.id.occurrence + ")";
        }
        return {obligation.id.text(), "", is_met(obligation.state),
                words + ": " + standing_words(obligation)};
    }

    std::string standing_words(const Obligation& obligation) const {
        const std::string stands = standing(definition_, obligation, today_, language_);
        switch (obligation.state) {
            case ObligationState::pending: return say("chưa nộp, ", "not submitted, ") + stands;
            case ObligationState::returned:
                return say("đã trả lại, chưa nộp lại, ", "returned and not submitted again, ") +
                       stands;
            case ObligationState::submitted:
            case ObligationState::accepted: return arrival_words(obligation);
            case ObligationState::waived:
                return stands +
                       (obligation.last_reason.empty() ? "" : ": " + obligation.last_reason);
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
        if (!obligation.late()) return words + say(", đúng hạn", ", on time");
        const int days =
            definition_.calendar->count(obligation.term->last_permitted, *obligation.arrived);
        return words + say(", trễ hạn ", ", late by ") + working_days_in_words(days, language_);
    }

    std::vector<GateFact> phase_facts(PhaseKind kind) const {
        std::vector<GateFact> facts;
        for (const PhaseRecord& record : phases_) {
            const Phase* phase = campaign_.phase(record.phase);
            const bool counts = phase && phase->kind == kind && !record.withdrawn &&
                                record.state != PhaseState::skipped;
            if (!counts) continue;
            const std::string& title = phase->title.empty() ? phase->id : phase->title;
            facts.push_back(
                {"", phase->id, is_held(kind, record.state),
                 say("giai đoạn «", "phase «") + title +
                     "»: " + phase_state_name(record.state, language_) +
                     (record.by_hand ? say(" (do người phụ trách quyết định)", " (decided by hand)")
                                     : "")});
        }
        if (!facts.empty()) return facts;
        return {{"", "", false,
                 say("kế hoạch không có giai đoạn ", "the plan has no phase of this kind: ") +
                     kind_words(kind, language_)}};
    }

    std::string say(std::string_view vi, std::string_view en) const {
        return in_words(language_, vi, en);
    }

    const Definition& definition_;
    const Campaign& campaign_;
    const std::vector<PhaseRecord>& phases_;
    Date today_;
    Language language_;
    const std::vector<const Obligation*>& obligations_;
};

}  // namespace

std::vector<JudgedUnit> eligibility(const Definition& definition,
                                    const std::vector<Obligation>& obligations,
                                    const std::vector<PhaseRecord>& phases, Date today,
                                    Language language) {
    std::map<std::string_view, std::vector<const Obligation*>> by_unit;
    for (const Obligation& one : obligations) {
        if (one.state != ObligationState::withdrawn) by_unit[one.id.unit].push_back(&one);
    }
    std::vector<JudgedUnit> units;
    for (const std::string& unit : definition.campaign.participants) {
        const Judge judge(definition, phases, today, language, by_unit[unit]);
        JudgedUnit judged{unit, {}, true};
        for (const Gate& gate : definition.campaign.gates) {
            judged.gates.push_back(judge.judge(gate));
            judged.passed &= judged.gates.back().passed;
        }
        units.push_back(std::move(judged));
    }
    return units;
}

}  // namespace dondoc
