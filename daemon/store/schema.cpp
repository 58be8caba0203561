#include "daemon/store/schema.h"

#include <string>

namespace dondoc {

namespace {

// "ddoc": tells file(1), and us, that a database is a store.
constexpr std::int64_t application_id = 0x64646f63;

struct Stamp {
    std::int64_t application = 0;
    std::int64_t version = 0;
    std::int64_t tables = 0;
};

Result<Stamp> stamp_of(Database& database) {
    auto application = database.number("PRAGMA application_id");
    if (!application) return application.error();
    auto version = database.number("PRAGMA user_version");
    if (!version) return version.error();
    auto tables = database.number("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    return Stamp{*application, *version, *tables};
}

bool is_empty(const Stamp& stamp) {
    return stamp.application == 0 && stamp.version == 0 && stamp.tables == 0;
}

Done refuse_foreign(const Stamp& stamp) {
    if (stamp.application != application_id)
        return Error{"the file is a database, but not a store of dondoc"};
    if (stamp.version > schema_version)
        return Error{"the store has schema " + std::to_string(stamp.version) +
                     ", made by a newer dondoc; this one knows schema " +
                     std::to_string(schema_version) + " and older: install the newer one again"};
    return done;
}

Done migrate_once(Database& database) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return transaction.error();
    // Another process may have been quicker; inside the transaction the stamp holds still.
    auto stamp = stamp_of(database);
    if (!stamp) return stamp.error();
    if (!is_empty(*stamp)) {
        if (auto ours = refuse_foreign(*stamp); !ours) return ours;
    }
    if (stamp->version == schema_version) return done;
    for (const char* script : scripts_from(stamp->version))
        if (auto ran = database.script(script); !ran) return ran;
    auto stamped = database.script("PRAGMA application_id = " + std::to_string(application_id) +
                                   "; PRAGMA user_version = " + std::to_string(stamp->version + 1));
    if (!stamped) return stamped;
    return transaction->commit();
}

}  // namespace

Done migrate(Database& database) {
    while (true) {
        auto stamp = stamp_of(database);
        if (!stamp) return stamp.error();
        if (!is_empty(*stamp)) {
            if (auto ours = refuse_foreign(*stamp); !ours) return ours;
        }
        if (stamp->version == schema_version) return done;
        if (auto migrated = migrate_once(database); !migrated)
            return migrated.error().within("migrate schema " + std::to_string(stamp->version));
    }
}

Done check_schema(Database& database) {
    auto stamp = stamp_of(database);
    if (!stamp) return stamp.error();
    if (auto ours = refuse_foreign(*stamp); !ours) return ours;
    if (stamp->version != schema_version)
        return Error{"the store has the older schema " + std::to_string(stamp->version) +
                     "; `dondoc serve` brings it up to date"};
    return done;
}

}  // namespace dondoc
