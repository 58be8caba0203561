// What people decide over the API.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

std::string state_of(ApiWorld& world, const std::string& id) {
    return std::string(world.get("/api/v1/obligations/" + id).object().at("state").as_string());
}

TEST(Api, CarriesAnObligationThroughEveryDecision) {
    ApiWorld world;
    const std::string id = registration("tt-phap-y");
    const std::string path = "/api/v1/obligations/" + id;
    EXPECT_EQ(world.post(path + "/extend", R"({"reason":"bão","due":"2017-02-10"})").status, 200);
    EXPECT_EQ(world.post(path + "/submit", R"({"document":"7/ĐK"})").status, 200);
    EXPECT_EQ(world.post(path + "/return", R"({"reason":"thiếu chữ ký"})").status, 200);
    EXPECT_EQ(state_of(world, id), "returned");
    EXPECT_EQ(world.post(path + "/submit", "").status, 200);
    const Reply accepted = world.post(path + "/accept");
    EXPECT_EQ(accepted.status, 200);
    EXPECT_EQ(accepted.object().at("state").as_string(), "accepted");
    EXPECT_TRUE(accepted.object().at("next").is_null());
    const std::string other = registration("tt-mat");
    EXPECT_EQ(
        world.post("/api/v1/obligations/" + other + "/waive", R"({"reason":"giải thể"})").status,
        200);
    EXPECT_EQ(state_of(world, other), "waived");
}

TEST(Api, RecordsWhoActedAndCleansWhatTheyWrote) {
    ApiWorld world;
    const std::string path = "/api/v1/obligations/" + registration("tt-mat");
    // Decomposed letters and a line break come out as NFC on one line.
    world.post(path + "/submit", R"({"by":"tccb","document":"12/BC","reason":"nộp\ntrực tiếp"})");
    const auto why = world.get(path + "/why").object();
    const auto& submitted = why.at("events").as_array().at(1).as_object();
    EXPECT_EQ(submitted.at("by").as_string(), "tccb");
    EXPECT_EQ(submitted.at("words").as_string(),
              "đã nộp, văn bản đến ngày 09/01/2017, số 12/BC: nộp trực tiếp");
    EXPECT_EQ(why.at("obligation").as_object().at("arrived").as_string(), "2017-01-09");
}

TEST(Api, MovesPhasesByHandWithAReason) {
    ApiWorld world;
    const std::string path = "/api/v1/campaigns/plan/phases/so-ket";
    const Reply without = world.post(path + "/open");
    EXPECT_EQ(without.status, 409);
    EXPECT_EQ(without.object().at("code").as_string(), "reason_missing");
    EXPECT_EQ(without.object().at("phase").as_object().at("state").as_string(), "planned");
    for (const auto& [verb, state] : {std::pair{"open", "open"}, std::pair{"hold", "held"},
                                      std::pair{"release", "open"}, std::pair{"close", "closed"}}) {
        const Reply moved =
            world.post(path + "/" + verb, R"({"by":"tccb","reason":"theo chỉ đạo"})");
        EXPECT_EQ(moved.status, 200) << verb << " " << moved.body;
        EXPECT_EQ(moved.object().at("state").as_string(), state);
    }
    EXPECT_EQ(world.post("/api/v1/campaigns/plan/phases/dang-ky/skip", R"({"reason":"x"})").status,
              200);
    EXPECT_EQ(state_of(world, registration("tt-mat")), "withdrawn");
}

TEST(Api, PausesAndResumesAllSending) {
    ApiWorld world;
    const Reply paused =
        world.post("/api/v1/sending/pause", R"({"by":"tccb","reason":"kiểm tra"})");
    EXPECT_EQ(paused.status, 200);
    EXPECT_TRUE(paused.object().at("paused").as_bool());
    EXPECT_EQ(
        world.get("/api/v1/status").object().at("paused").as_object().at("reason").as_string(),
        "kiểm tra");
    const Reply twice = world.post("/api/v1/sending/pause", R"({"reason":"lại"})");
    EXPECT_EQ(twice.status, 409);
    EXPECT_EQ(twice.object().at("code").as_string(), "already_paused");
    EXPECT_EQ(twice.object().at("sending").as_object().at("reason").as_string(), "kiểm tra");
    EXPECT_EQ(world.post("/api/v1/sending/resume", R"({"reason":"xong"})").status, 200);
    EXPECT_TRUE(world.get("/api/v1/status").object().at("paused").is_null());
}

}  // namespace
}  // namespace dondoc
