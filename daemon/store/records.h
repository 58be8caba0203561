// What the store gives back: rows in the daemon's own words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/access.h"
#include "workflows/event.h"
#include "workflows/figure.h"
#include "workflows/obligation.h"
#include "workflows/phase.h"
#include "workflows/planner.h"
#include "workflows/silence.h"
#include "workflows/suspension.h"

namespace dondoc {

// What an event is about, and what a row of the agenda belongs to.
struct Subject {
    enum class Kind { daemon, campaign, phase, obligation, duty, message, unit, digest };
    Kind kind = Kind::daemon;
    // "dondoc", the campaign, `campaign.phase`, ObligationId::text(), `campaign.duty`, the
    // message's key, the unit whose contact is asked about, or a digest's (digest.h).
    std::string id;

    friend auto operator<=>(const Subject&, const Subject&) = default;
};

inline Subject daemon_subject() {
    return {Subject::Kind::daemon, "dondoc"};
}

// The id of an agenda row whose subject is gone: this and the number of the row.
inline constexpr std::string_view no_subject = "#";

struct CampaignRecord {
    std::string id;
    int version = 0;
    std::string fingerprint;
    std::optional<Instant> next{};  // when its organisation changes next
};

// That a unit's contact is still the right one, as it was said last.
struct ContactRecord {
    std::string unit;
    std::string person;  // the contact that was confirmed
    Instant at{};
    std::string by;
};

// On which day an event of a campaign takes place, as a person said last.
struct EventDate {
    std::string event;
    Date day{};
    std::string reason;
    std::string by;
    Instant at{};  // when it was said
};

// A suspension of a unit, with who said so and when.
struct SuspensionRecord {
    Suspension suspension;
    Date given_to{};  // its last day as it was first said
    std::string by;
    Instant at{};
    std::optional<Instant> ended;  // set if it was ended early
    std::string ended_by;
    std::string ended_reason;
};

// A silence, with who set it and when.
struct SilenceRecord {
    Silence silence;
    Date given_to{};  // its last day as it was first said
    std::string by;
    Instant at{};
    std::optional<Instant> ended;  // set if it was ended early
    std::string ended_by;
    std::string ended_reason;
};

enum class NoticeState { queued, retrying, sent, failed, suppressed, passed_over };

struct NoticeRecord {
    std::string key;
    Subject about;  // an obligation, a duty, a unit, a campaign or a digest
    int round = 1;
    std::string rung;
    NoticeKind kind = NoticeKind::reminder;
    Audience audience = Audience::contact;
    std::string person;   // empty if passed over
    std::string message;  // message key; empty if passed over
    Instant planned{};
    Instant moment{};                // of its message; planned if passed over
    std::optional<Instant> settled;  // when its message was sent, failed or suppressed
    NoticeState state = NoticeState::queued;
    std::string because;       // why it was told, passed over, suppressed or failed
    bool rehearsal = false;    // its message went to the rehearsal address, not to the person
    std::string instead_of{};  // who holds the role and was away, if `person` stands in

    // Every key begins with its campaign, but for a digest, which may tell of several: empty.
    std::string campaign() const {
        return about.kind == Subject::Kind::digest ? "" : key.substr(0, key.find('/'));
    }
};

// `discarded`: it failed, and a person has settled otherwise what it was to tell; `rerouted`: it
// failed, and another channel tells it anew.
enum class MessageState { queued, retrying, sent, failed, suppressed, discarded, rerouted };

struct MessageRecord {
    std::int64_t number = 0;  // in the order they were made
    std::string key;          // `person/channel/moment[/copy]`, moment in RFC 3339 UTC
    std::string person;
    std::string channel;
    bool copy = false;
    Instant moment{};
    MessageState state = MessageState::queued;
    std::string address;  // empty until composed
    std::string subject;  // likewise
    int attempts = 0;
    std::optional<Instant> next;     // when it may be tried (again)
    std::optional<Instant> settled;  // when it was sent, failed or suppressed
    bool unknown = false;     // a try ended without a reply after the message was handed over
    std::string last_answer;  // of the channel
    bool rehearsal = false;   // composed for the rehearsal address, not for the person
    std::optional<Instant> retried{};  // when a person had it tried again
    int came_back = 0;                 // how often it was sent and came back
    bool held = false;                 // waits for a go-ahead after a downtime, while it is queued
};

// Letters to a person come back from this address. It is of no account once the configuration names
// another address of the person.
struct AddressFault {
    std::string person;
    std::string address;
    Instant since{};
    std::string status;        // of the last report: "5.1.1"
    std::string why;           // the mail server's words; may be empty
    std::int64_t message = 0;  // number of the one that came back last
};

// A message's key: `person/channel/moment[/copy]`.
std::string message_key(const std::string& person, const std::string& channel, Instant moment,
                        bool copy);
struct MessageKey {
    std::string channel;
    Instant moment{};  // for which it was planned
};
// Nothing if it is no such key.
std::optional<MessageKey> read_message_key(std::string_view key);

// One row of the journal.
struct JournalEntry {
    std::int64_t number = 0;
    Instant at{};
    std::string by;
    Subject subject;
    Event event;
    std::optional<Instant> next;
};

// The end of the journal as it was at some time. Kept elsewhere, it proves later that nothing up to
// it was changed or cut off.
struct JournalHead {
    std::int64_t number = 0;      // of the last row; 0: the journal was empty
    std::string hash;             // of that row, in hex
    std::optional<Instant> at{};  // when it was recorded; empty if not known
};

// What is wrong with a row of the journal.
struct JournalFault {
    enum class What {
        missing,
        changed,          // or it does not follow the row before it: its hash does not fit
        behind_the_end,   // added after the row that was written last
        not_the_last,     // the hash that was kept of the last row is another
        unreadable,       // its event cannot be read
        text_missing,     // of the message that it composes
        text_changed,     // likewise
        cut_off,          // a head that was kept elsewhere speaks of it, and it is not there
        not_of_the_head,  // a head that was kept elsewhere has another hash for it
    };
    std::int64_t row = 0;
    What what = What::missing;
    // Of texts the key of the message; of `unreadable` why; of `changed` what the row now is about.
    std::string detail{};

