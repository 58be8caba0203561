#include "daemon/web/frame.h"

#include <array>
#include <utility>

#include "daemon/http/channels.h"
#include "daemon/http/rights.h"
#include "daemon/http/silences.h"
#include "daemon/http/standing.h"
#include "daemon/web/assets.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "notifiers/phrases.h"
#include "workflows/check.h"

namespace dondoc {

namespace {

constexpr const char* refresh_seconds = "5";  // while a virtual clock runs

Template parsed(const std::string& name) {
    auto made = Template::parse(asset(name + ".html"), Escape::html);
    CHECK(made);
    return *std::move(made);
}

// The pages in the order of use. `under`: the paths that belong to each, beside its own.
struct Way {
    std::string_view name;
    std::string_view path;
    std::string_view under;
};
constexpr std::array ways{
    Way{"nav_home", "/", "/obligations/"},
    Way{"nav_upcoming", "/upcoming", ""},
    Way{"nav_messages", "/messages", "/messages/"},
    Way{"nav_decisions", "/decisions", ""},
    Way{"nav_silences", "/silences", "/silences/"},
    Way{"nav_campaigns", "/campaigns", "/campaigns/"},
    Way{"nav_units", "/units", "/units/"},
    Way{"nav_calendar", "/calendar", "/calendar/"},
    Way{"nav_system", "/system", ""},
};

// Whoever asks would be let in.
bool open_to(const Caller& caller, std::string_view path) {
    const RouteRight* rule = right_of("GET", path);
    CHECK(rule && rule->right);
    const bool whole = rule->about != About::everything || !caller.scope.limited();
    return may(caller.role, *rule->right) && whole;
}

std::vector<Facts> navigation(const Sight& sight, const std::string& path) {
    std::vector<Facts> list;
    for (const Way& way : ways) {
        if (!open_to(sight.caller, way.path)) continue;
        list.emplace_back();
        list.back().say("label", text(way.name, sight.language));
        list.back().say("href", page_link(sight, std::string(way.path), {}));
        list.back().flag("current",
                         path == way.path || (!way.under.empty() && path.starts_with(way.under)));
    }
    return list;
}

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

// The page that is asked for, in the language of the sight.
std::string same_page(const Sight& sight, const Request& request) {
    Pairs query;
    for (const auto& pair : request.query)
        if (pair.first != "lang") query.push_back(pair);
    return page_link(sight, request.path, std::move(query));
}

std::string other_language(const Sight& sight, const Request& request) {
    const Language other = sight.language == Language::vi ? Language::en : Language::vi;
    const Sight there{sight.vantage, sight.reader, sight.in_force, sight.now, sight.today, other};
    return same_page(there, request);
}

// `title` is empty where nothing but the daemon's name is to be said. A page that is read is never
// taken away from its reader (WCAG 2.2.1): only a year that runs before one's eyes is fetched again
// by itself.
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
    const Vantage::Needs& needs = sight.vantage.needs();
    const bool runs = needs.clock_runs && needs.clock_runs();
    const bool vi = sight.language == Language::vi;
    const Day day = sight.calendar().describe(sight.today);
    Facts facts;
    facts.say("lang", vi ? "vi" : "en");
    facts.say("other_lang", vi ? "en" : "vi");
    facts.say("other_language", other_language(sight, request));
    const std::string name = text("name", sight.language);
    facts.say("title", title.empty() ? name : title + " - " + name);
    facts.say("home", page_link(sight, "/", {}));
    facts.list("nav", navigation(sight, request.path));
    facts.say("refresh", moves && runs ? refresh_seconds : "");
    facts.say("again", same_page(sight, request));
    facts.say("today", weekday_date_words(sight.today, sight.language));
    facts.say("day", day_words(day, sight.language));
    facts.flag("working", day.working);
    facts.flag("virtual", needs.virtual_clock);
    facts.list("banners", banners_of(sight, *state, *standing, *others));
    facts.say("now", moment_text(sight, sight.now));
    facts.say("version", DONDOC_VERSION);
    facts.say("user", sight.caller.name);
    facts.say("csrf", sight.csrf);
    facts.say("login", sight.csrf.empty() ? page_link(sight, "/login", {}) : "");
    facts.say("body", std::move(body));
    return facts;
}

}  // namespace

Templates parsed_templates() {
    Templates all;
    for (const char* name : {"layout", "status", "why", "messages", "campaign", "unit", "message",
                             "fault", "upcoming", "untold", "decisions", "silences", "campaigns",
                             "units", "chase", "report", "calendar", "system"})
        all.emplace(name, parsed(name));
    return all;
}

Result<Response> page(const Sight& sight, const Request& request, const Templates& templates,
                      const Sheet& sheet) {
    const Facts words = texts(sight.language);
    auto inner = templates.find(sheet.body)->second.render(sheet.facts, words);
    if (!inner) return inner.error().within("render a page");
    auto outer = frame(sight, request, sheet.title, *std::move(inner), sheet.status == 200);
    if (!outer) return outer.error();
    auto whole = templates.find("layout")->second.render(*outer, words);
    if (!whole) return whole.error().within("render the layout");
    return html_response(*std::move(whole), sheet.status);
}

Result<Response> fault_page(const Sight& sight, const Request& request, const Templates& templates,
                            int status, const std::string& words) {
    Facts facts;
    facts.say("home", page_link(sight, "/", {}));
    facts.say("text", words);
    return page(sight, request, templates,
                {"fault", std::move(facts), text("fault", sight.language), status});
}

}  // namespace dondoc
