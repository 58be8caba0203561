// Whatever is written into paths, queries and bodies, the daemon answers it and has no fault.
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <regex>

#include <boost/json.hpp>

#include "daemon/http/client.h"
#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

constexpr int of_each_route = 40;

class Fuzz {
public:
    explicit Fuzz(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t end) { return random_() % end; }
    bool one_in(std::size_t n) { return below(n) == 0; }

    template <class List>
    auto any_of(const List& list) {
        return list[below(std::size(list))];
    }

    // A value as it may stand in a URL, mostly encoded as it should be.
    std::string value() {
        if (one_in(4)) return percent_encoded(bytes());
        if (one_in(8)) return any_of(raw);
        return percent_encoded(std::string(any_of(words)));
    }

    std::string query() {
        std::string text;
        const std::size_t count = below(4);
        for (std::size_t i = 0; i < count; ++i) {
            text += i == 0 ? '?' : '&';
            text += one_in(12) ? value() : std::string(any_of(names));
            if (!one_in(12)) text += '=' + value();
        }
        return text;
    }

    std::string body() {
        if (one_in(8)) return bytes();
        if (one_in(12)) return std::string(2000, '[');
        std::string text = "{";
        const std::size_t count = below(5);
        for (std::size_t i = 0; i < count; ++i)
            text += (i == 0 ? "\"" : ",\"") + std::string(any_of(keys)) + "\":" + json();
        if (!one_in(12)) text += '}';
        return text;
    }

    // Path values in place of the names of a pattern.
    std::string path(const std::string& pattern) {
        static const std::regex name(R"(\{[a-z]+\}|\*)");
        std::string text;
        auto at = pattern.cbegin();
        for (std::smatch found; std::regex_search(at, pattern.cend(), found, name);) {
            text += found.prefix().str() + value();
            at = found.suffix().first;
        }
        return text + std::string(at, pattern.cend());
    }

private:
    std::string bytes() {
        std::string text(below(30), ' ');
        for (char& c : text)
            c = static_cast<char>(below(256));
        return text;
    }
    std::string json() {
        if (one_in(3)) return any_of(values);
        return boost::json::serialize(boost::json::string(any_of(words)));
    }

    static constexpr std::array raw{"%",        "%zz", "%00", "%c3%28", "..%2f..",
                                    "%2e%2e/x", "a+b", "//",  "%e1%bb", "%f0%9f%92%a9",
                                    ";",        "?",   "a=b"};
    static constexpr std::array words{"",
                                      "0",
                                      "1",
                                      "-1",
                                      "2",
                                      "9223372036854775807",
                                      "9223372036854775808",
                                      "-9223372036854775808",
                                      "2147483648",
                                      "4294967296",
                                      "99999999999999999999999",
                                      "1e9",
                                      "0x10",
                                      "NaN",
                                      "null",
                                      "true",
                                      "2017-01-30",
                                      "2017-02-30",
                                      "0000-00-00",
                                      "9999-12-31",
                                      "-9999-01-01",
                                      "32767-12-31",
                                      "2017-1-3",
                                      "12:00",
                                      "~",
                                      "~~",
                                      "1~x",
                                      "17000~plan.dang-ky.1.tt-mat",
                                      "-1~plan.dang-ky.1.tt-mat",
                                      "99999999999999999999~plan.dang-ky.1.tt-mat",
                                      "extension~",
                                      "extension~1~x",
                                      "failed_message~9999999999999999999",
                                      "clock~",
                                      "go_ahead~x",
                                      "'",
                                      "\"",
                                      "' OR 1=1 --",
                                      "%s%n",
                                      "../../etc/passwd",
                                      "<script>",
                                      "plan",
                                      "phan",
                                      "tt-mat",
                                      "bv-sa-pa",
                                      "dang-ky",
                                      "be-mac",
                                      "chi",
                                      "plan.dang-ky.1.tt-mat",
                                      "plan.dang-ky.1",
                                      "plan.dang-ky.2147483648.tt-mat",
                                      "....",
                                      "a.b.c.d",
                                      "any",
                                      "owed",
                                      "overdue",
                                      "due_soon",
                                      "undated",
                                      "asking",
                                      "requested",
                                      "sent",
                                      "failed",
                                      "due",
                                      "-due",
                                      "number",
                                      "-number",
                                      "vi",
                                      "en",
                                      "Nguyễn",
                                      "đ",
                                      "\u200b",
                                      "\ufeff",
                                      "\xF0\x9F\x92\xA9",
                                      "/",
                                      "/login",
                                      "//other.example",
                                      "\\",
                                      "\r\n",
                                      "viewer",
                                      "admin"};
    static constexpr std::array names{
        "lang", "limit",  "cursor", "campaign", "unit",   "duty", "status", "due_before",
        "on",   "search", "group",  "state",    "person", "kind", "key",    "after",
        "from", "to",     "sort",   "next",     "x",      "LIMIT"};
    static constexpr std::array keys{
        "by",          "reason",   "document", "dated",     "signer",  "arrived",    "figures",
        "due",         "approver", "to",       "as",        "again",   "to_unit",    "unit",
        "date",        "units",    "from",     "campaign",  "duty",    "until",      "discard",
        "fingerprint", "name",     "role",     "campaigns", "expires", "message_id", "recipient",
        "action",      "status",   "why",      "x"};
    static constexpr std::array values{"1",
                                       "-1",
                                       "1e400",
                                       "99999999999999999999",
                                       "true",
                                       "null",
                                       "[]",
                                       "{}",
                                       "[[]]",
                                       "[\"tt-mat\"]",
                                       "[\"\"]",
                                       "[1]",
                                       "{\"a\":\"1\"}",
                                       "{\"a\":{}}",
                                       "\"\\ud800\"",
                                       "\"\\u0000\"",
                                       "\"a",
                                       "[1,"};

    std::mt19937_64 random_;
};

TEST(FuzzedRequests, FindNoFault) {
    ApiWorld world({.part = "phan"});
    world.live_until("2017-02-08 09:00");
    Fuzz fuzz(5);
    int asked = 0;
    for (const auto& [method, pattern] : world.routes()) {
        if (pattern == "/login") continue;  // weighing a password is slow on purpose
        for (int i = 0; i < of_each_route; ++i, ++asked) {
            const std::string target = fuzz.path(pattern) + fuzz.query();
            const std::string body = method == "POST" ? fuzz.body() : "";
            std::string headers = ApiWorld::authorization();
            if (method == "POST" && !fuzz.one_in(8))
                headers += "Content-Type: application/json\r\n";
            if (fuzz.one_in(8)) headers += "Idempotency-Key: " + fuzz.value() + "\r\n";
            const Reply reply = world.send(method, target, headers, body);
            // The files that a preview reads are those of another test.
            const bool told = pattern.find("/configuration/") != pattern.npos;
            ASSERT_TRUE((reply.status >= 200 && reply.status < 500) ||
                        (told && reply.status == 503))
                << method << ' ' << target << '\n'
                << body << '\n'
                << reply.head << reply.body << testing::PrintToString(world.reported());
        }
    }
    EXPECT_GT(asked, 2000);
}

}  // namespace
}  // namespace dondoc
