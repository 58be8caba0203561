#include "daemon/loop/gathering.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "daemon/loop/digest_facts.h"
#include "daemon/loop/digests.h"
#include "daemon/loop/head_digest_facts.h"
#include "daemon/loop/letter_go_ahead.h"
#include "daemon/loop/letter_history.h"
#include "daemon/loop/letter_items.h"
#include "daemon/loop/migration.h"
#include "daemon/loop/post.h"
#include "daemon/store/encoding.h"
#include "notifiers/mail.h"
#include "workflows/bounce.h"
#include "workflows/explain.h"
#include "workflows/planner.h"
#include "workflows/reader_change.h"
#include "workflows/remind.h"
#include "workflows/zone.h"

namespace dondoc {

Draft::Anew Gathering::anew_for(const Definition& definition, const NoticeRecord& notice,
                                const Addressee& today, std::optional<Instant> next) const {
    // What a person has tried again is of today, however old it was.
    const NoticeFellDue told{notice.key,      notice.rung,
                             notice.round,    notice.kind,
                             notice.audience, message.person,
                             message.channel, message.copy,
                             notice.moment,   message.retried ? now : notice.planned,
                             notice.because,  notice.instead_of};
    return {notice.about, told_anew(definition, told, today, now), next};
}

// True if somebody else reads it today, or nobody.
bool Gathering::goes_elsewhere(const Definition& definition, const NoticeRecord& notice,
                               const Addressee& today, std::optional<Instant> next) {
    if (today.person && today.person->id == message.person) return false;
    suppress(notice, today.person ? "reader_changed" : today.nobody);
    if (today.person) anew.push_back(anew_for(definition, notice, today, next));
    return true;
}

Done Gathering::add(const Definition& definition, const NoticeRecord& notice) {
    if (notice.rung == address_rung) return add_address(definition, notice);
    if (notice.about.kind == Subject::Kind::unit) return add_contact(definition, notice);
    if (notice.about.kind == Subject::Kind::campaign) return add_go_ahead(definition, notice);
    if (notice.about.kind == Subject::Kind::digest) return add_digest(definition, notice);
    const bool about_unit = notice.about.kind == Subject::Kind::obligation;
    const std::string rest = notice.about.id.substr(notice.about.id.find('.') + 1);
    const Duty* duty = definition.campaign.duty(rest.substr(0, rest.find('.')));
    if (!duty) {
        suppress(notice, "withdrawn");
        return done;
    }
    if (!about_unit) return add_nudge(definition, *duty, notice);
    const auto obligation = reader.obligation(notice.about.id);
    if (!obligation) return obligation.error();
    if (!*obligation) return Error{"obligation " + notice.about.id + " is missing"};
    if (!definition.names(**obligation)) {
        suppress(notice, "withdrawn");
        return done;
    }
    const auto why_not = lapsed(reader, definition, **obligation, notice, now);
    if (!why_not) return why_not.error();
    if (!why_not->empty()) {
        suppress(notice, *why_not);
        if (!is_put_off(*why_not)) return done;
        const Addressee reads = resolve(definition, *duty, (*obligation)->id.unit, notice.audience,
                                        definition.zone.date_of(now));
        if (reads.person) held.push_back(anew_for(definition, notice, reads, (*obligation)->next));
        return done;
    }
    return add_obligation(definition, *duty, notice, **obligation);
}

Result<std::string_view> Gathering::add_asked(LetterItem& item, const Definition& definition,
                                              const NoticeRecord& notice,
                                              const Obligation& obligation) const {
    const Date today = definition.zone.date_of(now);
    if (notice.rung == gate_rung) {
        auto bars = obstacles_before(reader, definition, obligation.id, today, language);
        if (!bars) return bars.error();
        if (bars->empty()) return std::string_view("gate_passed");
        item.obstacles = *std::move(bars);
    }
    if (notice.rung.starts_with(announced_rung)) {
        auto ahead = announced_items(reader, definition, obligation, now);
        if (!ahead) return ahead.error();
        if (ahead->empty()) return std::string_view("nothing_announced");
        item.ahead = *std::move(ahead);
    }
    if (notice.rung == share_rung) {
        auto from = taken_from(reader, definition, notice, today);
        if (!from) return from.error();
        item.taken_from = *std::move(from);
    }
    return std::string_view();
}

Done Gathering::add_obligation(const Definition& definition, const Duty& duty,
                               const NoticeRecord& notice, const Obligation& obligation) {
    const auto notices = reader.notices_about(notice.about);
    if (!notices) return notices.error();
    // A question waits for its answer however old it is; what a person has tried again leaves.
    const std::string why_not = is_question(notice.rung) || message.retried
                                    ? ""
                                    : held_back_too_long(definition, notice, *notices, now);
    if (!why_not.empty()) {
        suppress(notice, why_not);
        return done;
    }
    const Date today = definition.zone.date_of(now);
    const Addressee addressee =
        resolve(definition, duty, obligation.id.unit, notice.audience, today);
    if (goes_elsewhere(definition, notice, addressee, obligation.next)) return done;
    const auto share =
        reader.share(obligation.id.campaign, obligation.id.duty, obligation.id.occurrence);
    if (!share) return share.error();
    const auto dates = reader.event_dates(definition.campaign.id);
    if (!dates) return dates.error();
    LetterItem item = item_of_duty(definition, duty, notice, today);
    const Occurrence* occurrence = duty.occurrence(obligation.id.occurrence);
    add_occurrence(item, occurrence ? *occurrence : duty.occurrences.front(), *dates);
    add_days(item, obligation, *definition.calendar, today);
    const Unit& owes = definition.unit(obligation.id.unit);
    item.unit = owes.name_on(today);
    item.unit_head = with_title(definition.organisation->person(owes.head));
    item.unit_phone = owes.phone;
    item.told = told_to_unit(*notices, {obligation.round, obligation.round}, definition.zone);
    if (item.term) item.answer_by = answer_by(definition, duty, notice, *item.term, today);
    if (to_unit(notice.audience)) item.reported = reported_above(definition, notice, *notices, now);
    item.units_open = static_cast<int>(share->open);
    item.units_all = static_cast<int>(share->all);
    item.reminder_undelivered = notice.because == "reminder_undelivered";
    item.request = obligation.request;
    const auto nothing = add_asked(item, definition, notice, obligation);
    if (!nothing) return nothing.error();
    if (!nothing->empty()) {
        suppress(notice, *nothing);
        return done;
    }
    if (item.returned) {
        auto reason = return_reason(reader, notice);
        if (!reason) return reason.error();
        item.return_reason = *std::move(reason);
        item.tells_return = notice.rung == returned_rung;
    }
    if (unit.empty() && to_unit(notice.audience)) unit = duty.upward ? "" : item.unit;
    const Date told_on = definition.zone.date_of(notice.moment);
    if (role.empty())
        role = unit_of_role(definition, duty, obligation.id.unit, notice.audience, told_on);
    if (notice.audience == Audience::cluster_lead && notice.instead_of.empty()) {
        const Cluster* cluster = definition.organisation->cluster_of(obligation.id.unit);
        item.leads = cluster ? cluster->name : "";
    }
    items.push_back(std::move(item));
    return done;
}

Done Gathering::add_nudge(const Definition& definition, const Duty& duty,
                          const NoticeRecord& notice) {
    const auto found = reader.duty_watch(definition.campaign.id, duty.id);
    if (!found) return found.error();
    const Date today = definition.zone.date_of(now);
    const auto watch =
        reader.without_suspended(found->value_or(DutyWatch{}), definition.campaign.within, today);
    if (!watch) return watch.error();
    if (watch->undated_shown() + watch->asking_shown() == 0) {
        suppress(notice, watch->hidden_until ? "suspended" : "nothing_to_ask");
        return done;
    }
    const Addressee addressee =
        resolve(definition, duty, definition.campaign.coordinator, Audience::coordinator, today);
    if (goes_elsewhere(definition, notice, addressee, watch->next)) return done;
    auto asked = question_items(reader, definition, notice, *watch, today);
    if (!asked) return asked.error();
    if (asked->empty()) suppress(notice, "nothing_to_ask");
    if (role.empty()) role = unit_of_role(definition, duty, "", notice.audience, today);
    std::ranges::move(*asked, std::back_inserter(items));
    return done;
}

Done Gathering::add_contact(const Definition& definition, const NoticeRecord& notice) {
    const auto watch = reader.contact_watch(notice.about.id);
    if (!watch) return watch.error();
    const Zone& zone = definition.zone;
    const Date today = zone.date_of(now);
    const std::string quarter = quarter_of_key(notice.key);
    const bool takes_part = definition.takes_part(notice.about.id, today);
    std::string why_not = message.retried ? "" : held_back_too_long(definition, notice, {}, now);
    if (!takes_part || !definition.sending.confirm_contacts) why_not = "withdrawn";
    if (confirmed_in(watch->value_or(ContactWatch{}), quarter, zone)) why_not = "contact_confirmed";
    if (!why_not.empty()) {
        suppress(notice, why_not);
        return done;
    }
    items.push_back(contact_item(definition, notice, today));
    if (unit.empty() && notice.audience == Audience::contact) unit = items.back().unit;
    return done;
}

Done Gathering::add_address(const Definition& definition, const NoticeRecord& notice) {
    const Person* person = definition.organisation->person(person_of_address_key(notice.key));
    const auto fault =
        reader.address_fault(person ? person->id : "", person ? person->address : "");
    if (!fault) return fault.error();
    if (!definition.organisation->unit(notice.about.id)) {
        suppress(notice, "withdrawn");
        return done;
    }
    if (!*fault) {
        suppress(notice, "address_corrected");
        return done;
    }
    items.push_back(contact_item(definition, notice, definition.zone.date_of(now)));
    say_address(items.back(), *person, **fault, definition.zone, language);
    return done;
}

Done Gathering::add_go_ahead(const Definition& definition, const NoticeRecord& notice) {
    auto item = go_ahead_item(reader, definition, notice, definition.zone.date_of(now));
    if (!item) return item.error();
    if (!*item)
        suppress(notice, "catch_up_over");
    else
        items.push_back(**std::move(item));
    return done;
}

Done Gathering::add_digest(const Definition& definition, const NoticeRecord& notice) {
    const Date today = definition.zone.date_of(now);
    const std::string& id = notice.about.id;
    const Grain period = period_of_digest(id);
    const auto current = span_id(span_around(today, period).first, period);
    if (!message.retried && period_of_key(notice.key) != current) {
        suppress(notice, "overtaken");
        return done;
    }
    const auto watch = reader.digest_watch(id);
    if (!watch) return watch.error();
    const Person* told = definition.organisation->person(person_of_digest(id));
    const Person* reads = definition.organisation->reader_for(*told, today);
    const Addressee addressee{reads, reads == told ? nullptr : told, {}};
    if (goes_elsewhere(definition, notice, addressee, watch->value_or(DigestWatch{}).next))
        return done;
    const bool daily = period == Grain::day;
    auto item = daily ? head_digest_item(reader, definitions, notice, now)
                      : digest_item(reader, definitions, notice, now, language);
    if (!item) return item.error();
    if (!*item) {
        suppress(notice, daily ? "nothing_to_tell" : "withdrawn");
        return done;
    }
    items.push_back(**std::move(item));
    if (daily && unit.empty()) unit = items.back().unit;
    return done;
}

}  // namespace dondoc
