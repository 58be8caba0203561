// Projects the journal on the tables. Committing a step and rebuilding from the journal run this
// very code, so both come to the same rows. Lives within one transaction.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "daemon/store/records.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

class Projection {
public:
    explicit Projection(Database& database) : database_(database) {}

    // What one entry makes of the rows. An entry about something that is not known, or that its
    // subject cannot take, is an error; the transaction must then be given up.
    Done project(const JournalEntry&);

    // After the last entry of a step: what fell due by the step itself (see Store::commit). It
    // comes last, so that no entry of the same step can push it away again.
    Done end_step(Instant at);

private:
    // What the step did to the unsettled obligations of a phase.
    struct PhaseTouch {
        bool settled = false;
        bool joined = false;
    };
    using TwoKeys = std::pair<std::string, std::string>;

    Done project_campaign(const JournalEntry&);
    Done suspend(const JournalEntry&, const UnitSuspended&);
    Done end_suspension(const JournalEntry&, const SuspensionEnded&);
    Done project_daemon(const JournalEntry&);
    Done project_silence(const JournalEntry&);
    Done confirm_contact(const JournalEntry&, const ContactConfirmed&);
    Done project_unit(const JournalEntry&);
    Done project_digest(const JournalEntry&);
    Done set_aside(const SetAside&, Instant at);
    Done take_up(const Subject&);  // it was planned or decided again: set aside no more
    Done project_phase(const JournalEntry&);
    Done insert_phase(const PhaseRecord&);
    Done count_phase(const std::string& campaign, const std::string& phase, int all, int unsettled);
    Done wake_phase(const TwoKeys&, PhaseTouch, Instant at);
    Done move_agenda(Subject::Kind, std::int64_t row, std::optional<Instant> from,
                     std::optional<Instant> to);

    // projection_access.cpp
    Done project_token(const JournalEntry&);
    Done revoke_links(const JournalEntry&, const LinksRevoked&);

    // projection_standing.cpp
    Done project_clock(const JournalEntry&);
    Done look_at_all_again(Instant at);
    Done project_catch_up(const JournalEntry&);
    Done hold_caught_up();
    Done hold_if_caught_up(std::int64_t message, Instant planned);

    // projection_obligations.cpp
    Done project_obligation(const JournalEntry&);
    Done bear(const JournalEntry&, const ObligationBorn&);
    Done insert_obligation(const Obligation&);
    Done update_obligation(std::int64_t row, const Obligation& before, const Obligation& after);
    Done count(const Obligation* before, const Obligation& after);
    Done project_figures(std::int64_t row, const JournalEntry&, const Obligation& after);
    Done project_duty(const JournalEntry&);
    Done count_duty(const ObligationId&, int undated, int asking);
    Done wake_duty(const DutyWatch& before, Instant at);
    Result<std::int64_t> duty_row(const std::string& campaign, const std::string& duty);

    // projection_outbox.cpp
    Done project_message(const JournalEntry&);
    Done insert_notices(const JournalEntry&, std::int64_t about);
    Result<std::int64_t> join_message(const NoticeFellDue&);
    struct Outgoing;
    Done compose(const Outgoing&, const MessageComposed&);
    Done suppress(const Outgoing&, const NoticeSuppressed&);
    Done suppress_all(const Outgoing&, Instant at);
    Done delay(const Outgoing&, const DeliveryDelayed&, std::optional<Instant> next);
    Done succeed(const Outgoing&, const DeliverySucceeded&, Instant at);
    Done fail(const Outgoing&, const DeliveryFailed&, Instant at);
    Done try_again(const Outgoing&, const JournalEntry&);
    Done discard(const Outgoing&);
    Done bounce(const Outgoing&, const MessageBounced&, Instant at);
    Done reroute(const Outgoing&);
    Done give_up(const SetAside&, Instant at);
    Done close_channel(const ChannelDown&, Instant at);

    Database& database_;
    std::map<TwoKeys, PhaseTouch> phases_touched_;
    std::map<TwoKeys, DutyWatch> duties_touched_;  // as they were before the step
};

// Is there a notice, or a rung passed over, of this key?
Result<bool> notice_known(Database&, const std::string& key);

// Empties every table that a projection fills; message texts and the journal stay.
Done clear_projections(Database&);

// Makes every projection of `target` anew, in one transaction, from the journal of a store that may
// be the same.
Done rebuild_projections(Database& journal, Database& target);

}  // namespace dondoc
