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
    EXPECT_EQ(world
                  .post(path + "/extend",
                        R"({"reason":"bão","due":"2017-02-10","approver":"Giám đốc Sở"})")
                  .status,
              200);
    EXPECT_EQ(world
                  .post(path + "/submit",
                        R"({"document":"7/ĐK","dated":"2017-01-09","signer":"Giám đốc"})")
                  .status,
              200);
    EXPECT_EQ(world.post(path + "/return", R"({"reason":"thiếu chữ ký"})").status, 200);
    EXPECT_EQ(state_of(world, id), "returned");
    EXPECT_EQ(world.post(path + "/submit", R"({"reason":"nộp trực tiếp"})").status, 200);
    const Reply accepted = world.post(path + "/accept");
    EXPECT_EQ(accepted.status, 200);
    EXPECT_EQ(accepted.object().at("state").as_string(), "accepted");
    EXPECT_TRUE(accepted.object().at("next").is_null());
    const std::string other = registration("tt-mat");
    EXPECT_EQ(world
                  .post("/api/v1/obligations/" + other + "/waive",
                        R"({"reason":"giải thể","approver":"Giám đốc Sở"})")
                  .status,
              200);
    EXPECT_EQ(state_of(world, other), "waived");
}

TEST(Api, ShowsARequestUntilItIsAnsweredAndWhyItWasGranted) {
    ApiWorld world;
    const std::string id = registration("tt-mat");
    const std::string path = "/api/v1/obligations/" + id;
    EXPECT_TRUE(world.get(path).object().at("request").is_null());
    const Reply asked = world.post(
        path + "/request", R"({"by":"tccb","to":"2017-02-06","reason":"lũ","document":"9/CV"})");
    EXPECT_EQ(asked.status, 200) << asked.body;
    const auto request = asked.object().at("request").as_object();
    EXPECT_EQ(request.at("to").as_string(), "2017-02-06");
    EXPECT_EQ(request.at("reason").as_string(), "lũ");
    EXPECT_EQ(request.at("document").as_string(), "9/CV");
    EXPECT_THAT(world.get("/api/v1/obligations?status=requested").ids(), testing::ElementsAre(id));
    EXPECT_EQ(world.get("/api/v1/status").object().at("counters").at("requested").as_int64(), 1);
    EXPECT_THAT(world.get("/?status=requested").body,
                testing::HasSubstr("xin gia hạn đến 06/02/2017"));

    const Reply granted =
        world.post(path + "/extend", R"({"reason":"đồng ý","approver":"Giám đốc Sở"})");
    EXPECT_EQ(granted.status, 200) << granted.body;
    EXPECT_TRUE(granted.object().at("request").is_null());
    EXPECT_EQ(granted.object().at("deadline").at("granted").as_string(), "2017-02-06");
    const std::string why = world.get(path + "/why").body;
    EXPECT_THAT(why, testing::HasSubstr("xin gia hạn đến hết ngày 06/02/2017, số 9/CV: lũ"));
    EXPECT_THAT(why, testing::HasSubstr("gia hạn đến hết ngày 06/02/2017, người cho phép: Giám "
                                        "đốc Sở: đồng ý"));
}

TEST(Api, SaysInASentenceWhatAnActHasDone) {
    ApiWorld world;
    const std::string path = "/api/v1/obligations/" + registration("tt-mat");
    const auto done = [&](const std::string& act, const std::string& body) {
        const Reply reply = world.post(act, body);
        EXPECT_EQ(reply.status, 200) << reply.body;
        const auto object = reply.object();
        const auto* words = object.if_contains("done");
        return words ? std::string(words->as_string()) : "";
    };
    EXPECT_THAT(done(path + "/request", R"({"to":"2017-02-06","reason":"lũ"})"),
                testing::StartsWith("đã ghi đề nghị gia hạn đến hết ngày 06/02/2017; còn "));
    EXPECT_THAT(done(path + "/extend", R"({"reason":"đồng ý","approver":"Giám đốc Sở"})"),
                testing::StartsWith("đã gia hạn đến hết ngày 06/02/2017; còn "));
    EXPECT_EQ(done("/api/v1/campaigns/plan/suspend",
                   R"({"units":["tt-mat"],"from":"2017-01-09","to":"2017-01-24",)"
                   R"("reason":"lũ","approver":"Giám đốc Sở"})"),
              "tt-mat tạm dừng từ ngày 09/01/2017 đến hết ngày 24/01/2017; thời hạn không đổi");
    EXPECT_EQ(done("/api/v1/campaigns/plan/unsuspend", R"({"units":["tt-mat"],"reason":"rút"})"),
              "tt-mat không còn tạm dừng");
    EXPECT_EQ(done("/api/v1/sending/pause", R"({"reason":"bão"})"), "đã tạm dừng việc gửi: bão");
    EXPECT_EQ(done("/api/v1/sending/resume", R"({"reason":"bão tan"})"),
              "việc gửi tiếp tục: bão tan");
}

