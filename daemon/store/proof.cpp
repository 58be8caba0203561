#include "daemon/store/proof.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "daemon/store/journal.h"
#include "daemon/store/sqlite.h"
#include "workflows/silence.h"

namespace dondoc {

namespace {

using Kind = Subject::Kind;
using Entries = std::vector<JournalEntry>;

template <class... Events>
bool is_one_of(const Event& event) {
    return (std::holds_alternative<Events>(event) || ...);
}

template <class T>
const T* get(const JournalEntry& entry) {
    return std::get_if<T>(&entry.event);
}

// Is nothing owed any more?
bool over(const ObligationId& id, const Entries& own) {
    std::optional<Obligation> now;
    for (const JournalEntry& entry : own) {
        if (const auto* birth = get<ObligationBorn>(entry)) {
            now = born(id, *birth, entry.at);
        } else if (now) {
            apply(*now, entry.event, entry.at);
        }
    }
    return now &&
           (now->state == ObligationState::accepted || now->state == ObligationState::waived ||
            now->state == ObligationState::withdrawn);
}

// What becomes of a message, as projection_outbox.cpp has it: one whose text is written or that is
// settled takes no more notices.
class Writing {
public:
    // True: it begins anew without the text that it had.
    bool apply(const JournalEntry& entry) {
        if (get<MessageComposed>(entry)) composed_ = true;
        if (const auto* delayed = get<DeliveryDelayed>(entry)) unknown_ |= delayed->unknown;
        if (const auto* failed = get<DeliveryFailed>(entry)) unknown_ |= failed->unknown;
        if (get<MessageBounced>(entry)) unknown_ = false;  // it is known to have left
        if (is_one_of<DeliverySucceeded, DeliveryFailed, MessageSuppressed, MessageBounced,
                      SetAside>(entry.event))
            settled_ = true;
        if (!get<MessageRetried>(entry)) return false;
        settled_ = false;
        // What may have arrived is repeated as it was.
        return !unknown_ && std::exchange(composed_, false);
    }
    bool takes_more() const { return !composed_ && !settled_; }

private:
    bool composed_ = false;
    bool settled_ = false;
    bool unknown_ = false;
};

// The thing of the daemon whose standing a row says, until the next row about it; else empty.
std::string thing_of(const JournalEntry& entry) {
    if (is_one_of<SendingPaused, SendingResumed>(entry.event)) return "sending";
    if (is_one_of<ClockJumped, ClockReturned, ClockConfirmed>(entry.event)) return "clock";
    if (is_one_of<CatchUpBegun, CatchUpWeighed, CatchUpReleased>(entry.event)) return "catch-up";
    if (const auto* set = get<Silenced>(entry)) return "silence " + std::to_string(set->number);
    if (const auto* ended = get<SilenceEnded>(entry))
        return "silence " + std::to_string(ended->number);
    if (get<ConfigurationApplied>(entry)) return "configuration";
    if (const auto* down = get<ChannelDown>(entry)) return "channel " + down->channel;
    if (const auto* up = get<ChannelUp>(entry)) return "channel " + up->channel;
    return {};
}

class Gathering {
public:
    Gathering(Database& database, const ObligationId& id) : database_(database), id_(id) {}

    // False: there is no such obligation.
    Result<bool> gather();
    Result<Proof> seal();

private:
    Done add_campaign();
    Done add_phases(const Entries& own);
    Done add_duty();
    Done add_messages();
    Done add_message(const std::string& key);
    Done add_daemon();
    void add(const JournalEntry& entry) { rows_.emplace(entry.number, entry); }

    Result<std::string> message_of(const NoticeFellDue&, std::int64_t row);
    Result<bool> takes_more(const std::string& message, std::int64_t row);
    bool lasted(const JournalEntry&) const;
    bool bears_on(const std::string& message, const JournalEntry&) const;
    std::vector<ProvenMessage> letters_of(const std::string& message) const;
    Result<std::string> bytes_of(const MessageComposed&);

