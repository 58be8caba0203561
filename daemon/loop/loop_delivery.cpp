// The loop's outbox side: messages whose time has come go out, and their outcomes come in.
#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "daemon/loop/catch_up.h"
#include "daemon/loop/held_messages.h"
#include "daemon/loop/letter_history.h"
#include "daemon/loop/loop.h"
#include "daemon/loop/migration.h"
#include "daemon/loop/rerouting.h"
#include "daemon/loop/retry.h"
#include "workflows/planner.h"
#include "workflows/reader_change.h"

namespace dondoc {

namespace {

Subject message_subject(const MessageRecord& message) {
    return {Subject::Kind::message, message.key};
}

Change change_of_draft(const MessageRecord& message, const Draft& draft) {
    Change change{message_subject(message), {}, {}};
    for (const NoticeSuppressed& notice : draft.suppressed)
        change.events.push_back(notice);
    if (const auto* composed = std::get_if<Draft::Composed>(&draft.result)) {
        change.events.push_back(MessageComposed{composed->address, composed->sha256,
                                                composed->subject, composed->rehearsal,
                                                composed->name, composed->id});
        change.text = composed->bytes;
    } else if (const auto* lost = std::get_if<Draft::Undeliverable>(&draft.result)) {
        change.events.push_back(DeliveryFailed{0, lost->why});
    } else {
        change.events.push_back(MessageSuppressed{});
    }
    return change;
}

Change failure(const MessageRecord& message, std::string why) {
    return {message_subject(message), {DeliveryFailed{message.attempts, std::move(why)}}, {}};
}

// It takes nothing, and has not for as long as that may be.
bool down_too_long(const Letters& letters, const ChannelDown& closed,
                   const std::vector<DownChannel>& down, Instant now) {
    const auto row = std::ranges::find(down, closed.channel, &DownChannel::channel);
    return row != down.end() && row->since + letters.delivery().fallback_after <= now;
}

// When a message whose moment came must wait for the window to open: sending was paused, or the
// daemon was away, until after it closed. Empty: it may leave now.
std::optional<Instant> waits_until(const Letters& letters, const Reader& reader,
                                   const MessageRecord& message, Instant now) {
    const auto definition = letters.definition_of(reader, message);
    if (!definition || in_sending_window(*definition, now)) return {};
    return next_opening(*definition, now);
}

// Without angle brackets, as it stands in the bytes: the sender's domain may have changed since
// they were written. Empty if they are no mail.
std::string id_in(std::string_view mail) {
    constexpr std::string_view before = "\r\nMessage-ID: <";
    const auto begin = mail.find(before);
    if (begin == mail.npos) return {};
    const std::string_view id = mail.substr(begin + before.size());
    return std::string(id.substr(0, id.find('>')));
}

}  // namespace

void Loop::record(Delivery delivery) {
    const std::vector<std::string> out = traffic_.in_flight();
    const bool known =
        std::ranges::find(arrived_, delivery.message, &Delivery::message) != arrived_.end();
    if (known || std::ranges::find(out, delivery.message) == out.end()) return;
    arrived_.push_back(std::move(delivery));
}

Result<bool> Loop::hand_over(Instant now) {
    const auto state = store_.read().daemon_state();
    if (!state) return state.error();
    if (state->paused) return false;
    const auto messages = next_messages(now);
    if (!messages) return give_up_unreadable(messages.error(), now);
    if (messages->empty()) return false;
    if (state->catch_up && !state->catch_up->held) {
        const auto weighed = weigh_catch_up(*messages, now);
        if (!weighed || *weighed) return weighed;
    }

    std::vector<Consignment> consignments;
    const auto step = prepare(*messages, consignments, now);
    if (!step) return step.error();
    if (!step->changes.empty()) {
        const auto aside = commit_what_can_be(*step);
        if (!aside) return aside.error();
        for (const Subject& subject : *aside)
            std::erase_if(consignments, [&](const auto& c) { return c.message == subject.id; });
    }
    for (Consignment& consignment : consignments) {
        traffic_.leaves(consignment.channel, consignment.message, now);
        send_(std::move(consignment));
    }
    return true;
}

// Once, when the first message after a downtime may leave.
Result<bool> Loop::weigh_catch_up(const std::vector<MessageRecord>& messages, Instant now) {
    const auto leaves = [&](const MessageRecord& message) {
        return !waits_until(letters_, store_.read(), message, now);
    };
    if (std::ranges::none_of(messages, leaves)) return false;
    const int most = settings_.ask_go_ahead ? letters_.go_ahead_above() : 0;
    const auto step = weighed(store_.read(), definitions_, most, now);
    if (!step) return step.error();
    if (auto committed = commit(*step); !committed) return committed.error();
    return true;
}

Result<std::vector<MessageRecord>> Loop::next_messages(Instant now) {
    const auto channels = store_.read().outbox_channels();
    if (!channels) return channels.error();
    const std::vector<std::string> out = traffic_.in_flight();
    std::map<std::string, std::size_t> taken;  // by what carries it
    std::vector<MessageRecord> messages;
    const Room all = traffic_.room(letters_.delivery().per_minute, now);
    for (const std::string& channel : *channels) {
        const std::string carrier = letters_.carrier_of(channel);
        const Room room = traffic_.room(carrier, letters_.per_minute(carrier), now);
        const std::size_t left = std::min(room.messages - std::min(room.messages, taken[carrier]),
                                          all.messages - std::min(all.messages, messages.size()));
        if (left == 0) continue;
        auto some = store_.read().claimable(channel, now, left, out);
        if (!some) return some.error();
        taken[carrier] += some->size();
        messages.insert(messages.end(), some->begin(), some->end());
    }
    return messages;
}

// A damaged row hides all others from those who read the outbox.
Result<bool> Loop::give_up_unreadable(const Error& why, Instant now) {
    if (why.may_pass) return why;
    const auto keys = store_.read().unreadable(now);
    if (!keys || keys->empty()) return why;
    Step step{now};
    for (const std::string& key : *keys)
        step.changes.push_back(set_aside({Subject::Kind::message, key}, why));
    if (auto committed = commit_what_can_be(step); !committed) return committed.error();
    return true;
}

// First claims are composed and their text stored before they leave; retries repeat the stored
// bytes.
Result<Step> Loop::prepare(const std::vector<MessageRecord>& messages,
                           std::vector<Consignment>& consignments, Instant now) const {
    Step step{now};
    std::map<std::string, std::int64_t> letters_today;  // of this step, by person
    for (const MessageRecord& message : messages) {
        if (const auto later = waits_until(letters_, store_.read(), message, now)) {
            step.changes.push_back(
                {message_subject(message), {Rescheduled{"outside_window"}}, later});
            continue;
        }
        auto bundled = bundle_later(message, letters_today, now);
        if (bundled && !bundled->empty()) {
            std::ranges::move(*bundled, std::back_inserter(step.changes));
            continue;
        }
        Parcel parcel{letters_.message_id(message), message.address, {}, now};
        bool rehearsal = message.rehearsal;
        if (message.address.empty()) {
            const auto draft = letters_.draft(store_.read(), message, now);
            if (!draft) {
                if (draft.error().may_pass) return draft.error();
                step.changes.push_back(
                    failure(message, "cannot be composed: " + draft.error().text));
                continue;
            }
            auto held = held_back(letters_, store_.read(), message, *draft, now);
            step.changes.push_back(held ? *std::move(held) : change_of_draft(message, *draft));
            for (const Draft::Anew& one : draft->anew)
                step.changes.push_back({one.about, {one.notice}, one.next});
            const auto* composed = std::get_if<Draft::Composed>(&draft->result);
            if (!composed) continue;
            ++letters_today[message.person];
            parcel.address = composed->address;
            rehearsal = composed->rehearsal;
            parcel.bytes = composed->bytes;
        } else {
            auto text = store_.read().message_text(message.key);
            if (!text && text.error().may_pass) return text.error();
            if (!text || !*text) {
                step.changes.push_back(
                    failure(message, text ? "its text is missing" : text.error().text));
                continue;
            }
            parcel.bytes = **std::move(text);
            if (auto id = id_in(parcel.bytes); !id.empty()) parcel.id = std::move(id);
        }
        consignments.push_back(
            {message.key, letters_.carrier_of(message.channel, rehearsal), std::move(parcel)});
    }
    return step;
}

namespace {

bool is_told(const std::vector<Change>& anew, const NoticeRecord& notice) {
    return std::ranges::any_of(anew, [&](const Change& change) {
        const auto* told = std::get_if<NoticeFellDue>(&change.events.front());
        return told && first_key(told->key) == first_key(notice.key);
    });
}

}  // namespace

// What exceeds the letters that a person may have in a day joins that of the next morning. An
// escalation waits for nobody.
Result<std::vector<Change>> Loop::bundle_later(
    const MessageRecord& message, const std::map<std::string, std::int64_t>& letters_today,
    Instant now) const {
    const int most = letters_.delivery().per_person_per_day;
    const auto definition = letters_.definition_of(store_.read(), message);
    if (most == 0 || !definition || !message.address.empty() || message.retried)
        return std::vector<Change>{};
    const Zone& zone = definition->zone;
    const auto before =
        store_.read().letters_since(message.person, zone.at(zone.date_of(now), TimeOfDay{0}));
    if (!before) return before.error();
    const auto here = letters_today.find(message.person);
    if (*before + (here == letters_today.end() ? 0 : here->second) < most)
        return std::vector<Change>{};
    const auto notices = store_.read().notices_in(message.key);
    if (!notices) return notices.error();
    if (std::ranges::find(*notices, NoticeKind::escalation, &NoticeRecord::kind) != notices->end())
        return std::vector<Change>{};
    auto told = told_again(store_.read(), definitions_, message,
                           {message.channel, "person_limit", next_opening(*definition, now)}, now);
    if (!told || told->empty()) return told;
    // What holds no more is not told tomorrow either, and says why.
    const auto draft = letters_.draft(store_.read(), message, now);
    if (!draft) return draft.error();
    Change change{message_subject(message), {}, {}};
    for (const NoticeRecord& notice : *notices) {
        if (!waiting(notice)) continue;
        const auto gone = std::ranges::find(draft->suppressed, notice.key, &NoticeSuppressed::key);
        change.events.push_back(gone == draft->suppressed.end() || is_told(*told, notice)
                                    ? NoticeSuppressed{notice.key, "person_limit"}
                                    : *gone);
    }
    change.events.push_back(MessageSuppressed{});
    told->insert(told->begin(), std::move(change));
    return told;
}

Result<bool> Loop::commit_deliveries(Instant now) {
    if (arrived_.empty()) return false;
    const auto down = store_.read().channels_down();
    if (!down) return down.error();
    Traffic traffic = traffic_;  // as it is once this stands
    Step step{now};
    for (const Delivery& delivery : arrived_) {
        const auto event = traffic.heard(delivery.message, delivery.outcome, *down, now);
        const auto* closed = event ? std::get_if<ChannelDown>(&*event) : nullptr;
        const bool too_long = closed && down_too_long(letters_, *closed, *down, now);
        auto changes = settle_delivery(delivery, too_long, now);
        if (!changes && changes.error().may_pass) return changes.error();
        const Subject message{Subject::Kind::message, delivery.message};
        if (!changes) changes = std::vector{set_aside(message, changes.error())};
        std::ranges::move(*changes, std::back_inserter(step.changes));
        if (event) step.changes.push_back({daemon_subject(), {*event}, {}});
        if (!too_long) continue;
        auto others =
            leave_channel(letters_, definitions_, store_.read(), *closed, traffic.in_flight(), now);
        if (!others && others.error().may_pass) return others.error();
        if (!others) continue;  // they wait on
        std::ranges::move(*others, std::back_inserter(step.changes));
    }
    if (auto committed = commit_what_can_be(step); !committed) return committed.error();
    for (const Delivery& delivery : arrived_)
        traffic.settled(delivery.message);
    traffic_ = std::move(traffic);
    arrived_.clear();
    return true;
}

Result<std::vector<Change>> Loop::settle_delivery(const Delivery& delivery, bool given_up,
                                                  Instant now) const {
    const auto found = store_.read().message(delivery.message);
    if (!found) return found.error();
    if (!*found) return Error{"no such message"};
    const MessageRecord& message = **found;
    const int attempt = message.attempts + 1;
    const auto failed = [&](DeliveryFailed failure) {
        return failed_or_rerouted(letters_, definitions_, store_.read(), message,
                                  std::move(failure), now);
    };
    const auto change = [&](Event event, std::optional<Instant> next = {}) {
        return std::vector<Change>{{message_subject(message), {std::move(event)}, next}};
    };
    const auto try_again =
        [&](const std::string& why, bool unknown,
            std::optional<std::chrono::seconds> asked = {}) -> Result<std::vector<Change>> {
        const Instant since = std::max(message.moment, message.retried.value_or(message.moment));
        const auto next = retry_at(letters_.definition_of(store_.read(), message), message.key,
                                   since, attempt, now, asked);
        if (!next) return failed({attempt, why, unknown, true});
        if (given_up && waited_too_long(letters_, message, now) &&
            next_channel(letters_, store_.read(), message)) {
            auto rerouted = failed({attempt, why, unknown, true});
            if (!rerouted || rerouted->size() > 1) return rerouted;
        }
        return change(DeliveryDelayed{attempt, why, unknown}, next);
    };
    if (const auto* sent = std::get_if<Sent>(&delivery.outcome))
        return change(DeliverySucceeded{attempt, sent->reply});
    if (const auto* later = std::get_if<RetryLater>(&delivery.outcome))
        return try_again(later->why, false, later->after);
    if (const auto* unknown = std::get_if<Unknown>(&delivery.outcome))
        return try_again(unknown->why, true);
    return failed({attempt, std::get<Rejected>(delivery.outcome).why});
}

}  // namespace dondoc
