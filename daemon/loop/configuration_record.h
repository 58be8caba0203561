// What configuration was in force when: kept in the journal, so that an auditor can tell which
// settings a letter was written under.
#pragma once

#include <string>

#include "config/configuration.h"
#include "daemon/store/store.h"

namespace dondoc {

// One ConfigurationApplied, unless the journal's last one is of this very configuration. `before`
// is the one that it takes the place of, to say which settings changed; nullptr at a start: another
// process had it.
Done record_configuration(Store&, const Configuration* before, const Configuration& after,
                          const std::string& by, Instant now);

}  // namespace dondoc
