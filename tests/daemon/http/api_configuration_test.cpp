// The configuration read again over the API: what is answered to each thing the daemon may say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

using testing::HasSubstr;

constexpr const char* preview_path = "/api/v1/configuration/preview";
constexpr const char* apply_path = "/api/v1/configuration/apply";

Preview preview_with(std::size_t notices) {
    Preview preview;
    preview.fingerprint = "f1";
    preview.file = "/etc/dondoc/dondoc.toml";
    Difference& told = preview.difference;
    told.campaigns = {{CampaignChange::Kind::changed, "plan"}};
    told.obligations = {{ObligationChange::Kind::withdrawn,
                         *ObligationId::parse("plan.dang-ky.1.bv-sa-pa"),
                         "not_in_definition",
                         parse_iso_date("2017-01-29"),
                         {}}};
    Foreseen notice;
    notice.at = *parse_rfc3339("2017-01-24T07:30:00+07:00");
    notice.campaign = "plan";
    notice.duty = "dang-ky";
    notice.unit = "bv-sa-pa";
    notice.rung = "-5.contact";
    notice.key = "plan/dang-ky/1/bv-sa-pa/1/-5.contact";
    told.notices.assign(notices, {NoticeChange::Kind::lost, notice, {}});
    told.messages = {{true, Instant{}, "m1@soyte.example", "an@soyte.example", "Nhắc"}};
    return preview;
}

TEST(ApiConfiguration, ShowsWhatWouldChange) {
    ApiWorld world({.preview = preview_with(1)});
    const Reply reply = world.post(preview_path);
    ASSERT_EQ(reply.status, 200) << reply.body;
    const auto shown = reply.object();
    EXPECT_EQ(shown.at("fingerprint"), "f1");
    EXPECT_EQ(shown.at("changed"), true);
    const auto& obligation = shown.at("obligations").at("items").at(0);
    EXPECT_EQ(obligation.at("change"), "withdrawn");
    EXPECT_EQ(obligation.at("before"), "2017-01-29");
    EXPECT_EQ(obligation.at("after"), nullptr);
    EXPECT_EQ(obligation.at("why"), "không còn trong kế hoạch");
    const auto& notices = shown.at("notices");
    EXPECT_EQ(notices.at("lost"), 1);
    EXPECT_EQ(notices.at("gained"), 0);
    EXPECT_EQ(notices.at("items").at(0).at("after"), nullptr);
    EXPECT_EQ(notices.at("items").at(0).at("before").at("at"), "2017-01-24T07:30:00+07:00");
    EXPECT_EQ(shown.at("messages").at("gained"), 1);
    EXPECT_EQ(shown.at("messages").at("items").at(0).at("message"), "m1@soyte.example");
    EXPECT_THAT(std::string(shown.at("text").as_string()), HasSubstr("rút: không còn"));
    const auto english = world.post(std::string(preview_path) + "?lang=en").object();
    EXPECT_THAT(std::string(english.at("text").as_string()), HasSubstr("withdrawn: not in"));
}

TEST(ApiConfiguration, CountsAllAndListsSoMany) {
    ApiWorld world({.preview = preview_with(5001)});
    const auto notices = world.post(preview_path).object().at("notices");
    EXPECT_EQ(notices.at("lost"), 5001);
    EXPECT_EQ(notices.at("left_out"), 1);
    EXPECT_EQ(notices.at("items").as_array().size(), 5000u);
}

TEST(ApiConfiguration, AppliesWhatWasPreviewedAndSaysWhoAsked) {
    ApiWorld world({.applied = Reconfigured{}});
    const Reply reply = world.post(apply_path, R"({"fingerprint":"f1","by":"tccb"})");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.object(), (boost::json::object{{"applied", true}, {"language", "vi"}}));
    world.post(apply_path, R"({"fingerprint":"f2"})");
    EXPECT_EQ(world.applied(), "f1 by tccb\nf2 by api\n");
}