    Database& database_;
    const ObligationId& id_;
    std::map<std::int64_t, JournalEntry> rows_;
    std::map<std::int64_t, std::string> message_of_row_;  // of the notices
    std::vector<std::string> messages_;                   // in the order they were made
    std::set<std::string> notices_;                       // keys
    std::set<std::string> channels_;                      // "channel mail", of the notices
    std::vector<JournalEntry> applied_;                   // versions of the campaign
    Entries daemon_;
    std::int64_t born_ = 0;                                         // first row of the obligation
    std::int64_t last_ = std::numeric_limits<std::int64_t>::max();  // of it or of its messages
    std::set<Subject> subjects_;                                    // whatever may be set aside
};

Result<bool> Gathering::gather() {
    const auto own = journal_about(database_, {Kind::obligation, id_.text()});
    if (!own) return own.error();
    if (own->empty()) return false;
    auto daemon = journal_of_kind(database_, Kind::daemon);
    if (!daemon) return daemon.error();
    daemon_ = *std::move(daemon);
    for (const JournalEntry& entry : *own)
        add(entry);
    born_ = own->front().number;
    subjects_ = {{Kind::obligation, id_.text()},
                 {Kind::campaign, id_.campaign},
                 {Kind::duty, id_.campaign + '.' + id_.duty}};
    if (auto added = add_duty(); !added) return added.error();
    if (auto added = add_messages(); !added) return added.error();
    // Of one that is still chased everything up to now bears on it.
    if (over(id_, *own)) last_ = rows_.rbegin()->first;
    if (auto added = add_campaign(); !added) return added.error();
    if (auto added = add_phases(*own); !added) return added.error();
    if (auto added = add_daemon(); !added) return added.error();
    return true;
}

// What the coordinator was told of the duty as a whole, that it has no date or is asked about.
Done Gathering::add_duty() {
    const auto rows = journal_about(database_, {Kind::duty, id_.campaign + '.' + id_.duty});
    if (!rows) return rows.error();
    for (const JournalEntry& entry : *rows)
        if (is_one_of<NoticeFellDue, RungPassedOver>(entry.event)) add(entry);
    return done;
}

Done Gathering::add_messages() {
    const Entries told = [&] {
        Entries entries;
        for (const auto& [number, entry] : rows_)
            if (get<NoticeFellDue>(entry)) entries.push_back(entry);
        return entries;
    }();
    for (const JournalEntry& entry : told) {
        const auto& notice = *get<NoticeFellDue>(entry);
        auto key = message_of(notice, entry.number);
        if (!key) return key.error();
        notices_.insert(notice.key);
        channels_.insert("channel " + notice.channel);
        if (std::ranges::find(messages_, *key) == messages_.end()) messages_.push_back(*key);
        message_of_row_.emplace(entry.number, *std::move(key));
    }
    for (const std::string& key : messages_) {
        subjects_.insert({Kind::message, key});
        if (auto added = add_message(key); !added) return added;
    }
    return done;
}

// As join_message() of the projection decides it, from the journal alone.
Result<std::string> Gathering::message_of(const NoticeFellDue& notice, std::int64_t row) {
    for (Instant moment = notice.moment;; moment += std::chrono::milliseconds{1}) {
        std::string key = message_key(notice.person, notice.channel, moment, notice.copy);
        const auto open = takes_more(key, row);
        if (!open) return open.error();
        if (*open) return key;
    }
}

// Just before that row.
Result<bool> Gathering::takes_more(const std::string& message, std::int64_t row) {
    const auto own = journal_about(database_, {Kind::message, message});
    if (!own) return own.error();
    std::map<std::int64_t, const JournalEntry*> before;
    for (const JournalEntry& entry : *own)
        if (entry.number < row) before.emplace(entry.number, &entry);
    for (const JournalEntry& entry : daemon_) {
        const auto* aside = get<SetAside>(entry);
        if (aside && aside->kind == "message" && aside->id == message && entry.number < row)
            before.emplace(entry.number, &entry);
    }
    Writing writing;
    for (const auto& [number, entry] : before)
        writing.apply(*entry);
    return writing.takes_more();
}

// What was dropped from it about others is not of this obligation.
Done Gathering::add_message(const std::string& key) {
    const auto rows = journal_about(database_, {Kind::message, key});
    if (!rows) return rows.error();
    for (const JournalEntry& entry : *rows) {
        const auto* dropped = get<NoticeSuppressed>(entry);
        if (!dropped || notices_.contains(dropped->key)) add(entry);
    }
    return done;
}

Done Gathering::add_campaign() {
    const auto rows = journal_of_kind(database_, Kind::campaign);
    if (!rows) return rows.error();
    for (const JournalEntry& entry : *rows) {
        const bool own = entry.subject.id == id_.campaign;
        const auto* suspended = get<UnitSuspended>(entry);
        const auto* ended = get<SuspensionEnded>(entry);
        const bool of_the_unit =
            (suspended && suspended->unit == id_.unit) || (ended && ended->unit == id_.unit);
        if ((own && is_one_of<CampaignApplied, EventDated>(entry.event)) || of_the_unit) add(entry);
        if (own && get<CampaignApplied>(entry)) applied_.push_back(entry);
    }
    return done;
}

Done Gathering::add_phases(const Entries& own) {
    std::set<std::string> phases;
    for (const JournalEntry& entry : own) {
        if (const auto* born = get<ObligationBorn>(entry)) phases.insert(born->phase);
        if (const auto* moved = get<TermRecomputed>(entry)) phases.insert(moved->phase);
    }
    phases.erase("");
    for (const std::string& phase : phases) {
        const Subject subject{Kind::phase, id_.campaign + '.' + phase};
        subjects_.insert(subject);
        const auto rows = journal_about(database_, subject);
        if (!rows) return rows.error();
        for (const JournalEntry& entry : *rows)
            if (!get<Rescheduled>(entry)) add(entry);
    }
    return done;
}

// From the first row of the obligation to its last one.
bool Gathering::lasted(const JournalEntry& entry) const {
    return entry.number >= born_ && entry.number <= last_;
}

Done Gathering::add_daemon() {
    std::map<std::string, const JournalEntry*> stood;  // by thing, when the obligation was born
    std::set<std::string> silences;                    // that cover it
    for (const JournalEntry& entry : daemon_) {
        const std::string thing = thing_of(entry);
        const auto* set = get<Silenced>(entry);
        if (set && covers(scope_of(*set), id_, {set->campaign})) silences.insert(thing);
        const bool of_a_channel = is_one_of<ChannelDown, ChannelUp>(entry.event);
        if (const auto* aside = get<SetAside>(entry)) {
            const auto kind = from_word<Kind>(aside->kind);
            if (kind && subjects_.contains({*kind, aside->id})) add(entry);
        } else if (const auto* confirmed = get<ContactConfirmed>(entry)) {
            if (confirmed->unit == id_.unit) add(entry);
        } else if (const auto* revoked = get<LinksRevoked>(entry)) {
            if (revoked->unit == id_.unit) add(entry);
        } else if (is_one_of<TokenCreated, PasswordSet, TokenRevoked, TokenUsed>(entry.event) ||
                   (of_a_channel && !channels_.contains(thing)) ||
                   (is_one_of<Silenced, SilenceEnded>(entry.event) && !silences.contains(thing))) {
            continue;
        } else if (lasted(entry)) {
            add(entry);
        } else if (entry.number < born_ && !thing.empty()) {
            stood[thing] = &entry;
        }
    }
    for (const auto& [thing, entry] : stood)
        if (!is_one_of<SendingResumed, ChannelUp, ClockReturned, ClockConfirmed, CatchUpReleased,
                       SilenceEnded>(entry->event))
            add(*entry);
    return done;
}

bool Gathering::bears_on(const std::string& message, const JournalEntry& entry) const {
    if (entry.subject.kind == Kind::message) return entry.subject.id == message;
    const auto told = message_of_row_.find(entry.number);
    return told != message_of_row_.end() && told->second == message;
}

// One for each text, without its bytes, and one for what is not written yet.
std::vector<ProvenMessage> Gathering::letters_of(const std::string& message) const {
    std::vector<ProvenMessage> letters{{message}};
    Writing writing;
    for (const auto& [number, entry] : rows_) {
        if (!bears_on(message, entry)) continue;
        if (writing.apply(entry)) letters.push_back({message});
        letters.back().rows.push_back(number);
        if (const auto* composed = get<MessageComposed>(entry)) letters.back().letter = *composed;
    }
    return letters;
}

Result<std::string> Gathering::bytes_of(const MessageComposed& letter) {
    auto statement = database_.prepare("SELECT text FROM texts WHERE sha256 = $1");
    auto bytes =
        first_row(statement.bind(letter.sha256), [](Statement& row) { return row.text(); });
    if (!bytes) return bytes.error();
    return bytes->value_or("");
}

// The version in force is that of the last step that applied one: a step writes what is born of a
// version before or after the version itself.
Result<Proof> Gathering::seal() {
    std::vector<std::pair<std::int64_t, int>> versions;  // step, version
    for (const JournalEntry& entry : applied_) {
        auto seal = seal_of(database_, entry.number);
        if (!seal) return seal.error();
        versions.emplace_back(seal->step, std::get<CampaignApplied>(entry.event).version);
    }
    Proof proof{id_};
    for (auto& [number, entry] : rows_) {
        auto seal = seal_of(database_, number);
        if (!seal) return seal.error();
        ProofLine line{entry, *std::move(seal)};
        for (const auto& [step, version] : versions)
            if (step <= line.seal.step) line.version = version;
        if (const auto found = message_of_row_.find(number); found != message_of_row_.end())
            line.message = found->second;
        proof.lines.push_back(std::move(line));
    }
    for (const std::string& key : messages_) {
        for (ProvenMessage& message : letters_of(key)) {
            if (message.letter) {
                auto bytes = bytes_of(*message.letter);
                if (!bytes) return bytes.error();
                message.bytes = *std::move(bytes);
            }
            proof.messages.push_back(std::move(message));
        }
    }
    return proof;
}

}  // namespace

Result<std::optional<Proof>> prove(Database& database, const ObligationId& id) {
    Gathering gathering(database, id);
    const auto found = gathering.gather();
    if (!found) return found.error();
    if (!*found) return std::optional<Proof>();
    auto proof = gathering.seal();
    if (!proof) return proof.error();
    return std::optional(*std::move(proof));
}

}  // namespace dondoc