    friend bool operator==(const JournalFault&, const JournalFault&) = default;
};

// A row as the chain has it. `before` and the columns of the table give `hash` by the recipe of
// README.md.
struct Seal {
    std::int64_t step = 0;
    std::string body;    // as it is written
    std::string hash;    // in hex
    std::string before;  // hash of the row before it, in hex
};

// A channel that takes nothing at all for now.
// Messages of a channel whose moment has come.
struct Queue {
    std::string channel;
    std::int64_t messages = 0;
    Instant oldest{};  // when the first of them could have left
};

struct DownChannel {
    std::string channel;
    Instant since{};
    std::string why;  // as the last try found it
    int tries = 0;    // that failed in a row
    Instant until{};  // nothing leaves by it before; then one message tries
};

// The clock said `to` when it should have said `from`, and is not believed.
struct ClockJump {
    Instant from{};
    Instant to{};

    friend bool operator==(const ClockJump&, const ClockJump&) = default;
};

// What fell due before the daemon was back after a downtime.
struct CatchUp {
    Instant since{};                // the first moment that it missed
    Instant back{};                 // when it was back
    std::optional<Instant> held{};  // since when its messages wait for a go-ahead
};

struct DaemonState {
    bool paused = false;
    std::string pause_reason;
    std::string paused_by;
    std::optional<Instant> position;  // of a virtual clock: where the year stopped
    std::int64_t script_done = 0;     // lines of the event script that were carried out
    // It lies here as `dondoc backup` wrote it: what was sent since is not known.
    bool copied = false;
    std::optional<ClockJump> clock{};   // of a clock that is not believed
    std::optional<CatchUp> catch_up{};  // until its messages leave, or are dropped
};

// Who may ask the daemon for something: a token, or somebody who logs in.
struct TokenRecord {
    std::string name;
    Role role = Role::viewer;
    Scope scope{};
    std::string password;           // argon2id; empty for a token
    std::optional<Date> expires{};  // its last day
    Instant created{};
    std::string created_by;
    std::optional<Instant> revoked{};
    std::string revoked_by;
    std::string revoked_reason;
    std::optional<Instant> used{};  // last, to the day

    bool good_on(Date today) const { return !revoked && (!expires || today <= *expires); }
};

// A page of a list; `cursor` asks for the next one and is empty on the last.
template <class T>
struct Page {
    std::vector<T> rows;
    std::string cursor;
};

struct ObligationFilter {
    std::string campaign;
    std::string duty;
    std::string unit;
    enum class Status {
        any,
        owed,
        overdue,
        due_soon,
        submitted,
        accepted,
        waived,
        withdrawn,
        returned,
        undated,
        asking,
        requested  // the unit asks for an extension, and nobody has answered
    };
    Status status = Status::any;
    std::optional<Date> due_before;  // last permitted day earlier than this
    Date today{};                    // decides overdue
    Date soon{};                     // due_soon: last working day in [today, soon]
    Scope scope{};                   // of who asks
    bool latest_first = false;
};

struct MessageFilter {
    std::string person;
    std::optional<MessageState> state;
    Scope scope{};  // of who asks: everything that the message tells of lies in it
    bool oldest_first = false;
};

struct Counters {
    std::int64_t overdue = 0;
    std::int64_t due_soon = 0;   // last working day in [today, soon]
    std::int64_t submitted = 0;  // waiting for acceptance
    std::int64_t requested = 0;  // requests for an extension that wait for an answer
    // Messages that failed for good, notices that found nobody, and what was set aside.
    std::int64_t failed = 0;
    std::int64_t retrying = 0;
};

// What stands in the outbox, and when something left it last.
struct OutboxCounts {
    std::int64_t queued = 0;  // those that wait for a go-ahead included
    std::int64_t held = 0;    // for a go-ahead
    std::int64_t retrying = 0;
    std::int64_t failed = 0;
    std::optional<Instant> last_sent{};
};

// What of a campaign is in which state; what is withdrawn is left out.
struct CampaignCounts {
    std::int64_t all = 0;
    std::int64_t owed = 0;  // overdue and due soon included
    std::int64_t overdue = 0;
    std::int64_t due_soon = 0;
    std::int64_t submitted = 0;  // waiting for acceptance
    std::int64_t accepted = 0;
    std::int64_t waived = 0;
    // The latest last permitted day of what is owed or waits for acceptance.
    std::optional<Date> last_open{};
};

inline constexpr std::size_t page_size_max = 500;

}  // namespace dondoc
