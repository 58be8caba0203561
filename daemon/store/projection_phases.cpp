// Phases: their rows, their counts, and what wakes them.
#include <algorithm>

#include "daemon/store/projection.h"
#include "daemon/store/rows.h"

namespace dondoc {

namespace {

struct FoundPhase {
    std::int64_t row;
    PhaseRecord phase;
};

Result<std::optional<FoundPhase>> find_phase(Database& database, const std::string& campaign,
                                             const std::string& phase) {
    static const std::string sql =
        "SELECT row, " + phase_columns + " FROM phases WHERE campaign = $1 AND phase = $2";
    auto statement = database.prepare(sql);
    return first_row(statement.bind(campaign, phase), [](Statement& row) {
        const std::int64_t number = row.integer();
        return FoundPhase{number, read_phase(row)};
    });
}

}  // namespace

Done Projection::project_phase(const JournalEntry& entry) {
    const TwoIds ids = two_ids(entry.subject.id);
    if (ids.campaign.empty()) return Error{"is not `campaign.phase`"};
    auto found = find_phase(database_, ids.campaign, ids.own);
    if (!found) return found.error();
    const bool is_born = std::holds_alternative<PhaseBorn>(entry.event);
    if (!is_born && !*found) return Error{"is not known"};
    // One that a definition left out, and that a later definition has again, is born again.
    if (is_born && *found && !(*found)->phase.withdrawn) return Error{"exists already"};

    PhaseRecord phase;
    phase.campaign = ids.campaign;
    phase.phase = ids.own;
    if (*found) phase = (*found)->phase;
    const auto next_before = phase.next;
    apply(phase, entry.event);
    phase.next = entry.next;
    if (!*found) return insert_phase(phase);
    auto updated = database_.run(
        "UPDATE phases SET state = $1, by_hand = $2, begun = $3, withdrawn = $4, next_at = $5 "
        "WHERE row = $6",
        phase.state, phase.by_hand, phase.begun, phase.withdrawn, phase.next, (*found)->row);
    if (!updated) return updated;
    return move_agenda(Subject::Kind::phase, (*found)->row, next_before, phase.next);
}

Done Projection::insert_phase(const PhaseRecord& phase) {
    // Obligations may have named it before it was born.
    auto inserted = database_.run(
        "INSERT INTO phases (campaign, phase, state, by_hand, withdrawn, obligations, unsettled, "
        "next_at) "
        "SELECT $1, $2, $3, $4, $5, count(*), "
        "    count(*) FILTER (WHERE state IN ('pending', 'returned', 'submitted')), $6 "
        "FROM obligations WHERE campaign = $1 AND phase = $2 AND state <> 'withdrawn'",
        phase.campaign, phase.phase, phase.state, phase.by_hand, phase.withdrawn, phase.next);
    if (!inserted) return inserted;
    return move_agenda(Subject::Kind::phase, database_.last_row(), std::nullopt, phase.next);
}

Done Projection::count_phase(const std::string& campaign, const std::string& phase, int all,
                             int unsettled) {
    if (phase.empty() || (all == 0 && unsettled == 0)) return done;
    PhaseTouch& touch = phases_touched_[{campaign, phase}];
    touch.settled |= unsettled < 0;
    touch.joined |= unsettled > 0;
    return database_.run(
        "UPDATE phases SET obligations = obligations + $1, unsettled = unsettled + $2 "
        "WHERE campaign = $3 AND phase = $4",
        all, unsettled, campaign, phase);
}

Done Projection::wake_phase(const TwoKeys& keys, PhaseTouch touch, Instant at) {
    auto found = find_phase(database_, keys.first, keys.second);
    if (!found) return found.error();
    if (!*found) return done;
    const auto& [row, phase] = **found;
    const bool over = phase.state == PhaseState::closed || phase.state == PhaseState::skipped;
    const bool all_settled = touch.settled && phase.unsettled == 0 && !over;
    const bool ended =
        phase.state == PhaseState::closed || (phase.state == PhaseState::open && !phase.next);
    const bool owed_again = touch.joined && phase.unsettled > 0 && ended;
    if (!all_settled && !owed_again) return done;
    const auto next = phase.next ? std::min(*phase.next, at) : at;
    if (auto moved = move_agenda(Subject::Kind::phase, row, phase.next, next); !moved) return moved;
    return database_.run("UPDATE phases SET next_at = $1 WHERE row = $2", next, row);
}

}  // namespace dondoc
