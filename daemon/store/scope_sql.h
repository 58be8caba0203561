// What a scope leaves of the lists.
#pragma once

#include "daemon/store/condition.h"
#include "workflows/access.h"

namespace dondoc {

// Of `obligations`.
void add_scope_of_obligations(Condition&, const Scope&);
// Of `messages`: those that tell of something, and of nothing outside.
void add_scope_of_messages(Condition&, const Scope&);

}  // namespace dondoc
