// A campaign as its plan defines it, and everything a planner needs beside it. All of it is
// immutable and may be shared by threads.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/calendar.h"
#include "workflows/deadline.h"
#include "workflows/indicator.h"
#include "workflows/ladder.h"
#include "workflows/organisation.h"
#include "workflows/zone.h"

namespace dondoc {

struct Obligation;
struct ObligationId;

enum class PhaseKind { launch, registration, midterm, final, award, other };
std::string_view to_string(PhaseKind);

// Something the plan hangs deadlines on without naming its day: «đến khi bế mạc Đại hội». A person
// sets the day once it is known (event.h, EventDated).
struct CampaignEvent {
    std::string id;
    std::string title;  // «Bế mạc Đại hội đảng bộ các cấp»
    std::string quote;
};

struct Phase {
    std::string id;
    std::string title;
    PhaseKind kind = PhaseKind::other;
    std::optional<Date> from;  // empty: opens when its first duty's first rung falls due
    std::optional<Date> to;    // empty: ends with the last deadline of its duties
    // Events whose days stand for `from` and `to`, which are empty then: until its day is set, the
    // phase does not open, or end, by itself.
    std::string from_event{};
    std::string to_event{};
    std::string wave{};                 // «đợt 1»; empty: not one of several waves
    std::optional<int> working_days{};  // how many the plan says it lasts, both ends counted
    std::string quote;
};

// One time a duty is owed. A duty that is owed once has the occurrence "1".
struct Occurrence {
    std::string id;
    Deadline deadline;
    std::optional<Period> period{};  // of a recurring duty: what this time is about
};

// One part of what has to be handed in.
struct DossierPart {
    std::string part;  // «Biên bản họp xét khen thưởng»
    std::string quote;
};

// A sub-deadline that is counted back from the last working day of another duty, or of what a
// superior's document demands. The occurrences of the duty hold the days it came down to.
struct Buffer {
    int working_days = 0;
    std::string of;  // id of a duty of the same campaign, or of an entry of `implements`
};

struct Duty {
    std::string id;                     // unique in the campaign
    std::string phase;                  // phase id; empty: outside any phase
    std::string deliverable;            // «Bản đăng ký thi đua năm 2017»
    std::vector<std::string> obligors;  // unit ids, expanded from groups, in order, none twice
    std::string to;  // whom it is owed to, a unit id or plain words; may be empty; never written to
    std::string via;                      // by way of; likewise
    bool upward = false;                  // owed by the issuer itself: the department is chased too
    std::vector<Occurrence> occurrences;  // at least one
    std::string quote;                    // the sentence of the plan that says so
    std::string ladder;  // id in Definition::ladders; the campaign's own if the duty names none
    int cycle = 0;       // the year it is owed for, if not that of the campaign: 2016; else 0
    std::vector<DossierPart> dossier;
    std::vector<std::string> collates;     // upward: ids of the inward duties it is made of
    std::optional<Buffer> buffer;          // its deadline is a buffer before another
    std::vector<std::string> registers{};  // ids of the indicators that units set targets for here;
                                           // empty in a registration phase: all of the plan's

    const Occurrence* occurrence(std::string_view id) const;
};

// A document the plan rests on. A basis that ends while the campaign runs changes nothing by
// itself: it is a note for people.
struct LegalBasis {
    std::string document;
    std::string quote;         // may be empty
    std::optional<Date> from;  // in force from; empty: not known
    std::optional<Date> to;    // its last day in force; empty: no end is known
    std::string replaced_by;   // may be empty
};

// A superior's document that the plan carries out, and what that document asks for upward.
struct Superior {
    std::string id;  // may be empty; buffers name it
    std::string document;
    std::string issuer;  // plain words; may be empty
    Deadline due;  // what is owed upward by that document; DueOperator::none: nothing is known
    std::vector<std::string> collates;  // ids of the inward duties that it is made of
    std::string quote;
};

// What must have happened before something may follow: no registration, no title.
struct Gate {
    struct Requirement {
        std::string duty;                // a duty's id, or empty
        std::optional<PhaseKind> phase;  // or a kind of phase
    };
    enum class Blocks { title, provincial_award, phase };

