#include "workflows/remind.h"

#include <algorithm>

#include "workflows/explain.h"
#include "workflows/suspension.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

Refusal refuse(std::string code, Language language, std::string vi, std::string en) {
    return {std::move(code), language == Language::vi ? std::move(vi) : std::move(en)};
}

// The coordinator's unit may remind of anything, the lead of the day of what its cluster owes: the
// units that act for them, if they have ended.
std::optional<Refusal> not_entitled(const Definition& definition, const Obligation& obligation,
                                    const std::string& unit, Date today, Language language) {
    const Organisation& organisation = *definition.organisation;
    const std::string& owes = obligation.id.unit;
    const auto acting = [&](std::string_view id) {
        const Unit* found = organisation.unit(id);
        return found ? organisation.acting(*found, today).id : std::string();
    };
    const std::string coordinator = acting(definition.campaign.coordinator);
    if (unit == coordinator) return {};
    const Cluster* cluster = organisation.cluster_of(owes);
    const std::string lead = cluster ? acting(cluster->lead_on(today)) : "";
    if (!lead.empty() && unit == lead) {
        if (!obligation.asking) return {};
        return refuse("asking", language,
                      "Nghĩa vụ đã quá hạn, đang chờ đơn vị đầu mối «" + coordinator +
                          "» trả lời (submit, extend hoặc waive); cho đến khi đó chỉ đơn vị đầu "
                          "mối được nhắc",
                      "The obligation is overdue and waits for an answer of the coordinator, «" +
                          coordinator +
                          "» (submit, extend or waive); until then the coordinator alone may "
                          "remind of it");
    }
    return refuse(
        "not_entitled", language,
        "Đơn vị «" + unit + "» không được nhắc «" + owes + "»; chỉ đơn vị đầu mối «" + coordinator +
            "»" + (lead.empty() ? "" : " hoặc trưởng cụm hiện nay «" + lead + "»") + " được nhắc",
        "The unit «" + unit + "» may not remind «" + owes + "»; the coordinator «" + coordinator +
            "»" + (lead.empty() ? "" : " and the present lead of its cluster, «" + lead + "»,") +
            " may");
}

std::optional<Refusal> nothing_to_remind_of(const Definition& definition,
                                            const Obligation& obligation,
                                            const Surroundings& around, Date today,
                                            Language language) {
    if (const auto& issued = definition.campaign.issued; issued && today < *issued) {
        return refuse("before_issue", language,
                      "Kế hoạch ban hành ngày " + official_date(*issued) +
                          "; trước ngày đó không ai bị nhắc, chỉ nhắc từ ngày ban hành",
                      "The plan is issued on " + iso_date(*issued) +
                          "; nobody is told anything before, remind from that day on");
    }
    if (!obligation.owed()) {
        const std::string state = state_name(obligation.state, language);
        return refuse(
            "not_owed", language,
            "Nghĩa vụ đang ở trạng thái «" + state + "»; chỉ nhắc khi đang chờ nộp hoặc đã trả lại",
            "The obligation is " + state + "; only a pending or returned one can be reminded of");
    }
    if (!obligation.term) {
        return refuse("undated", language,
                      "Nghĩa vụ chưa định ngày; cần định ngày trong kế hoạch trước khi nhắc",
                      "The obligation is undated; set its date in the plan before reminding");
    }
    if (around.phase == PhaseState::held) {
        return refuse("phase_held", language,
                      "Giai đoạn đang tạm giữ; cần cho tiếp tục (phase release) trước khi nhắc",
                      "The phase is held; release it (phase release) before reminding");
    }
    if (const auto days = covering(around.suspended, today)) {
        return refuse("suspended", language,
                      "Đơn vị được tạm dừng đến hết ngày " + official_date(days->last) +
                          "; nhắc sau ngày đó, hoặc kết thúc tạm dừng trước (unsuspend)",
                      "The unit is suspended until " + iso_date(days->last) +
                          "; remind it after that, or end the suspension first (unsuspend)");
    }
    if (const auto days = covering(around.silenced, today)) {
        return refuse("silenced", language,
                      "Thư nhắc về nghĩa vụ này đang được giữ đến hết ngày " +
                          official_date(days->last) +
                          "; nhắc sau ngày đó, hoặc kết thúc đợt giữ thư trước (unsilence)",
                      "The obligation is silenced until " + iso_date(days->last) +
                          "; remind of it after that, or end the silence first (unsilence)");
    }
    return {};
}

Refusal already_reminded(const Zone& zone, Instant at, Language language) {
    const std::string time = clock_time(zone.time_of(at));
    const std::string day = day_in_words(zone.date_of(at), language);
    return refuse("already_reminded", language,
                  "Đã có thư nhắc theo yêu cầu, gửi lúc " + time + " ngày " + day +
                      "; nếu vẫn cần nhắc lần nữa, thêm --again",
                  "A reminder was asked for already and leaves at " + time + " on " + day +
                      "; to send one more all the same, add --again");
}

int asked_before(const Obligation& obligation) {
    return static_cast<int>(std::ranges::count_if(
        obligation.rungs_done,
        [](const std::string& rung) { return std::string_view(rung).starts_with(rung_by_hand); }));
}

}  // namespace

std::variant<std::vector<Event>, Refusal> decide(const Definition& definition,
                                                 const Obligation& obligation,
                                                 const Surroundings& around, const Reminding& asked,
                                                 Instant now, Language language) {
    const Date today = definition.zone.date_of(now);
    if (auto refusal = not_entitled(definition, obligation, asked.unit, today, language))
        return *std::move(refusal);
    if (auto refusal = nothing_to_remind_of(definition, obligation, around, today, language))
        return *std::move(refusal);
    if (auto refusal = without_reason(asked.reason, language)) return *std::move(refusal);
    if (around.reminded_by_hand && !asked.again)
        return already_reminded(definition.zone, *around.reminded_by_hand, language);

    const Instant moment =
        sending_moment(definition, {}, now).value_or(next_opening(definition, now));
    const Duty& duty = *definition.campaign.duty(obligation.id.duty);
    const Addressee addressee = resolve(definition, duty, obligation.id.unit, Audience::contact,
                                        definition.zone.date_of(moment));
    if (!addressee.person) {
        return refuse("no_person", language,
                      "Đơn vị «" + obligation.id.unit + "» chưa có đầu mối; cần ghi contact",
                      "The unit «" + obligation.id.unit + "» has no contact; name one");
    }
    const Person& person = *addressee.person;
    const std::string rung =
        std::string(rung_by_hand) + std::to_string(asked_before(obligation) + 1) + ".contact";
    const bool late = obligation.overdue_on(today);
    return std::vector<Event>{
        ReminderAsked{asked.unit, asked.reason},
        NoticeFellDue{notice_key(obligation.id, obligation.round, rung), rung, obligation.round,
                      late ? NoticeKind::escalation : NoticeKind::reminder, Audience::contact,
                      person.id, definition.channel_of(person), false, moment, now, "by_hand",
                      addressee.instead_of ? addressee.instead_of->id : ""}};
}

}  // namespace dondoc
