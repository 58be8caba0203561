// The route by which others tell of letters that came back: a mail server's report as it is, or a
// little JSON.
#include <utility>

#include <boost/json.hpp>

#include "daemon/http/access.h"
#include "daemon/http/api.h"
#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "notifiers/delivery_report.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

namespace json = boost::json;

struct Told {
    DeliveryReport report;
    std::string by;
};

bool is_mail(const Request& request) {
    const std::string type = request.header("Content-Type");
    const std::string name = type.substr(0, type.find_first_of("; "));
    return same_name(name, "message/rfc822") || same_name(name, "message/global");
}

Result<DeliveryReport> report_in(const BodyAsked& body, Language language) {
    using Action = DeliveryReport::Action;
    if (body.message_id.empty() || body.recipient.empty()) {
        return Error{in_words(language, "cần `message_id` và `recipient`",
                              "`message_id` and `recipient` are needed")};
    }
    for (const Action action :
         {Action::failed, Action::delayed, Action::delivered, Action::relayed, Action::expanded}) {
        if (body.action.empty() ? action == Action::failed : body.action == to_string(action))
            return report_of(body.message_id, body.recipient, action, body.status, body.why);
    }
    return Error{in_words(language, "`action` là một trong: ", "`action` is one of: ") +
                 "failed, delayed, delivered, relayed, expanded"};
}

Result<Told> told_in(const Request& request, Language language) {
    if (is_mail(request)) {
        auto report = read_delivery_report(request.body);
        if (report) return Told{*std::move(report), "bounces"};
        return report.error().within(
            in_words(language, "không hiểu được báo cáo", "the report is not understood"));
    }
    auto body = body_asked(request.body,
                           {"by", "message_id", "recipient", "action", "status", "why"}, language);
    if (!body) return body.error();
    auto report = report_in(*body, language);
    if (!report) return report.error();
    return Told{*std::move(report), body->by.empty() ? "bounces" : body->by};
}

std::string_view word_of(ReportTaken taken) {
    switch (taken) {
        case ReportTaken::recorded: return "recorded";
        case ReportTaken::known: return "known";
        case ReportTaken::information: break;
    }
    return "information";
}

// A report of what we did not send is no fault of whoever passes it on.
Response answer_of(const Vantage& vantage, const Answer& answer, Language language) {
    if (const auto* carried = std::get_if<Carried>(&answer)) {
        const auto taken = carried->report.value_or(ReportTaken::information);
        return json_response(json::serialize(json::object{{"outcome", word_of(taken)}}));
    }
    if (const auto* unknown = std::get_if<NotFound>(&answer)) {
        vantage.needs().report("http: a report of mail is not ours: " + unknown->text);
        return json_response(
            json::serialize(json::object{{"outcome", "unknown"}, {"words", unknown->text}}));
    }
    if (const auto* refusal = std::get_if<Refusal>(&answer)) {
        Response response = problem(409, refusal->text);
        json::object details = json::parse(response.body).as_object();
        details["code"] = refusal->code;
        response.body = json::serialize(details);
        return response;
    }
    const std::string fault = std::get<Error>(answer).text;
    vantage.needs().report("http: report not recorded: " + fault);
    return problem(500,
                   in_words(language, "không có gì thay đổi: ", "nothing was changed: ") + fault);
}

Response take(const Vantage& vantage, const Request& request) {
    if (!is_mail(request)) {
        if (refuse_media_type(request)) {
            return problem(415,
                           "the body must be JSON (send `Content-Type: application/json`) or the "
                           "report itself (`Content-Type: message/rfc822`)");
        }
    }
    const Language language = language_asked(vantage, request);
    if (auto known = knows_query(request, {}, language); !known)
        return problem(400, known.error().text);
    auto told = told_in(request, language);
    if (!told) return problem(400, told.error().text);
    const Heard heard =
        vantage.needs().execute({TakeReport{std::move(told->report)},
                                 who_acts(request.caller, told->by, "bounces"), language},
                                execute_time_max);
    const auto* answer = std::get_if<Answer>(&heard);
    return answer ? answer_of(vantage, *answer, language) : unanswered(heard, language);
}

}  // namespace

void add_report_routes(Router& router, const std::shared_ptr<Vantage>& vantage) {
    router.post("/api/v1/bounces", repeatable(vantage, [vantage](const Request& request) {
                    return take(*vantage, request);
                }));
}

}  // namespace dondoc
