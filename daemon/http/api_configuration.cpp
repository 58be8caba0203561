// The routes that change the configuration of the running daemon: look first, then apply.
#include <algorithm>
#include <utility>

#include <boost/json.hpp>

#include "daemon/http/access.h"
#include "daemon/http/api.h"
#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/views.h"
#include "workflows/check.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

namespace json = boost::json;

// A list shows so many changes at the most; its `left_out` says how many more there are.
constexpr std::size_t listed_max = 5000;

json::value day_or_null(const std::optional<Date>& day) {
    return day ? json::value(iso_date(*day)) : json::value(nullptr);
}

json::object view(const Sight&, const CampaignChange& change) {
    return {{"change", to_string(change.kind)}, {"id", change.id}};
}

json::object view(const Sight&, const SettingChange& change) {
    return {{"key", change.key},
            {"before", change.before},
            {"after", change.after},
            {"at_next_start", change.at_next_start}};
}

json::object view(const Sight& sight, const ObligationChange& change) {
    json::object view{{"change", to_string(change.kind)},
                      {"obligation", change.id.text()},
                      {"before", day_or_null(change.then)},
                      {"after", day_or_null(change.now)},
                      {"why", nullptr}};
    if (!change.why.empty()) view["why"] = explain_code(change.why, sight.language);
    return view;
}

json::object view(const Sight& sight, const Foreseen& notice) {
    return {{"at", moment_view(sight, notice.at)},
            {"address", notice.address},
            {"channel", notice.channel},
            {"copy", notice.copy},
            {"key", notice.key},
            {"message", notice.message}};
}

json::object view(const Sight& sight, const NoticeChange& change) {
    const Foreseen& notice = change.notice;
    json::object shown{{"change", to_string(change.kind)},
                       {"campaign", notice.campaign},
                       {"duty", notice.duty},
                       {"unit", notice.unit},
                       {"rung", notice.rung},
                       {"kind", to_string(notice.kind)},
                       {"before", nullptr},
                       {"after", nullptr}};
    const bool lost = change.kind == NoticeChange::Kind::lost;
    shown[lost ? "before" : "after"] = view(sight, notice);
    if (change.then) shown["before"] = view(sight, *change.then);
    return shown;
}

json::object view(const Sight& sight, const MessageChange& change) {
    return {{"change", change.gained ? "gained" : "lost"},
            {"at", moment_view(sight, change.at)},
            {"message", change.id},
            {"address", change.address},
            {"subject", change.subject}};
}

template <class Change>
json::object list_view(const Sight& sight, const std::vector<Change>& changes) {
    json::array items;
    const std::size_t shown = std::min(changes.size(), listed_max);
    for (std::size_t i = 0; i < shown; ++i)
        items.push_back(view(sight, changes[i]));
    return {{"items", std::move(items)}, {"left_out", changes.size() - shown}};
}

json::object preview_view(const Sight& sight, const Preview& preview) {
    const Difference& told = preview.difference;
    json::object notices = list_view(sight, told.notices);
    using Kind = NoticeChange::Kind;
    for (const Kind kind : {Kind::gained, Kind::lost, Kind::moved, Kind::redirected})
        notices[to_string(kind)] = told.count(kind);
    json::object messages = list_view(sight, told.messages);
    const auto gained = std::ranges::count(told.messages, true, &MessageChange::gained);
    messages["gained"] = gained;
    messages["lost"] = std::ssize(told.messages) - gained;
    messages["altered"] = told.altered;
    return {{"fingerprint", preview.fingerprint},
            {"file", preview.file.string()},
            {"language", language_word(sight)},
            {"changed", !told.nothing()},
            {"warnings", preview.warnings},
            {"from", moment_view(sight, told.from)},
            {"until", moment_view(sight, told.until)},
            {"paused", told.paused},
            {"campaigns", list_view(sight, told.campaigns)},
            {"settings", list_view(sight, told.settings)},
            {"obligations", list_view(sight, told.obligations)},
            {"notices", std::move(notices)},
            {"messages", std::move(messages)},
            {"text", difference_text(told, preview.file, sight.zone(), sight.language)}};
}

json::object diagnostic_view(const Diagnostic& diagnostic) {
    return {{"file", diagnostic.file},
            {"line", diagnostic.line},
            {"column", diagnostic.column},
            {"severity", diagnostic.severity == Severity::error ? "error" : "warning"},
            {"text", diagnostic.text}};
}

