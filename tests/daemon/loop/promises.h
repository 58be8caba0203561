// The guarantees of the daemon, held against a store from outside: the journal is folded a second
// time, entry by entry, and what it says is compared with the rows, with what the pure planner
// would plan from it now, and with the rules of ladder, round and window counted by hand. For tests
// that do things at random; broken promises are failures of the test.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/daemon/loop/office.h"
#include "workflows/record.h"

namespace dondoc::loop_test {

class Promises {
public:
    // Before every change of the plan and whenever nothing is due at `now`: reads on in the journal
    // and compares. The definitions are those that were in force since the last look.
    void look(const Office&);
    // Reads on, and holds each event against those before it; whatever is still due.
    void read_on(const Office&);
    // A message that is handed to the channel.
    void leaves(const Office&, const Consignment&);
    // At the end of a life that ended long after every deadline, with sending on.
    void end(const Office&) const;

    const std::map<std::string, Obligation>& obligations() const { return obligations_; }
    // Who is eligible for what, each unit's record and how far the targets are reached, from the
    // rows and from the events alone, which must be the same.
    std::string accounts(const Office&) const;
    // How often each kind of event came, and each reason.
    const std::map<std::string, int>& seen() const { return seen_; }
    std::int64_t entries() const { return read_; }  // of the journal
    // Notices that were neither sent, passed over, suppressed nor failed yet.
    std::int64_t without_fate() const;
    PhaseState state_of(const std::string& phase) const;  // `campaign.phase`
    std::vector<DateSpan> suspended_days(const std::string& unit) const;
    // The days on which its ladder tells nobody.
    std::vector<DateSpan> silenced_days(const ObligationId&) const;
    // A notice of the present round has been told and has not left.
    bool on_its_way(const Obligation&) const;
    bool escalated(const Obligation&) const;

private:
    // A rung that told somebody, or a nudge, as the journal has it.
    struct Fell {
        std::string about;
        NoticeFellDue event;
        Instant at{};
        int pass = 0;
        std::int64_t number = 0;  // of its entry
    };

    // ---- reading on (promises.cpp)
    void begin_entry(const JournalEntry&);
    void count(const Event&);
    void fold_daemon(const JournalEntry&);
    void fold_campaign(const JournalEntry&);
    void fold_nudge(const JournalEntry&);
    void fold(const Office&, const JournalEntry&);
    void fold_obligation(const Office&, const JournalEntry&);
    void fold_message(const Office&, const JournalEntry&);
    void fold_bounce(const std::string& message, const MessageBounced&);
    void fold_unit(const JournalEntry&);

    // ---- what must hold of an event, given what it happened to (promises_judge.cpp)
    void judge_birth(const JournalEntry&);
    void judge_round(const Obligation& before, const RoundBegun&);
    void judge_term(const Obligation& before, const TermRecomputed&) const;
    void judge_request(const Obligation& before, const NoticeFellDue&);
    void judge_reminder(const Definition&, const Obligation& before, const NoticeFellDue&,
                        Instant at) const;
    void judge_notice(const Office&, const Obligation& before, const NoticeFellDue&, Instant at);
    void judge_anew(const NoticeFellDue&) const;
    void judge_rung(const Definition&, const Obligation& before, const Fell&) const;
    void judge_step(const Definition&, const Obligation& before, const Fell&) const;
    void judge_told(const Definition&, const Obligation& before, const Fell&) const;
    void judge_escalation(const Definition&, const Fell&, Date day) const;
    void judge_announcement(const Definition&, const Obligation& before, const NoticeFellDue&,
                            Instant at) const;
    void judge_composing(const Office&, const std::string& message, Instant at);
    void use_key(const std::string& key);

    // ---- digests (promises_digest.cpp)
    void fold_digest(const Office&, const JournalEntry&);
    void judge_digest(const Office&, const std::string& id, const NoticeFellDue&) const;
    bool owes_soon(const Definition&, const std::string& head, Date day) const;
    void compare_digests(const Office&);
    void compare_digest(const Office&, const std::string& id) const;

