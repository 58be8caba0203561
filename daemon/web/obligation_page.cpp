// One obligation: how it stands and why, and what can be done about it.
#include <utility>

#include "daemon/http/asked.h"
#include "daemon/http/why_day.h"
#include "daemon/web/acts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"

namespace dondoc {

Result<Response> obligation_sheet(const Sight& sight, const Request& request,
                                  const Templates& templates, const Obligation& obligation,
                                  const std::optional<DayAsked>& asked, const ActTold& told,
                                  int status) {
    const auto reasons = why(sight, obligation);
    if (!reasons) return reasons.error();
    Facts facts = why_facts(sight, obligation, *reasons, asked);
    ActTold shown = told;
    // What was done last is the last of its story; that is said, not what an address claims.
    if (!shown.done.empty() && !reasons->events.empty())
        shown.done = text("recorded", sight.language) + ": " + reasons->events.back().words;
    say_acts(facts, sight, obligation, shown);
    Request its_own = request;  // links of the page lead to what can be got
    its_own.path = "/obligations/" + obligation.id.text();
    return page(sight, its_own, templates,
                {"why", std::move(facts), text("why", sight.language) + " " + obligation.id.text(),
                 status});
}

Result<Response> obligation_page(const Sight& sight, const Request& request,
                                 const Templates& templates) {
    if (auto known = knows_query(request, {"on", "done"}, sight.language); !known)
        return fault_page(sight, request, templates, 400, known.error().text);
    const auto day = day_asked(request, sight.language);
    if (!day) return fault_page(sight, request, templates, 400, day.error().text);
    const std::string& id = request.path_value("id");
    auto found = sight.reader.obligation(id);
    if (!found) return found.error();
    if (!*found)
        return fault_page(sight, request, templates, 404,
                          text("no_obligation", sight.language) + " " + id);
    std::optional<DayAsked> asked;
    if (*day) {
        auto answer = why_on(sight, **found, **day);
        if (!answer) return answer.error();
        asked = DayAsked{**day, *std::move(answer)};
    }
    ActTold told;
    told.done = request.query_value("done").value_or("");
    return obligation_sheet(sight, request, templates, **found, asked, told, 200);
}

}  // namespace dondoc
