// The route of the forecast: what will be sent if nobody acts, lived through on a copy of the
// store. It takes as long as the daemon takes to plan these days, so one is made at a time.
#include <mutex>
#include <utility>

#include <boost/json.hpp>

#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/views.h"
#include "daemon/loop/forecast.h"
#include "daemon/store/words.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

namespace json = boost::json;

constexpr std::chrono::days days_unless_asked{7};
constexpr std::chrono::days days_max{31};
constexpr std::chrono::days ahead_max{400};
constexpr std::size_t listed_max = 5000;

// Nothing if it was not asked.
Result<std::optional<Date>> day_of(const Sight& sight, const Request& request,
                                   std::string_view name) {
    const auto text = request.query_value(name);
    if (!text) return std::optional<Date>();
    if (const auto day = parse_iso_date(*text)) return std::optional(*day);
    return Error{"`" + std::string(name) + "`" + in_words(sight.language, " là «", " is «") +
                 *text +
                 in_words(sight.language, "», không phải là ngày; ghi dạng 2017-01-30",
                          "», which is no day; write it as 2017-01-30")};
}

// From the first to the last day, which is not included.
Result<DateSpan> days_asked(const Sight& sight, const Request& request) {
    const auto from = day_of(sight, request, "from");
    if (!from) return from.error();
    const auto to = day_of(sight, request, "to");
    if (!to) return to.error();
    const Date first = from->value_or(sight.today);
    const Date last = to->value_or(first + days_unless_asked);
    if (first < sight.today) {
        return Error{in_words(sight.language, "`from` đã qua; sớm nhất là hôm nay, ",
                              "`from` has passed; today is the earliest, ") +
                     iso_date(sight.today)};
    }
    if (last <= first || last - first > days_max || last - sight.today > ahead_max) {
        return Error{in_words(sight.language,
                              "`to` phải sau `from` từ 1 đến 31 ngày, và không quá 400 ngày kể từ "
                              "hôm nay",
                              "`to` must be 1 to 31 days after `from`, and within 400 days of "
                              "today")};
    }
    return DateSpan{first, last};
}

json::object notice_view(const Foreseen& notice) {
    return {{"key", notice.key},
            {"campaign", text_or_null(notice.campaign)},
            {"duty", text_or_null(notice.duty)},
            {"occurrence", text_or_null(notice.occurrence)},
            {"unit", text_or_null(notice.unit)},
            {"rung", notice.rung},
            {"kind", to_string(notice.kind)},
            {"audience", to_word(notice.audience)},
            {"because", notice.because}};
}

json::object message_view(const Sight& sight, const ForeseenMessage& message) {
    json::array notices;
    for (const Foreseen& notice : message.notices)
        notices.push_back(notice_view(notice));
    return {{"at", moment_view(sight, message.at)},
            {"message", message.id},
            {"person", message.person},
            {"person_name", message.person_name},
            {"address", message.address},
            {"channel", message.channel},
            {"copy", message.copy},
            {"subject", message.subject},
            {"notices", std::move(notices)}};
}

json::object forecast_view(const Sight& sight, const DateSpan& days, const Forecast& foreseen) {
    json::array items;
    for (const ForeseenMessage& message : foreseen.messages) {
        if (items.size() == listed_max) break;
        items.push_back(message_view(sight, message));
    }
    const Load total = foreseen.total();
    const std::size_t left_out = foreseen.messages.size() - items.size();
    return {{"from", iso_date(days.first)},   {"to", iso_date(days.last)},
            {"today", iso_date(sight.today)}, {"paused", text_or_null(foreseen.paused)},
            {"messages", total.messages},     {"notices", total.notices},
            {"items", std::move(items)},      {"left_out", left_out}};
}

Result<Response> forecast_of(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {"from", "to", "campaign"}, sight.language); !known)
        return problem(400, known.error().text);
    const auto days = days_asked(sight, request);
    if (!days) return problem(400, days.error().text);
    const std::string campaign = request.query_value("campaign").value_or("");
    if (!campaign.empty() && !sight.definition(campaign)) return no_campaign(sight, campaign);
    static std::mutex at_work;
    const std::unique_lock one_at_a_time(at_work, std::try_to_lock);
    if (!one_at_a_time) {
        Response busy =
            problem(503, in_words(sight.language, "đang lập một dự báo khác; hãy hỏi lại sau",
                                  "another forecast is being made: ask again"));
        busy.set("Retry-After", "5");
        return busy;
    }
    auto composer = Composer::make(sight.configuration().templates);
    if (!composer) return composer.error();
    auto store = sight.vantage.needs().copy_store();
    if (!store) return store.error();
    ForecastOptions options;
    options.plan = {sight.zone().at(days->first, TimeOfDay{0}),
                    sight.zone().at(days->last, TimeOfDay{0}),
                    {},
                    campaign,
                    false,
                    sight.now};
    options.made = sight.now;
    options.refused = [](const ScriptLine&, const Answer&) {};
    const auto foreseen =
        forecast(**store, sight.configuration(), sight.definitions(), *composer, options);
    if (!foreseen) return foreseen.error();
    return json_response(json::serialize(forecast_view(sight, *days, *foreseen)));
}

}  // namespace

void add_forecast_route(Router& router, const std::shared_ptr<Vantage>& vantage) {
    router.get("/api/v1/forecast", reading_route(vantage, forecast_of));
}

}  // namespace dondoc
