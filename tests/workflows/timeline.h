// The planner put to work over virtual time, alone: no store, no mail, no threads. It follows the
// moments the planner asks for, applies the events it returns and writes a line for each:
//
//     2017-01-11 07:30  reminder  -10.contact  an  on_time
//
// a notice under its sending moment, everything else under the moment it was decided; with more
// than one obligation, each line names `duty.unit`. After every plan it checks what must hold of
// any plan: the next moment lies ahead, planning again at once decides nothing new, the events fold
// to the same state, no key is used twice, nothing is told outside the sending window, and no
// audience hears twice at once.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/workflows/world.h"
#include "workflows/planner.h"
#include "workflows/suspension.h"

namespace dondoc::test {

class Timeline {
public:
    // Everything in the plan is first seen at `start`.
    Timeline(const World&, std::string_view start);
    Timeline(const World&, Instant start);

    // Awake: each row is planned at its moment. Both ends included.
    void run_to(std::string_view time) { run_to(at(time)); }
    void run_to(Instant);
    // Down: nothing is planned and nothing leaves until `time`, when all that is due is planned.
    void down_until(std::string_view time) { down_until(at(time)); }
    void down_until(Instant);
    // The same, and the definition that it starts with again is another one.
    void down_until(std::string_view time, const World& changed);

    // What people do, now. A refusal is a line "refused <code>".
    void decide(const Decision&, std::string_view duty = "dang-ky",
                std::string_view unit = "bv-da-khoa");
    void decide_phase(std::string_view phase, PhaseVerb);
    // Nothing is told about the unit from one day to another; or that ends now.
    void suspend(const std::string& unit, std::string_view from, std::string_view to);
    void end_suspension(const std::string& unit);
    // A person says on which day an event of the plan takes place.
    void date_event(std::string_view event, std::string_view iso);
    // A changed definition, now.
    void change(const World&);
    // While the mail server is away, notices stay on their way.
    void mail_server_away() { mail_up_ = false; }
    void mail_server_back() { mail_up_ = true; }

    const std::string& log() const { return log_; }
    // The lines of notices alone.
    const std::string& told() const { return told_; }

    Instant now() const { return now_; }
    const Definition& definition() const { return definition_; }
    const Obligation& obligation(std::string_view duty = "dang-ky",
                                 std::string_view unit = "bv-da-khoa") const;
    std::vector<Obligation> obligations() const;
    const PhaseRecord& phase(const std::string& id) const { return phases_.at(id).record; }
    std::vector<PhaseRecord> phases() const;
    const std::vector<NoticeFellDue>& notices() const { return notices_; }
    // Why a rung of the present round told nobody; empty if it was not passed over.
    std::string passed_over(const Obligation&, const std::string& rung) const;

private:
    struct Row {
        Obligation obligation;
        std::vector<std::pair<Instant, Event>> events;
    };
    struct PhaseRow {
        PhaseRecord record;
        bool due = true;
    };
    struct OnItsWay {
        std::string obligation;
        int round;
        Instant moment;
    };

    void begin();
    void born(const ObligationId&);
    void plan_due();
    bool plan_due_once();
    std::optional<Instant> next() const;
    void plan_phase_now(PhaseRow&);
    void plan_watch_now(DutyWatch&);
    void recount();
    void carry(Instant through);

    using Planning = std::function<Plan(const Obligation&, const Surroundings&)>;
    void plan(Row&, const Planning&);
    void plan_again(Row&);
    Surroundings around(const Obligation&) const;
    DutyWatch shown(DutyWatch) const;
    void record(Row&, const std::vector<Event>&);
    void check(const Row&, const Plan&) const;
    void check_fold(const Row&) const;
    void check_notice(const NoticeFellDue&);
    void use_key(const std::string&);
    void write(const std::string& subject, const Event&);
    void line(Instant, const std::vector<std::string>& words);

    Definition definition_;
    EventDates dates_;
    Instant now_;
    std::map<std::string, Row> rows_;  // by obligation id
    std::map<std::string, PhaseRow> phases_;
    std::map<std::string, DutyWatch> watches_;
    std::vector<Suspension> suspensions_;
    std::vector<OnItsWay> on_its_way_;
    std::vector<NoticeFellDue> notices_;
    std::map<std::string, std::string> passed_over_;  // key to reason
    std::set<std::string> keys_;
    bool mail_up_ = true;
    std::string log_ = "\n";
    std::string told_ = "\n";
};

}  // namespace dondoc::test
