// The routes that read.
#include <algorithm>
#include <utility>

#include <boost/json.hpp>

#include "daemon/http/access.h"
#include "daemon/http/address_faults.h"
#include "daemon/http/api.h"
#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/channels.h"
#include "daemon/http/silences.h"
#include "daemon/http/standing.h"
#include "daemon/http/views.h"
#include "daemon/http/why_day.h"
#include "notifiers/shown_mail.h"
#include "notifiers/text.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

namespace json = boost::json;

Response answer(const json::object& object) {
    return json_response(json::serialize(object));
}

// Nothing if the cursor is not one of this list's: the first page can be read, and this one cannot.
template <class Ask>
auto page_of(const PageAsked& asked, Ask ask)
    -> Result<std::optional<std::decay_t<decltype(*ask(asked.cursor))>>> {
    auto page = ask(asked.cursor);
    if (page) return std::optional(*std::move(page));
    if (asked.cursor.empty() || !ask(std::string())) return page.error();
    return std::optional<std::decay_t<decltype(*ask(asked.cursor))>>();
}

Result<json::array> channels_down_view(const Sight& sight) {
    auto down = channels_down(sight);
    if (!down) return down.error();
    json::array all;
    for (const ChannelStanding& one : *down) {
        all.push_back({{"channel", one.down.channel},
                       {"since", moment_view(sight, one.down.since)},
                       {"why", one.down.why},
                       {"next_try", moment_view(sight, one.next_try)},
                       {"words", channel_words(sight, one)}});
    }
    return all;
}

json::value standstill_view(const Sight& sight) {
    const auto standstill = sight.vantage.needs().standstill();
    if (!standstill) return nullptr;
    return {{"since", moment_view(sight, standstill->since)},
            {"why", standstill->why},
            {"words", standstill_words(sight, *standstill)}};
}

std::int64_t campaigns_seen(const Sight& sight) {
    return std::ranges::count_if(sight.definitions().all(), [&](const auto& one) {
        return sight.scope().has_campaign(one.first);
    });
}

Result<Response> status(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    const Vantage::Needs& needs = sight.vantage.needs();
    auto state = sight.reader.daemon_state();
    if (!state) return state.error();
    auto counters = sight.reader.counters(sight.today, sight.filter().soon, sight.scope());
    if (!counters) return counters.error();
    auto planned = sight.reader.next_moment();
    if (!planned) return planned.error();
    auto carried = next_letter(sight);
    if (!carried) return carried.error();
    auto down = channels_down_view(sight);
    if (!down) return down.error();
    auto faults = faulty_addresses(sight);
    if (!faults) return faults.error();
    if (sight.scope().limited()) faults->clear();
    const auto standing = daemon_standing(sight);
    if (!standing) return standing.error();
    const auto silences = silences_in_words(sight);
    if (!silences) return silences.error();
    json::array silenced;
    for (const std::string& words : *silences)
        silenced.push_back(json::object{{"words", words}});
    const Day day = sight.calendar().describe(sight.today);
    json::object view{{"now", moment_view(sight, sight.now)},
                      {"today", iso_date(sight.today)},
                      {"language", language_word(sight)},
                      {"working_day", day.working},
                      {"day_name", day.name.empty() ? json::value(nullptr) : json::value(day.name)},
                      {"virtual_clock", needs.virtual_clock},
                      {"paused", nullptr},
                      {"clock", clock_view(sight, *standing)},
                      {"go_ahead", go_ahead_view(sight, *standing)},
                      {"silences", std::move(silenced)},
                      {"rehearsal", nullptr},
                      {"channels_down", *std::move(down)},
                      {"address_faults", faults_view(sight, *faults)},
                      {"counters", counters_view(*counters)},
                      {"next_moment", nullptr},
                      {"loop_alive", needs.loop_alive()},
                      {"standstill", standstill_view(sight)},
                      {"campaigns", campaigns_seen(sight)},
                      {"version", DONDOC_VERSION}};
    if (state->paused)
        view["paused"] = json::object{{"by", state->paused_by}, {"reason", state->pause_reason}};
    const std::string& rehearsal = sight.configuration().rehearsal;
    if (!rehearsal.empty()) view["rehearsal"] = rehearsal;
    // An empty optional compares less than any moment.
    view["next_moment"] = moment_view(sight, *planned && *carried ? std::min(*planned, *carried)
                                             : *planned           ? *planned
                                                                  : *carried);
    return answer(view);
}

