#include "daemon/web/pages.h"

#include <utility>

#include "daemon/http/access.h"
#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/channels.h"
#include "daemon/http/silences.h"
#include "daemon/http/standing.h"
#include "daemon/http/why_day.h"
#include "daemon/web/assets.h"
#include "daemon/web/parts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "daemon/web/unit_links.h"
#include "notifiers/compose_template.h"
#include "notifiers/mail.h"
#include "notifiers/phrases.h"
#include "notifiers/shown_mail.h"
#include "workflows/check.h"

namespace dondoc {

namespace {

constexpr const char* refresh_virtual = "5";  // seconds
constexpr const char* refresh_real = "60";

Template parsed(std::string_view name) {
    auto made = Template::parse(asset(name), Escape::html);
    CHECK(made);
    return *std::move(made);
}

// Parsed once, when the routes are added.
struct Templates {
    Template layout = parsed("layout.html");
    Template status = parsed("status.html");
    Template why = parsed("why.html");
    Template messages = parsed("messages.html");
    Template campaign = parsed("campaign.html");
    Template unit = parsed("unit.html");
    Template message = parsed("message.html");
    Template fault = parsed("fault.html");
};

std::vector<Facts> banners_of(const Sight& sight, const DaemonState& state,
                              const DaemonStanding& standing,
                              const std::vector<std::string>& others) {
    std::vector<Facts> banners;
    const auto add = [&](const std::string& words) {
        banners.emplace_back();
        banners.back().say("text", words);
    };
    const std::string& rehearsal = sight.configuration().rehearsal;
    if (const auto standstill = sight.vantage.needs().standstill())
        add(standstill_words(sight, *standstill));
    for (const std::string& words : {clock_words(sight, standing), go_ahead_words(sight, standing)})
        if (!words.empty()) add(words);
    if (state.paused) {
        add(text("paused", sight.language) + ": " + state.pause_reason +
            (state.paused_by.empty() ? "" : " (" + state.paused_by + ")"));
    }
    for (const std::string& words : others)
        add(words);
    if (!rehearsal.empty()) add(text("rehearsal", sight.language) + " " + rehearsal);
    return banners;
}

// The page in the other language.
std::string other_language(const Sight& sight, const Request& request) {
    const Language other = sight.language == Language::vi ? Language::en : Language::vi;
    const Sight there{sight.vantage, sight.reader, sight.in_force, sight.now, sight.today, other};
    Pairs query;
    for (const auto& pair : request.query)
        if (pair.first != "lang") query.push_back(pair);
    return page_link(there, request.path, std::move(query));
}

// What stays as it is, as a fault does, is not fetched again by itself.
Result<Facts> frame(const Sight& sight, const Request& request, const std::string& title,
                    std::string body, bool moves) {
    auto state = sight.reader.daemon_state();
    if (!state) return state.error();
    auto down = channels_down(sight);
    if (!down) return down.error();
    const auto standing = daemon_standing(sight);
    if (!standing) return standing.error();
    auto others = silences_in_words(sight);
    if (!others) return others.error();
    for (const ChannelStanding& one : *down)
        others->push_back(channel_words(sight, one));
    const bool moving = sight.vantage.needs().virtual_clock;
    const bool vi = sight.language == Language::vi;
    const Day day = sight.calendar().describe(sight.today);
    Facts facts;
    facts.say("lang", vi ? "vi" : "en");
    facts.say("other_lang", vi ? "en" : "vi");
    facts.say("other_language", other_language(sight, request));
    facts.say("title", title);
    facts.say("home", page_link(sight, "/", {}));
    facts.say("refresh", !moves ? "" : moving ? refresh_virtual : refresh_real);
    facts.say("today", weekday_date_words(sight.today, sight.language));
    facts.say("day", day_words(day, sight.language));
    facts.flag("working", day.working);
    facts.flag("virtual", moving);
    facts.list("banners", banners_of(sight, *state, *standing, *others));
    facts.say("now", moment_text(sight, sight.now));
    facts.say("version", DONDOC_VERSION);
    facts.say("user", sight.caller.name);
    facts.say("csrf", sight.csrf);
    facts.say("login", sight.csrf.empty() ? page_link(sight, "/login", {}) : "");
    facts.say("body", std::move(body));
    return facts;
}

// A template of the body, put into the layout.
Result<Response> page(const Sight& sight, const Request& request, const Templates& templates,
                      const Template& body, const Facts& facts, const std::string& title,
                      int status = 200) {
    const Facts words = texts(sight.language);
    auto inner = body.render(facts, words);
    if (!inner) return inner.error().within("render a page");
    auto outer = frame(sight, request, title, *std::move(inner), status == 200);
    if (!outer) return outer.error();
    auto whole = templates.layout.render(*outer, words);
    if (!whole) return whole.error().within("render the layout");
    return html_response(*std::move(whole), status);
}

Result<Response> fault_page(const Sight& sight, const Request& request, const Templates& templates,
                            int status, const std::string& words) {
    Facts facts;
    facts.say("home", page_link(sight, "/", {}));
    facts.say("text", words);
    return page(sight, request, templates, templates.fault, facts,
                text("fault", sight.language) + " - " + text("name", sight.language), status);
}

// «(3) Quá hạn - Đôn đốc»
std::string title_of(const Counters& counters, Language language) {
    if (counters.overdue == 0) return text("name", language);
    return "(" + std::to_string(counters.overdue) + ") " + text("overdue_title", language) + " - " +
           text("name", language);
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
    return page(sight, request, templates, templates.status, *facts,
                title_of(*counters, sight.language));
}

Result<Response> why_page(const Sight& sight, const Request& request, const Templates& templates) {
    if (auto known = knows_query(request, {"on"}, sight.language); !known)
        return fault_page(sight, request, templates, 400, known.error().text);
    const auto day = day_asked(request, sight.language);
    if (!day) return fault_page(sight, request, templates, 400, day.error().text);
    const std::string& id = request.path_value("id");
    auto found = sight.reader.obligation(id);
    if (!found) return found.error();
    if (!*found)
        return fault_page(sight, request, templates, 404,
                          text("no_obligation", sight.language) + " " + id);
    auto reasons = why(sight, **found);
    if (!reasons) return reasons.error();
    std::optional<DayAsked> asked;
    if (*day) {
        auto answer = why_on(sight, **found, **day);
        if (!answer) return answer.error();
        asked = DayAsked{**day, *std::move(answer)};
    }
    return page(sight, request, templates, templates.why,
                why_facts(sight, **found, *reasons, asked),
                text("why", sight.language) + " " + id + " - " + text("name", sight.language));
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
    return page(sight, request, templates, templates.messages,
                messages_facts(sight, *filter, *rows, *counters, cursor.empty()),
                text("messages", sight.language) + " - " + text("name", sight.language));
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
    return page(sight, request, templates, templates.campaign, *facts,
                definition->campaign.title + " - " + text("name", sight.language));
}

Result<Response> unit_page(const Sight& sight, const Request& request, const Templates& templates) {
    const auto wrong = [&](int status, const std::string& words) {
        return fault_page(sight, request, templates, status, words);
    };
    if (auto known = knows_query(request, {}, sight.language); !known)
        return wrong(400, known.error().text);
    const std::string& id = request.path_value("id");
    const Unit* unit = sight.organisation().unit(id);
    if (!unit) return wrong(404, text("no_unit", sight.language) + " " + id);
    auto facts = unit_facts(sight, *unit);
    if (!facts) return facts.error();
    return page(sight, request, templates, templates.unit, *facts,
                unit->name + " - " + text("name", sight.language));
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
    return page(
        sight, request, templates, templates.message,
        message_facts(sight, **found, *reasons,
                      *mail ? without_unit_links(plain_text_of(**mail)) : std::string()),
        text("message", sight.language) + " " + written + " - " + text("name", sight.language));
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
    const auto templates = std::make_shared<const Templates>();
    const auto route = [&](Show show) {
        return reading_route(vantage,
                             [templates, show](const Sight& sight, const Request& request) {
                                 return show(sight, request, *templates);
                             });
    };
    const auto get = [&](std::string_view pattern, Show show) { router.get(pattern, route(show)); };
    get("/", status_page);
    get("/obligations/{id}", why_page);
    get("/messages", messages_page);
    get("/campaigns/{id}", campaign_page);
    get("/units/{id}", unit_page);
    get("/messages/{number}", message_page);
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
