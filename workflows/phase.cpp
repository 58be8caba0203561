#include "workflows/phase.h"

#include <algorithm>
#include <array>

#include "workflows/check.h"
#include "workflows/explain.h"

namespace dondoc {

void apply(PhaseRecord& record, const Event& event) {
    if (const auto* born = std::get_if<PhaseBorn>(&event)) {
        record.state = born->state;
        record.by_hand = record.begun = record.withdrawn = false;
    }
    if (const auto* moved = std::get_if<PhaseMoved>(&event)) {
        record.state = moved->to;
        record.by_hand = moved->why == "by_hand";
        record.begun |= moved->to == PhaseState::open || moved->to == PhaseState::closing;
    }
    if (std::holds_alternative<PhaseWithdrawn>(event)) {
        record.state = PhaseState::skipped;
        record.withdrawn = true;
    }
}

std::string_view to_string(PhaseState state) {
    switch (state) {
        case PhaseState::planned: return "planned";
        case PhaseState::open: return "open";
        case PhaseState::closing: return "closing";
        case PhaseState::closed: return "closed";
        case PhaseState::skipped: return "skipped";
        case PhaseState::held: return "held";
    }
    CHECK(false);
}

std::string_view to_string(PhaseVerb verb) {
    switch (verb) {
        case PhaseVerb::open: return "open";
        case PhaseVerb::close: return "close";
        case PhaseVerb::skip: return "skip";
        case PhaseVerb::hold: return "hold";
        case PhaseVerb::release: return "release";
    }
    CHECK(false);
}

std::optional<PhaseVerb> parse_phase_verb(std::string_view text) {
    constexpr std::array verbs{PhaseVerb::open, PhaseVerb::close, PhaseVerb::skip, PhaseVerb::hold,
                               PhaseVerb::release};
    const auto found =
        std::ranges::find_if(verbs, [&](PhaseVerb v) { return to_string(v) == text; });
    return found == verbs.end() ? std::nullopt : std::optional(*found);
}

namespace {

struct Move {
    PhaseVerb verb;
    PhaseState to;
    std::vector<PhaseState> from;
};

const std::vector<Move>& moves() {
    using enum PhaseState;
    static const std::vector<Move> table{
        {PhaseVerb::open, open, {planned, closed, skipped}},
        {PhaseVerb::close, closed, {planned, open, closing, held}},
        {PhaseVerb::skip, skipped, {planned, open, closing, held}},
        {PhaseVerb::hold, held, {planned, open, closing}},
        {PhaseVerb::release, open, {held}},
    };
    return table;
}

std::string names(const std::vector<PhaseState>& states, Language language) {
    std::string text;
    for (const PhaseState state : states) {
        text += (text.empty() ? "«" : ", «") + phase_state_name(state, language) + "»";
    }
    return text;
}

}  // namespace

std::variant<std::vector<Event>, Refusal> decide(const PhaseRecord& record, PhaseVerb verb,
                                                 const std::string& reason, Language language) {
    const bool vi = language == Language::vi;
    if (auto refusal = without_reason(reason, language)) return *std::move(refusal);
    const auto move = std::ranges::find(moves(), verb, &Move::verb);
    if (std::ranges::find(move->from, record.state) == move->from.end()) {
        const std::string state = phase_state_name(record.state, language);
        const std::string accepted = names(move->from, language);
        return Refusal{
            "phase_" + std::string(to_string(record.state)),
            vi ? "Giai đoạn đang ở trạng thái «" + state + "»; chỉ làm được khi: " + accepted
               : "The phase is «" + state + "»; this can be done only when it is " + accepted};
    }
    const bool settled = record.obligations > 0 && record.unsettled == 0;
    if (verb == PhaseVerb::open && record.state == PhaseState::closed && settled) {
        return Refusal{"phase_settled",
                       vi ? "Mọi nghĩa vụ của giai đoạn đã xong; giai đoạn tự mở lại khi kế hoạch "
                            "có thêm nghĩa vụ"
                          : "Everything in the phase is settled; it opens again by itself when the "
                            "plan adds an obligation"};
    }
    const bool not_begun = verb == PhaseVerb::release && !record.begun;
    return std::vector<Event>{
        PhaseMoved{not_begun ? PhaseState::planned : move->to, "by_hand", reason}};
}

std::string_view to_string(CampaignState state) {
    switch (state) {
        case CampaignState::draft: return "draft";
        case CampaignState::suspended: return "suspended";
        case CampaignState::awarding: return "awarding";
        case CampaignState::reviewing: return "reviewing";
        case CampaignState::running: return "running";
        case CampaignState::closed: return "closed";
    }
    CHECK(false);
}

CampaignState campaign_state(const Campaign& campaign, const std::vector<PhaseRecord>& records) {
    using enum PhaseState;
    const auto any = [&](auto holds) { return std::ranges::any_of(records, holds); };
    const auto active = [](const PhaseRecord& record) {
        return record.state == open || record.state == closing;
    };
    const auto active_as = [&](PhaseKind kind) {
        return any([&](const PhaseRecord& record) {
            const Phase* phase = campaign.phase(record.phase);
            return active(record) && phase && phase->kind == kind;
        });
    };
    const auto begun = [](const PhaseRecord& record) {
        return record.state != planned && record.state != skipped;
    };
    const auto unfinished = [](const PhaseRecord& record) {
        return (record.state != closed && record.state != skipped) || record.unsettled > 0;
    };
    const auto is_held = [](const PhaseRecord& record) { return record.state == held; };
    if (records.empty()) return CampaignState::running;
    if (!any(unfinished)) return CampaignState::closed;
    if (!any(begun)) return CampaignState::draft;
    if (any(is_held) && !any(active)) return CampaignState::suspended;
    if (active_as(PhaseKind::award)) return CampaignState::awarding;
    if (active_as(PhaseKind::midterm) || active_as(PhaseKind::final)) {
        return CampaignState::reviewing;
    }
    return CampaignState::running;
}

}  // namespace dondoc
