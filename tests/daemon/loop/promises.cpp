#include "tests/daemon/loop/promises.h"

#include <algorithm>

#include "daemon/loop/catch_up.h"
#include "workflows/bounce.h"
#include "workflows/reader_change.h"

namespace dondoc::loop_test {

namespace {

constexpr std::size_t page = 500;

std::string month_of(const std::string& told) {
    const std::string key = first_key(told);
    const auto at = key.rfind("/nudge/");
    return at == key.npos ? "" : key.substr(at + 7);
}

bool begins_a_round(const Event& event) {
    return std::holds_alternative<Returned>(event) || std::holds_alternative<Extended>(event);
}

}  // namespace

void Promises::look(const Office& office) {
    read_on(office);
    awake_.clear();
    for (const auto& [id, folded] : obligations_)
        compare_obligation(office, folded);
    for (const auto& [id, last] : last_event_)
        EXPECT_FALSE(begins_a_round(last)) << id << " waits for its round";
    compare_shares(office);
    compare_campaign(office);
    compare_phases(office);
    compare_duties(office);
    compare_digests(office);
    compare_notices(office);
    compare_addresses(office);
    compare_agenda(office);
    EXPECT_TRUE(office.aside.empty())
        << office.aside.front().id << ": " << office.aside.front().why;
}

void Promises::read_on(const Office& office) {
    for (bool more = true; more;) {
        const auto entries = must(office.store->read().journal(read_, page));
        for (const JournalEntry& entry : entries.rows) {
            fold(office, entry);
            read_ = entry.number;
        }
        more = !entries.cursor.empty();
    }
}

void Promises::fold(const Office& office, const JournalEntry& entry) {
    const std::string& id = entry.subject.id;
    begin_entry(entry);
    count(entry.event);
    switch (entry.subject.kind) {
        case Subject::Kind::campaign: fold_campaign(entry); break;
        case Subject::Kind::phase: {
            PhaseRecord& phase = phases_[id];
            phase.campaign = id.substr(0, id.find('.'));
            phase.phase = id.substr(id.find('.') + 1);
            apply(phase, entry.event);
            break;
        }
        case Subject::Kind::obligation: fold_obligation(office, entry); break;
        case Subject::Kind::duty: fold_nudge(entry); break;
        case Subject::Kind::message: fold_message(office, entry); break;
        case Subject::Kind::unit: fold_unit(entry); break;
        case Subject::Kind::digest: fold_digest(office, entry); break;
        case Subject::Kind::daemon: fold_daemon(entry); break;
    }
}

// Entries of one plan follow each other.
void Promises::begin_entry(const JournalEntry& entry) {
    const bool goes_on = last_.subject == entry.subject && last_.at == entry.at;
    if (!goes_on || std::holds_alternative<Rescheduled>(last_.event)) ++pass_;
    last_ = entry;
}

void Promises::count(const Event& event) {
    ++seen_[std::string(name_of(event))];
    if (const auto* round = std::get_if<RoundBegun>(&event)) ++seen_["round " + round->why];
    if (const auto* passed = std::get_if<RungPassedOver>(&event))
        ++seen_["passed over " + passed->because];
    if (const auto* gone = std::get_if<NoticeSuppressed>(&event))
        ++seen_["suppressed " + gone->because];
    if (const auto* told = std::get_if<NoticeFellDue>(&event)) {
        ++seen_["told " + told->because];
        if (!told->instead_of.empty()) ++seen_["told by a stand-in"];
    }
}

// Nothing is planned by a clock that is not believed, and what a downtime held back leaves when a
// person says so.
void Promises::fold_daemon(const JournalEntry& entry) {
    const Event& event = entry.event;
    if (std::holds_alternative<ClockJumped>(event)) {
        EXPECT_FALSE(doubted_) << "a jump is recorded twice";
        doubted_ = true;
    }
    if (std::holds_alternative<ClockReturned>(event) ||
        std::holds_alternative<ClockConfirmed>(event)) {
        EXPECT_TRUE(doubted_);
        doubted_ = false;
    }
    if (const auto* begun = std::get_if<CatchUpBegun>(&event)) {
        EXPECT_GE(entry.at - begun->since, downtime_min);
        back_ = entry.at;
    }
    if (const auto* weighed = std::get_if<CatchUpWeighed>(&event)) {
        EXPECT_TRUE(back_ && !held_back_);
        held_back_ = weighed->held;
    }
    if (std::holds_alternative<CatchUpReleased>(event)) held_back_ = false;
    if (const auto* silenced = std::get_if<Silenced>(&event)) {
        EXPECT_EQ(silenced->number, static_cast<int>(silences_.size()) + 1);
        EXPECT_FALSE(silenced->reason.empty() || entry.by.empty());
        silences_.push_back(*silenced);
    }
    if (const auto* ended = std::get_if<SilenceEnded>(&event))
        silences_.at(static_cast<std::size_t>(ended->number) - 1).until = ended->until;
    if (const auto* revoked = std::get_if<LinksRevoked>(&event)) {
        EXPECT_EQ(revoked->generation, ++generations_[revoked->unit]);
        EXPECT_FALSE(revoked->reason.empty() || entry.by.empty());
    }
    if (const auto* confirmed = std::get_if<ContactConfirmed>(&event))
        contacts_[confirmed->unit] = confirmed->person;
}

void Promises::fold_campaign(const JournalEntry& entry) {
    const Event& event = entry.event;
    if (const auto* asked = std::get_if<NoticeFellDue>(&event)) {
        use_key(asked->key);
        EXPECT_TRUE(held_back_) << asked->key << " asks for nothing";
        fell_[asked->key] = {entry.subject.id, *asked, entry.at, pass_, entry.number};
    } else if (const auto* passed = std::get_if<RungPassedOver>(&event)) {
        use_key(passed->key);
        passed_[passed->key] = passed->because;
    }
    if (const auto* dated = std::get_if<EventDated>(&event))
        dates_.insert_or_assign(dated->event, dated->day);
    if (const auto* suspended = std::get_if<UnitSuspended>(&event))
        suspended_[suspended->unit][suspended->from] = suspended->to;
    if (const auto* ended = std::get_if<SuspensionEnded>(&event))
        suspended_[ended->unit][ended->from] = ended->to;
}

void Promises::fold_nudge(const JournalEntry& entry) {
    const std::string& id = entry.subject.id;
    if (const auto* told = std::get_if<NoticeFellDue>(&entry.event)) {
        use_key(told->key);
        judge_anew(*told);
        fell_[told->key] = {id, *told, entry.at, pass_, entry.number};
        last_month_[id] = std::max(last_month_[id], month_of(told->key));
    } else if (const auto* passed = std::get_if<RungPassedOver>(&entry.event)) {
        use_key(passed->key);
        passed_[passed->key] = passed->because;
        last_month_[id] = std::max(last_month_[id], month_of(passed->key));
    }
}

void Promises::fold_obligation(const Office& office, const JournalEntry& entry) {
    const std::string& id = entry.subject.id;
    const auto last = last_event_.find(id);
    const bool new_round = last != last_event_.end() && begins_a_round(last->second);
    EXPECT_TRUE(!new_round || std::holds_alternative<RoundBegun>(entry.event))
        << id << ": no round begins";
    if (std::holds_alternative<ObligationBorn>(entry.event)) {
        judge_birth(entry);
    } else {
        Obligation& obligation = obligations_.at(id);
        if (const auto* round = std::get_if<RoundBegun>(&entry.event))
            judge_round(obligation, *round);
        if (const auto* term = std::get_if<TermRecomputed>(&entry.event))
            judge_term(obligation, *term);
        if (const auto* told = std::get_if<NoticeFellDue>(&entry.event)) {
            judge_notice(office, obligation, *told, entry.at);
        } else if (const auto* passed = std::get_if<RungPassedOver>(&entry.event)) {
            use_key(passed->key);
            passed_[passed->key] = passed->because;
        }
        apply(obligation, entry.event, entry.at);
    }
    last_event_.insert_or_assign(id, entry.event);
    history_[id].push_back({entry.at, entry.event});
}

bool Promises::still_waits(const std::string& key) const {
    const auto message = message_of_.find(key);
    return message == message_of_.end() || !settled_.contains(message->second);
}

void Promises::fold_message(const Office& office, const JournalEntry& entry) {
    const std::string& id = entry.subject.id;
    if (const auto* notice = std::get_if<NoticeSuppressed>(&entry.event)) {
        EXPECT_FALSE(notice->because.empty()) << notice->key;
        suppressed_.insert(notice->key);
        const auto& why = notice->because;
        if (why == "phase_held" || why == "escalations_held" || why == "silenced")
            held_.insert(notice->key);
    }
    if (std::holds_alternative<MessageComposed>(entry.event)) {
        closed_.emplace(id, entry.number);
        judge_composing(office, id, entry.at);
    }
    const auto* delayed = std::get_if<DeliveryDelayed>(&entry.event);
    const auto* failed = std::get_if<DeliveryFailed>(&entry.event);
    if ((delayed && delayed->unknown) || (failed && failed->unknown)) may_have_arrived_.insert(id);
    if (std::holds_alternative<MessageRerouted>(entry.event)) {
        // What came back does so when a person has it tried again.
        const std::string fate = settled_[id];
        EXPECT_TRUE(fate == "delivery_failed" || fate == "message_bounced")
            << id << " goes another way: " << fate;
        EXPECT_FALSE(may_have_arrived_.contains(id)) << id << " is told twice";
        EXPECT_TRUE(rerouted_.insert(id).second) << id << " goes another way twice";
    }
    if (std::holds_alternative<MessageRetried>(entry.event)) {
        EXPECT_FALSE(rerouted_.contains(id)) << id << " is tried again beside another";
        const std::string fate = settled_[id];
        EXPECT_TRUE(fate == "delivery_failed" || fate == "message_bounced")
            << id << " is tried again: " << fate;
        if (const auto from = came_back_.find(id); from != came_back_.end())
            marked_.erase({id.substr(0, id.find('/')), from->second});
        settled_.erase(id);
        tried_again_[id] = entry.at;
        if (!may_have_arrived_.contains(id)) bytes_of_.erase(id);
    }
    if (const auto* back = std::get_if<MessageBounced>(&entry.event)) fold_bounce(id, *back);
    if (std::holds_alternative<DeliverySucceeded>(entry.event) ||
        std::holds_alternative<DeliveryFailed>(entry.event) ||
        std::holds_alternative<MessageSuppressed>(entry.event)) {
        EXPECT_FALSE(settled_.contains(id)) << id << " is settled twice";
        settled_[id] = name_of(entry.event);
        closed_.emplace(id, entry.number);
    }
    for (const NoticeRecord& notice : must(office.store->read().notices_in(id)))
        message_of_[notice.key] = id;
}

// Only what was sent comes back, or what may have been; and what is composed anew then has an id of
// its own.
void Promises::fold_bounce(const std::string& message, const MessageBounced& event) {
    const auto fate = settled_.find(message);
    EXPECT_TRUE(may_have_arrived_.contains(message) ||
                (fate != settled_.end() && fate->second == "delivery_succeeded"))
        << message << " came back, and had not left";
    settled_[message] = name_of(event);
    may_have_arrived_.erase(message);
    came_back_[message] = event.address;
    marked_.emplace(message.substr(0, message.find('/')), event.address);
    ids_back_.insert(id_of_[message]);
}

// No plan of these lives asks about contacts: the coordinator is told of an address.
void Promises::fold_unit(const JournalEntry& entry) {
    const auto* told = std::get_if<NoticeFellDue>(&entry.event);
    ASSERT_TRUE(told) << entry.subject.id;
    EXPECT_EQ(told->because, "address_fault");
    const std::string person = person_of_address_key(told->key);
    EXPECT_NE(told->person, person) << "told of it by letters that do not arrive";
    EXPECT_TRUE(std::ranges::any_of(marked_, [&](const auto& one) { return one.first == person; }))
        << told->key;
    use_key(told->key);
    fell_[told->key] = {entry.subject.id, *told, entry.at, pass_, entry.number};
}

void Promises::leaves(const Office& office, const Consignment& consignment) {
    EXPECT_FALSE(ids_back_.contains(consignment.parcel.id))
        << consignment.message << " leaves under the id of what came back";
    id_of_[consignment.message] = consignment.parcel.id;
    const auto message = must(office.store->read().message(consignment.message));
    ASSERT_TRUE(message);
    EXPECT_NE(message->state, MessageState::sent) << consignment.message << " is sent twice";
    EXPECT_FALSE(message->settled) << consignment.message << " leaves though it is settled";
    const auto [first, fresh] = bytes_of_.emplace(consignment.message, consignment.parcel.bytes);
    EXPECT_TRUE(fresh || first->second == consignment.parcel.bytes) << consignment.message;
}

std::int64_t Promises::without_fate() const {
    return std::ranges::count_if(fell_, [&](const auto& one) {
        return !suppressed_.contains(one.first) && still_waits(one.first);
    });
}

void Promises::end(const Office& office) const {
    for (const auto& [key, fell] : fell_) {
        EXPECT_TRUE(suppressed_.contains(key) || !still_waits(key))
            << key << " has no fate at " << clock(office.now);
    }
    for (const auto& [id, obligation] : obligations_) {
        const auto row = must(office.store->read().obligation(id));
        EXPECT_EQ(row->next, std::nullopt) << id << " waits for ever";
    }
}

}  // namespace dondoc::loop_test
