// A campaign as its plan defines it, and everything a planner needs beside it. All of it is
// immutable and may be shared by threads.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/calendar.h"
#include "workflows/deadline.h"
#include "workflows/ladder.h"
#include "workflows/organisation.h"
#include "workflows/zone.h"

namespace dondoc {

struct ObligationId;

enum class PhaseKind { launch, registration, midterm, final, award, other };

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
    std::string quote;
};

// One time a duty is owed. A duty that is owed once has the occurrence "1".
struct Occurrence {
    std::string id;
    Deadline deadline;
    std::optional<Period> period{};  // of a recurring duty: what this time is about
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

    const Occurrence* occurrence(std::string_view id) const;
};

struct Campaign {
    std::string id;
    std::string title;
    std::string number;                     // «204/KH-SYT»; may be empty
    std::string issuer;                     // unit id
    std::string coordinator;                // unit id: its contact is the officer
    std::vector<std::string> participants;  // unit ids, expanded
    DateSpan period{};
    std::vector<std::string> legal_basis;
    std::vector<CampaignEvent> events;
    std::vector<Phase> phases;  // in the order of the plan
    std::vector<Duty> duties;   // in the order of the plan

    const CampaignEvent* event(std::string_view id) const;
    const Phase* phase(std::string_view id) const;
    const Duty* duty(std::string_view id) const;
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
    std::string channel = "mail";  // for people who name none
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
    std::string fingerprint;  // SHA-256 in hex of the texts it was read from

    // Is it owed by this plan: the duty, its occurrence, and the unit among its obligors? What an
    // earlier plan owed is kept, and nothing below may be asked about it.
    bool names(const ObligationId&) const;
    const Ladder& ladder_of(const Duty&) const;
    const Unit& unit(std::string_view id) const;  // an id that stands in the campaign
};

// The person an audience means for one obligor of a duty; nullptr if nobody holds the role. For an
// upward duty the contact is the coordinator and the head is the head of the issuer (the director).
const Person* resolve(const Definition&, const Duty&, std::string_view unit, Audience);

}  // namespace dondoc
