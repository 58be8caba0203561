#include <cstdio>

#include <fmt/format.h>

#include "daemon/cli/answers.h"
#include "daemon/web/texts.h"

namespace dondoc {

namespace {

namespace json = boost::json;

// «Nguyễn Văn A, 0912 345 678»; what is not known is said.
std::string whom_to_ring(const json::object& obligation, Language language) {
    const json::object& call = object_at(obligation, "call");
    const std::string phone = at(call, "phone");
    const std::string name = at(call, "name");
    return (name.empty() ? "" : name + ", ") + (phone.empty() ? text("no_phone", language) : phone);
}

void tell_head(const json::object& status, Language language) {
    const auto line = [](const std::string& words) { std::puts(words.c_str()); };
    const bool is_virtual = at(status, "virtual_clock") == "true";
    line(fmt::format("dondoc {}  {}{}", at(status, "version"),
                     moment_shown(at(status, "now"), language),
                     is_virtual ? " (" + text("virtual", language) + ")" : ""));
    const json::object& standstill = object_at(status, "standstill");
    if (!standstill.empty()) line(at(standstill, "words"));
    const json::object& pause = object_at(status, "paused");
    if (!pause.empty())
        line(text("paused", language) + ": " + at(pause, "reason") + " (" + at(pause, "by") + ")");
    for (const char* key : {"clock", "go_ahead"})
        if (const std::string words = at(object_at(status, key), "words"); !words.empty())
            line(words);
    each(status, "silences", [&](const json::object& one) { line(at(one, "words")); });
    each(status, "channels_down", [&](const json::object& one) { line(at(one, "words")); });
    each(status, "address_faults", [&](const json::object& one) { line(at(one, "words")); });
    if (const std::string rehearsal = at(status, "rehearsal"); !rehearsal.empty())
        line(text("rehearsal", language) + ' ' + rehearsal);
    const json::object& counters = object_at(status, "counters");
    for (const char* name : {"overdue", "due_soon", "submitted", "requested", "failed", "retrying"})
        line(fmt::format("{:>6}  {}", at(counters, name), text(name, language)));
    const std::string next = at(status, "next_moment");
    line(in_words(language, "Lần làm việc kế tiếp: ", "Next moment: ") +
         moment_shown(next, language));
}

}  // namespace

void tell_failed(const std::vector<json::object>& letters, Language language) {
    for (const json::object& one : letters) {
        const std::string phone = at(one, "phone");
        const std::string address = at(one, "address");
        std::puts(fmt::format("  {} {}  {}  {}{}, {}", text("message", language), at(one, "number"),
                              moment_shown(at(one, "moment"), language), at(one, "person_name"),
                              address.empty() ? "" : " <" + address + ">",
                              phone.empty() ? text("no_phone", language) : phone)
                      .c_str());
        for (const char* key : {"subject", "last_answer"}) {
            if (const std::string words = at(one, key); !words.empty())
                std::puts(("      " + words).c_str());
        }
    }
    std::puts(letters.empty()
                  ? in_words(language, "Không có thư nào gửi không được.", "No letter has failed.")
                        .c_str()
                  : in_words(language,
                             "Gửi lại: dondoc retry SỐ --reason …; đã giải quyết cách khác: "
                             "dondoc discard SỐ --reason …",
                             "Try again: dondoc retry NUMBER --reason …; settled otherwise: "
                             "dondoc discard NUMBER --reason …")
                        .c_str());
}

void tell_overdue(const std::vector<json::object>& overdue, Language language) {
    if (overdue.empty())
        std::puts(in_words(language, "Không có gì quá hạn.", "Nothing is overdue.").c_str());
    for (const json::object& one : overdue) {
        std::puts(fmt::format("  {}: {}", at(one, "unit_name"), at(one, "deliverable")).c_str());
        const std::string last =
            day_shown(at(object_at(one, "deadline"), "last_permitted"), language);
        std::puts(fmt::format("      {}, {} {}; {}: {}", at(one, "standing"),
                              text("last_permitted", language), last, text("call", language),
                              whom_to_ring(one, language))
                      .c_str());
        std::puts(("      " + at(one, "id")).c_str());
    }
}

void tell_status(const Standings& all) {
    const Language language = language_of(all.status);
    tell_head(all.status, language);
    std::puts("");
    std::vector<std::vector<std::string>> rows;
    for (const json::object& campaign : all.campaigns)
        rows.push_back(
            {"  " + at(campaign, "id"), at(campaign, "state_words"), at(campaign, "title")});
    std::puts(in_words(language, "Kế hoạch", "Campaigns").c_str());
    std::fputs(columns(rows).c_str(), stdout);
    if (all.overdue.empty()) return;
    std::puts(("\n" + text("overdue_title", language)).c_str());
    tell_overdue(all.overdue, language);
    if (all.more_overdue)
        std::puts(in_words(language, "  … còn nữa: dondoc status --overdue",
                           "  … and more: dondoc status --overdue")
                      .c_str());
}

}  // namespace dondoc
