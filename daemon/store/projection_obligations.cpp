// Obligations, and what they count for in their phases and duties.
#include <algorithm>

#include "daemon/store/projection.h"
#include "daemon/store/rows.h"
#include "workflows/reader_change.h"

namespace dondoc {

namespace {

// What an obligation adds to the counters of its phase and its duty.
struct Counted {
    int all = 0;
    int unsettled = 0;
    int undated = 0;
    int asking = 0;
};

Counted counted(const Obligation* o) {
    if (o == nullptr) return {};
    return {o->state != ObligationState::withdrawn, !o->settled(), o->owed() && !o->term,
            o->owed() && o->asking};
}

struct FoundObligation {
    std::int64_t row;
    Obligation obligation;
};

struct FoundDuty {
    std::int64_t row;
    DutyWatch duty;
};

Result<std::optional<FoundObligation>> find_obligation(Database& database, const std::string& id) {
    static const std::string sql =
        "SELECT row, " + obligation_columns + " FROM obligations WHERE id = $1";
    auto statement = database.prepare(sql);
    return first_row(statement.bind(id), [](Statement& row) {
        const std::int64_t number = row.integer();
        return FoundObligation{number, read_obligation(row)};
    });
}

Result<std::optional<FoundDuty>> find_duty(Database& database, const std::string& campaign,
                                           const std::string& duty) {
    static const std::string sql =
        "SELECT row, " + duty_columns + " FROM duties WHERE campaign = $1 AND duty = $2";
    auto statement = database.prepare(sql);
    return first_row(statement.bind(campaign, duty), [](Statement& row) {
        const std::int64_t number = row.integer();
        return FoundDuty{number, read_duty(row)};
    });
}

// The month a nudge stands for, the end of its key: `campaign/duty/nudge/2017-06`, or
// `…/2017-06/overdue`; else empty.
std::string month_of_nudge(const Event& event) {
    std::string key;
    if (const auto* told = std::get_if<NoticeFellDue>(&event)) key = first_key(told->key);
    if (const auto* passed = std::get_if<RungPassedOver>(&event)) key = passed->key;
    constexpr std::string_view mark = "/nudge/";
    const auto at = key.rfind(mark);
    return at == std::string::npos ? std::string() : key.substr(at + mark.size());
}

std::optional<Date> last_permitted(const Obligation& o) {
    return o.term ? std::optional(o.term->last_permitted) : std::nullopt;
}
std::optional<Date> last_working(const Obligation& o) {
    return o.term ? std::optional(o.term->last_working) : std::nullopt;
}
std::optional<Date> opens(const Obligation& o) {
    return o.term ? o.term->opens : std::nullopt;
}
bool confirmed(const Obligation& o) {
    return !o.term || o.term->confirmed;
}
std::optional<Date> request_to(const Obligation& o) {
    return o.request ? std::optional(o.request->to) : std::nullopt;
}
ExtensionRequest request_of(const Obligation& o) {
    return o.request.value_or(ExtensionRequest{});
}

}  // namespace

// ---- obligations

Done Projection::project_obligation(const JournalEntry& entry) {
    if (const auto* first = std::get_if<ObligationBorn>(&entry.event)) return bear(entry, *first);
    auto found = find_obligation(database_, entry.subject.id);
    if (!found) return found.error();
    if (!*found) return Error{"is not known"};
    const auto& [row, before] = **found;
    if (auto noted = insert_notices(entry, row); !noted) return noted;

    Obligation after = before;
    apply(after, entry.event, entry.at);
    after.next = entry.next;
    if (auto updated = update_obligation(row, before, after); !updated) return updated;
    if (auto noted = project_figures(row, entry, after); !noted) return noted;
    if (auto moved = move_agenda(Subject::Kind::obligation, row, before.next, after.next); !moved)
        return moved;
    return count(&before, after);
}

Done Projection::bear(const JournalEntry& entry, const ObligationBorn& event) {
    auto id = ObligationId::parse(entry.subject.id);
    if (!id) return Error{"is not `campaign.duty.occurrence.unit`"};
    auto found = find_obligation(database_, entry.subject.id);
    if (!found) return found.error();
    if (*found) return Error{"exists already"};
    Obligation obligation = born(*id, event, entry.at);
    obligation.next = entry.next;
    if (auto inserted = insert_obligation(obligation); !inserted) return inserted;
    auto moved =
        move_agenda(Subject::Kind::obligation, database_.last_row(), std::nullopt, obligation.next);
    if (!moved) return moved;
    return count(nullptr, obligation);
}

// What was handed in stands until it is returned, taken back or handed in anew.
Done Projection::project_figures(std::int64_t row, const JournalEntry& entry,
                                 const Obligation& after) {
    const auto* submitted = std::get_if<Submitted>(&entry.event);
    const bool undone = std::holds_alternative<Returned>(entry.event) ||
                        std::holds_alternative<Reopened>(entry.event);
    const bool taken_back = undone && !after.arrived;
    if (!submitted && !taken_back) return done;
    auto cleared = database_.run("DELETE FROM figures WHERE obligation = $1", row);
    if (!cleared || !submitted) return cleared;
    for (const Figure& figure : submitted->figures) {
        auto kept = database_.run(
            "INSERT INTO figures (obligation, indicator, role, value, at) "
            "VALUES ($1, $2, $3, $4, $5)",
            row, figure.indicator, figure.role, to_text(figure.value, DecimalMark::point),
            entry.at);
        if (!kept) return kept;
    }
    return done;
}

Done Projection::insert_obligation(const Obligation& o) {
    static const std::string sql = "INSERT INTO obligations (id, " + obligation_columns +
                                   ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
                                   "$13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, "
                                   "$25, $26, $27, $28, $29, $30, $31, $32, $33)";
    const ExtensionRequest request = request_of(o);
    return database_.run(sql, o.id.text(), o.id.campaign, o.id.duty, o.id.occurrence, o.id.unit,
                         o.phase, o.state, o.round, o.round_why, o.round_began, last_permitted(o),
                         last_working(o), opens(o), confirmed(o), o.granted, o.asking,
                         rungs_text(o.rungs_done), o.arrived, o.document, o.last_reason, o.next,
                         o.dated, o.signer, request_to(o), request.reason, request.document,
                         request.told, o.requests, o.in_place_of, o.held, o.held_reason,
                         rungs_text(o.released), o.acknowledged);
}

Done Projection::update_obligation(std::int64_t row, const Obligation& before,
                                   const Obligation& after) {
    // Naming an indexed column rewrites its index entries even if nothing changes, and most events
    // are notices, which change none.
    if (before.state != after.state || before.phase != after.phase || before.term != after.term ||
        before.asking != after.asking) {
        auto moved = database_.run(
            "UPDATE obligations SET phase = $1, state = $2, last_permitted = $3, last_working = "
            "$4, "
            "opens = $5, confirmed = $6, asking = $7 WHERE row = $8",
            after.phase, after.state, last_permitted(after), last_working(after), opens(after),
            confirmed(after), after.asking, row);
        if (!moved) return moved;
    }
    if (request_to(before) != request_to(after)) {
        auto moved = database_.run("UPDATE obligations SET request_to = $1 WHERE row = $2",
                                   request_to(after), row);
        if (!moved) return moved;
    }
    const ExtensionRequest request = request_of(after);
    return database_.run(
        "UPDATE obligations SET round = $1, round_why = $2, round_began = $3, granted = $4, "
        "rungs_done = $5, arrived = $6, document = $7, last_reason = $8, next_at = $9, "
        "dated = $10, signer = $11, request_reason = $12, request_document = $13, "
        "request_told = $14, requests = $15, in_place_of = $16, held = $17, held_reason = $18, "
        "released = $19, acknowledged_at = $20 WHERE row = $21",
        after.round, after.round_why, after.round_began, after.granted,
        rungs_text(after.rungs_done), after.arrived, after.document, after.last_reason, after.next,
        after.dated, after.signer, request.reason, request.document, request.told, after.requests,
        after.in_place_of, after.held, after.held_reason, rungs_text(after.released),
        after.acknowledged, row);
}

// The counters move by what the obligation counted for before and after.
Done Projection::count(const Obligation* before, const Obligation& after) {
    const Counted was = counted(before);
    const Counted is = counted(&after);
    const ObligationId& id = after.id;
    if (before != nullptr && before->phase != after.phase) {
        if (auto left = count_phase(id.campaign, before->phase, -was.all, -was.unsettled); !left)
            return left;
        if (auto joined = count_phase(id.campaign, after.phase, is.all, is.unsettled); !joined)
            return joined;
    } else {
        auto stayed =
            count_phase(id.campaign, after.phase, is.all - was.all, is.unsettled - was.unsettled);
        if (!stayed) return stayed;
    }
    return count_duty(id, is.undated - was.undated, is.asking - was.asking);
}

// ---- duties

Done Projection::project_duty(const JournalEntry& entry) {
    const TwoIds ids = two_ids(entry.subject.id);
    if (ids.campaign.empty()) return Error{"is not `campaign.duty`"};
    auto row = duty_row(ids.campaign, ids.own);
    if (!row) return row.error();
    auto found = find_duty(database_, ids.campaign, ids.own);
    if (!found) return found.error();
    const DutyWatch& before = (*found)->duty;
    if (auto noted = insert_notices(entry, *row); !noted) return noted;
    // What is told again, because its letter failed, may be of an earlier month.
    auto updated = database_.run(
        "UPDATE duties SET last_month = max(last_month, $1), next_at = $2 WHERE row = $3",
        month_of_nudge(entry.event), entry.next, *row);
    if (!updated) return updated;
    return move_agenda(Subject::Kind::duty, *row, before.next, entry.next);
}

Result<std::int64_t> Projection::duty_row(const std::string& campaign, const std::string& duty) {
    auto found = find_duty(database_, campaign, duty);
    if (!found) return found.error();
    if (*found) return (*found)->row;
    auto made = database_.run(
        "INSERT INTO duties (campaign, duty, undated, asking, last_month) VALUES ($1, $2, 0, 0, "
        "'')",
        campaign, duty);
    if (!made) return made.error();
    return database_.last_row();
}

Done Projection::count_duty(const ObligationId& id, int undated, int asking) {
    if (undated == 0 && asking == 0) return done;
    auto row = duty_row(id.campaign, id.duty);
    if (!row) return row.error();
    const TwoKeys keys{id.campaign, id.duty};
    if (!duties_touched_.contains(keys)) {
        auto found = find_duty(database_, id.campaign, id.duty);
        if (!found) return found.error();
        duties_touched_[keys] = (*found)->duty;
    }
    return database_.run(
        "UPDATE duties SET undated = undated + $1, asking = asking + $2 WHERE row = $3", undated,
        asking, *row);
}

// One that had nothing to ask, or asks no more since the campaign's period is over, may have now;
// and one overdue at birth is asked about even if a date was asked for in the same month.
Done Projection::wake_duty(const DutyWatch& before, Instant at) {
    auto found = find_duty(database_, before.campaign, before.duty);
    if (!found) return found.error();
    const auto& [row, watch] = **found;
    const bool first_undated = before.undated == 0 && watch.undated > 0;
    const bool first_asking = before.asking == 0 && watch.asking > 0;
    const bool unwatched = !watch.next && watch.undated + watch.asking > 0;
    if (!first_undated && !first_asking && !unwatched) return done;
    const auto next = watch.next ? std::min(*watch.next, at) : at;
    if (auto moved = move_agenda(Subject::Kind::duty, row, watch.next, next); !moved) return moved;
    return database_.run("UPDATE duties SET next_at = $1 WHERE row = $2", next, row);
}

}  // namespace dondoc
