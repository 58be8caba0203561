// A request from its bytes to its answer: the judge of heads, the router, the API and the pages
// over a real store.
#include <charconv>
#include <memory>

#include <boost/json.hpp>

#include "daemon/http/head.h"
#include "notifiers/text.h"
#include "tests/daemon/http/api_world.h"
#include "tests/fuzzing/target.h"

namespace dondoc::fuzzing {
namespace {

struct Answer {
    int status = 0;
    std::string_view head;  // with the end of its last line
    std::string_view body;

    std::string header(std::string_view name) const {
        const auto at = head.find("\r\n" + std::string(name) + ": ");
        if (at == head.npos) return "";
        const auto begin = at + name.size() + 4;
        return std::string(head.substr(begin, head.find("\r\n", begin) - begin));
    }
};

// A status, headers of one line each, and a body as long as they say.
Answer read_answer(std::string_view bytes) {
    demand(bytes.starts_with("HTTP/1.1 ") && bytes.size() > 12, "an answer has a status", bytes);
    const auto end = bytes.find("\r\n\r\n");
    demand(end != bytes.npos, "an answer has a head", bytes);
    Answer answer{0, bytes.substr(0, end + 2), bytes.substr(end + 4)};
    std::from_chars(bytes.data() + 9, bytes.data() + 12, answer.status);
    for (auto rest = answer.head; !rest.empty();) {
        const auto line = rest.substr(0, rest.find("\r\n"));
        rest.remove_prefix(line.size() + 2);
        const bool first = line.data() == bytes.data();
        demand(is_sentence(line) && (first || line.find(": ") != line.npos),
               "a header is a name and a value", answer.head);
    }
    return answer;
}

void judge(const Answer& answer, bool head_alone) {
    const std::string shown(answer.head);
    const bool busy = answer.status == 503 && !answer.header("Retry-After").empty();
    demand((answer.status >= 200 && answer.status < 500) || busy, "no request is a fault of ours",
           shown);
    const std::string length = answer.header("Content-Length");
    if (!head_alone && answer.status != 304 && answer.status != 204)
        demand(length == std::to_string(answer.body.size()), "a body is as long as is said", shown);
    if (head_alone) demand(answer.body.empty(), "HEAD has no body", shown);
    demand(valid_utf8(answer.body), "an answer is UTF-8", answer.body);
    const std::string type = answer.header("Content-Type");
    if (type.find("json") != type.npos && !answer.body.empty()) {
        boost::system::error_code fault;
        const auto json = boost::json::parse(answer.body, fault);
        demand(!fault, "JSON is JSON", answer.body);
    }
    if (type.starts_with("text/html"))
        demand(answer.body.find("<script") == answer.body.npos, "pages have no script",
               answer.body);
    demand(answer.status < 400 || head_alone || !answer.body.empty(), "a fault is told", shown);
}

std::int64_t rows_of(const ApiWorld& world) {
    return static_cast<std::int64_t>((*world.store().read().journal(0, 500)).rows.size());
}

// Mutations seldom keep a length right, so it is written here unless the head has one.
std::string with_length(std::string_view head, std::string_view body) {
    std::string whole(head);
    if (!body.empty() && head.find("ontent-") == head.npos)
        whole += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return whole + "\r\n";
}

}  // namespace

// Head and body of a request.
void fuzz_http_request(std::string_view input) {
    static auto world = std::make_unique<ApiWorld>(ApiWorldOptions{.congress = true});
    static auto rows = rows_of(*world);
    const auto end = std::min(input.find("\r\n\r\n"), input.size());
    const auto body = input.substr(std::min(end + 4, input.size()));
    const std::string head = with_length(std::string(input.substr(0, end)) + "\r\n", body);
    const auto judged = judge_head(head, HeadLimits{});
    const bool asks_head = head.starts_with("HEAD ");
    if (const auto* refused = std::get_if<Response>(&judged)) {
        const std::string bytes = wire_text(*refused, false);
        demand(refused->status >= 400, "what is refused is refused");
        if (refused->status < 500) judge(read_answer(bytes), false);
        return;
    }
    const auto size = std::get<Head>(judged).body_size;
    if (body.size() < size) return;  // the front waits for the rest
    const std::string answer = world->answer(head + std::string(body.substr(0, size)));
    judge(read_answer(answer), asks_head);
    const auto rows_now = rows_of(*world);
    if (rows_now == rows) return;
    demand(head.find(ApiWorld::token) != head.npos && head.starts_with("POST "),
           "nothing changes without the token", head);
    demand(!*world->store().read().verify_journal(), "the journal holds");
    world = std::make_unique<ApiWorld>(ApiWorldOptions{.congress = true});
    rows = rows_of(*world);
}

std::vector<std::string> http_request_seeds() {
    const std::string host = " HTTP/1.1\r\nHost: localhost\r\n";
    std::vector<std::string> seeds{"GET / HTTP/1.0\r\n\r\n",
                                   "HEAD /healthz" + host + "Connection: close\r\n\r\n",
                                   "POST /api/v1/sending/pause" + host + "\r\n{}"};
    for (const std::string path : {"/",
                                   "/readyz",
                                   "/api/v1/status?lang=en",
                                   "/api/v1/campaigns?limit=1",
                                   "/api/v1/campaigns/plan",
                                   "/api/v1/campaigns/plan/eligibility",
                                   "/style.css",
                                   "/api/v1/campaigns/plan/indicators",
                                   "/api/v1/obligations?status=overdue&unit=tt-mat",
                                   "/api/v1/obligations?due_before=2017-02-01&limit=2&cursor=",
                                   "/api/v1/obligations/plan.dang-ky.1.bv-sa-pa",
                                   "/api/v1/obligations/plan.dang-ky.1.bv-sa-pa/why?on=2017-01-20",
                                   "/api/v1/units/tt-mat",
                                   "/api/v1/units/tt-mat/record",
                                   "/api/v1/messages?state=failed",
                                   "/api/v1/messages/1",
                                   "/api/v1/messages/why?key=a%2Fb",
                                   "/campaigns/plan",
                                   "/messages",
                                   "/units/tt-mat",
                                   "/forecast",
                                   "/obligations/plan.bao-cao.1.tt-mat?lang=en",
                                   "/api/v1/units/%C4%91%20%3Cscript%3E"})
        seeds.push_back("GET " + path + host + "If-None-Match: \"x\"\r\n\r\n");
    const std::string rest = host + ApiWorld::authorization() +
                             "X-Type: application/json\r\nContent-Type: application/json\r\n";
    const std::string letter = R"({"by":"tccb","reason":"lũ","document":"12/BC",)"
                               R"("dated":"2017-01-08","signer":"Giám đốc","due":"2017-02-09",)"
                               R"("to":"2017-02-06","approver":"Sở"})";
    for (const std::string verb : {"submit", "accept", "return", "extend", "waive", "request",
                                   "decline", "reopen", "remind", "hand-over"})
        seeds.push_back("POST /api/v1/obligations/plan.dang-ky.1.bv-sa-pa/" + verb + rest + "\r\n" +
                        letter);
    for (const std::string path : {"campaigns/plan/phases/dang-ky/hold", "campaigns/plan/suspend",
                                   "campaigns/plan/events/be-mac", "units/tt-mat/confirm-contact",
                                   "messages/1/retry", "sending/pause", "configuration/preview"})
        seeds.push_back("POST /api/v1/" + path + rest + "\r\n" +
                        R"({"by":"a","reason":"b","date":"2017-05-31","units":["tt-mat"],)"
                        R"("from":"2017-01-12","to":"2017-01-20","approver":"c"})");
    return seeds;
}

}  // namespace dondoc::fuzzing
