// What is sent again under the same `Idempotency-Key`.
#include "daemon/http/repeats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/daemon/http/api_world.h"
#include "tests/daemon/store/world.h"

namespace dondoc {
namespace {

using namespace std::chrono_literals;
using store_test::must;
using testing::HasSubstr;

const std::string waive = "/api/v1/obligations/" + registration("tt-mat") + "/waive?lang=en";
const std::string body = R"({"by":"lan","reason":"giải thể","approver":"Giám đốc"})";

Reply send(ApiWorld& world, const std::string& key, const std::string& path = waive,
           const std::string& text = body) {
    return world.send("POST", path,
                      ApiWorld::authorization() + "Content-Type: application/json\r\n" +
                          "Idempotency-Key: " + key + "\r\n",
                      text);
}

std::size_t decisions(ApiWorld& world) {
    std::size_t waived = 0;
    for (const auto& entry : must(world.store().read().history(registration("tt-mat"))))
        waived += std::holds_alternative<Waived>(entry.event) ? 1 : 0;
    return waived;
}

TEST(Repeats, AreAnsweredWhatTheFirstWasAndHappenOnce) {
    ApiWorld world;
    const Reply first = send(world, "a-1");
    EXPECT_EQ(first.status, 200);
    const Reply again = send(world, "a-1");
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(decisions(world), 1U);
    EXPECT_EQ(send(world, "a-2").status, 409) << "another key is another request";
}

TEST(Repeats, OfATokenTellItsSecretAgain) {
    ApiWorld world;
    const std::string asked = R"({"by":"quan-tri","name":"thu-ky","role":"viewer"})";
    const Reply first = send(world, "a-1", "/api/v1/tokens", asked);
    ASSERT_EQ(first.status, 200);
    EXPECT_EQ(send(world, "a-1", "/api/v1/tokens", asked).object().at("token"),
              first.object().at("token"));
}

TEST(Repeats, AreOfOneRequestOnly) {
    ApiWorld world;
    EXPECT_EQ(send(world, "a-1").status, 200);
    const Reply other = send(world, "a-1", waive, R"({"by":"lan","reason":"khác"})");
    EXPECT_EQ(other.status, 422);
    EXPECT_THAT(other.detail(), HasSubstr("take a new one"));
    EXPECT_EQ(send(world, std::string(201, 'a')).status, 400);
    EXPECT_EQ(send(world, "khóa").status, 400);
}

TEST(Repeats, AreOfWhoeverSentTheFirst) {
    ApiWorld world;
    const TokenAsked asked{"lan", Role::officer, {}, {}, TokenHash::of("lan").hex(), ""};
    world.act({CreateToken{asked}, "quan-tri"});
    EXPECT_EQ(send(world, "a-1").status, 200);
    const Reply other = world.send("POST", waive,
                                   "Authorization: Bearer lan\r\nIdempotency-Key: a-1\r\n"
                                   "Content-Type: application/json\r\n",
                                   body);
    EXPECT_EQ(other.status, 409) << "looked at anew, for somebody else";
}

TEST(Repeats, OfWhatChangedNothingAreLookedAtAnew) {
    ApiWorld world;
    EXPECT_EQ(send(world, "a-1", waive, "{}").status, 409) << "a reason is missing";
    EXPECT_EQ(send(world, "a-1").status, 200);
}

TEST(Repeats, OfWhatCameTooLateAreToldHowItStands) {
    ApiWorld world({.late = 1});
    EXPECT_EQ(send(world, "a-1").status, 504);
    EXPECT_EQ(send(world, "a-1").status, 409);
    EXPECT_EQ(decisions(world), 1U);
}

TEST(Repeats, WaitForTheFirstToEnd) {
    Repeats repeats;
    EXPECT_TRUE(std::holds_alternative<Repeats::First>(repeats.begin("a", "x", 0s)));
    EXPECT_TRUE(std::holds_alternative<Repeats::UnderWay>(repeats.begin("a", "x", 1s)));
    EXPECT_TRUE(std::holds_alternative<Repeats::Different>(repeats.begin("a", "y", 1s)));
    repeats.end("a", problem(503, "busy"));
    EXPECT_TRUE(std::holds_alternative<Repeats::First>(repeats.begin("a", "x", 2s)));
    repeats.end("a", json_response("{}"));
    const auto seen = repeats.begin("a", "x", 3s);
    ASSERT_TRUE(std::holds_alternative<Response>(seen));
    EXPECT_EQ(std::get<Response>(seen).body, "{}");
}

TEST(Repeats, AreForgottenAfterAnHourAndBeyondAThousand) {
    Repeats repeats;
    const auto first = [&](const std::string& key, std::chrono::microseconds uptime) {
        const auto seen = repeats.begin(key, "x", uptime);
        repeats.end(key, json_response("{}"));
        return std::holds_alternative<Repeats::First>(seen);
    };
    EXPECT_TRUE(first("a", 0s));
    EXPECT_FALSE(first("a", 59min));
    EXPECT_TRUE(first("a", 60min));
    EXPECT_TRUE(first("b", 61min));
    for (std::size_t i = 0; i < Repeats::kept_max - 1; ++i)
        EXPECT_TRUE(first("c" + std::to_string(i), 62min));
    EXPECT_FALSE(first("b", 62min)) << "the oldest went first";
    EXPECT_TRUE(first("a", 62min));
}

}  // namespace
}  // namespace dondoc
