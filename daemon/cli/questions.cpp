// `status`, `why` and the accounts: what is asked of the daemon.
#include <cstdio>
#include <optional>

#include "daemon/cli/answers.h"
#include "daemon/cli/ask.h"
#include "daemon/cli/given_days.h"
#include "daemon/http/client.h"

namespace dondoc {

namespace {

namespace json = boost::json;

// How many overdue obligations `status` lists by itself.
constexpr int overdue_shown = 20;
constexpr const char* page_size = "500";

std::string query_of(std::initializer_list<std::pair<std::string_view, std::string>> asked) {
    std::string query;
    for (const auto& [name, value] : asked) {
        if (value.empty()) continue;
        query += (query.empty() ? "?" : "&") + std::string(name) + "=" + percent_encoded(value);
    }
    return query;
}

// The answer, or, with what was wrong already printed, nothing.
std::optional<json::object> answer_to(const CommonOptions& common, const std::string& path) {
    auto reply = ask(common, {"GET", path, {}});
    if (!reply) {
        print_failure(reply.error());
        return {};
    }
    if (reply->status != 200) {
        print_refusal(common, *reply);
        return {};
    }
    return std::move(reply->body);
}

// One page of a list, and where the next begins.
struct Listed {
    std::vector<json::object> items;
    std::string cursor;
};
std::optional<Listed> listed(const CommonOptions& common, const std::string& path) {
    const auto body = answer_to(common, path);
    if (!body) return {};
    Listed list;
    each(*body, "items", [&](const json::object& one) { list.items.push_back(one); });
    list.cursor = at(*body, "next_cursor");
    return list;
}

// All that an answer lists, page by page; `path` with its query.
std::optional<std::vector<json::object>> all_of(const CommonOptions& common,
                                                const std::string& path) {
    std::vector<json::object> all;
    std::string cursor;
    do {
        const auto page = listed(common, path + (cursor.empty() ? "" : "&cursor=" + cursor));
        if (!page) return {};
        all.insert(all.end(), page->items.begin(), page->items.end());
        cursor = percent_encoded(page->cursor);
    } while (!cursor.empty());
    return all;
}

using Tell = void (*)(const std::vector<json::object>&, Language);

int list(const CommonOptions& common, const std::string& path, const std::string& language,
         Tell tell) {
    const auto status = answer_to(common, "/api/v1/status" + query_of({{"lang", language}}));
    if (!status) return 1;
    const auto all = all_of(common, path);
    if (!all) return 1;
    if (common.json) {
        for (const json::object& one : *all)
            print_json(one);
        return 0;
    }
    tell(*all, language_of(*status));
    return 0;
}

template <class Print>
int answer(const CommonOptions& common, const std::string& path, Print print) {
    const auto body = answer_to(common, path);
    if (!body) return 1;
    if (common.json) {
        print_json(*body);
    } else {
        print(*body);
    }
    return 0;
}

}  // namespace

int run_status(const CommonOptions& common, const StatusOptions& options) {
    const std::string& language = options.language;
    const auto asked = [&](std::string_view name, const std::string& value) {
        return query_of({{name, value}, {"limit", page_size}, {"lang", language}});
    };
    if (options.overdue)
        return list(common, "/api/v1/obligations" + asked("status", "overdue"), language,
                    tell_overdue);
    if (options.failed)
        return list(common, "/api/v1/messages" + asked("state", "failed"), language, tell_failed);
    Standings all;
    auto status = answer_to(common, "/api/v1/status" + query_of({{"lang", language}}));
    if (!status) return 1;
    if (common.json) {
        print_json(*status);
        return 0;
    }
    all.status = *std::move(status);
    auto campaigns =
        listed(common, "/api/v1/campaigns" + query_of({{"limit", page_size}, {"lang", language}}));
    if (!campaigns) return 1;
    all.campaigns = std::move(campaigns->items);
    auto overdue =
        listed(common, "/api/v1/obligations" + query_of({{"status", "overdue"},
                                                         {"limit", std::to_string(overdue_shown)},
                                                         {"lang", language}}));
    if (!overdue) return 1;
    all.overdue = std::move(overdue->items);
    all.more_overdue = !overdue->cursor.empty();
    tell_status(all);
    return 0;
}

int run_account(const CommonOptions& common, const AccountOptions& options) {
    const std::string id = percent_encoded(options.id);
    const std::string query = query_of({{"lang", options.language}});
    if (options.what == "silences")
        return answer(common, "/api/v1/silences" + query, tell_silences);
    if (options.what == "indicators")
        return answer(common, "/api/v1/campaigns/" + id + "/indicators" + query, tell_indicators);
    if (options.what == "eligibility")
        return answer(common, "/api/v1/campaigns/" + id + "/eligibility" + query, tell_eligibility);
    return answer(common, "/api/v1/units/" + id + "/record" + query, tell_record);
}

int run_why(const CommonOptions& common, const WhyOptions& options) {
    const bool number = options.what.find_first_not_of("0123456789") == std::string::npos;
    const bool key = options.what.find('/') != std::string::npos;
    if ((number || key) && !options.on.empty()) {
        std::fprintf(stderr, "dondoc: --on goes with an obligation, not with a message\n");
        return 2;
    }
    std::string on;
    if (!options.on.empty()) {
        const auto day = given_day("--on", options.on);
        if (!day) {
            std::fprintf(stderr, "dondoc: %s\n", day.error().text.c_str());
            return 2;
        }
        on = iso_date(*day);
    }
    const std::string query =
        query_of({{"on", on}, {"key", key ? options.what : ""}, {"lang", options.language}});
    const std::string what = percent_encoded(options.what);
    if (key) return answer(common, "/api/v1/messages/why" + query, tell_message_why);
    if (number)
        return answer(common, "/api/v1/messages/" + what + "/why" + query, tell_message_why);
    return answer(common, "/api/v1/obligations/" + what + "/why" + query, tell_why);
}

}  // namespace dondoc
