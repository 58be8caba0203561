// The parts of pages.cpp that gather facts; each makes what one template shows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/http/vantage.h"
#include "daemon/http/why.h"
#include "daemon/http/why_message.h"
#include "notifiers/facts.h"
#include "workflows/day_answer.h"

namespace dondoc {

Result<Facts> status_facts(const Sight&, const ObligationFilter&, const Page<Obligation>&,
                           const Counters&, bool first_page);
Result<Facts> campaign_facts(const Sight&, const Definition&);
Result<Facts> unit_facts(const Sight&, const Unit&);
// GET and POST /login, POST /logout.
void add_login(Router&, const std::shared_ptr<Vantage>&);

// What a day that was asked about came to.
struct DayAsked {
    Date day{};
    DayAnswer answer;
};
Facts why_facts(const Sight&, const Obligation&, const Why&, const std::optional<DayAsked>&);
Result<Facts> messages_facts(const Sight&, const MessageFilter&, const Page<MessageRecord>&,
                             const Counters&, bool first_page);
// `body`: the plain text of the letter; empty while it is not composed.
Facts message_facts(const Sight&, const MessageRecord&, const WhyMessage&, std::string body);
// Each under «text».
std::vector<Facts> sentences_facts(const std::vector<std::string>&);

}  // namespace dondoc
