#include <cstdio>

#include <fmt/format.h>

#include "daemon/cli/ask.h"
#include "daemon/cli/given_days.h"
#include "daemon/http/client.h"

namespace dondoc {

namespace {

std::string path_of(const ActOptions& options) {
    if (options.verb == "clock confirm") return "/api/v1/clock/confirm";
    if (options.verb == "pause" || options.verb == "resume" || options.verb == "go-ahead")
        return "/api/v1/sending/" + options.verb;
    if (options.verb == "silence") return "/api/v1/silences";
    if (options.verb == "unsilence")
        return fmt::format("/api/v1/silences/{}/end", percent_encoded(options.target));
    if (options.verb == "retry" || options.verb == "discard")
        return fmt::format("/api/v1/messages/{}/{}", percent_encoded(options.target), options.verb);
    if (options.verb == "confirm-contact" || options.verb == "revoke-links")
        return fmt::format("/api/v1/units/{}/{}", percent_encoded(options.target), options.verb);
    if (options.verb == "event")
        return fmt::format("/api/v1/campaigns/{}/events/{}", percent_encoded(options.target),
                           percent_encoded(options.event));
    const bool all_of_a_unit = options.verb == "hand-over" && !options.unit.empty();
    if (options.verb == "suspend" || options.verb == "unsuspend" || all_of_a_unit)
        return fmt::format("/api/v1/campaigns/{}/{}", percent_encoded(options.target),
                           options.verb);
    if (options.verb.starts_with("phase ")) {
        const auto dot = options.target.find('.');
        const std::string campaign = options.target.substr(0, dot);
        const std::string phase = dot == std::string::npos ? "" : options.target.substr(dot + 1);
        return fmt::format("/api/v1/campaigns/{}/phases/{}/{}", percent_encoded(campaign),
                           percent_encoded(phase), options.verb.substr(6));
    }
    return fmt::format("/api/v1/obligations/{}/{}", percent_encoded(options.target), options.verb);
}

// What was done, as the daemon says it.
std::string done_line(const ActOptions& options, const boost::json::object& body) {
    const boost::json::value* done = body.if_contains("done");
    const std::string words = done && done->is_string() ? std::string(done->get_string()) : "";
    if (options.target.empty() || words.empty()) return options.target + words;
    return options.target + ": " + words;
}

// "indicator=1,2", each indicator once. What is wrong, or "".
std::string add_figures(const std::vector<std::string>& given, boost::json::object& body) {
    boost::json::object figures;
    for (const std::string& one : given) {
        const auto sign = one.find('=');
        if (sign == std::string::npos || sign == 0)
            return fmt::format("«{}» is not a figure; write it as indicator=1,2", one);
        const std::string indicator = one.substr(0, sign);
        if (figures.contains(indicator))
            return fmt::format("«{}» is given twice; give one figure of each indicator", indicator);
        figures[indicator] = one.substr(sign + 1);
    }
    if (!figures.empty()) body["figures"] = std::move(figures);
    return {};
}

// As the API writes them. What is wrong, or "".
std::string add_days(const ActOptions& options, boost::json::object& body) {
    const std::pair<const char*, const std::string*> days[] = {
        {"arrived", &options.arrived}, {"due", &options.due},   {"date", &options.date},
        {"dated", &options.dated},     {"from", &options.from}, {"to", &options.to},
        {"until", &options.until}};
    for (const auto& [key, given] : days) {
        if (given->empty()) continue;
        const auto day = given_day(std::string("--") + key, *given);
        if (!day) return day.error().text;
        body[key] = iso_date(*day);
    }
    return {};
}

}  // namespace

int run_act(const CommonOptions& common, const ActOptions& options) {
    if (options.verb.starts_with("phase ") && options.target.find('.') == std::string::npos) {
        std::fprintf(stderr, "dondoc: «%s» is not a phase; write it as campaign.phase\n",
                     options.target.c_str());
        return 2;
    }
    Question question{"POST", path_of(options), {}};
    question.body["by"] = options.by.empty() ? login_name() : options.by;
    const auto add = [&](const char* key, const std::string& value) {
        if (!value.empty()) question.body[key] = value;
    };
    add("reason", options.reason);
    add("document", options.document);
    add("as", options.as);
    add("tell", options.tell);
    add("unit", options.unit);
    add("to_unit", options.to_unit);
    add("signer", options.signer);
    add("approver", options.approver);
    add("campaign", options.campaign);
    add("duty", options.duty);
    if (const auto wrong = add_days(options, question.body); !wrong.empty()) {
        std::fprintf(stderr, "dondoc: %s\n", wrong.c_str());
        return 2;
    }
    if (options.again) question.body["again"] = true;
    if (options.discard) question.body["discard"] = true;
    if (!options.units.empty())
        question.body["units"] = boost::json::array(options.units.begin(), options.units.end());
    if (const auto wrong = add_figures(options.figures, question.body); !wrong.empty()) {
        std::fprintf(stderr, "dondoc: %s\n", wrong.c_str());
        return 2;
    }
    if (options.verb == "silence") {
        if (const auto status = preview_silence(common, options, question.body)) return *status;
    }
    const auto reply = ask(common, question);
    if (!reply) return print_failure(reply.error());
    if (reply->status != 200) return print_refusal(common, *reply);
    if (common.json) {
        print_json(reply->body);
    } else {
        std::puts(done_line(options, reply->body).c_str());
    }
    if (const auto* warnings = reply->body.if_contains("warnings"); warnings && !common.json) {
        for (const boost::json::value& one : warnings->as_array())
            std::fprintf(stderr, "warning: %s\n", one.as_string().c_str());
    }
    return 0;
}

}  // namespace dondoc