std::string pick(const Sight& sight, const char* vi, const char* en) {
    return sight.language == Language::vi ? vi : en;
}

Response with_details(Response response, const json::object& more) {
    json::object details = json::parse(response.body).as_object();
    for (const auto& member : more)
        details[member.key()] = member.value();
    response.body = json::serialize(details);
    return response;
}

// What both routes say when there is nothing else to say.
struct Told {
    const Sight& sight;

    Response operator()(const FaultyFiles& faulty) const {
        std::string text = pick(sight, "Cấu hình có lỗi; không có gì thay đổi, hãy sửa:",
                                "The configuration has faults; nothing was changed, correct them:");
        json::array faults;
        for (const Diagnostic& fault : faulty.faults) {
            text += '\n' + fault.str();
            faults.push_back(diagnostic_view(fault));
        }
        return with_details(problem(422, text),
                            {{"code", "faulty_files"}, {"faults", std::move(faults)}});
    }
    Response operator()(const FilesChanged&) const {
        return with_details(
            problem(409, pick(sight,
                              "Cấu hình đã thay đổi sau khi xem trước; không có gì được áp dụng, "
                              "hãy xem trước lại",
                              "The configuration has changed since that preview; nothing was "
                              "applied, ask for another preview")),
            {{"code", "files_changed"}});
    }
    std::string why(Busy::With with) const {
        switch (with) {
            case Busy::With::reading:
                return pick(sight, "Cấu hình đang được đọc lại",
                            "The configuration is being read again just now");
            case Busy::With::loop:
                return pick(sight, "Hệ thống đang bận việc khác, chưa nhận được cấu hình",
                            "The daemon is busy and did not take the configuration up in time");
            case Busy::With::stopping:
                return pick(sight, "Hệ thống đang dừng", "The daemon is stopping");
        }
        CHECK(false);
    }
    Response operator()(const Busy& busy) const {
        Response response =
            problem(503, why(busy.with) + pick(sight, "; không có gì thay đổi, hãy thử lại sau",
                                               "; nothing was changed, try again later"));
        response.set("Retry-After", "10");
        return response;
    }
    Response operator()(const Error& error) const {
        sight.vantage.needs().report("http: configuration: " + error.text);
        return problem(500, "nothing was changed: " + error.text);
    }
    Response operator()(const Preview& preview) const {
        return json_response(json::serialize(preview_view(sight, preview)));
    }
    Response operator()(const Reconfigured&) const {
        return json_response(
            json::serialize(json::object{{"applied", true}, {"language", language_word(sight)}}));
    }
};

// Reads the body; `act` may take its time, before anything is looked at.
template <class Act>
Route configuring_route(const std::shared_ptr<Vantage>& vantage, std::vector<std::string> keys,
                        Act act) {
    return [vantage, keys = std::move(keys), act](const Request& request) {
        if (auto refusal = refuse_media_type(request)) return *std::move(refusal);
        const Language language = language_asked(*vantage, request);
        if (auto known = knows_query(request, {}, language); !known)
            return problem(400, known.error().text);
        auto body = body_asked(request.body, keys, language);
        if (!body) return problem(400, body.error().text);
        const bool blind = keys.back() == "fingerprint" && body->fingerprint.empty();
        if (blind) {
            return problem(400,
                           "`fingerprint` is missing; ask for a preview and send the fingerprint "
                           "it gives");
        }
        body->by = who_acts(request.caller, body->by, "api");
        const auto answer = act(vantage->needs(), *body);
        return with_sight(*vantage, request, [&](const Sight& sight) -> Result<Response> {
            return std::visit(Told{sight}, answer);
        });
    };
}

}  // namespace

void add_configuration_routes(Router& router, const std::shared_ptr<Vantage>& vantage) {
    const auto preview = [](const Vantage::Needs& needs, const BodyAsked&) {
        return needs.preview();
    };
    const auto apply = [](const Vantage::Needs& needs, const BodyAsked& body) {
        return needs.apply(body.fingerprint, body.by);
    };
    router.post("/api/v1/configuration/preview", configuring_route(vantage, {"by"}, preview));
    router.post("/api/v1/configuration/apply",
                repeatable(vantage, configuring_route(vantage, {"by", "fingerprint"}, apply)));
}

}  // namespace dondoc