TEST(Api, ShowsWhichUnitsAreSuspendedAndThatItsDeadlinesStay) {
    ApiWorld world;
    const std::string path = "/api/v1/obligations/" + registration("tt-mat");
    const auto deadline = world.get(path).object().at("deadline");
    const Reply done =
        world.post("/api/v1/campaigns/plan/suspend",
                   R"({"by":"tccb","units":["tt-mat"],"from":"2017-01-09","to":"2017-01-24",)"
                   R"("reason":"lũ","approver":"Giám đốc Sở"})");
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(done.object().at("suspensions").as_array().size(), 1u);

    const auto one = world.get(path).object();
    EXPECT_EQ(one.at("standing").as_string(), "tạm dừng đến hết ngày 24/01/2017");
    EXPECT_EQ(one.at("suspended").at("approver").as_string(), "Giám đốc Sở");
    EXPECT_EQ(one.at("deadline"), deadline);
    EXPECT_EQ(one.at("next").at("rung").as_string(), "+1.head");
    EXPECT_EQ(one.at("next").at("at").as_string(), "2017-02-02T07:30:00+07:00");
    EXPECT_TRUE(world.get("/api/v1/obligations/" + registration("tt-phap-y"))
                    .object()
                    .at("suspended")
                    .is_null());
    EXPECT_THAT(world.get("/").body, testing::HasSubstr("tạm dừng đến hết ngày 24/01/2017"));

    EXPECT_EQ(world
                  .post("/api/v1/campaigns/plan/unsuspend",
                        R"({"by":"tccb","units":["tt-mat"],"reason":"nước rút"})")
                  .status,
              200);
    EXPECT_TRUE(world.get(path).object().at("suspended").is_null());
    const std::string why = world.get(path + "/why").body;
    EXPECT_THAT(why, testing::HasSubstr("tạm dừng từ ngày 09/01/2017 đến hết ngày 24/01/2017, "
                                        "người cho phép: Giám đốc Sở, thời hạn không đổi: lũ"));
    EXPECT_THAT(why, testing::HasSubstr("kết thúc tạm dừng sớm: nước rút"));
    const auto campaign = world.get("/api/v1/campaigns/plan").object();
    const auto& ended = campaign.at("suspensions").at(0).at("ended");
    EXPECT_EQ(ended.at("reason").as_string(), "nước rút");
}

TEST(Api, SilencesWhatAUnitIsToldShowsWhatThatHoldsAndEndsIt) {
    ApiWorld world;
    const std::string path = "/api/v1/obligations/" + registration("tt-mat");
    const auto preview = world
                             .post("/api/v1/silences/preview",
                                   R"({"campaign":"plan","units":["tt-mat"],"until":"2017-01-24"})")
                             .object();
    EXPECT_GT(preview.at("notices").as_int64(), 0);
    EXPECT_EQ(preview.at("items").at(0).at("obligation").as_string(), registration("tt-mat"));
    EXPECT_TRUE(world.get("/api/v1/silences").object().at("items").as_array().empty());

    const Reply done =
        world.post("/api/v1/silences", R"({"by":"tccb","campaign":"plan","units":["tt-mat"],)"
                                       R"("until":"2017-01-24","reason":"hội nghị"})");
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_THAT(done.body, testing::HasSubstr("giữ thư nhắc đến hết ngày 24/01/2017"));
    world.live_until("2017-01-18 09:00");
    const auto one = world.get("/api/v1/silences").object().at("items").at(0);
    EXPECT_EQ(one.at("number").as_int64(), 1);
    EXPECT_EQ(one.at("by").as_string(), "tccb");
    EXPECT_EQ(one.at("reason").as_string(), "hội nghị");
    EXPECT_EQ(one.at("until").as_string(), "2017-01-24");
    EXPECT_GT(one.at("holds").as_int64(), 0);
    EXPECT_EQ(one.at("held").at(0).at("obligation").as_string(), registration("tt-mat"));

    const std::string words = "đến hết ngày 24/01/2017, người đặt tccb: hội nghị";
    for (const std::string where : {"/", "/api/v1/status"})
        EXPECT_THAT(world.get(where).body, testing::HasSubstr(words)) << where;
    const auto standing = world.get(path).object();
    EXPECT_THAT(std::string(standing.at("silenced").as_string()), testing::HasSubstr(words));
    EXPECT_EQ(standing.at("next").at("at").as_string(), "2017-01-25T07:30:00+07:00");
    EXPECT_THAT(world.get(path + "/why?on=2017-01-18").body,
                testing::HasSubstr("\"code\":\"silenced\""));

    EXPECT_EQ(world.post("/api/v1/silences/1/end", R"({"reason":"hoãn"})").status, 200);
    EXPECT_TRUE(world.get(path).object().at("silenced").is_null());
    EXPECT_THAT(world.get(path + "/why").body, testing::HasSubstr("kết thúc sớm đợt giữ thư số 1"));
}

