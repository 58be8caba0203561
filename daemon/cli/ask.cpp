#include "daemon/cli/ask.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>

#include <pwd.h>
#include <unistd.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "config/state_directory.h"
#include "daemon/http/client.h"
#include "daemon/service/state_directory.h"

namespace dondoc {

namespace json = boost::json;

Result<Reply> ask(const CommonOptions& common, const Question& question) {
    auto directory = common.state_directory;
    if (directory.empty()) {
        auto named = state_directory_of(common.config);
        if (!named) return named.error();
        directory = *std::move(named);
    }
    const auto address = StateDirectory::read_address(directory);
    if (!address) {
        return address.error().within("no daemon has run on " + directory.string() +
                                      "; start it with `dondoc serve`; if the key state_directory "
                                      "was edited, give --state-directory with the old one");
    }
    Call call;
    call.base_url = *address;
    call.method = question.method;
    call.path = question.path;
    call.time_max = question.time_max;
    // Reading is mostly open without, so it is tried by whoever may not read the token too.
    auto token = StateDirectory::read_token(directory);
    if (token) call.token = *token;
    if (question.method != "GET") {
        if (!token) return token.error();
        call.json_body = json::serialize(question.body);
    }
    const auto response = call_daemon(call);
    if (!response) return response.error();
    boost::system::error_code failed;
    const json::value body = json::parse(response->body, failed);
    if (failed || !body.is_object()) {
        return Error{*address +
                     " does not answer as dondoc does; is another program listening there?"};
    }
    return Reply{response->status, body.get_object()};
}

bool says_yes(const std::string& question) {
    std::fputs(question.c_str(), stderr);
    std::string line;
    std::getline(std::cin, line);
    return line == "y" || line == "Y" || line == "yes" || line == "c" || line == "C" ||
           line == "có";
}

std::string login_name() {
    if (const char* person = std::getenv("SUDO_USER"); person && *person) return person;
    if (const passwd* account = getpwuid(getuid())) return account->pw_name;
    return "uid " + std::to_string(getuid());
}

void print_json(const json::object& body) {
    std::puts(json::serialize(body).c_str());
}

int print_refusal(const CommonOptions& common, const Reply& reply) {
    const json::value* detail = reply.body.if_contains("detail");
    const std::string text = detail && detail->is_string()
                                 ? std::string(detail->get_string())
                                 : "status " + std::to_string(reply.status);
    if (common.json) print_json(reply.body);
    std::fprintf(stderr, "%s\n", text.c_str());
    return 1;
}

int print_failure(const Error& error) {
    std::fprintf(stderr, "%s\n", error.text.c_str());
    return 1;
}

}  // namespace dondoc
