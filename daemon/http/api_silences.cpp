// The routes that tell of silences, and of what one would hold.
#include <mutex>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/prospect.h"
#include "daemon/http/silences.h"
#include "daemon/http/views.h"
#include "daemon/loop/silences.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

namespace json = boost::json;

// How many notices a preview lists; it counts all.
constexpr std::size_t listed_max = 100;

Result<Response> list(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    auto view = silences_view(sight);
    if (!view) return view.error();
    return json_response(json::serialize(*view));
}

std::string preview_text(const Sight& sight, const SilenceAsked& asked,
                         const SilencePreview& told) {
    const Language language = sight.language;
    std::string text = fmt::format(
        fmt::runtime(
            in_words(language, "Giữ thư nhắc đến hết ngày {}, {}: sẽ giữ {} lượt nhắc của {} người",
                     "Silence to the end of {}, {}: it would hold {} notices to {} people")),
        day_in_words(*asked.until, language), scope_words(asked.scope, language),
        official_count(static_cast<int>(told.notices.size()), language),
        official_count(told.people, language));
    std::size_t listed = 0;
    for (const auto& one : told.notices) {
        if (listed++ == listed_max)
            return text + in_words(language, "\n  … còn nữa", "\n  … and more");
        text += fmt::format(
            "\n  {} {}  {}  {}  {}", day_in_words(sight.zone().date_of(one.at), language),
            clock_time(sight.zone().time_of(one.at)), person_name(sight.organisation(), one.person),
            one.rung, one.obligation.text());
    }
    return text;
}

json::object preview_view(const Sight& sight, const SilenceAsked& asked,
                          const SilencePreview& told) {
    json::array items;
    for (const auto& one : told.notices) {
        if (items.size() == listed_max) break;
        items.push_back(json::object{{"at", moment_view(sight, one.at)},
                                     {"obligation", one.obligation.text()},
                                     {"rung", one.rung},
                                     {"person", one.person},
                                     {"subject", one.subject}});
    }
    return {{"language", language_word(sight)},
            {"notices", told.notices.size()},
            {"people", told.people},
            {"items", std::move(items)},
            {"text", preview_text(sight, asked, told)}};
}

// Refused as setting it would be, but for a reason that is missing.
Result<Response> look_ahead(const Sight& sight, const SilenceAsked& asked) {
    const auto known = silences_known(sight.reader);
    if (!known) return known.error();
    if (const auto refusal =
            refused_silence(*known, sight.definitions(), asked, sight.today, sight.language))
        return problem(409, refusal->text);
    static std::mutex at_work;  // it takes as long as the daemon takes to plan these days
    const std::unique_lock one_at_a_time(at_work, std::try_to_lock);
    if (!one_at_a_time) {
        Response busy =
            problem(503, in_words(sight.language, "đang xem trước một đợt khác; hãy hỏi lại sau",
                                  "another preview is being made: ask again"));
        busy.set("Retry-After", "5");
        return busy;
    }
    auto copy = sight.vantage.needs().copy_store();
    if (!copy) return copy.error();
    const auto told = preview(**copy, sight.configuration(), sight.definitions(), asked, sight.now);
    if (!told) return told.error();
    return json_response(json::serialize(preview_view(sight, asked, *told)));
}

// It may take its time, so it is for those who may set one.
Response look_ahead_of(Vantage& vantage, const Request& request) {
    if (auto refusal = refuse_media_type(request)) return *std::move(refusal);
    const Language language = language_asked(vantage, request);
    if (auto known = knows_query(request, {}, language); !known)
        return problem(400, known.error().text);
    const auto body =
        body_asked(request.body, {"by", "reason", "campaign", "duty", "units", "until"}, language);
    if (!body) return problem(400, body.error().text);
    const SilenceAsked asked{{body->campaign, body->duty, body->units}, body->until, "?"};
    return with_sight(vantage, request,
                      [&](const Sight& sight) { return look_ahead(sight, asked); });
}

}  // namespace

void add_silence_routes(Router& router, const std::shared_ptr<Vantage>& vantage) {
    router.get("/api/v1/silences", reading_route(vantage, list));
    router.post("/api/v1/silences/preview",
                [vantage](const Request& request) { return look_ahead_of(*vantage, request); });
}

}  // namespace dondoc
