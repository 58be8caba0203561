#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "daemon/cli/answers.h"
#include "daemon/web/texts.h"

namespace dondoc {

namespace {

namespace json = boost::json;

void tell_sentences(const json::object& body) {
    const json::value* sentences = body.if_contains("sentences");
    if (!sentences || !sentences->is_array()) return;
    for (const json::value& one : sentences->get_array()) {
        if (one.is_string()) std::puts(("  " + std::string(one.get_string())).c_str());
    }
}

struct Moment {
    std::string at;  // RFC 3339, all of one zone
    std::string words;
};

// Who did it, unless the daemon did by itself.
std::string by_whom(const json::object& event) {
    const std::string by = at(event, "by");
    return by.empty() || by == "dondoc" ? "" : "  [" + by + "]";
}

// What happened and who was told, in one order.
std::vector<Moment> story_of(const json::object& body) {
    std::vector<Moment> story;
    each(body, "events", [&](const json::object& event) {
        story.push_back({at(event, "at"), at(event, "words") + by_whom(event)});
    });
    each(body, "notices", [&](const json::object& notice) {
        story.push_back(
            {at(notice, "moment"),
             at(notice, "state_words") + ": " + at(notice, "whom") + "; " + at(notice, "words")});
    });
    std::ranges::stable_sort(story, {}, &Moment::at);
    return story;
}

void tell_story(const std::vector<Moment>& story, Language language) {
    for (const Moment& one : story) {
        std::puts(fmt::format("  {}  {}", moment_shown(one.at, language), one.words).c_str());
    }
}

}  // namespace

void tell_why(const json::object& body) {
    const Language language = language_of(body);
    const json::object& obligation = object_at(body, "obligation");
    const std::string deadline = at(object_at(obligation, "deadline"), "words");
    std::puts(fmt::format("{}\n{}: {}", at(obligation, "id"), at(obligation, "unit_name"),
                          at(obligation, "deliverable"))
                  .c_str());
    const auto line = [&](const char* name, const std::string& words) {
        if (!words.empty()) std::puts((text(name, language) + ": " + words).c_str());
    };
    line("state", at(obligation, "standing"));
    line("deadline", deadline.empty() ? text("undated", language) : deadline);
    const json::object& call = object_at(obligation, "call");
    const std::string phone = at(call, "phone");
    const std::string name = at(call, "name");
    line("call", name + (name.empty() || phone.empty() ? "" : ", ") + phone);
    each(body, "address_faults",
         [](const json::object& one) { std::puts(("  ! " + at(one, "words")).c_str()); });
    const json::object& next = object_at(obligation, "next");
    const std::string when = at(next, "at");
    line("next", at(next, "words") + (when.empty() ? "" : ", " + moment_shown(when, language)));
    const json::object& day = object_at(body, "day");
    if (!day.empty()) {
        std::puts((day_shown(at(day, "on"), language) + ":").c_str());
        tell_sentences(day);
    }
    std::puts((text("story", language) + ":").c_str());
    tell_story(story_of(body), language);
}

void tell_message_why(const json::object& body) {
    std::puts(at(object_at(body, "message"), "subject").c_str());
    tell_sentences(body);
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
    std::vector<Moment> story;
    each(body, "events", [&](const json::object& event) {
        story.push_back({at(event, "at"), at(event, "words") + by_whom(event)});
    });
    tell_story(story, language_of(body));
}

}  // namespace dondoc
