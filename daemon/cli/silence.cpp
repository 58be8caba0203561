// What a silence would hold, shown before it is set; and what those that run hold.
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

#include "daemon/cli/answers.h"
#include "daemon/cli/ask.h"

namespace dondoc {

namespace json = boost::json;

std::optional<int> preview_silence(const CommonOptions& common, const ActOptions& options,
                                   const json::object& body) {
    const auto reply = ask(common, {"POST", "/api/v1/silences/preview", body, preview_time_max});
    if (!reply) return print_failure(reply.error());
    if (reply->status != 200) return print_refusal(common, *reply);
    if (common.json) {
        print_json(reply->body);
    } else {
        std::puts(at(reply->body, "text").c_str());
    }
    std::fflush(stdout);
    if (options.yes) return {};
    const Language language = language_of(reply->body);
    if (common.json || isatty(STDIN_FILENO) == 0) {
        std::fputs(in_words(language, "Chưa giữ thư nào; thêm --yes để giữ.\n",
                            "nothing was silenced; add --yes to do it\n")
                       .c_str(),
                   stderr);
        return 1;
    }
    if (says_yes(in_words(language, "Giữ thư? [c/K] ", "Silence? [y/N] "))) return {};
    std::fputs(in_words(language, "Chưa giữ thư nào.\n", "nothing was silenced\n").c_str(), stderr);
    return 1;
}

void tell_silences(const json::object& body) {
    const Language language = language_of(body);
    bool any = false;
    each(body, "items", [&](const json::object& one) {
        any = true;
        std::puts(at(one, "words").c_str());
        std::puts(fmt::format(fmt::runtime(in_words(language, "  đang giữ {} lượt nhắc",
                                                    "  holds {} notices now")),
                              at(one, "holds"))
                      .c_str());
        each(one, "held", [&](const json::object& held) {
            std::puts(fmt::format("    {}  {}  {}", day_shown(at(held, "day"), language),
                                  at(held, "rung"), at(held, "obligation"))
                          .c_str());
        });
    });
    if (!any)
        std::puts(in_words(language, "Không có đợt giữ thư nào.", "Nothing is silenced.").c_str());
}

}  // namespace dondoc
