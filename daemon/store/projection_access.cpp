// Who may ask the daemon for something.
#include "daemon/store/projection.h"

namespace dondoc {

Done Projection::project_token(const JournalEntry& entry) {
    if (const auto* created = std::get_if<TokenCreated>(&entry.event)) {
        return database_.run(
            "INSERT INTO tokens (name, role, campaigns, units, sha256, password, expires, "
            "created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            created->name, created->role, created->campaigns, created->units, created->sha256,
            created->password, created->expires, entry.at, entry.by);
    }
    std::string name;
    Done put = done;
    if (const auto* set = std::get_if<PasswordSet>(&entry.event)) {
        name = set->name;
        put = database_.run("UPDATE tokens SET password = $1 WHERE name = $2 AND password <> ''",
                            set->password, name);
    } else if (const auto* revoked = std::get_if<TokenRevoked>(&entry.event)) {
        name = revoked->name;
        put = database_.run(
            "UPDATE tokens SET revoked_at = $1, revoked_by = $2, revoked_reason = $3 "
            "WHERE name = $4 AND revoked_at IS NULL",
            entry.at, entry.by, revoked->reason, name);
    } else if (const auto* used = std::get_if<TokenUsed>(&entry.event)) {
        name = used->name;
        put = database_.run("UPDATE tokens SET used_at = $1 WHERE name = $2", entry.at, name);
    }
    if (put && database_.rows_changed() == 0) return Error{"has no such token «" + name + "»"};
    return put;
}

Done Projection::revoke_links(const JournalEntry& entry, const LinksRevoked& event) {
    return database_.run(
        "INSERT INTO unit_links (unit, generation, revoked_at, revoked_by, reason) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (unit) DO UPDATE SET "
        "generation = excluded.generation, revoked_at = excluded.revoked_at, "
        "revoked_by = excluded.revoked_by, reason = excluded.reason",
        event.unit, event.generation, entry.at, entry.by, event.reason);
}

}  // namespace dondoc
