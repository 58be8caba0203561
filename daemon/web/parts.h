// The parts of pages.cpp that gather facts; each makes what one template shows.
#pragma once

#include <string>

#include "daemon/http/vantage.h"
#include "daemon/http/why.h"
#include "notifiers/facts.h"

namespace dondoc {

Result<Facts> status_facts(const Sight&, const ObligationFilter&, const Page<Obligation>&,
                           const Counters&, bool first_page);
Facts why_facts(const Sight&, const Obligation&, const Why&);
Result<Facts> campaign_facts(const Sight&, const Definition&);
Result<Facts> unit_facts(const Sight&, const Unit&);
Facts messages_facts(const Sight&, const MessageFilter&, const Page<MessageRecord>&,
                     const Counters&, bool first_page);

}  // namespace dondoc
