// The tables of the store and how they came about: numbered migrations, each in a transaction of
// its own.
#pragma once

#include <memory>

#include "daemon/store/migrations.h"
#include "daemon/store/sqlite.h"
#include "workflows/result.h"

namespace dondoc {

// What stands in obligations.due_order for one without a term: the day after 9999-12-31, so that it
// is sorted last.
inline constexpr std::int64_t undated_order = 2932897;

// Makes the tables in an empty database, or brings an older store up to date. A database that is
// not a store and a newer schema are errors, and nothing has been written then.
Done migrate(Database&);

// A store of exactly this binary's schema?
Done check_schema(Database&);

}  // namespace dondoc