    // ---- the organisation in time (promises_organisation.cpp)
    void judge_reader(const Definition&, const NoticeFellDue&, const ObligationId&, Date day) const;
    std::set<std::string> shares_of(const Definition&, const Duty&, const std::string& occurrence,
                                    Instant now) const;
    void compare_shares(const Office&) const;
    void compare_campaign(const Office&);

    // ---- comparing with the rows (promises_rows.cpp)
    void compare_obligation(const Office&, const Obligation& folded);
    void compare_term(const Definition&, const Obligation&) const;
    void compare_ladder(const Definition&, const Obligation& row, Instant now) const;
    void compare_phases(const Office&);
    void compare_phase_days(const Definition&, const PhaseRecord&, Instant now) const;
    std::map<std::string, DutyWatch> counted_watches(Date today) const;
    void compare_duties(const Office&);
    void compare_notices(const Office&) const;
    void compare_addresses(const Office&) const;
    void expect_in_one_letter(const NoticeRecord&) const;
    void compare_agenda(const Office&);
    bool still_waits(const std::string& key) const;  // for its message

    std::int64_t read_ = 0;  // number of the last entry
    JournalEntry last_;      // that entry
    int pass_ = 0;           // one plan of one subject: entries that follow each other
    std::map<std::string, Obligation> obligations_;
    std::map<std::string, PhaseRecord> phases_;      // by `campaign.phase`
    std::map<std::string, std::string> last_month_;  // of a duty's nudges, by `campaign.duty`
    EventDates dates_;
    std::map<std::string, std::map<Date, Date>> suspended_;  // by unit: first days and last days
    std::vector<Silenced> silences_;
    std::map<std::string, int> generations_;                 // of the links, by unit
    std::map<std::string, Event> last_event_;                // of an obligation
    std::map<std::string, std::vector<PastEvent>> history_;  // likewise, all of them
    std::map<std::string, std::string> contacts_;            // confirmed, by unit
    std::map<std::string, std::string> told_periods_;        // by digest
    std::map<std::string, int> seen_;
    std::map<std::string, Fell> fell_;               // by key
    std::map<std::string, std::string> passed_;      // key to reason
    std::set<std::string> suppressed_;               // keys
    std::set<std::string> held_;                     // those of them that were held, not dropped
    std::map<std::string, std::string> message_of_;  // key to message
    std::map<std::string, std::string> settled_;     // message to the event that settled it
    std::map<std::string, std::int64_t>
        closed_;  // message to the entry since which it takes nothing more
    std::set<std::string> may_have_arrived_;                // messages
    std::map<std::string, Instant> tried_again_;            // messages, and when a person had it
    std::map<std::string, std::string> came_back_;          // messages, and from which address
    std::set<std::pair<std::string, std::string>> marked_;  // people, and their addresses
    std::set<std::string> ids_back_;               // Message-IDs under which something came back
    std::map<std::string, std::string> id_of_;     // of a message that was handed over
    std::set<std::string> rerouted_;               // messages
    std::map<std::string, std::string> bytes_of_;  // of a message that was handed over
    bool doubted_ = false;                         // the clock
    std::optional<Instant> back_{};                // from the last downtime
    bool held_back_ = false;   // what had fallen due before that waits for a go-ahead
    std::set<Subject> awake_;  // who should have a row in the agenda
};

// Who reads on a day what is meant for an audience, found by hand; empty: nobody.
std::string reader_by_hand(const Definition&, const ObligationId&, Audience, Date day);

// The day itself, or the first working day on which it is not silenced.
Date heard_day(const WorkCalendar&, const std::vector<DateSpan>& silenced, Date);

// The day a rung stands on, counted step by step; nothing if the term has none for it.
std::optional<Date> counted_day(const WorkCalendar&, const Term&, const Rung&);

}  // namespace dondoc::loop_test
