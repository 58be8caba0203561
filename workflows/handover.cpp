#include "workflows/handover.h"

#include <utility>

#include "workflows/explain.h"
#include "workflows/succession.h"

namespace dondoc {

namespace {

struct Case {
    const Definition& definition;
    const Obligation& obligation;
    const Obligation* own;
    const HandingOver& asked;
    Date today;
    Language language;

    Refusal refuse(std::string code, std::string vi, std::string en) const {
        return {std::move(code), language == Language::vi ? std::move(vi) : std::move(en)};
    }
};

std::optional<Refusal> cannot_be_given(const Case& c) {
    if (!c.obligation.owed()) {
        const std::string state = state_name(c.obligation.state, c.language);
        return c.refuse("already_" + std::string(to_string(c.obligation.state)),
                        "Nghĩa vụ " + c.obligation.id.text() + " đang ở trạng thái «" + state +
                            "»; chỉ bàn giao được khi đang chờ nộp hoặc đã trả lại",
                        "The obligation " + c.obligation.id.text() + " is " + state +
                            "; only a pending or returned one can be handed over");
    }
    if (c.definition.campaign.duty(c.obligation.id.duty)->upward) {
        return c.refuse("owed_upward",
                        "Việc này do cơ quan ban hành kế hoạch phải gửi lên cấp trên, không bàn "
                        "giao cho đơn vị được; chỉ bàn giao được việc của đơn vị",
                        "The issuer of the plan itself owes this upward, and no unit can owe it "
                        "instead; only what a unit owes can be handed over");
    }
    return {};
}

std::optional<Refusal> cannot_take(const Case& c) {
    const std::string& to = c.asked.to;
    if (to == c.obligation.id.unit) {
        return c.refuse("same_unit",
                        "Đơn vị «" + to + "» đang chịu trách nhiệm việc này; cần chọn đơn vị khác",
                        "The unit «" + to + "» owes this already; choose another");
    }
    const Unit* unit = c.definition.organisation->unit(to);
    if (!unit) {
        return c.refuse("unknown_unit",
                        "Không có đơn vị «" + to + "»; cần ghi mã của một đơn vị tham gia kế hoạch",
                        "There is no unit «" + to +
                            "»; give the id of one that takes part in the "
                            "campaign");
    }
    if (unit->ended_on(c.today) || !unit->begun_on(c.today)) {
        const bool ended = unit->ended_on(c.today);
        return c.refuse("unit_not_there",
                        "Đơn vị «" + to + "» " +
                            (ended ? "đã kết thúc ngày " + official_date(*unit->until)
                                   : "đến ngày " + official_date(*unit->from) + " mới thành lập") +
                            "; cần chọn đơn vị đang hoạt động",
                        "The unit «" + to + "» " +
                            (ended ? "ended on " + iso_date(*unit->until)
                                   : "begins on " + iso_date(*unit->from)) +
                            "; choose one that stands today");
    }
    if (!c.definition.takes_part(to, c.today)) {
        const std::string& campaign = c.definition.campaign.id;
        return c.refuse("not_a_participant",
                        "Đơn vị «" + to + "» không tham gia kế hoạch «" + campaign +
                            "»; chỉ bàn giao được cho đơn vị tham gia (participants)",
                        "The unit «" + to + "» takes no part in the campaign «" + campaign +
                            "»; only a participant can take it over");
    }
    if (c.own && c.own->state != ObligationState::withdrawn) {
        const std::string state = state_name(c.own->state, c.language);
        return c.refuse("owes_the_same",
                        "Đơn vị «" + to + "» có phần của mình trong cùng việc này (" +
                            c.own->id.text() + ": " + state +
                            "); cần chọn đơn vị chưa có phần trong việc này",
                        "The unit «" + to + "» has a share of its own in this (" +
                            c.own->id.text() + ": " + state + "); choose one that has none");
    }
    return {};
}

// One that was withdrawn before is owed again.
Plan again(const Definition& definition, const Obligation& own, const Obligation& given,
           const TookOver& took, const Surroundings& around, Instant now) {
    const auto& term = given.term;
    const bool past = term && term->last_permitted < definition.zone.date_of(now);
    Plan plan{{took, RoundBegun{"took_over", term, given.granted, given.asking || past}}, {}};
    Obligation after = own;
    for (const Event& event : plan.events)
        apply(after, event, now);
    Plan rest = plan_obligation(definition, after, around, now);
    for (Event& event : rest.events)
        if (!std::holds_alternative<Rescheduled>(event)) plan.events.push_back(std::move(event));
    plan.next = rest.next;
    return plan;
}

}  // namespace

std::variant<HandedTo, Refusal> decide(const Definition& definition, const EventDates& dates,
                                       const Obligation& obligation, const Obligation* own,
                                       const Surroundings& around, const HandingOver& asked,
                                       Instant now, Language language) {
    const Case c{definition, obligation, own, asked, definition.zone.date_of(now), language};
    if (auto refusal = cannot_be_given(c)) return *std::move(refusal);
    if (auto refusal = cannot_take(c)) return *std::move(refusal);
    if (auto refusal = without_reason(asked.reason, language)) return *std::move(refusal);

    ObligationId id = obligation.id;
    id.unit = asked.to;
    TookOver took{obligation.id.unit, obligation.granted, asked.reason, {}};
    // Even if the plan names the taker too: as somebody's successor, or from a later day on.
    const std::string& place =
        obligation.in_place_of.empty() ? obligation.id.unit : obligation.in_place_of;
    if (place != asked.to) took.in_place_of = place;
    carry_request(took, obligation, nullptr);
    Plan taken = own ? again(definition, *own, obligation, took, around, now)
                     : plan_birth(definition, dates, id, around, now, took);
    return HandedTo{{asked.to, asked.reason}, std::move(id), std::move(taken)};
}

}  // namespace dondoc
