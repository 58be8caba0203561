// Somebody who is logged in to the pages of an ApiWorld, at another machine.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>
#include <utility>

#include "daemon/http/client.h"
#include "tests/daemon/http/api_world.h"

namespace dondoc {

class Visitor {
public:
    // `limits` goes on in JSON after the role: `,"units":["tt-mat"]`.
    Visitor(ApiWorld& world, const std::string& name, const std::string& role,
            const std::string& limits = "")
        : world_(world) {
        const Reply made =
            world.post("/api/v1/tokens", R"({"name":")" + name + R"(","role":")" + role +
                                             R"(","password":"mot hai ba bon")" + limits + "}");
        EXPECT_EQ(made.status, 200) << made.body;
        const Reply in =
            send("/login", {{"name", name}, {"password", "mot hai ba bon"}, {"next", "/"}});
        EXPECT_EQ(in.status, 303) << in.body;
        const std::string set = in.header("Set-Cookie");
        cookie_ = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
        std::smatch found;
        const std::string page = get("/").body;
        const std::regex field("name=\"csrf\" value=\"([A-Za-z0-9_-]+)\"");
        EXPECT_TRUE(std::regex_search(page, found, field)) << page;
        if (!found.empty()) csrf_ = found[1];
    }

    Reply get(const std::string& path) { return world_.get_from(machine, path, cookie_); }

    // A form of the pages, with what they alone know.
    Reply post(const std::string& path, Pairs fields) {
        fields.emplace_back("csrf", csrf_);
        return send(path, fields);
    }

    // The same as any page could send it.
    Reply send(const std::string& path, const Pairs& fields) {
        std::string form;
        for (const auto& [name, value] : fields)
            form += (form.empty() ? "" : "&") + name + '=' + percent_encoded(value);
        const std::string answer = world_.answer(
            "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + cookie_ +
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                std::to_string(form.size()) + "\r\n\r\n" + form,
            machine);
        const auto end = answer.find("\r\n\r\n");
        return {std::stoi(answer.substr(9, 3)), answer.substr(0, end + 2), answer.substr(end + 4)};
    }

private:
    static constexpr const char* machine = "192.0.2.7";
    ApiWorld& world_;
    std::string cookie_;
    std::string csrf_;
};

}  // namespace dondoc
