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

// To tell those above is the coordinator's, of what is overdue, and never past a reminder that is
// still on its way.
std::optional<Refusal> not_to_be_told_above(const Definition& definition,
                                            const Obligation& obligation,
                                            const Surroundings& around, const std::string& unit,
                                            Date today, Language language) {
    const Organisation& organisation = *definition.organisation;
    const Unit* coordinator = organisation.unit(definition.campaign.coordinator);
    if (!coordinator || organisation.acting(*coordinator, today).id != unit) {
        return refuse("not_entitled", language,
                      "Đơn vị «" + unit + "» không được báo cấp trên; chỉ đơn vị đầu mối «" +
                          definition.campaign.coordinator + "» được báo",
                      "The unit «" + unit + "» may not have those above told; the coordinator «" +
                          definition.campaign.coordinator + "» alone may");
    }
    if (obligation.asking) {
        return refuse("asking", language,
                      "Nghĩa vụ đã quá hạn khi nhập; cần trả lời trước (submit, extend hoặc "
                      "waive), sau đó mới báo cấp trên",
                      "The obligation was overdue when first seen; answer first (submit, extend "
                      "or waive), then those above can be told");
    }
    if (!obligation.overdue_on(today)) {
        return refuse(
            "not_overdue", language,
            "Nghĩa vụ chưa quá hạn; chỉ báo cấp trên khi đã qua hạn, trước đó chỉ nhắc đầu mối",
            "The obligation is not overdue; those above are told after its deadline alone, "
            "remind its contact before");
    }
    if (obligation.held) {
        return refuse("held", language,
                      "Thư báo quá hạn đang được giữ; cần cho gửi (release) trước khi báo cấp trên",
                      "Its escalations are held; release them (release) before those above are "
                      "told");
    }
    if (around.earlier_on_its_way) {
        return refuse("earlier_on_its_way", language,
                      "Còn thư nhắc trước chưa gửi xong; báo cấp trên khi thư đó đã gửi",
                      "An earlier reminder is still on its way; have those above told when it "
                      "has left");
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

std::optional<Audience> audience_asked(const Reminding& asked) {
    if (asked.tell.empty()) return Audience::contact;
    for (const Audience one : {Audience::head, Audience::superior, Audience::director})
        if (asked.tell == to_string(one)) return one;
    return {};
}

std::variant<std::vector<Event>, Refusal> decide(const Definition& definition,
                                                 const Obligation& obligation,
                                                 const Surroundings& around, const Reminding& asked,
                                                 Instant now, Language language) {
    const Date today = definition.zone.date_of(now);
    if (auto refusal = not_entitled(definition, obligation, asked.unit, today, language))
        return *std::move(refusal);
    if (auto refusal = nothing_to_remind_of(definition, obligation, around, today, language))
        return *std::move(refusal);
    const auto audience = audience_asked(asked);
    if (!audience) {
        return refuse("reader_unknown", language,
                      "Không báo được cho «" + asked.tell + "»; nhận head, superior hoặc director",
                      "Nobody is told as «" + asked.tell + "»; head, superior or director is");
    }
    if (*audience != Audience::contact) {
        auto refusal =
            not_to_be_told_above(definition, obligation, around, asked.unit, today, language);
        if (refusal) return *std::move(refusal);
    }
    if (auto refusal = without_reason(asked.reason, language)) return *std::move(refusal);
    if (around.reminded_by_hand && !asked.again)
        return already_reminded(definition.zone, *around.reminded_by_hand, language);

    const Instant moment =
        sending_moment(definition, {}, now).value_or(next_opening(definition, now));
    const Duty& duty = *definition.campaign.duty(obligation.id.duty);
    const Addressee addressee =
        resolve(definition, duty, obligation.id.unit, *audience, definition.zone.date_of(moment));
    if (!addressee.person && *audience != Audience::contact) {
        return refuse("no_person", language,
                      "Đơn vị «" + obligation.id.unit + "» chưa có " +
                          audience_name(*audience, language) + "; cần ghi vào danh sách đơn vị",
                      "Of the unit «" + obligation.id.unit + "» no " +
                          audience_name(*audience, language) + " is on record; name one");
    }
    if (!addressee.person) {
        return refuse("no_person", language,
                      "Đơn vị «" + obligation.id.unit + "» chưa có đầu mối; cần ghi contact",
                      "The unit «" + obligation.id.unit + "» has no contact; name one");
    }
    const Person& person = *addressee.person;
    const std::string rung = std::string(rung_by_hand) +
                             std::to_string(asked_before(obligation) + 1) + "." +
                             to_string(*audience);
    const bool late = obligation.overdue_on(today);
    return std::vector<Event>{
        ReminderAsked{asked.unit, asked.reason},
        NoticeFellDue{notice_key(obligation.id, obligation.round, rung), rung, obligation.round,
                      late ? NoticeKind::escalation : NoticeKind::reminder, *audience, person.id,
                      definition.channel_of(person), false, moment, now, "by_hand",
                      addressee.instead_of ? addressee.instead_of->id : ""}};
}

}  // namespace dondoc
