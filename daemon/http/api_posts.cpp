// What all routes that act have in common: what a body is, how they are sent again, and what is
// said when time runs out.
#include <algorithm>
#include <utility>

#include "config/fingerprint.h"
#include "daemon/http/api_routes.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

constexpr std::size_t key_max = 200;

bool fits(const std::string& key) {
    return key.size() <= key_max &&
           std::ranges::all_of(key, [](char c) { return c >= ' ' && c <= '~'; });
}

// All that is asked.
std::string print_of(const Request& request) {
    std::string query;
    for (const auto& [name, value] : request.query)
        query += name + '\n' + value + '\n';  // neither has control characters
    return fingerprint(
        {request.method, request.path, query, request.header("Content-Type"), request.body});
}

Response later(std::string_view detail, const char* seconds) {
    Response response = problem(503, detail);
    response.set("Retry-After", seconds);
    return response;
}

Response under_way(Language language) {
    return later(in_words(language, "chính yêu cầu này đang được thực hiện; hãy gửi lại sau",
                          "this very request is being carried out; send it again in a moment"),
                 "1");
}

Response used_otherwise(Language language) {
    return problem(422, in_words(language,
                                 "`Idempotency-Key` này đã đi với một yêu cầu khác; hãy dùng khoá "
                                 "mới",
                                 "this `Idempotency-Key` came with another request; take a new "
                                 "one"));
}

}  // namespace

Route repeatable(std::shared_ptr<Vantage> vantage, Route route) {
    return [vantage = std::move(vantage), route = std::move(route)](const Request& request) {
        const std::string given = request.header("Idempotency-Key");
        if (given.empty()) return route(request);
        const Language language = language_asked(*vantage, request);
        if (!fits(given)) {
            return problem(400, in_words(language, "`Idempotency-Key` dài tối đa 200 ký tự ASCII",
                                         "`Idempotency-Key` has at most 200 characters of ASCII"));
        }
        // Nobody is answered what another was.
        const std::string key = request.caller.name + '\n' + given;
        Repeats& repeats = vantage->repeats();
        auto seen = repeats.begin(key, print_of(request), vantage->needs().uptime());
        if (auto* known = std::get_if<Response>(&seen)) return std::move(*known);
        if (std::holds_alternative<Repeats::UnderWay>(seen)) return under_way(language);
        if (std::holds_alternative<Repeats::Different>(seen)) return used_otherwise(language);
        Response answer = problem(500, "");
        try {
            answer = route(request);
        } catch (...) {
            repeats.end(key, answer);
            throw;
        }
        repeats.end(key, answer);
        return answer;
    };
}

std::optional<Response> refuse_media_type(const Request& request) {
    const std::string type = request.header("Content-Type");
    if (type.empty() || same_name(type.substr(0, type.find_first_of("; ")), "application/json"))
        return {};
    return problem(415, "the body must be JSON: send `Content-Type: application/json`");
}

Response unanswered(const Heard& heard, Language language) {
    if (std::holds_alternative<NotTakenUp>(heard)) {
        return later(in_words(language,
                              "hệ thống đang bận, chưa nhận việc này; không có gì thay đổi và sẽ "
                              "không thay đổi, hãy gửi lại",
                              "the daemon was too busy to take this up; nothing was changed, and "
                              "nothing will be: send it again"),
                     "5");
    }
    return problem(504, in_words(language,
                                 "việc này đã bắt đầu nhưng chưa xong trong thời hạn; hãy gửi lại: "
                                 "nếu đã xong thì sẽ được trả lời 409 kèm hiện trạng",
                                 "this was begun and is not done yet; send it again: if it was "
                                 "done meanwhile, that is answered 409 with the present state"));
}

}  // namespace dondoc