TEST(Api, RefusesASilenceAndSaysWhatWouldBeAccepted) {
    ApiWorld world;
    const std::string path = "/api/v1/silences";
    EXPECT_THAT(world.post(path, R"({"until":"2017-01-24","reason":"x"})").detail(),
                testing::HasSubstr("--campaign"));
    EXPECT_THAT(world.post(path, R"({"campaign":"khac","until":"2017-01-24","reason":"x"})").body,
                testing::HasSubstr("unknown_campaign"));
    const Reply far = world.post(path, R"({"campaign":"plan","until":"2018-01-24","reason":"x"})");
    EXPECT_EQ(far.status, 409);
    EXPECT_THAT(far.detail(), testing::HasSubstr("chỉ nhận từ 09/01/2017"));
    const std::string preview = path + "/preview";
    EXPECT_EQ(world.post(preview, R"({"campaign":"plan","until":"2018-01-24"})").status, 409);
    EXPECT_EQ(world.post(preview, R"({"campaign":"plan","until":"mai"})").status, 400);
    EXPECT_EQ(world.send("POST", preview, "", "{}").status, 401) << "it takes its time";
    EXPECT_THAT(world.post(path + "/7/end", R"({"reason":"x"})").body,
                testing::HasSubstr("not_silenced"));
}

TEST(Api, RecordsWhoActedAndCleansWhatTheyWrote) {
    ApiWorld world;
    const std::string path = "/api/v1/obligations/" + registration("tt-mat");
    // Decomposed letters and a line break come out as NFC on one line.
    world.post(path + "/submit",
               R"({"by":"tccb","document":"12/BC","dated":"2017-01-06","signer":"Giám đốc",)"
               R"("reason":"nộp\ntrực tiếp"})");
    const auto why = world.get(path + "/why").object();
    const auto& submitted = why.at("events").as_array().at(1).as_object();
    EXPECT_EQ(submitted.at("by").as_string(), "tccb");
    EXPECT_EQ(submitted.at("words").as_string(),
              "đã nộp, văn bản đến ngày 09/01/2017, số 12/BC, ký ngày 06/01/2017, người ký: Giám "
              "đốc: nộp trực tiếp");
    EXPECT_EQ(why.at("obligation").as_object().at("arrived").as_string(), "2017-01-09");
}

TEST(Api, RemindsAtOnceOnBehalfOfTheCoordinatorAndOfNobodyElse) {
    ApiWorld world;
    const std::string path = "/api/v1/obligations/" + registration("tt-mat") + "/remind";
    const Reply refused = world.post(path, R"({"as":"tt-phap-y","reason":"họp"})");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.object().at("code").as_string(), "not_entitled");
    const Reply without = world.post(path, R"({"as":"phong-tccb"})");
    EXPECT_EQ(without.object().at("code").as_string(), "reason_missing");
    const Reply asked = world.post(path, R"({"as":"phong-tccb","reason":"họp","by":"tccb"})");
    EXPECT_EQ(asked.status, 200) << asked.body;
    const auto why = world.get("/api/v1/obligations/" + registration("tt-mat") + "/why").object();
    EXPECT_THAT(std::string(why.at("events").as_array().at(1).as_object().at("words").as_string()),
                testing::HasSubstr("nhắc ngay theo yêu cầu của"));
    EXPECT_EQ(why.at("notices").as_array().back().as_object().at("rung").as_string(),
              "by-hand-1.contact");
    EXPECT_EQ(world.post("/api/v1/obligations/plan.x.1.y/remind", R"({"as":"phong-tccb"})").status,
              404);
}

