// What the pages say by rule, made of the sentences of daemon/words.
#pragma once

#include <string>

#include "daemon/store/records.h"
#include "daemon/words/catalogue.h"
#include "notifiers/facts.h"
#include "workflows/calendar.h"
#include "workflows/campaign.h"

namespace dondoc {

// All sentences, each under `t_` and its name, for templates.
Facts texts(Language);

// «ngày làm việc», «nghỉ: Tết Nguyên đán», «cuối tuần»
std::string day_words(const Day&, Language);
// «Quá hạn», «Chờ duyệt»
std::string status_name(ObligationFilter::Status, Language);
// A phase's own title, else what its kind is called.
std::string phase_name(const Phase&, Language);

}  // namespace dondoc
