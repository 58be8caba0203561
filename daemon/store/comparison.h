// Two stores compared by their projections.
#pragma once

#include <vector>

#include "daemon/store/audit.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

// Of each table the first row in which `store` is not as `anew`; also what stands in one of the two
// files alone: tables, indexes, triggers. Holds one row of each at a time.
Result<std::vector<ProjectionFault>> compare_projections(Database& store, Database& anew);

}  // namespace dondoc
