// `status`, `why` and the accounts: what the daemon tells, as lines for people.
#include <cstdio>

#include <fmt/format.h>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "daemon/cli/ask.h"
#include "daemon/http/client.h"

namespace dondoc {

namespace {

namespace json = boost::json;

// The text or number at a key; "" for null and for what is not there.
std::string at(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    if (!value || value->is_null()) return {};
    return value->is_string() ? std::string(value->get_string()) : json::serialize(*value);
}

const json::object& object_at(const json::object& object, std::string_view key) {
    static const json::object empty;
    const json::value* value = object.if_contains(key);
    return value && value->is_object() ? value->get_object() : empty;
}

template <class Print>
void each(const json::object& object, std::string_view key, Print print) {
    const json::value* value = object.if_contains(key);
    if (!value || !value->is_array()) return;
    for (const json::value& one : value->get_array()) {
        if (one.is_object()) print(one.get_object());
    }
}

void print_status(const json::object& body) {
    const auto line = [](std::string_view name, const std::string& value) {
        if (!value.empty()) std::puts(fmt::format("{:<12} {}", name, value).c_str());
    };
    line("version", at(body, "version"));
    line("now", at(body, "now"));
    const json::object& pause = object_at(body, "paused");
    if (!pause.empty()) line("paused", at(pause, "by") + ": " + at(pause, "reason"));
    line("rehearsal", at(body, "rehearsal"));
    for (const auto& counter : object_at(body, "counters")) {
        line(counter.key(), json::serialize(counter.value()));
    }
    line("next", at(body, "next_moment"));
}

void print_sentences(const json::object& body) {
    const json::value* sentences = body.if_contains("sentences");
    if (!sentences || !sentences->is_array()) return;
    for (const json::value& one : sentences->get_array()) {
        if (one.is_string()) std::puts(("  " + std::string(one.get_string())).c_str());
    }
}

void print_message_why(const json::object& body) {
    std::puts(at(object_at(body, "message"), "subject").c_str());
    print_sentences(body);
    each(body, "notices", [](const json::object& notice) {
        const std::string unit = at(notice, "unit_name");
        std::puts(fmt::format("- {}{}", unit.empty() ? "" : unit + ": ", at(notice, "deliverable"))
                      .c_str());
        for (const char* key : {"words", "why_person", "quote", "dropped"}) {
            const std::string text = at(notice, key);
            if (text.empty()) continue;
            const bool quote = std::string_view(key) == "quote";
            const bool dropped = std::string_view(key) == "dropped";
            std::puts(("    " + (quote ? "«" + text + "»" : dropped ? "✗ " + text : text)).c_str());
        }
    });
    each(body, "events", [](const json::object& event) {
        std::puts(
            fmt::format("  {}  {}  [{}]", at(event, "at"), at(event, "words"), at(event, "by"))
                .c_str());
    });
}

void print_why(const json::object& body) {
    const json::object& obligation = object_at(body, "obligation");
    const json::object& deadline = object_at(obligation, "deadline");
    std::puts(fmt::format("{}\n{}: {}\n{}", at(obligation, "id"), at(obligation, "unit_name"),
                          at(obligation, "deliverable"), at(obligation, "standing"))
                  .c_str());
    std::puts(fmt::format("{} ({} / {})", at(deadline, "words"), at(deadline, "last_permitted"),
                          at(deadline, "last_working"))
                  .c_str());
    each(body, "events", [](const json::object& event) {
        std::puts(
            fmt::format("  {}  {}  [{}]", at(event, "at"), at(event, "words"), at(event, "by"))
                .c_str());
    });
    each(body, "notices", [](const json::object& notice) {
        std::puts(fmt::format("  {}  {:<16}  {:<11}  {}", at(notice, "moment"), at(notice, "rung"),
                              at(notice, "state"), at(notice, "words"))
                      .c_str());
    });
    const json::object& day = object_at(body, "day");
    if (!day.empty()) {
        std::puts((at(day, "on") + ":").c_str());
        print_sentences(day);
    }
    const json::object& next = object_at(obligation, "next");
    std::puts(fmt::format("→ {}  {}", at(next, "words"), at(next, "at")).c_str());
}

void print_indicators(const json::object& body) {
    std::puts(at(body, "title").c_str());
    each(body, "items", [](const json::object& item) {
        const json::object& indicator = object_at(item, "indicator");
        std::puts(fmt::format("{}  {} {}: {}", at(indicator, "id"), at(indicator, "title"),
                              at(item, "target_words"), at(item, "words"))
                      .c_str());
        each(item, "units", [](const json::object& unit) {
            std::puts(fmt::format("  {}  target {}  actual {}  plan {}  own {}", at(unit, "unit"),
                                  at(object_at(unit, "target"), "value"),
                                  at(object_at(unit, "actual"), "value"), at(unit, "plan"),
                                  at(unit, "own"))
                          .c_str());
        });
    });
}

void print_eligibility(const json::object& body) {
    std::puts(at(body, "title").c_str());
    each(body, "gates", [](const json::object& gate) {
        std::puts(
            fmt::format("{}  {} ({})", at(gate, "id"), at(gate, "title"), at(gate, "blocks_words"))
                .c_str());
    });
    each(body, "items", [](const json::object& unit) {
        std::puts(
            fmt::format("{} {}", at(unit, "passed") == "true" ? "✓" : "✗", at(unit, "unit_name"))
                .c_str());
        each(unit, "gates", [](const json::object& gate) {
            each(gate, "requirements", [](const json::object& requirement) {
                each(requirement, "facts", [](const json::object& fact) {
                    std::puts(fmt::format("  {} {}", at(fact, "met") == "true" ? "✓" : "✗",
                                          at(fact, "words"))
                                  .c_str());
                });
            });
        });
    });
}

void print_record(const json::object& body) {
    std::puts(at(body, "unit_name").c_str());
    each(body, "items", [](const json::object& item) {
        std::puts(fmt::format("  {:>3}  {}  {}  {} / {}  ↩ {}  + {}", at(item, "days_late"),
                              at(item, "obligation"), at(item, "how_words"),
                              at(item, "last_permitted"), at(item, "arrived"), at(item, "returns"),
                              at(item, "extensions"))
                      .c_str());
    });
    for (const auto& part : object_at(body, "sum"))
        std::puts(
            fmt::format("{:<12} {}", std::string_view(part.key()), json::serialize(part.value()))
                .c_str());
    std::puts(at(body, "counting").c_str());
    each(body, "taken_over", [](const json::object& item) {
        std::puts(fmt::format("  ⇐ {}  {:>3}  {}  {}  {}  {}", at(item, "passed_on"),
                              at(item, "days_late"), at(item, "unit_name"), at(item, "obligation"),
                              at(item, "how_words"), at(item, "last_permitted"))
                      .c_str());
    });
    const json::value* taken = body.if_contains("taken_over");
    if (taken && taken->is_array() && !taken->get_array().empty())
        std::puts(at(body, "counting_taken_over").c_str());
}

template <class Print>
int answer(const CommonOptions& common, const std::string& path, Print print) {
    const auto reply = ask(common, {"GET", path, {}});
    if (!reply) return print_failure(reply.error());
    if (reply->status != 200) return print_refusal(common, *reply);
    if (common.json) {
        std::puts(json::serialize(reply->body).c_str());
    } else {
        print(reply->body);
    }
    return 0;
}

}  // namespace

int run_status(const CommonOptions& common) {
    return answer(common, "/api/v1/status", print_status);
}

int run_account(const CommonOptions& common, const AccountOptions& options) {
    const std::string id = percent_encoded(options.id);
    if (options.what == "indicators")
        return answer(common, "/api/v1/campaigns/" + id + "/indicators", print_indicators);
    if (options.what == "eligibility")
        return answer(common, "/api/v1/campaigns/" + id + "/eligibility", print_eligibility);
    return answer(common, "/api/v1/units/" + id + "/record", print_record);
}

int run_why(const CommonOptions& common, const WhyOptions& options) {
    std::string query;
    const auto add = [&](std::string_view name, const std::string& value) {
        if (value.empty()) return;
        query += (query.empty() ? "?" : "&") + std::string(name) + "=" + percent_encoded(value);
    };
    const bool number = options.what.find_first_not_of("0123456789") == std::string::npos;
    const bool key = options.what.find('/') != std::string::npos;
    if ((number || key) && !options.on.empty()) {
        std::fprintf(stderr, "dondoc: --on goes with an obligation, not with a message\n");
        return 2;
    }
    add("on", options.on);
    if (key) add("key", options.what);
    add("lang", options.language);
    const std::string what = percent_encoded(options.what);
    if (key) return answer(common, "/api/v1/messages/why" + query, print_message_why);
    if (number)
        return answer(common, "/api/v1/messages/" + what + "/why" + query, print_message_why);
    return answer(common, "/api/v1/obligations/" + what + "/why" + query, print_why);
}

}  // namespace dondoc
