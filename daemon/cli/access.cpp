// `token` and `user`: who may ask the daemon for what.
#include <cstdio>
#include <iostream>

#include <termios.h>
#include <unistd.h>

#include "daemon/cli/answers.h"
#include "daemon/cli/ask.h"
#include "daemon/cli/given_days.h"
#include "daemon/http/client.h"

namespace dondoc {

namespace {

namespace json = boost::json;
using Access = AccessOptions::Verb;

// Nothing is shown of what is typed meanwhile.
class Blind {
public:
    Blind() {
        if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~Blind() {
        if (changed_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    Blind(const Blind&) = delete;
    Blind& operator=(const Blind&) = delete;

private:
    termios before_{};
    bool changed_ = false;
};

std::string typed(const char* prompt) {
    std::fputs(prompt, stderr);
    std::string line;
    {
        const Blind blind;
        std::getline(std::cin, line);
    }
    std::fputs("\n", stderr);
    return line;
}

// Typed twice at a terminal; else the first line of the standard input.
Result<std::string> password_given() {
    std::string line;
    if (!isatty(STDIN_FILENO)) {
        std::getline(std::cin, line);
        return line;
    }
    line = typed("password: ");
    if (typed("the same again: ") != line) return Error{"the two differ; nothing was changed"};
    return line;
}

std::string joined(const json::object& item, std::string_view key) {
    std::string text;
    for (const json::value& one : item.at(key).as_array())
        text += (text.empty() ? "" : ",") + std::string(one.as_string());
    return text.empty() ? "–" : text;
}

void tell_list(const json::object& body) {
    const Language language = language_of(body);
    const auto head = [&](const char* vi, const char* en) { return in_words(language, vi, en); };
    std::vector<std::vector<std::string>> rows{
        {head("tên", "name"), head("loại", "kind"), head("vai trò", "role"),
         head("kế hoạch", "campaigns"), head("đơn vị", "units"), head("hết hạn", "expires"),
         head("dùng lần cuối", "last used"), head("tình trạng", "standing")}};
    each(body, "items", [&](const json::object& item) {
        std::string standing = at(item, "standing");
        if (standing == "revoked") standing += ": " + at(item, "revoked_reason");
        rows.push_back({at(item, "name"), at(item, "kind"), at(item, "role"),
                        joined(item, "campaigns"), joined(item, "units"),
                        day_shown(at(item, "expires"), language),
                        day_shown(at(item, "used_at").substr(0, 10), language), standing});
    });
    std::fputs(columns(rows).c_str(), stdout);
}

int list(const CommonOptions& common, const AccessOptions& options) {
    const std::string lang = options.language.empty() ? "" : "?lang=" + options.language;
    const auto reply = ask(common, {"GET", "/api/v1/tokens" + lang, {}});
    if (!reply) return print_failure(reply.error());
    if (reply->status != 200) return print_refusal(common, *reply);
    if (common.json)
        print_json(reply->body);
    else
        tell_list(reply->body);
    return 0;
}

// What is wrong, or "".
std::string fill(const AccessOptions& options, Question& question) {
    json::object& body = question.body;
    body["by"] = options.by.empty() ? login_name() : options.by;
    if (options.verb == Access::revoke) {
        question.path += "/" + percent_encoded(options.name) + "/revoke";
        body["reason"] = options.reason;
        return {};
    }
    if (options.verb == Access::password) {
        question.path += "/" + percent_encoded(options.name) + "/password";
    } else {
        body["name"] = options.name;
        body["role"] = options.role;
        body["campaigns"] = json::array(options.campaigns.begin(), options.campaigns.end());
        body["units"] = json::array(options.units.begin(), options.units.end());
        if (!options.expires.empty()) {
            const auto day = given_day("--expires", options.expires);
            if (!day) return day.error().text;
            body["expires"] = iso_date(*day);
        }
    }
    if (!options.user) return {};
    const auto password = password_given();
    if (!password) return password.error().text;
    if (password->empty()) return "no password was given";
    body["password"] = *password;
    return {};
}

}  // namespace

int run_access(const CommonOptions& common, const AccessOptions& options) {
    if (options.verb == Access::list) return list(common, options);
    Question question{"POST", "/api/v1/tokens", {}};
    if (const std::string wrong = fill(options, question); !wrong.empty()) {
        std::fprintf(stderr, "dondoc: %s\n", wrong.c_str());
        return 2;
    }
    const auto reply = ask(common, question);
    if (!reply) return print_failure(reply.error());
    if (reply->status != 200) return print_refusal(common, *reply);
    if (common.json) {
        print_json(reply->body);
        return 0;
    }
    // The token alone on standard output, so that it can go into a file.
    const std::string token = at(reply->body, "token");
    std::fprintf(token.empty() ? stdout : stderr, "%s\n", at(reply->body, "done").c_str());
    if (!token.empty()) std::puts(token.c_str());
    return 0;
}

}  // namespace dondoc
