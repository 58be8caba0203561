// `apply`: shows what the running daemon's files would change, asks, and has it applied.
#include <cstdio>

#include <unistd.h>

#include "daemon/cli/answers.h"
#include "daemon/cli/ask.h"

namespace dondoc {

namespace {

namespace json = boost::json;

void print_preview(const CommonOptions& common, const json::object& preview) {
    if (common.json) {
        print_json(preview);
    } else {
        std::fputs(preview.at("text").as_string().c_str(), stdout);
    }
    std::fflush(stdout);
}

int apply(const CommonOptions& common, const ApplyOptions& options, const json::value& print) {
    Question question{"POST", "/api/v1/configuration/apply", {}};
    question.body["fingerprint"] = print;
    question.body["by"] = options.by.empty() ? login_name() : options.by;
    const auto reply = ask(common, question);
    if (!reply) return print_failure(reply.error());
    if (reply->status != 200) return print_refusal(common, *reply);
    if (common.json) {
        print_json(reply->body);
    } else {
        std::puts(in_words(language_of(reply->body), "Đã áp dụng.", "Applied.").c_str());
    }
    return 0;
}

}  // namespace

int run_apply(const CommonOptions& common, const ApplyOptions& options) {
    const auto reply = ask(common, {"POST", "/api/v1/configuration/preview", {}, preview_time_max});
    if (!reply) return print_failure(reply.error());
    if (reply->status != 200) return print_refusal(common, *reply);
    print_preview(common, reply->body);
    const Language language = language_of(reply->body);
    const json::value& fingerprint = reply->body.at("fingerprint");
    if (options.yes) return apply(common, options, fingerprint);
    if (!reply->body.at("changed").as_bool()) return 0;
    if (common.json || isatty(STDIN_FILENO) == 0) {
        std::fputs(in_words(language, "Chưa áp dụng gì; thêm --yes để áp dụng.\n",
                            "nothing was applied; add --yes to apply it\n")
                       .c_str(),
                   stderr);
        return 1;
    }
    if (says_yes(in_words(language, "Áp dụng? [c/K] ", "Apply? [y/N] ")))
        return apply(common, options, fingerprint);
    std::fputs(in_words(language, "Chưa áp dụng gì.\n", "nothing was applied\n").c_str(), stderr);
    return 1;
}

}  // namespace dondoc
