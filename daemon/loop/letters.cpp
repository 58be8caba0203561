#include "daemon/loop/letters.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "daemon/loop/letter_history.h"
#include "daemon/loop/letter_items.h"
#include "daemon/loop/migration.h"
#include "daemon/loop/post.h"
#include "daemon/store/encoding.h"
#include "notifiers/mail.h"
#include "workflows/explain.h"
#include "workflows/planner.h"
#include "workflows/reader_change.h"
#include "workflows/remind.h"
#include "workflows/zone.h"

namespace dondoc {

namespace {

struct Gathering {
    const Reader& reader;
    const MessageRecord& message;
    const Instant now;
    const Language language;
    std::vector<NoticeSuppressed> suppressed{};
    std::vector<Draft::Anew> anew{};
    std::vector<Draft::Anew> held{};  // of held phases: told anew if the rest leaves without them
    std::vector<LetterItem> items{};
    std::string unit{};  // of the first item, for the address line
    std::string role{};  // id of the unit whose role the first item speaks to

    void suppress(const NoticeRecord& notice, std::string_view because) {
        suppressed.push_back({notice.key, std::string(because)});
    }

    Draft::Anew anew_for(const Definition&, const NoticeRecord&, const Addressee&,
                         std::optional<Instant> next) const;
    bool goes_elsewhere(const Definition&, const NoticeRecord&, const Addressee&,
                        std::optional<Instant> next);
    Done add(const Definition& definition, const NoticeRecord& notice);
    Done add_obligation(const Definition& definition, const Duty& duty, const NoticeRecord& notice,
                        const Obligation& obligation);
    Done add_nudge(const Definition& definition, const Duty& duty, const NoticeRecord& notice);
    Done add_contact(const Definition& definition, const NoticeRecord& notice);
};

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
    if (notice.about.kind == Subject::Kind::unit) return add_contact(definition, notice);
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
        if (*why_not != "phase_held") return done;
        const Addressee reads = resolve(definition, *duty, (*obligation)->id.unit, notice.audience,
                                        definition.zone.date_of(now));
        if (reads.person) held.push_back(anew_for(definition, notice, reads, (*obligation)->next));
        return done;
    }
    return add_obligation(definition, *duty, notice, **obligation);
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
    if (notice.rung == gate_rung) {
        auto bars = obstacles_before(reader, definition, obligation.id, today, language);
        if (!bars) return bars.error();
        if (bars->empty()) {
            suppress(notice, "gate_passed");
            return done;
        }
        item.obstacles = *std::move(bars);
    }
    if (notice.rung == share_rung) {
        auto from = taken_from(reader, definition, notice, today);
        if (!from) return from.error();
        item.taken_from = *std::move(from);
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

// Late things first, then by deadline; what has no date comes last.
void put_in_order(std::vector<LetterItem>& items) {
    const auto rank = [](const LetterItem& item) {
        const auto last = item.term ? item.term->last_permitted : Date::max();
        return std::pair(item.working_days_late == 0, last);
    };
    std::ranges::stable_sort(items, {}, rank);
}

Desk desk_of(const Definition& definition, Date day) {
    const Organisation& organisation = *definition.organisation;
    const Unit& office = organisation.acting(definition.unit(definition.campaign.coordinator), day);
    const std::string& name = office.name_on(day);
    const Person* officer = organisation.person(office.contact);
    if (!officer) return {{}, {}, name, office.phone, {}};
    return {officer->name, officer->title, name,
            officer->phone.empty() ? office.phone : officer->phone, officer->address};
}

Letter letter_of(const Definition& definition, const Person& person, Gathering gathering, bool copy,
                 Language language) {
    put_in_order(gathering.items);
    Letter letter;
    letter.person_name = person.name;
    letter.person_title = person.title;
    letter.day = definition.zone.date_of(gathering.now);
    letter.person_unit =
        gathering.unit.empty()
            ? unit_or_words(*definition.organisation, definition.campaign.issuer, letter.day)
            : gathering.unit;
    letter.post_unit = unit_of_post(*definition.organisation, person, gathering.role, letter.day);
    letter.copy = copy;
    letter.language = language;
    letter.time = definition.zone.time_of(gathering.now);
    letter.desk = desk_of(definition, letter.day);
    letter.items = std::move(gathering.items);
    return letter;
}

std::string domain_of(const std::string& address) {
    return address.substr(address.find('@') + 1);
}

std::vector<std::string> threads_of(const std::vector<LetterItem>& items,
                                    const std::string& domain) {
    std::vector<std::string> threads;
    for (const LetterItem& item : items) {
        const std::string thread = item.obligation + '@' + domain;
        if (std::ranges::find(threads, thread) == threads.end()) threads.push_back(thread);
    }
    return threads;
}

}  // namespace

Letters::Letters(const Configuration& configuration, const Definitions& definitions,
                 const Composer& composer)
    : configuration_(configuration), definitions_(definitions), composer_(composer) {}

const ChannelSettings* Letters::channel(const std::string& id) const {
    const auto found = std::ranges::find(configuration_.channels, id, &ChannelSettings::id);
    return found == configuration_.channels.end() ? nullptr : &*found;
}

std::string Letters::carrier_of(const std::string& id, bool rehearsal) const {
    const ChannelSettings* own = channel(id);
    if (!rehearsal || (own && carries_mail(own->transport))) return id;
    const auto& all = configuration_.channels;
    const auto mail = std::ranges::find_if(
        all, [](const ChannelSettings& one) { return carries_mail(one.transport); });
    return mail == all.end() ? id : mail->id;
}

std::string Letters::carrier_of(const std::string& id) const {
    return carrier_of(id, !configuration_.rehearsal.empty());
}

bool Letters::knows_channel(const std::string& id) const {
    return channel(id) != nullptr;
}

int Letters::per_minute(const std::string& id) const {
    const ChannelSettings* settings = channel(id);
    return settings ? settings->per_minute : 0;
}

std::vector<std::string> Letters::channels_of(const Reader& reader,
                                              const MessageRecord& message) const {
    const Person* person = configuration_.organisation->person(message.person);
    const auto definition = definition_of(reader, message);
    if (!person || !definition || !configuration_.rehearsal.empty()) return {};
    std::vector<std::string> all{person->channel.empty() ? definition->sending.channel
                                                         : person->channel};
    all.insert(all.end(), person->fallbacks.begin(), person->fallbacks.end());
    return all;
}

std::string Letters::message_id(const MessageRecord& message) const {
    const ChannelSettings* settings = channel(message.channel);
    const std::string domain = settings ? domain_of(settings->from.address) : "dondoc.invalid";
    return sha256_hex(message.key).substr(0, 32) + '@' + domain;
}

std::shared_ptr<const Definition> Letters::definition_of(const Reader& reader,
                                                         const MessageRecord& message) const {
    if (const auto notices = reader.notices_in(message.key)) {
        for (const NoticeRecord& notice : *notices) {
            if (auto definition = definitions_.find(notice.campaign())) return definition;
        }
    }
    // None of its campaigns is configured any more: the hours of any other bind it as well.
    return definitions_.all().empty() ? nullptr : definitions_.all().begin()->second;
}

MailHead Letters::head_of(const ChannelSettings& settings, const Person& person,
                          const Letter& letter, const MessageRecord& message) const {
    const bool rehearsal = !configuration_.rehearsal.empty();
    MailHead head;
    head.from = settings.from;
    head.to = {person.name, rehearsal ? configuration_.rehearsal : person.address};
    if (!letter.desk.address.empty()) head.reply_to = {{letter.desk.name, letter.desk.address}};
    head.message_id = message_id(message);
    head.references = threads_of(letter.items, domain_of(settings.from.address));
    if (rehearsal) head.intended_for = person.name + " <" + person.address + ">";
    return head;
}

Result<Draft> Letters::draft(const Reader& reader, const MessageRecord& message,
                             Instant now) const {
    const auto notices = reader.notices_in(message.key);
    if (!notices) return notices.error();
    Gathering gathering{reader, message, now, configuration_.language};
    std::shared_ptr<const Definition> definition;  // of the first notice that holds
    for (const NoticeRecord& notice : *notices) {
        if (!waiting(notice)) continue;
        const auto its = definitions_.find(notice.campaign());
        if (!its) {
            gathering.suppress(notice, "withdrawn");
            continue;
        }
        if (auto added = gathering.add(*its, notice); !added) return added.error();
        if (!definition && !gathering.items.empty()) definition = its;
    }
    Draft draft{gathering.suppressed, gathering.anew, Draft::NobodyLeft{}};
    if (!definition) return draft;
    draft.anew.insert(draft.anew.end(), gathering.held.begin(), gathering.held.end());

    const Person* person = configuration_.organisation->person(message.person);
    const ChannelSettings* settings = channel(message.channel);
    const auto undeliverable = [&](std::string why) {
        draft.result = Draft::Undeliverable{std::move(why)};
        return draft;
    };
    if (!settings) return undeliverable("no_channel");
    if (!person || (person->address.empty() && configuration_.rehearsal.empty())) {
        return undeliverable("no_address");
    }
    const Letter letter = letter_of(*definition, *person, std::move(gathering), message.copy,
                                    configuration_.language);
    const auto text = composer_.compose(letter);
    if (!text) return undeliverable(text.error().text);

    MailHead head = head_of(*settings, *person, letter, message);
    head.date = definition->zone.rfc5322(now);
    const bool rehearsal = !configuration_.rehearsal.empty();
    const bool by_handle =
        !rehearsal && !person->handle.empty() && !carries_mail(settings->transport);
    Draft::Composed composed{by_handle ? person->handle : head.to.address,
                             text->subject,
                             compose_mail(head, *text),
                             {},
                             rehearsal,
                             person->name,
                             head.message_id};
    composed.sha256 = sha256_hex(composed.bytes);
    draft.result = std::move(composed);
    return draft;
}

}  // namespace dondoc