TEST(ApiConfiguration, NeverAppliesBlindly) {
    ApiWorld world({.applied = Reconfigured{}});
    for (const char* body : {"{}", R"({"fingerprint":""})"}) {
        const Reply reply = world.post(apply_path, body);
        EXPECT_EQ(reply.status, 400);
        EXPECT_THAT(reply.detail(), HasSubstr("ask for a preview"));
    }
    EXPECT_EQ(world.post(apply_path, R"({"fingerprint":1})").status, 400);
    EXPECT_EQ(world.post(preview_path, R"({"fingerprint":"f1"})").status, 400);
    EXPECT_EQ(world.applied(), "");
}

TEST(ApiConfiguration, TellsEveryFaultWithItsPlace) {
    const FaultyFiles faulty{
        {{Severity::error, "ladders.toml", 3, 7, "unknown key 'att'; did you mean 'at'?"},
         {Severity::error, "dondoc.toml", 1, 1, "unknown key 'zne'; did you mean 'zone'?"}}};
    ApiWorld world({.preview = faulty, .applied = faulty});
    for (const Reply& reply :
         {world.post(preview_path), world.post(apply_path, R"({"fingerprint":"f1"})")}) {
        EXPECT_EQ(reply.status, 422);
        const auto answer = reply.object();
        EXPECT_EQ(answer.at("code"), "faulty_files");
        ASSERT_EQ(answer.at("faults").as_array().size(), 2u);
        EXPECT_EQ(answer.at("faults").at(0).at("line"), 3);
        EXPECT_EQ(answer.at("faults").at(0).at("file"), "ladders.toml");
        EXPECT_THAT(reply.detail(), HasSubstr("\nladders.toml:3:7: error: unknown key 'att'"));
        EXPECT_THAT(reply.detail(), HasSubstr("không có gì thay đổi"));
    }
}

TEST(ApiConfiguration, SaysWhyNothingWasApplied) {
    const char* body = R"({"fingerprint":"f1"})";
    ApiWorld changed({.applied = FilesChanged{}});
    const Reply reply = changed.post(apply_path, body);
    EXPECT_EQ(reply.status, 409);
    EXPECT_EQ(reply.object().at("code"), "files_changed");
    EXPECT_THAT(changed.post(std::string(apply_path) + "?lang=en", body).detail(),
                HasSubstr("ask for another preview"));
    ApiWorld busy({.applied = Busy{}});
    EXPECT_EQ(busy.post(apply_path, body).status, 503);
    EXPECT_EQ(busy.post(apply_path, body).header("Retry-After"), "10");
    EXPECT_THAT(busy.post(apply_path, body).detail(), HasSubstr("đang được đọc lại"));
    ApiWorld loop({.applied = Busy{Busy::With::loop}});
    EXPECT_EQ(loop.post(apply_path, body).status, 503);
    EXPECT_THAT(loop.post(apply_path, body).detail(), HasSubstr("chưa nhận được cấu hình"));
    ApiWorld stopping({.preview = Busy{Busy::With::stopping}});
    EXPECT_EQ(stopping.post(preview_path).status, 503);
    EXPECT_THAT(stopping.post(preview_path).detail(), HasSubstr("Hệ thống đang dừng"));
    ApiWorld broken({.applied = Error{"commit: disk is full"}});
    EXPECT_EQ(broken.post(apply_path, body).status, 500);
    EXPECT_THAT(broken.post(apply_path, body).detail(), HasSubstr("disk is full"));
    EXPECT_THAT(broken.reported(), testing::Contains(HasSubstr("disk is full")));
}

TEST(ApiConfiguration, AsksForTheToken) {
    ApiWorld world({.applied = Reconfigured{}});
    for (const char* path : {preview_path, apply_path}) {
        const Reply reply = world.send("POST", path, "Content-Type: application/json\r\n", "{}");
        EXPECT_EQ(reply.status, 401) << path;
    }
    EXPECT_EQ(world.applied(), "");
}

}  // namespace
}  // namespace dondoc
