// A letter: everything a message says, as facts. compose.h makes words of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "notifiers/bulletin.h"
#include "notifiers/desk.h"
#include "notifiers/head_bulletin.h"
#include "workflows/campaign.h"
#include "workflows/civil.h"
#include "workflows/event.h"
#include "workflows/obligation.h"

namespace dondoc {

// What one unit was told of this obligation in this round, for the escalation to cite.
struct Told {
    Date day;
    bool after_deadline = false;  // đôn đốc, not nhắc
};

// How a deadline that the coordinator is asked about came to lie in the past.
enum class Passed {
    before_first_seen,  // it was past when the system began to watch
    before_issue,       // it lies before the day on which the plan was issued
    when_taken_over,    // it was past when the share passed from an ended unit to its successor
    when_set,  // it was past when it was set: by an event's day, an edit, a return to the plan
};

// The day of its own that an obligation has in place of the plan's, and what gave it that.
struct OwnDay {
    enum class By {
        extension,
        return_,  // what was handed in came back, to be sent again by then
        other,    // either of them, before something else began a new round
    };
    Date day{};
    By by = By::extension;

    friend bool operator==(const OwnDay&, const OwnDay&) = default;
};

// One notice of the letter, with the facts it speaks of; of a question about what is overdue, one
// time that the duty is owed.
struct LetterItem {
    NoticeKind kind = NoticeKind::reminder;
    Audience audience = Audience::contact;
    std::string obligation;  // ObligationId::text(); of a nudge `campaign.duty`, or the unit's id;
                             // of a digest its id behind "digest."
    std::string campaign_title;
    std::string plan_number{};          // «315/KH-SYT»; may be empty
    std::optional<Date> plan_issued{};  // likewise
    std::string part{};  // title of the part of that plan which asks for it; empty: the plan itself
    std::string issuer;  // name of the issuer
    std::string deliverable;
    int cycle = 0;                      // the year it is owed for, if not the plan's own; else 0
    std::string to;                     // recipient's name, may be empty
    std::string via;                    // likewise
    Deadline deadline;                  // in the words of the plan
    std::string quote{};                // the sentence of the plan that asks for it; may be empty
    std::optional<Period> period{};     // of a recurring duty: what this time is about
    std::vector<std::string> events{};  // nudge: titles of the events whose days are not set
    std::optional<Term>
        term;  // effective: an extension's day if one was granted; empty for undated
    std::optional<OwnDay> own_day{};
    int working_days_left =
        0;  // from the letter's day to the last working day: (day, last working]
    int working_days_late = 0;  // past the last permitted day: (last permitted, day]
    std::string unit;           // name of the unit that owes
    std::string unit_head;      // with title: "Giám đốc Trần Văn A"; may be empty
    std::string unit_phone;
    // Of a question about the contact on record: who that is, with title; may be empty.
    std::string contact{};
    std::string contact_phone{};
    std::string contact_address{};
    // Of an address that letters come back from, which is contact's: since when, and what was said.
    struct AddressFault {
        Date since{};
        std::string words;
    };
    std::optional<AddressFault> address_fault{};
    // What was really sent in this round, oldest first; of a question what was sent before it.
    std::vector<Told> told;
    int units_open = 0;  // how many units still owe this occurrence, of how many
    int units_all = 0;
    Passed passed = Passed::before_first_seen;  // of a question
    bool returned = false;                      // the round began with a return
    std::string return_reason{};                // of that return; may be empty
    bool tells_return = false;                  // and this is the letter that tells of it
    bool reminder_undelivered = false;          // an earlier rung could not be delivered
    std::string because;                        // NoticeFellDue::because
    std::optional<ExtensionRequest> request{};  // the day that the unit asks for instead
    std::optional<Date>
        answer_by{};  // escalation to a unit: the last day before leadership is told; empty:
                      // the ladder has no such step, and none is announced; question about the
                      // contact: the last day before the coordinator is told
    std::vector<std::string> obstacles{};  // question: what bars the unit from being put up
    std::string taken_from{};              // question: the ended units whose share came to the unit
    // Question about more times of a duty than are told apart: how many, and the last permitted
    // days of the first and the last of them.
    struct Times {
        int count = 0;
        Date first{};
        Date last{};
        friend bool operator==(const Times&, const Times&) = default;
    };
    std::optional<Times> times{};
    // Of leadership who was told of it in this round, the letter's own moment included.
    struct Reported {
        std::string name;
        std::string title;  // may be empty
        std::string unit;   // likewise; name of the unit they serve
        Date day;
    };
    std::vector<Reported> reported{};
    // Question for a go-ahead: what waits for it after a downtime.
    struct Waiting {
        int letters = 0;
        std::vector<std::string> people{};   // to whom, each once; the first of them
        int people_more = 0;                 // how many more
        std::vector<std::string> matters{};  // about what, likewise
        int matters_more = 0;
        Date missed{};  // the first day that was missed
    };
    std::optional<Waiting> waiting{};
    // Of an announcement: who is told of it next, and when.
    struct Ahead {
        Date day;  // of the rung; of one that waits for a release it has come
        Audience audience = Audience::superior;
        std::string name;  // with title; empty: nobody holds the role
        bool needs_release = false;
        bool waits = false;
        friend bool operator==(const Ahead&, const Ahead&) = default;
    };
    std::vector<Ahead> ahead{};
    std::string leads{};       // the cluster that the reader leads and is spoken to for, by name
    std::string instead_of{};  // who is away and whom the reader stands in for, with title
    std::optional<DateSpan> away{};      // from when to when, if that is still known
    std::optional<Bulletin> bulletin{};  // of a digest, which says nothing else but for its reader
    std::optional<HeadBulletin> head_bulletin{};  // likewise of one to the head of units
};

// One message to one person: late things first, then by deadline.
struct Letter {
    std::string person_name;
    std::string person_title;
    std::string person_unit;  // name of the unit that is spoken to; may be empty
    std::string post_unit{};  // of the unit the person serves, for their post; may be empty
    bool copy = false;        // «để biết»
    Language language = Language::vi;
    Date day;  // of the sending moment, in the campaign's zone
    TimeOfDay time{};
    // By which a unit's contact comes to the unit's own page, one for each unit that the letter
    // speaks to; whoever has it can answer for the unit.
    struct UnitPage {
        std::string unit;  // its name
        std::string url;
    };
    std::vector<UnitPage> pages{};
    Date pages_until{};             // their last day
    Desk desk;                      // stands at the foot, and in Reply-To
    std::vector<LetterItem> items;  // at least one
};

struct LetterText {
    std::string subject;  // one line, UTF-8, NFC
    std::string plain;    // lines end in \n
    std::string html;     // a whole document
};

}  // namespace dondoc