Result<Response> campaigns(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {"limit", "cursor"}, sight.language); !known)
        return problem(400, known.error().text);
    auto asked = page_asked(request, sight.language);
    if (!asked) return problem(400, asked.error().text);
    const auto& all = sight.definitions().all();
    if (!asked->cursor.empty() && !all.contains(asked->cursor)) return bad_cursor(sight);
    Page<std::shared_ptr<const Definition>> page;
    for (auto at = all.upper_bound(asked->cursor); at != all.end(); ++at) {
        if (!sight.scope().has_campaign(at->first)) continue;
        if (page.rows.size() == asked->limit) {
            page.cursor = page.rows.back()->campaign.id;
            break;
        }
        page.rows.push_back(at->second);
    }
    std::vector<json::object> views;
    for (const auto& definition : page.rows) {
        auto phases = sight.reader.phases(definition->campaign.id);
        if (!phases) return phases.error();
        views.push_back(campaign_view(sight, *definition, *phases));
    }
    auto next = views.begin();
    return answer(page_view(page, [&](const auto&) { return *next++; }));
}

Result<Response> campaign(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    const std::string& id = request.path_value("id");
    const auto definition = sight.definition(id);
    if (!definition) return no_campaign(sight, id);
    auto phases = sight.reader.phases(id);
    if (!phases) return phases.error();
    auto view = campaign_detail_view(sight, *definition, *phases);
    if (!view) return view.error();
    return answer(*view);
}

Result<Response> obligations(const Sight& sight, const Request& request) {
    const auto known = knows_query(
        request, {"status", "unit", "campaign", "duty", "due_before", "sort", "limit", "cursor"},
        sight.language);
    if (!known) return problem(400, known.error().text);
    auto asked = page_asked(request, sight.language);
    if (!asked) return problem(400, asked.error().text);
    auto filter = obligations_asked(request, sight.filter(), sight.language);
    if (!filter) return problem(400, filter.error().text);
    auto page = page_of(*asked, [&](const std::string& cursor) {
        return sight.reader.obligations(*filter, asked->limit, cursor);
    });
    if (!page) return page.error();
    if (!*page) return bad_cursor(sight);
    // What left the configuration may still have rows; a slip of the hand has none. The names that
    // it may be a slip of are not for whoever is limited.
    if ((*page)->rows.empty() && asked->cursor.empty() && !sight.scope().limited()) {
        if (auto slip = unknown_in(sight, *filter)) return *std::move(slip);
    }
    return answer(page_view(**page, [&](const auto& row) { return obligation_view(sight, row); }));
}

Result<Response> obligation(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    const std::string& id = request.path_value("id");
    auto found = sight.reader.obligation(id);
    if (!found) return found.error();
    if (!*found) return no_obligation(sight, id);
    return answer(obligation_view(sight, **found));
}

Result<Response> obligation_why(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {"on"}, sight.language); !known)
        return problem(400, known.error().text);
    const auto day = day_asked(request, sight.language);
    if (!day) return problem(400, day.error().text);
    const std::string& id = request.path_value("id");
    auto found = sight.reader.obligation(id);
    if (!found) return found.error();
    if (!*found) return no_obligation(sight, id);
    auto reasons = why(sight, **found);
    if (!reasons) return reasons.error();
    json::object view = why_view(sight, **found, *reasons);
    if (*day) {
        const auto told = why_on(sight, **found, **day);
        if (!told) return told.error();
        view["day"] = day_answer_view(**day, *told);
    }
    return answer(view);
}

Result<Response> unit(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {"limit", "cursor"}, sight.language); !known)
        return problem(400, known.error().text);
    auto asked = page_asked(request, sight.language);
    if (!asked) return problem(400, asked.error().text);
    const std::string& id = request.path_value("id");
    const Unit* found = sight.organisation().unit(id);
    if (!found || !sight.sees_unit(id)) return no_unit(sight, id);
    ObligationFilter filter = sight.filter();
    filter.unit = id;
    auto page = page_of(*asked, [&](const std::string& cursor) {
        return sight.reader.obligations(filter, asked->limit, cursor);
    });
    if (!page) return page.error();
    if (!*page) return bad_cursor(sight);
    auto view = unit_view(sight, *found);
    if (!view) return view.error();
    (*view)["obligations"] =
        page_view(**page, [&](const auto& row) { return obligation_view(sight, row); });
    return answer(*view);
}

Result<Response> messages(const Sight& sight, const Request& request) {
    if (auto known =
            knows_query(request, {"state", "person", "sort", "limit", "cursor"}, sight.language);
        !known)
        return problem(400, known.error().text);
    auto asked = page_asked(request, sight.language);
    if (!asked) return problem(400, asked.error().text);
    auto filter = messages_asked(request, sight.language);
    if (!filter) return problem(400, filter.error().text);
    filter->scope = sight.scope();
    auto page = page_of(*asked, [&](const std::string& cursor) {
        return sight.reader.messages(*filter, asked->limit, cursor);
    });
    if (!page) return page.error();
    if (!*page) return bad_cursor(sight);
    const auto& people = sight.organisation().people;
    if ((*page)->rows.empty() && !filter->person.empty() && !people.contains(filter->person) &&
        !sight.scope().limited()) {
        std::vector<std::string> ids;
        for (const auto& [id, person] : people)
            ids.push_back(id);
        return no_person(sight, filter->person, ids);
    }
    return answer(page_view(**page, [&](const auto& row) { return message_view(sight, row); }));
}

