#include "daemon/loop/letters.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "daemon/loop/digest_facts.h"
#include "daemon/loop/digests.h"
#include "daemon/loop/gathering.h"
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

namespace {

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
                 const Composer& composer, LinkKey key)
    : configuration_(configuration), definitions_(definitions), composer_(composer), key_(key) {}

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
    std::vector<std::string> all{definition->channel_of(*person)};
    all.insert(all.end(), person->fallbacks.begin(), person->fallbacks.end());
    return all;
}

std::string Letters::message_id(const MessageRecord& message) const {
    const ChannelSettings* settings = channel(message.channel);
    const std::string domain = settings ? domain_of(settings->from.address) : "dondoc.invalid";
    const std::string again =
        message.came_back > 0 ? "/" + std::to_string(message.came_back) : std::string();
    return sha256_hex(message.key + again).substr(0, 32) + '@' + domain;
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

// Only whoever is written to as the unit's own contact gets its link: never leaders, those of other
// units, and who only gets a copy.
Done Letters::add_pages(Letter& letter, const Reader& reader) const {
    const LinkSettings& links = configuration_.links;
    if (links.public_url.empty() || letter.copy) return done;
    letter.pages_until = letter.day + std::chrono::days(links.valid_days);
    std::set<std::string> units;
    for (const LetterItem& item : letter.items) {
        const bool chased =
            item.kind == NoticeKind::reminder || item.kind == NoticeKind::escalation;
        const auto id = ObligationId::parse(item.obligation);
        if (!chased || item.audience != Audience::contact || !id) continue;
        if (!units.insert(id->unit).second) continue;
        const auto generation = reader.link_generation(id->unit);
        if (!generation) return generation.error();
        letter.pages.push_back(
            {item.unit, links.public_url + std::string(unit_link_path) +
                            key_.token({id->unit, letter.pages_until, *generation})});
    }
    return done;
}

Result<Draft> Letters::draft(const Reader& reader, const MessageRecord& message,
                             Instant now) const {
    const auto notices = reader.notices_in(message.key);
    if (!notices) return notices.error();
    Gathering gathering{reader, definitions_, message, now, configuration_.language};
    std::shared_ptr<const Definition> definition;  // of the first notice that holds
    for (const NoticeRecord& notice : *notices) {
        if (!waiting(notice)) continue;
        const bool digest = notice.about.kind == Subject::Kind::digest;
        const auto its = digest ? told_of_by(reader, definitions_, notice.about.id, now)
                                : definitions_.find(notice.campaign());
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
    Letter letter = letter_of(*definition, *person, std::move(gathering), message.copy,
                              configuration_.language);
    if (auto added = add_pages(letter, reader); !added) return added.error();
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
