// The store at a start: looked over before anything is planned by it, and told in words, in the
// daemon's language, when it must not be used.
#pragma once

#include <memory>

#include "daemon/service/state_directory.h"
#include "daemon/store/store.h"
#include "workflows/civil.h"
#include "workflows/result.h"

namespace dondoc {

// A file that is damaged, a journal that is not as it was written, and a store that is gone though
// a daemon has run here, are errors that say how a copy is put back. Tables that say something else
// than a whole journal are made anew from it, and the log says so.
Result<std::unique_ptr<Store>> open_store(const StateDirectory&, Language);

// A copy that was put back does not know what was sent since: the sending is paused, as if by
// "dondoc", until a person resumes it. Nothing if the store is none.
Done pause_if_put_back(Store&, Language, Instant now);

}  // namespace dondoc
