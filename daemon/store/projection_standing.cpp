// How the daemon itself stands: a clock that is not believed, silences, and what waits for a
// go-ahead after a downtime.
#include <array>

#include "daemon/store/projection.h"

namespace dondoc {

// ---- the clock

Done Projection::project_clock(const JournalEntry& entry) {
    if (const auto* jumped = std::get_if<ClockJumped>(&entry.event)) {
        return database_.run("UPDATE daemon SET clock_from = $1, clock_to = $2", jumped->from,
                             jumped->to);
    }
    if (std::holds_alternative<ClockConfirmed>(entry.event)) {
        auto statement = database_.prepare("SELECT clock_from FROM daemon");
        const auto from = first_row(statement, [](Statement& row) { return row.maybe_instant(); });
        if (!from) return from.error();
        if (!*from || !**from) return Error{"has a clock that nobody doubts"};
        if (entry.at < ***from) {
            if (auto moved = look_at_all_again(entry.at); !moved) return moved;
        }
    }
    return database_.run("UPDATE daemon SET clock_from = NULL, clock_to = NULL");
}

// The clock went back: what waits was put off by one that was ahead, perhaps by years. What was
// told stays told, so looking once more tells nothing twice.
Done Projection::look_at_all_again(Instant at) {
    struct Waiting {
        const char* table;
        Subject::Kind kind;
    };
    constexpr std::array all{Waiting{"campaigns", Subject::Kind::campaign},
                             Waiting{"phases", Subject::Kind::phase},
                             Waiting{"obligations", Subject::Kind::obligation},
                             Waiting{"duties", Subject::Kind::duty},
                             Waiting{"units", Subject::Kind::unit},
                             Waiting{"digests", Subject::Kind::digest}};
    if (auto emptied = database_.run("DELETE FROM agenda WHERE due > $1", at); !emptied)
        return emptied;
    for (const auto& [table, kind] : all) {
        auto due = database_.run(std::string("INSERT INTO agenda (due, kind, row) SELECT $1, $2, "
                                             "row FROM ") +
                                     table + " WHERE next_at > $1",
                                 at, static_cast<int>(kind));
        if (!due) return due;
        auto moved = database_.run(
            std::string("UPDATE ") + table + " SET next_at = $1 WHERE next_at > $1", at);
        if (!moved) return moved;
    }
    auto back = database_.run("UPDATE daemon SET catch_up_back = min(catch_up_back, $1)", at);
    if (!back) return back;
    return database_.run("UPDATE messages SET next_at = $1 WHERE next_at > $1", at);
}

// ---- silences

Done Projection::project_silence(const JournalEntry& entry) {
    if (const auto* set = std::get_if<Silenced>(&entry.event)) {
        return database_.run(
            "INSERT INTO silences (number, campaign, duty, units, first_day, last_day, given_to, "
            "reason, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9)",
            set->number, set->campaign, set->duty, set->units, set->from, set->until, set->reason,
            entry.by, entry.at);
    }
    const auto& ended = std::get<SilenceEnded>(entry.event);
    return database_.run(
        "UPDATE silences SET last_day = $1, ended_reason = $2, ended_by = $3, ended_at = $4 "
        "WHERE number = $5",
        ended.until, ended.reason, entry.by, entry.at, ended.number);
}

// ---- after a downtime

Done Projection::project_catch_up(const JournalEntry& entry) {
    if (const auto* begun = std::get_if<CatchUpBegun>(&entry.event)) {
        auto noted = database_.run(
            "UPDATE daemon SET catch_up_since = ifnull(catch_up_since, $1), catch_up_back = $2",
            begun->since, entry.at);
        return noted ? hold_caught_up() : noted;
    }
    const auto* weighed = std::get_if<CatchUpWeighed>(&entry.event);
    if (weighed && weighed->held) {
        auto noted = database_.run("UPDATE daemon SET catch_up_held = $1", entry.at);
        return noted ? hold_caught_up() : noted;
    }
    auto over = database_.run(
        "UPDATE daemon SET catch_up_since = NULL, catch_up_back = NULL, catch_up_held = NULL");
    return over ? database_.run("UPDATE messages SET held = 0 WHERE held = 1") : over;
}

// What is not settled and speaks of what fell due before the daemon was back; but not the letter
// that asks for the go-ahead.
Done Projection::hold_caught_up() {
    return database_.run(
        "UPDATE messages SET held = 1 WHERE next_at IS NOT NULL AND EXISTS "
        "(SELECT 1 FROM notices n, daemon d WHERE n.message = messages.number "
        "AND n.state IN ('queued', 'retrying') AND d.catch_up_held IS NOT NULL "
        "AND n.planned < d.catch_up_back) AND NOT EXISTS (SELECT 1 FROM notices n "
        "WHERE n.message = messages.number AND n.about_kind = 'campaign')");
}

// What follows later from what was missed, as an escalation that waited for its reminder.
Done Projection::hold_if_caught_up(std::int64_t message, Instant planned) {
    return database_.run(
        "UPDATE messages SET held = 1 WHERE number = $1 AND EXISTS "
        "(SELECT 1 FROM daemon WHERE catch_up_held IS NOT NULL AND $2 < catch_up_back)",
        message, planned);
}

}  // namespace dondoc