Result<Response> message(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    const std::string& written = request.path_value("number");
    const auto number = message_number(written);
    if (!number)
        return problem(
            404, "«" + written +
                     in_words(sight.language,
                              "» không phải là số của một thư; /api/v1/messages liệt kê các thư",
                              "» is not the number of a message; /api/v1/messages lists them"));
    auto found = sight.reader.message(*number);
    if (!found) return found.error();
    if (!*found) return no_message(sight, written);
    auto text = sight.reader.message_text((*found)->key);
    if (!text) return text.error();
    auto notices = sight.reader.notices_in((*found)->key);
    if (!notices) return notices.error();
    json::object view = message_view(sight, **found);
    json::array told;
    for (const NoticeRecord& notice : *notices)
        told.push_back(notice_view(sight, notice));
    view["notices"] = std::move(told);
    view["text"] = nullptr;  // not composed yet
    if (*text) *text = mail_without_unit_links(**text);
    if (*text) view["text"] = valid_utf8(**text) ? **text : nfc(**text);
    return answer(view);
}

Result<Response> why_of(const Sight& sight, Result<std::optional<MessageRecord>> found,
                        const std::string& written) {
    if (!found) return found.error();
    if (!*found) return no_message(sight, written);
    const auto reasons = why_message(sight, **found);
    if (!reasons) return reasons.error();
    return answer(why_message_view(sight, **found, *reasons));
}

Result<Response> message_why(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    const std::string& written = request.path_value("number");
    const auto number = message_number(written);
    if (!number) return no_message(sight, "«" + written + "»");
    return why_of(sight, sight.reader.message(*number), written);
}

// A key has slashes, which a path cannot carry.
Result<Response> message_why_by_key(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {"key"}, sight.language); !known)
        return problem(400, known.error().text);
    const auto key = request.query_value("key");
    if (!key) return problem(400, "`key` is missing; write ?key= and the key of a message");
    return why_of(sight, sight.reader.message(std::string_view(*key)), "«" + *key + "»");
}

Response ready(Vantage& vantage, const Request& request) {
    const auto reads = [](const Sight& sight) -> Result<Response> {
        auto state = sight.reader.daemon_state();
        if (!state) return state.error();
        if (state->clock)
            return problem(503,
                           "not ready: the clock departed from what it should say, so nothing is "
                           "planned or sent; /api/v1/status says more");
        return answer({{"status", "ready"}});
    };
    const auto in_force = vantage.needs().in_force();
    Response response = with_sight(vantage, request, reads);
    if (response.status == 503) return response;
    if (response.status != 200) {
        response = problem(503, "not ready: the store cannot be read; the daemon's log says why");
    } else if (!vantage.needs().loop_alive()) {
        response =
            problem(503, "not ready: the loop gives no sign of life; the daemon's log may say why");
    } else if (!in_force->definitions.all().empty() && in_force->calendar->years().empty()) {
        response = problem(503,
                           "not ready: no calendar of working days is loaded; name one in the "
                           "configuration");
    } else if (const auto standstill = vantage.needs().standstill()) {
        response = problem(503, "not ready: nothing can be stored: " + standstill->why);
    }
    return response;
}

}  // namespace

void add_reading_routes(Router& router, const std::shared_ptr<Vantage>& vantage) {
    const auto get = [&](std::string_view pattern, Look look) {
        router.get(pattern, reading_route(vantage, std::move(look)));
    };
    get("/api/v1/status", status);
    get("/api/v1/campaigns", campaigns);
    get("/api/v1/campaigns/{id}", campaign);
    get("/api/v1/obligations", obligations);
    get("/api/v1/obligations/{id}", obligation);
    get("/api/v1/obligations/{id}/why", obligation_why);
    get("/api/v1/units/{id}", unit);
    get("/api/v1/messages", messages);
    get("/api/v1/messages/why", message_why_by_key);
    get("/api/v1/messages/{number}", message);
    get("/api/v1/messages/{number}/why", message_why);
    router.get("/healthz", [](const Request&) { return answer({{"status", "ok"}}); });
    router.get("/readyz", [vantage](const Request& request) { return ready(*vantage, request); });
}

void add_api(Router& router, const std::shared_ptr<Vantage>& vantage) {
    guard_routes(router, vantage);
    add_reading_routes(router, vantage);
    add_account_routes(router, vantage);
    add_acting_routes(router, vantage);
    add_silence_routes(router, vantage);
    add_report_routes(router, vantage);
    add_configuration_routes(router, vantage);
    add_metric_route(router, vantage);
    add_token_routes(router, vantage);
    add_feed_routes(router, vantage);
    add_directory_routes(router, vantage);
    add_question_routes(router, vantage);
    add_journal_route(router, vantage);
    add_forecast_route(router, vantage);
    add_document_route(router, vantage);
}

}  // namespace dondoc