TEST(Api, HandsOverOneObligationOrAllThatAUnitHasOpenAndTellsBothSidesWhy) {
    ApiWorld world({.edit = [](Campaign& campaign) {
        for (Duty& duty : campaign.duties)
            duty.obligors = {"tt-mat"};
    }});
    const Reply one = world.post("/api/v1/obligations/" + registration("tt-mat") + "/hand-over",
                                 R"({"to_unit":"bv-sa-pa","reason":"Thông báo 15","by":"lan"})");
    ASSERT_EQ(one.status, 200) << one.body;
    EXPECT_EQ(one.object().at("state").as_string(), "withdrawn");
    const std::string given =
        world.get("/api/v1/obligations/" + registration("tt-mat") + "/why").body;
    EXPECT_THAT(given, testing::HasSubstr("\"bàn giao cho "));
    EXPECT_THAT(given, testing::HasSubstr("Sa Pa: Thông báo 15\""));
    const auto taken =
        world.get("/api/v1/obligations/" + registration("bv-sa-pa") + "/why").object();
    const auto& took = taken.at("events").as_array().at(1).as_object();
    EXPECT_EQ(took.at("by").as_string(), "lan");
    EXPECT_THAT(std::string(took.at("words").as_string()), testing::HasSubstr("nhận bàn giao từ "));
    EXPECT_THAT(std::string(took.at("words").as_string()), testing::HasSubstr(": Thông báo 15"));
    const Reply all = world.post("/api/v1/campaigns/plan/hand-over",
                                 R"({"unit":"tt-mat","to_unit":"bv-sa-pa","reason":"Thông báo"})");
    EXPECT_EQ(all.status, 200) << all.body;
    EXPECT_EQ(all.object().at("id").as_string(), "plan");
    EXPECT_EQ(world.get("/api/v1/obligations?unit=tt-mat&status=owed").ids().size(), 0u);
    EXPECT_EQ(world.post("/api/v1/obligations/plan.x.1.y/hand-over").status, 404);
    EXPECT_EQ(world.post("/api/v1/campaigns/plam/hand-over").status, 404);
}