    std::string id;
    std::string title;
    std::vector<Requirement> requirements;  // all of them
    Blocks blocks = Blocks::title;
    std::string phase;  // the phase that is blocked, for Blocks::phase
    std::string quote;
};

// A deadline that the plan recalls from an older document: history, owed by nobody.
struct Recalled {
    std::string document;
    Deadline due;  // DueOperator::none: the plan does not say
    std::string quote;
};

// Two places of the plan that do not agree, or one that cannot be meant as it is written. A person
// decides; until then both stand.
struct Conflict {
    std::string text;
    std::vector<std::string> quotes;
    std::string settled;  // how it was decided; empty: still open
};

struct Campaign {
    std::string id;
    std::string title;
    std::string number;                     // «204/KH-SYT»; may be empty; a part has its parent's
    std::string issuer;                     // unit id
    std::string coordinator;                // unit id: its contact is the officer
    std::vector<std::string> participants;  // unit ids, expanded
    DateSpan period{};
    std::optional<int> working_days;    // how many the plan says the period has, both ends counted
    std::string period_quote;           // may be empty
    std::string ladder;                 // of the duties that name none
    std::string parent;                 // the campaign it is a part of, or empty
    std::vector<std::string> within{};  // the same and those above it, the nearest first
    std::string plan;  // title of the document that a part without a number stands in; else empty
    std::optional<Date> issued;  // nobody is told anything before; empty: the plan has no date
    std::vector<Superior> implements;
    std::vector<LegalBasis> legal_basis;
    std::vector<CampaignEvent> events;
    std::vector<Indicator> indicators;
    std::vector<Gate> gates;
    std::vector<Conflict> conflicts;
    std::vector<Recalled> history;
    std::vector<Phase> phases;  // in the order of the plan
    std::vector<Duty> duties;   // in the order of the plan

    const CampaignEvent* event(std::string_view id) const;
    const Phase* phase(std::string_view id) const;
    const Duty* duty(std::string_view id) const;
    const Indicator* indicator(std::string_view id) const;
    // What letters call the plan by.
    const std::string& plan_title() const { return plan.empty() ? title : plan; }
    // The first day on which it may tell anybody anything.
    Date begins() const { return issued ? std::max(*issued, period.first) : period.first; }
};

// When messages may leave: on working days, from <= t < to.
struct SendingWindow {
    TimeOfDay from{7 * 60 + 30};
    TimeOfDay to{16 * 60 + 30};
};

struct SendingRules {
    SendingWindow window;
    int catch_up_age_max = 5;  // working days: an older overtaken rung is passed over
    int return_grace =
        5;  // working days a unit gets when its report is returned after the deadline
    std::string channel = "mail";   // for people who name none
    bool confirm_contacts = false;  // units are asked every quarter (contacts.h)
    bool weekly_digest = false;     // officers are told every week how things stand (digest.h)
    bool head_digest = false;       // heads are told every day what their units owe (digest.h)
    // The coordinator is told the day before (escalation.h). `[sending]` says so unless it says no.
    bool announce_escalations = false;
};

// A campaign with everything that decides its reminders. `fingerprint` changes if and only if
// something in here does.
struct Definition {
    Campaign campaign;
    std::shared_ptr<const Organisation> organisation;
    std::shared_ptr<const WorkCalendar> calendar;
    std::map<std::string, Ladder, std::less<>> ladders;
    SendingRules sending;
    Zone zone;
    std::string fingerprint;             // SHA-256 in hex of the texts it was read from
    std::string calendar_fingerprint{};  // of the calendar's file alone, as sha256sum prints it

    // Can it be owed by this plan: the duty, its occurrence, and the unit among its obligors or
    // their successors? What an earlier plan owed is kept, and nothing below may be asked about it.
    bool names(const ObligationId&) const;
    // The same of one that a person may have given to a unit the plan does not name for it.
    bool names(const Obligation&) const;
    // A participant that stands on that day, or stands there in the place of one that has ended.
    bool takes_part(std::string_view unit, Date day) const;
    const Ladder& ladder_of(const Duty&) const;
    const Unit& unit(std::string_view id) const;  // an id that stands in the campaign
    // The unit that coordinates the campaign on that day, and its contact, whether or not they are
    // away; nullptr: nobody.
    const Unit& office_on(Date) const;
    const Person* officer_on(Date) const;
    // Is the head of this unit told every day what it owes?
    bool tells_head(const Unit& unit) const {
        return unit.head_digest.value_or(sending.head_digest);
    }
    // By which somebody is written to first.
    const std::string& channel_of(const Person&) const;
};

// Whom an audience means on a day.
struct Addressee {
    const Person* person = nullptr;      // who is written to; nullptr: nobody
    const Person* instead_of = nullptr;  // who holds the role and is away, if `person` stands in
    std::string_view nobody{};  // why there is nobody: "no_person", "no_cluster", "leads_itself"
};

// The person an audience means for one obligor of a duty on a day: whoever holds the role, or
// stands in for them. For an upward duty the contact is the coordinator and the head is the head of
// the issuer (the director). An issuer or coordinator that has ended is its successor.
Addressee resolve(const Definition&, const Duty&, std::string_view unit, Audience, Date day);

}  // namespace dondoc
