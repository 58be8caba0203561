// Facts that happened and are never changed. Everything the daemon knows is built from these: the
// state of phases, obligations, notices and messages is a projection of them (obligation.h,
// phase.h, daemon/store). The journal adds to each: its number, when it was recorded, who did it,
// and the hash chain.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/civil.h"
#include "workflows/daemon_event.h"
#include "workflows/message_event.h"

namespace dondoc {

// `campaign.duty.occurrence.unit`; ids match [a-z0-9-]+, so the dots are safe.
struct ObligationId {
    std::string campaign;
    std::string duty;
    std::string occurrence;
    std::string unit;

    std::string text() const;
    static std::optional<ObligationId> parse(std::string_view);
    friend auto operator<=>(const ObligationId&, const ObligationId&) = default;
};

enum class PhaseState { planned, open, closing, closed, skipped, held };
enum class NoticeKind { reminder, escalation, nudge, digest };

// ---- campaigns and phases; subject: the campaign or `campaign.phase`

struct CampaignApplied {
    std::string fingerprint;  // Definition::fingerprint; empty: it is configured no more
    int version = 1;
    std::string calendar{};  // Definition::calendar_fingerprint; empty in old journals
};

// A person says on which day an event of the plan takes place, or moves it.
struct EventDated {
    std::string event;  // id in Campaign::events
    Date day{};
    std::string reason;
};

struct PhaseBorn {
    PhaseState state = PhaseState::planned;
};

struct PhaseMoved {
    PhaseState to = PhaseState::planned;
    std::string why;  // "from_date", "first_rung", "end_date", "all_settled", "reopened", "by_hand"
    std::string reason;  // by hand: the person's
};

struct PhaseWithdrawn {
    std::string why;
};

// ---- obligations; subject: ObligationId::text()

struct ObligationBorn {
    std::string phase;         // empty: outside any phase
    std::optional<Term> term;  // empty: undated
    bool asking = false;       // overdue at birth: nobody is told until a person answers
};

// A new pass up the ladder.
struct RoundBegun {
    std::string why;  // "returned", "extended", "edited", "event_dated", "issue_edited",
                      // "restored", "undone"
    std::optional<Term> term;
    std::optional<Date> granted;  // the day a person granted; empty: the definition's own deadline
    bool asking = false;          // edited to a day that has passed: the coordinator is asked again
};

// The same deadline comes down to other days (a calendar edit), or moved to another phase; no new
// round.
struct TermRecomputed {
    std::string phase;
    std::optional<Term> term;
};

// A number that a unit hands in with a submission: the target it sets itself, or what it reached.
enum class FigureRole { target, actual };
struct Figure {
    std::string indicator;  // id in Campaign::indicators
    FigureRole role = FigureRole::target;
    Decimal value;

