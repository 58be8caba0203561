#include "workflows/escalation.h"

#include <algorithm>
#include <utility>

#include "workflows/explain.h"
#include "workflows/ladder_look.h"
#include "workflows/suspension.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

bool done(const Obligation& obligation, const Rung& rung) {
    return std::ranges::find(obligation.rungs_done, rung.id) != obligation.rungs_done.end();
}

const Duty& duty_of(const Definition& definition, const Obligation& obligation) {
    return *definition.campaign.duty(obligation.id.duty);
}

Addressee coordinator_on(const Definition& definition, const Obligation& obligation, Date day) {
    return resolve(definition, duty_of(definition, obligation), definition.campaign.coordinator,
                   Audience::coordinator, day);
}

bool is_announced(const Definition& definition, const Obligation& obligation,
                  const Escalation& one) {
    const Duty& duty = duty_of(definition, obligation);
    const Rung& rung = *one.moment.rung;
    const Date day = one.moment.day;
    const Person* reader = resolve(definition, duty, obligation.id.unit, rung.audience, day).person;
    if (one.needs_release) return reader != nullptr;
    if (!definition.sending.announce_escalations || duty.upward) return false;
    if (!rung.after_deadline() || rung.audience == Audience::contact) return false;
    const Person* coordinator = coordinator_on(definition, obligation, day).person;
    return reader && !(coordinator && coordinator->id == reader->id);
}

// The days on which something was announced in this round.
std::vector<Date> announcements(const Obligation& obligation) {
    std::vector<Date> days;
    for (const std::string& rung : obligation.rungs_done) {
        if (!rung.starts_with(announced_rung)) continue;
        if (const auto day = parse_iso_date(rung.substr(announced_rung.size())))
            days.push_back(*day);
    }
    return days;
}

// When an escalation is announced; nothing if it is not any more.
std::optional<Instant> announced_when(const Definition& definition, const Obligation& obligation,
                                      const Escalation& one, Instant now) {
    const WorkCalendar& calendar = *definition.calendar;
    const Date before = calendar.shift(one.moment.day, -1);
    const auto opening = [&](Date day) {
        return definition.zone.at(day, definition.sending.window.from);
    };
    const std::vector<Date> told = announcements(obligation);
    const bool waits_for_release = one.waits && one.needs_release;
    const Date today = definition.zone.date_of(now);
    const auto last = std::ranges::max_element(told);
    if (last == told.end() || *last < before) {
        const bool in_time = one.moment.day > today || waits_for_release;
        return in_time ? std::optional(opening(before)) : std::nullopt;
    }
    if (!waits_for_release || told.size() >= announcements_max) return {};
    return opening(calendar.shift(*last, announced_again_days));
}

std::vector<Escalation> to_announce(const Definition& definition, const Obligation& obligation,
                                    const QuietDays& quiet, Instant now) {
    auto all = escalations_ahead(definition, obligation, quiet, now);
    if (obligation.held) all.clear();
    std::erase_if(
        all, [&](const Escalation& one) { return !is_announced(definition, obligation, one); });
    return all;
}

// The notice to the coordinator, or that nobody holds the role.
Event announcement(const Definition& definition, const Obligation& obligation, Instant moment,
                   Date today) {
    const std::string rung = std::string(announced_rung) + iso_date(today);
    const std::string key = notice_key(obligation.id, obligation.round, rung);
    const auto [person, instead_of, nobody] = coordinator_on(definition, obligation, today);
    if (!person) {
        return RungPassedOver{
            key, rung, obligation.round, Audience::coordinator, moment, std::string(nobody)};
    }
    const std::string& channel = definition.channel_of(*person);
    return NoticeFellDue{key,
                         rung,
                         obligation.round,
                         NoticeKind::nudge,
                         Audience::coordinator,
                         person->id,
                         channel,
                         false,
                         moment,
                         moment,
                         "announced",
                         instead_of ? instead_of->id : ""};
}

}  // namespace

