#include "daemon/web/pages.h"

#include <utility>

#include "daemon/http/access.h"
#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/web/acts.h"
#include "daemon/web/assets.h"
#include "daemon/web/desk.h"
#include "daemon/web/frame.h"
#include "daemon/web/parts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "daemon/web/unit_links.h"
#include "notifiers/mail.h"
#include "notifiers/shown_mail.h"

namespace dondoc {

namespace {

// «(3) Quá hạn»
std::string title_of(const Counters& counters, Language language) {
    if (counters.overdue == 0) return "";
    return "(" + std::to_string(counters.overdue) + ") " + text("overdue_title", language);
}

Result<Response> status_page(const Sight& sight, const Request& request,
                             const Templates& templates) {
    const auto wrong = [&](const std::string& words) {
        return fault_page(sight, request, templates, 400, words);
    };
    const auto known = knows_query(
        request, {"status", "unit", "campaign", "duty", "due_before", "cursor"}, sight.language);
    if (!known) return wrong(known.error().text);
    ObligationFilter unasked = sight.filter();
    unasked.status = ObligationFilter::Status::owed;
    auto filter = obligations_asked(request, unasked, sight.language);
    if (!filter) return wrong(filter.error().text);
    const std::string cursor = request.query_value("cursor").value_or("");
    auto counters = sight.reader.counters(filter->today, filter->soon, sight.scope());
    if (!counters) return counters.error();
    auto rows = sight.reader.obligations(*filter, page_rows, cursor);
    if (!rows && !cursor.empty()) return wrong(rows.error().text);
    if (!rows) return rows.error();
    auto facts = status_facts(sight, *filter, *rows, *counters, cursor.empty());
    if (!facts) return facts.error();
    return page(sight, request, templates,
                {"status", *std::move(facts), title_of(*counters, sight.language)});
}

Result<Response> messages_page(const Sight& sight, const Request& request,
                               const Templates& templates) {
    const auto wrong = [&](const std::string& words) {
        return fault_page(sight, request, templates, 400, words);
    };
    const auto known = knows_query(request, {"state", "person", "cursor"}, sight.language);
    if (!known) return wrong(known.error().text);
    auto filter = messages_asked(request, sight.language);
    if (!filter) return wrong(filter.error().text);
    filter->scope = sight.scope();
    const std::string cursor = request.query_value("cursor").value_or("");
    auto counters = sight.reader.counters(sight.today, sight.filter().soon, sight.scope());
    if (!counters) return counters.error();
    auto rows = sight.reader.messages(*filter, page_rows, cursor);
    if (!rows && !cursor.empty()) return wrong(rows.error().text);
    if (!rows) return rows.error();
    auto facts = messages_facts(sight, *filter, *rows, *counters, cursor.empty());
    if (!facts) return facts.error();
    return page(sight, request, templates,
                {"messages", *std::move(facts), text("nav_messages", sight.language)});
}

Result<Response> campaign_page(const Sight& sight, const Request& request,
                               const Templates& templates) {
    const auto wrong = [&](int status, const std::string& words) {
        return fault_page(sight, request, templates, status, words);
    };
    if (auto known = knows_query(request, {}, sight.language); !known)
        return wrong(400, known.error().text);
    const std::string& id = request.path_value("id");
    const auto definition = sight.definition(id);
    if (!definition) return wrong(404, text("no_campaign", sight.language) + " " + id);
    auto facts = campaign_facts(sight, *definition);
    if (!facts) return facts.error();
    return page(sight, request, templates,
                {"campaign", *std::move(facts), definition->campaign.title});
}

Result<Response> unit_page(const Sight& sight, const Request& request, const Templates& templates) {
    const auto wrong = [&](int status, const std::string& words) {
        return fault_page(sight, request, templates, status, words);
    };
    if (auto known = knows_query(request, {}, sight.language); !known)
        return wrong(400, known.error().text);
    const std::string& id = request.path_value("id");
    const Unit* unit = sight.organisation().unit(id);
    if (!unit || !sight.sees_unit(id))
        return wrong(404, text("no_unit", sight.language) + " " + id);
    auto facts = unit_facts(sight, *unit);
    if (!facts) return facts.error();
    return page(sight, request, templates, {"unit", *std::move(facts), unit->name_on(sight.today)});
}

Result<Response> message_page(const Sight& sight, const Request& request,
                              const Templates& templates) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return fault_page(sight, request, templates, 400, known.error().text);
    const std::string& written = request.path_value("number");
    const auto number = message_number(written);
    auto found = number ? sight.reader.message(*number)
                        : Result<std::optional<MessageRecord>>(std::optional<MessageRecord>());
    if (!found) return found.error();
    if (!*found)
        return fault_page(sight, request, templates, 404,
                          text("no_message", sight.language) + " " + written);
    const auto reasons = why_message(sight, **found);
    if (!reasons) return reasons.error();
    const auto mail = sight.reader.message_text((*found)->key);
    if (!mail) return mail.error();
    return page(sight, request, templates,
                {"message",
                 message_facts(sight, **found, *reasons,
                               *mail ? without_unit_links(plain_text_of(**mail)) : std::string()),
                 text("message", sight.language) + " " + written});
}

// A path that nothing answers: a page for who reads pages, the 404 of the API for programs.
Result<Response> no_page(const Sight& sight, const Request& request, const Templates& templates) {
    const bool page = request.header("Accept").find("text/html") != std::string::npos;
    if (!page || request.path.starts_with("/api/"))
        return problem(404, "there is nothing under this path");
    return fault_page(sight, request, templates, 404,
                      text("no_page", sight.language) + " " + request.path);
}

}  // namespace

void add_pages(Router& router, const std::shared_ptr<Vantage>& vantage) {
    guard_routes(router, vantage);
    using Show = Result<Response> (*)(const Sight&, const Request&, const Templates&);
    const auto templates = std::make_shared<const Templates>(parsed_templates());
    const auto route = [&](Show show) {
        return reading_route(vantage,
                             [templates, show](const Sight& sight, const Request& request) {
                                 return show(sight, request, *templates);
                             });
    };
    const auto get = [&](std::string_view pattern, Show show) { router.get(pattern, route(show)); };
    get("/", status_page);
    get("/obligations/{id}", obligation_page);
    get("/upcoming", upcoming_page);
    get("/messages", messages_page);
    get("/messages.csv", messages_csv);
    get("/messages/untold", untold_page);  // before the number
    get("/decisions", decisions_page);
    get("/silences", silences_page);
    get("/calendar", calendar_page);
    get("/calendar/{year}", calendar_page);
    get("/system", system_page);
    get("/campaigns", campaigns_page);
    get("/campaigns/{id}", campaign_page);
    get("/campaigns/{id}/report", report_page);
    get("/units", units_page);
    get("/chase", chase_page);
    get("/units/{id}", unit_page);
    get("/messages/{number}", message_page);
    add_acts(router, vantage, templates);
    add_login(router, vantage);
    add_unit_links(router, vantage);
    router.otherwise(route(no_page));
    router.get("/style.css", [](const Request&) {
        Response sheet;
        sheet.content_type = "text/css; charset=utf-8";
        sheet.body = asset("style.css");
        return with_tag(std::move(sheet));
    });
}

}  // namespace dondoc
