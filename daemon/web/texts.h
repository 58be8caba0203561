// Every sentence of the pages in Vietnamese and English, in one place.
#pragma once

#include <string>
#include <string_view>

#include "daemon/store/records.h"
#include "notifiers/facts.h"
#include "workflows/calendar.h"
#include "workflows/campaign.h"

namespace dondoc {

// The sentence of this name; a name that does not exist is a mistake of the caller.
std::string text(std::string_view name, Language);

// All of them, each under `t_` and its name, for templates.
Facts texts(Language);

// «ngày làm việc», «nghỉ: Tết Nguyên đán», «cuối tuần»
std::string day_words(const Day&, Language);
// «Quá hạn», «Chờ duyệt»
std::string status_name(ObligationFilter::Status, Language);
// A phase's own title, else what its kind is called.
std::string phase_name(const Phase&, Language);

}  // namespace dondoc