namespace {

// What a silence holds is told after it only if it is the latest of its audience, and young enough.
bool lost_in_silence(const Definition& definition, const Obligation& obligation,
                     const std::vector<RungMoment>& ladder, const RungMoment& moment,
                     const std::vector<DateSpan>& silenced) {
    const Date told = heard_again(definition, silenced, moment.day);
    if (told == moment.day || moment.rung->release == Release::required) return false;
    const int age = definition.calendar->count(moment.day, told);
    return age > definition.sending.catch_up_age_max ||
           std::ranges::any_of(ladder, [&](const RungMoment& other) {
               return other.rung->audience == moment.rung->audience && other.at > moment.at &&
                      heard_again(definition, silenced, other.day) <= told &&
                      !obligation.needs_release(*other.rung);
           });
}

RungMoment after_silence(const Definition& definition, RungMoment moment,
                         const std::vector<DateSpan>& silenced) {
    const Date told = heard_again(definition, silenced, moment.day);
    if (told == moment.day) return moment;
    return {moment.rung, told, definition.zone.at(told, definition.sending.window.from)};
}

}  // namespace

std::vector<Escalation> escalations_ahead(const Definition& definition,
                                          const Obligation& obligation, const QuietDays& quiet,
                                          Instant now) {
    std::vector<Escalation> all;
    if (!obligation.owed() || !obligation.term || obligation.asking) return all;
    const std::vector<RungMoment> ladder = rung_moments(definition, obligation);
    for (const RungMoment& written : ladder) {
        if (lost_in_silence(definition, obligation, ladder, written, quiet.silenced)) continue;
        const RungMoment moment = after_silence(definition, written, quiet.silenced);
        const Rung& rung = *moment.rung;
        const bool escalates = rung.after_deadline() || rung.release == Release::required;
        if (!escalates || done(obligation, rung)) continue;
        if (written.at < obligation.round_began || before_issue(definition, written.day)) continue;
        if (moment.at > now && covering(quiet.suspended, moment.day)) continue;
        const bool needs_release = obligation.needs_release(rung);
        const bool kept = needs_release || (obligation.held && rung.after_deadline());
        all.push_back({moment, needs_release, kept && moment.at <= now});
    }
    return all;
}

std::vector<Escalation> announced_at(const Definition& definition, const Obligation& obligation,
                                     const QuietDays& quiet, Instant now) {
    auto all = to_announce(definition, obligation, quiet, now);
    const Date today = definition.zone.date_of(now);
    const Date next = definition.calendar->shift(today, 1);
    std::erase_if(all, [&](const Escalation& one) {
        const bool tomorrow = today < one.moment.day && one.moment.day <= next;
        return !tomorrow && !(one.waits && one.needs_release);
    });
    return all;
}

std::string kept_words(const Obligation& obligation, const std::vector<Escalation>& all,
                       Language language) {
    if (obligation.held)
        return in_words(language, "giữ thư báo quá hạn: ", "its escalations are held: ") +
               obligation.held_reason;
    std::string words;
    for (const Escalation& one : all) {
        if (!one.waits) continue;
        const std::string& rung = one.moment.rung->id;
        words += (words.empty()
                      ? in_words(language, "chờ đồng ý gửi ", "waits for a release to go to the ")
                      : ", ") +
                 audience_name(one.moment.rung->audience, language) +
                 in_words(language, " (bậc ", " (rung ") + rung.substr(0, rung.find('.')) + ")";
    }
    return words;
}

// When to look again does not hang on suspensions, which come and go between two looks; what is
// said does.
Plan plan_announcement(const Definition& definition, const Obligation& obligation,
                       const Surroundings& around, Instant now) {
    const Date today = definition.zone.date_of(now);
    const auto away = covering(around.suspended, today);
    Plan plan;
    const auto look_again = [&](Instant at) {
        plan.next = plan.next ? std::min(*plan.next, at) : at;
    };
    bool due = false;
    for (const Escalation& one : to_announce(definition, obligation, {{}, around.silenced}, now)) {
        const auto at = announced_when(definition, obligation, one, now);
        if (!at) continue;
        if (*at > now) {
            look_again(*at);
        } else if (away) {  // nobody is told about the unit
            const Date back = away->last + std::chrono::days(1);
            look_again(next_sending_time(definition, definition.zone.at(back, TimeOfDay{0})));
        } else if (one.waits || !covering(around.suspended, one.moment.day)) {
            due = true;
        }
    }
    if (!due) return plan;
    const auto moment = sending_moment(definition, obligation.next, now);
    if (!moment) {
        look_again(next_opening(definition, now));
        plan.events.push_back(Rescheduled{"outside_window"});
        return plan;
    }
    plan.events.push_back(announcement(definition, obligation, *moment, today));
    Obligation after = obligation;
    apply(after, plan.events.back(), now);
    plan.next = plan_announcement(definition, after, around, now).next;
    return plan;
}

}  // namespace dondoc
