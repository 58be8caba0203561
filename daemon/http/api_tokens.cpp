// The routes by which the administrator says who may ask the daemon for what.
#include <utility>

#include <boost/json.hpp>

#include "daemon/http/access.h"
#include "daemon/http/api.h"
#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/done.h"
#include "daemon/http/views.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

namespace json = boost::json;

constexpr std::size_t password_min = 12;  // letters

json::array texts_of(const std::vector<std::string>& texts) {
    json::array all;
    for (const std::string& text : texts)
        all.emplace_back(text);
    return all;
}

std::string_view standing_of(const Sight& sight, const TokenRecord& token) {
    if (token.revoked) return "revoked";
    return token.good_on(sight.today) ? "good" : "expired";
}

json::object token_view(const Sight& sight, const TokenRecord& token) {
    return {{"name", token.name},
            {"kind", token.password.empty() ? "token" : "user"},
            {"role", to_string(token.role)},
            {"campaigns", texts_of(token.scope.campaigns)},
            {"units", texts_of(token.scope.units)},
            {"standing", standing_of(sight, token)},
            {"expires", token.expires ? json::value(iso_date(*token.expires)) : nullptr},
            {"created_at", moment_view(sight, token.created)},
            {"created_by", token.created_by},
            {"used_at", moment_view(sight, token.used)},
            {"revoked_at", moment_view(sight, token.revoked)},
            {"revoked_by", text_or_null(token.revoked_by)},
            {"revoked_reason", text_or_null(token.revoked_reason)}};
}

Result<Response> tokens(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return problem(400, known.error().text);
    const auto all = sight.reader.tokens();
    if (!all) return all.error();
    json::array items;
    for (const TokenRecord& token : *all)
        items.push_back(token_view(sight, token));
    return json_response(json::serialize(json::object{{"items", std::move(items)},
                                                      {"next_cursor", nullptr},
                                                      {"language", language_word(sight)}}));
}

// What a body asks for, and the token that is shown once.
struct Wanted {
    Command command;
    std::string name;
    std::string secret{};
};
using WantedOr = std::variant<Wanted, Response>;

std::optional<Response> faulty_password(const std::string& password, Language language) {
    std::size_t letters = 0;
    for (const char c : password)
        letters += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    if (letters >= password_min) return {};
    return problem(400,
                   in_words(language, "`password` cần ít nhất ", "`password` needs at least ") +
                       std::to_string(password_min) + in_words(language, " ký tự", " letters"));
}

// Who may only see what there is not would see nothing.
std::optional<Response> unknown_scope(const Sight& sight, const Scope& scope) {
    for (const std::string& id : scope.campaigns)
        if (!sight.definition(id)) return no_campaign(sight, id);
    for (const std::string& id : scope.units)
        if (!sight.organisation().unit(id)) return no_unit(sight, id);
    return {};
}

WantedOr created(const Sight& sight, const Request&, const BodyAsked& body) {
    const auto role = parse_role(body.role);
    if (!role) {
        std::vector<std::string> words;
        for (const Role one : all_roles)
            words.emplace_back(to_string(one));
        return problem(400, in_words(sight.language, "`role` là một trong ", "`role` is one of ") +
                                list_words(words, sight.language));
    }
    TokenAsked asked{body.name, *role, {body.campaigns, body.units}, body.expires, {}, {}};
    if (auto unknown = unknown_scope(sight, asked.scope)) return *std::move(unknown);
    if (body.expires && *body.expires < sight.today) {
        return problem(400,
                       in_words(sight.language, "`expires` đã qua; ghi ngày cuối còn dùng được",
                                "`expires` is past; write the last day on which it is good"));
    }
    std::string secret;
    if (body.password.empty()) {
        secret = new_token();
        asked.sha256 = TokenHash::of(secret).hex();
    } else {
        if (auto faulty = faulty_password(body.password, sight.language)) return *std::move(faulty);
        asked.password = password_hash(body.password);
    }
    return Wanted{{CreateToken{std::move(asked)}, {}}, body.name, std::move(secret)};
}

WantedOr revoked(const Sight&, const Request& request, const BodyAsked& body) {
    const std::string& name = request.path_value("name");
    return Wanted{{RevokeToken{name, body.reason}, {}}, name};
}

WantedOr given_password(const Sight& sight, const Request& request, const BodyAsked& body) {
    if (auto faulty = faulty_password(body.password, sight.language)) return *std::move(faulty);
    const std::string& name = request.path_value("name");
    return Wanted{{SetPassword{name, password_hash(body.password)}, {}}, name};
}

Result<Response> told(const Sight& sight, const Wanted& wanted, const Answer& answer) {
    if (const auto* nothing = std::get_if<NotFound>(&answer)) return problem(404, nothing->text);
    if (const auto* fault = std::get_if<Error>(&answer)) {
        sight.vantage.needs().report("http: command not carried out: " + fault->text);
        return problem(500,
                       in_words(sight.language, "không có gì thay đổi: ", "nothing was changed: ") +
                           fault->text);
    }
    if (const auto* refusal = std::get_if<Refusal>(&answer)) {
        Response response = problem(409, refusal->text);
        json::object details = json::parse(response.body).as_object();
        details["code"] = refusal->code;
        response.body = json::serialize(details);
        return response;
    }
    const auto token = sight.reader.token(wanted.name);
    if (!token) return token.error();
    if (!*token) return Error{"token " + wanted.name + " is gone"};
    json::object view = token_view(sight, **token);
    if (!wanted.secret.empty()) view["token"] = wanted.secret;
    const auto done = done_words(sight, wanted.command, {});
    if (!done) return done.error();
    view["done"] = *done;
    return json_response(json::serialize(view));
}

Route token_route(const std::shared_ptr<Vantage>& vantage, std::vector<std::string> keys,
                  WantedOr (*want)(const Sight&, const Request&, const BodyAsked&)) {
    const auto act = [vantage, keys = std::move(keys), want](const Request& request) {
        if (auto refusal = refuse_media_type(request)) return *std::move(refusal);
        const Language language = language_asked(*vantage, request);
        if (auto known = knows_query(request, {}, language); !known)
            return problem(400, known.error().text);
        const auto body = body_asked(request.body, keys, language);
        if (!body) return problem(400, body.error().text);
        return with_sight(*vantage, request, [&](const Sight& sight) -> Result<Response> {
            WantedOr made = want(sight, request, *body);
            if (auto* faulty = std::get_if<Response>(&made)) return std::move(*faulty);
            Wanted& wanted = std::get<Wanted>(made);
            wanted.command.by = who_acts(request.caller, body->by, "api");
            wanted.command.language = language;
            const Heard heard = vantage->needs().execute(wanted.command, execute_time_max);
            if (const auto* answer = std::get_if<Answer>(&heard))
                return told(sight, wanted, *answer);
            return unanswered(heard, language);
        });
    };
    return repeatable(vantage, act);
}

}  // namespace

void add_token_routes(Router& router, const std::shared_ptr<Vantage>& vantage) {
    router.get("/api/v1/tokens", reading_route(vantage, tokens));
    router.post(
        "/api/v1/tokens",
        token_route(vantage, {"by", "name", "role", "campaigns", "units", "expires", "password"},
                    created));
    router.post("/api/v1/tokens/{name}/revoke", token_route(vantage, {"by", "reason"}, revoked));
    router.post("/api/v1/tokens/{name}/password",
                token_route(vantage, {"by", "password"}, given_password));
}

}  // namespace dondoc
