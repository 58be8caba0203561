// The post a letter gives its reader: that of a role they hold themselves, in whosever place they
// read. Part of Letters; see letters.h.
#pragma once

#include <string>

#include "workflows/campaign.h"

namespace dondoc {

// The unit whose person an audience means: of a cluster's lead the unit that leads it; empty if
// nobody does.
std::string unit_of_role(const Definition&, const Duty&, const std::string& unit, Audience,
                         Date day);

// The name, on that day, of a unit in which the person holds a role: of `first` if it is one of
// them, else where they are head, then where they are contact, then superior. Empty if there is
// none.
std::string unit_of_post(const Organisation&, const Person&, const std::string& first, Date day);

}  // namespace dondoc
