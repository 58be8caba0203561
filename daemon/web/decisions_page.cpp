#include <utility>

#include "daemon/http/asked.h"
#include "daemon/http/kept.h"
#include "daemon/web/desk.h"
#include "daemon/web/parts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "notifiers/phrases.h"

namespace dondoc {

namespace {

using Status = ObligationFilter::Status;

Result<Page<Obligation>> listed(const Sight& sight, Status status) {
    ObligationFilter filter = sight.filter();
    filter.status = status;
    return sight.reader.obligations(filter, page_size_max, "");
}

Facts request_facts(const Sight& sight, const Obligation& obligation) {
    Facts facts = obligation_facts(sight, obligation);
    const ExtensionRequest& request = *obligation.request;
    facts.say("to", weekday_date_words(request.to, sight.language));
    facts.say("reason", request.reason);
    facts.say("document", request.document);
    facts.say("asked", obligation.requests > 1
                           ? text("asked_times", sight.language,
                                  {{"n", count_words(obligation.requests, sight.language)}})
                           : "");
    facts.say("id", obligation.id.text());
    return facts;
}

Facts decision_facts(const Sight& sight, const Obligation& obligation, const std::string& words) {
    Facts facts = obligation_facts(sight, obligation);
    facts.say("words", words);
    facts.say("id", obligation.id.text());
    return facts;
}

// What waits elsewhere: a number and the way there.
Facts elsewhere(const Sight& sight, const char* name, std::int64_t count, std::string href) {
    Facts facts;
    facts.say("number", std::to_string(count));
    facts.say("label", text(name, sight.language));
    facts.say("href", std::move(href));
    return facts;
}

void put(Facts& facts, const std::string& name, std::vector<Facts> rows) {
    facts.flag("has_" + name, !rows.empty());
    facts.list(name, std::move(rows));
}

}  // namespace

Result<Response> decisions_page(const Sight& sight, const Request& request,
                                const Templates& templates) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return fault_page(sight, request, templates, 400, known.error().text);
    const auto requested = listed(sight, Status::requested);
    if (!requested) return requested.error();
    const auto asking = listed(sight, Status::asking);
    if (!asking) return asking.error();
    const auto kept = kept_escalations(sight);
    if (!kept) return kept.error();
    const auto counters = sight.reader.counters(sight.today, sight.filter().soon, sight.scope());
    if (!counters) return counters.error();
    std::vector<Facts> requests;
    for (const Obligation& one : requested->rows)
        requests.push_back(request_facts(sight, one));
    std::vector<Facts> questions;
    for (const Obligation& one : asking->rows)
        questions.push_back(decision_facts(sight, one, ""));
    std::vector<Facts> releases;
    for (const KeptEscalation& one : *kept)
        releases.push_back(decision_facts(sight, one.obligation, one.words));
    Facts facts;
    facts.flag("nothing_waits", requests.empty() && questions.empty() && releases.empty());
    put(facts, "requests", std::move(requests));
    put(facts, "questions", std::move(questions));
    put(facts, "releases", std::move(releases));
    std::vector<Facts> others{elsewhere(sight, "submitted", counters->submitted,
                                        page_link(sight, "/", {{"status", "submitted"}}))};
    if (may(sight.caller.role, Right::read_post))
        others.push_back(elsewhere(sight, "failed", counters->failed,
                                   page_link(sight, "/messages", {{"state", "failed"}})));
    facts.list("elsewhere", std::move(others));
    return page(sight, request, templates,
                {"decisions", std::move(facts), text("nav_decisions", sight.language)});
}

}  // namespace dondoc