    friend bool operator==(const Figure&, const Figure&) = default;
};

// Either a letter with its number, date and signer, or a reason that says how it came without one.
struct Submitted {
    Date arrived;                 // decides lateness
    std::string document;         // number and symbol; empty: there was no letter
    std::string reason;           // how it came, if there was no letter
    std::optional<Date> dated{};  // the date the letter bears
    std::string signer{};
    std::vector<Figure> figures{};  // of each indicator at most one
};

struct Accepted {
    std::string reason;
};

struct Returned {
    std::string reason;
};

// Answers a request, if one was open.
struct Extended {
    std::string reason;
    Date to;
    std::string approver{};  // who granted it
};

struct Waived {
    std::string reason;
    std::string approver{};
};

struct Withdrawn {
    std::string why;  // "not in the definition any more", "phase skipped"
};

// ---- rungs; subject: the obligation, `campaign.duty` for nudges, the unit whose contact is asked,
// the campaign whose coordinator is asked for a go-ahead, or a digest (digest.h)

// A notice fell due and is put into the message of (person, channel, moment, copy).
struct NoticeFellDue {
    std::string key;   // names the promise it keeps; unique for ever
    std::string rung;  // rung id; "nudge" for nudges, "request" for a unit's request, "weekly" and
                       // "daily" for digests
    int round = 1;     // 0 for nudges and digests
    NoticeKind kind = NoticeKind::reminder;
    Audience audience = Audience::contact;
    std::string person;
    std::string channel;
    bool copy = false;
    Instant moment;            // the sending moment; not before `planned`
    Instant planned;           // when the rung was due; of one released later, when it was planned
    std::string because;       // "on_time", "catch_up", "reminder_undelivered", "undated",
                               // "overdue_at_birth", "extension_requested",
                               // "by_hand", "gate_closed", "share_added", "confirm_contact",
                               // "contact_unconfirmed", "unchased", "address_fault",
                               // "catch_up_held", "weekly_digest", "announced", "released",
                               // "rerouted", "daily_digest"
    std::string instead_of{};  // the person who holds the role and is away, if `person` stands in
};

// A rung that told nobody, and why; it will not be tried again in this round.
struct RungPassedOver {
    std::string key;
    std::string rung;
    int round = 1;
    Audience audience = Audience::contact;
    Instant planned;
    std::string because;  // "before_first_seen", "before_issue", "overtaken", "too_old",
                          // "same_person", "no_person", "no_cluster", "leads_itself",
                          // "suspended"; in old journals "needs_release"
};

// The next moment moved though nothing was told.
struct Rescheduled {
    std::string because;  // "outside_window", "phase_held", "earlier_rung_on_its_way",
                          // "planned_anew", "suspended", "before_issue", "escalations_held",
                          // "needs_release", "silenced", "silence_ended", "waits_for_week",
                          // "waits_for_day", "owed_anew"
};

// ---- decisions

// The unit asks for a later day; it stays open until it is granted or declined, or nothing is owed
// any more.
struct ExtensionRequested {
    Date to{};
    std::string reason;
    std::string document;  // number and symbol of the unit's letter; may be empty
};

struct ExtensionDeclined {
    std::string reason;
};

// The last step was recorded by mistake. An acceptance or the waiver of what was submitted: it
// waits to be accepted again. A submission, or the waiver of what was owed: it is owed again.
struct Reopened {
    std::string reason;
};

// Force majeure: nothing is told about what the unit owes by this campaign and its parts on these
// days, both included. Subject: the campaign.
struct UnitSuspended {
    std::string unit;
    Date from{};
    Date to{};
    std::string reason;
    std::string approver;
};

// The suspension that began on `from` ends with `to`, earlier than was said; `to` lies before
// `from` if it never began.
struct SuspensionEnded {
    std::string unit;
    Date from{};
    Date to{};
    std::string reason;
};

// ---- the organisation in time

// The unit has ended, or a person decided so, and others take its share over; subject: the
// obligation of the unit that owes it no more.
struct HandedOver {
    std::string to;        // unit ids, separated by spaces
    std::string reason{};  // the person's; empty: the unit has ended
};

// The unit takes over what others still owed, beside its own share if it has one; subject: the
// obligation of the unit that owes it now, right after its birth if this is what it was born of.
struct TookOver {
    std::string from;             // unit ids, separated by spaces
    std::optional<Date> granted;  // the day that a person had granted them; of a birth alone
    std::string reason{};         // the person's; empty: those units have ended
    std::string in_place_of{};    // the obligor of the plan whose share it is, if a person gave it
    // What they asked for and nobody has answered: it is the successor's request now.
    std::optional<Date> asked_to{};
    std::string asked_reason{};
    std::string asked_document{};
};

// A person asked for a reminder at once; the notice follows. Subject: the obligation.
struct ReminderAsked {
    std::string unit;  // on behalf of which unit
    std::string reason;
};

// A unit's contact is still the right one; subject: "dondoc".
struct ContactConfirmed {
    std::string unit;
    std::string person;  // the contact that was confirmed
};

// The escalations of this round go to nobody until a person lets them. Subject: the obligation.
struct EscalationsHeld {
    std::string reason;
};

// They go on, if they were held; and a person consents to those of these rungs that need it.
// Subject: the obligation.
struct EscalationsReleased {
    std::string reason;
    std::string rungs;  // ids, separated by spaces; may be empty
};

// The unit has taken note of what it owes, in this round. Subject: the obligation.
struct Acknowledged {
    std::string reason;  // what it says to it; may be empty
};

// With the submission came a file, which the daemon keeps. Subject: the obligation.
struct FileHandedIn {
    std::string sha256;  // of its bytes, in hex
    std::string name;    // as the unit calls it
    int size = 0;        // in bytes

    friend bool operator==(const FileHandedIn&, const FileHandedIn&) = default;
};

using Event =
    std::variant<CampaignApplied, PhaseBorn, PhaseMoved, PhaseWithdrawn, ObligationBorn, RoundBegun,
                 TermRecomputed, Submitted, Accepted, Returned, Extended, Waived, Withdrawn,
                 NoticeFellDue, RungPassedOver, Rescheduled, NoticeSuppressed, MessageComposed,
                 DeliverySucceeded, DeliveryDelayed, DeliveryFailed, MessageSuppressed,
                 SendingPaused, SendingResumed, SetAside, EventDated, ExtensionRequested,
                 ExtensionDeclined, Reopened, UnitSuspended, SuspensionEnded, HandedOver, TookOver,
                 ReminderAsked, ContactConfirmed, ConfigurationApplied, ChannelDown, ChannelUp,
                 MessageRetried, MessageDiscarded, MessageBounced, ClockJumped, ClockReturned,
                 ClockConfirmed, CatchUpBegun, CatchUpWeighed, CatchUpReleased, EscalationsHeld,
                 EscalationsReleased, MessageRerouted, TokenCreated, PasswordSet, TokenRevoked,
                 TokenUsed, Silenced, SilenceEnded, LinksRevoked, Acknowledged, FileHandedIn>;

// Ids that an event holds in one text, separated by spaces.
std::vector<std::string> ids_in(std::string_view);

// The word an event is stored and shown under: "obligation_born", "notice_fell_due".
std::string_view name_of(const Event&);

}  // namespace dondoc