TEST(Api, ConfirmsTheContactOfAUnitAndShowsWhen) {
    ApiWorld world;
    EXPECT_TRUE(world.get("/api/v1/units/tt-mat").object().at("contact_confirmed_at").is_null());
    const Reply confirmed = world.post("/api/v1/units/tt-mat/confirm-contact", R"({"by":"lan"})");
    EXPECT_EQ(confirmed.status, 200) << confirmed.body;
    const auto unit = world.get("/api/v1/units/tt-mat").object();
    EXPECT_TRUE(unit.at("contact_confirmed_at").is_string());
    EXPECT_EQ(unit.at("contact_confirmed_by").as_string(), "lan");
    EXPECT_EQ(world.post("/api/v1/units/tt-mut/confirm-contact").status, 404);
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

TEST(Api, SetsTheDayOfAnEventAndMovesWhatHangsOnIt) {
    ApiWorld world({.congress = true});
    const std::string path = "/api/v1/campaigns/plan/events/be-mac";
    const std::string report = "/api/v1/obligations/plan.dai-hoi.1.bv-sa-pa";
    const auto unknown = world.get("/api/v1/campaigns/plan").object().at("events").as_array();
    ASSERT_EQ(unknown.size(), 1u);
    EXPECT_TRUE(unknown[0].as_object().at("day").is_null());
    EXPECT_EQ(world.get(report).object().at("next").as_object().at("words").as_string(),
              "chờ định ngày diễn ra «Bế mạc Đại hội»");

    const Reply set =
        world.post(path, R"({"by":"tccb","date":"2017-03-10","reason":"Thông báo 15"})");
    EXPECT_EQ(set.status, 200) << set.body;
    EXPECT_EQ(set.object().at("id").as_string(), "be-mac");
    EXPECT_EQ(set.object().at("day").as_string(), "2017-03-10");
    EXPECT_EQ(set.object().at("by").as_string(), "tccb");
    EXPECT_EQ(set.object().at("reason").as_string(), "Thông báo 15");
    EXPECT_EQ(set.object().at("at").as_string(), "2017-01-09T08:00:00+07:00");
    const auto deadline = world.get(report).object().at("deadline").as_object();
    EXPECT_EQ(deadline.at("last_permitted").as_string(), "2017-03-24");
    EXPECT_THAT(std::string(deadline.at("words").as_string()),
                testing::HasSubstr("“Bế mạc Đại hội” (10/3/2017)"));
    const auto campaign = world.get("/api/v1/campaigns/plan").object();
    EXPECT_EQ(campaign.at("events").as_array()[0].as_object().at("day").as_string(), "2017-03-10");
    const auto& duty = campaign.at("duties").as_array()[3].as_object();
    EXPECT_EQ(duty.at("occurrences")
                  .as_array()[0]
                  .as_object()
                  .at("deadline")
                  .as_object()
                  .at("last_permitted")
                  .as_string(),
              "2017-03-24");
}

TEST(Api, TellsOfAnEventInTheReasonsOfWhatHangsOnIt) {
    ApiWorld world({.congress = true});
    world.post("/api/v1/campaigns/plan/events/be-mac",
               R"({"by":"tccb","date":"2017-03-10","reason":"Thông báo 15"})");
    const auto why = world.get("/api/v1/obligations/plan.dai-hoi.1.tt-mat/why").object();
    std::string told = "\n";
    for (const auto& one : why.at("events").as_array()) {
        told += std::string(one.at("event").as_string()) + "  " +
                std::string(one.at("by").as_string()) + "  " +
                std::string(one.at("words").as_string()) + "\n";
    }
    EXPECT_EQ(told, R"(
obligation_born  dondoc  bắt đầu theo dõi; chưa định ngày
event_dated  tccb  «Bế mạc Đại hội»: ngày 10/3/2017; Thông báo 15
round_begun  tccb  vòng nhắc mới: sự kiện của kế hoạch được định ngày; ngày cuối được phép 24/3/2017
)");
}

TEST(Api, RefusesADayOfAnEventAndShowsTheEventAsItStands) {
    ApiWorld world({.congress = true});
    const std::string path = "/api/v1/campaigns/plan/events/be-mac";
    const Reply without = world.post(path, R"({"date":"2017-03-10"})");
    EXPECT_EQ(without.status, 409);
    EXPECT_EQ(without.object().at("code").as_string(), "reason_missing");
    EXPECT_TRUE(without.object().at("event").as_object().at("day").is_null());
    EXPECT_EQ(world.post(path, R"({"reason":"x"})").object().at("code").as_string(),
              "date_missing");
    const Reply no_day = world.post(path, R"({"date":"10/3/2017","reason":"x"})");
    EXPECT_EQ(no_day.status, 400);
    EXPECT_THAT(no_day.detail(), testing::HasSubstr("`date` là «10/3/2017», không phải là ngày"));
    const Reply misspelt =
        world.post("/api/v1/campaigns/plan/events/be-mak", R"({"date":"2017-03-10","reason":"x"})");
    EXPECT_EQ(misspelt.status, 404);
    EXPECT_THAT(misspelt.detail(), testing::HasSubstr("có phải là «be-mac»?"));
    EXPECT_EQ(world.send("POST", path, "", R"({"date":"2017-03-10","reason":"x"})").status, 401);
}

TEST(Api, SaysWhichPeriodARecurringDutyIsAbout) {
    ApiWorld world({.congress = true});
    const auto report = world.get("/api/v1/obligations/plan.hang-thang.2017-02.bv-sa-pa").object();
    const auto& period = report.at("period").as_object();
    EXPECT_EQ(period.at("words").as_string(),
              "kỳ tháng 02/2017, số liệu từ ngày 15/01/2017, chốt hết ngày 14/02/2017");
    EXPECT_EQ(period.at("from").as_string(), "2017-02-01");
    EXPECT_EQ(period.at("cutoff").as_string(), "2017-02-14");
    const auto once = world.get("/api/v1/obligations/" + registration("tt-mat")).object();
    EXPECT_TRUE(once.at("period").is_null());
    const std::string page = world.get("/obligations/plan.hang-thang.2017-02.bv-sa-pa").body;
    EXPECT_THAT(page, testing::HasSubstr("Báo cáo tháng, kỳ tháng 02/2017"));
    EXPECT_THAT(page, testing::HasSubstr("chốt hết ngày 14/02/2017"));
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
