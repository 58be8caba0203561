// How things stand, as the API tells it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string text(const boost::json::object& object, std::string_view key) {
    return std::string(object.at(key).as_string());
}

TEST(Api, SaysThatTheProcessAnswersAndThatItIsReady) {
    ApiWorld world;
    EXPECT_EQ(world.get("/healthz").status, 200);
    const Reply ready = world.get("/readyz");
    EXPECT_EQ(ready.status, 200);
    EXPECT_EQ(text(ready.object(), "status"), "ready");
}

TEST(Api, IsHealthyButNotReadyWhileTheLoopIsSilent) {
    ApiWorld world({.alive = false});
    EXPECT_EQ(world.get("/healthz").status, 200);
    const Reply ready = world.get("/readyz");
    EXPECT_EQ(ready.status, 503);
    EXPECT_THAT(ready.detail(), HasSubstr("the loop gives no sign of life"));
}

TEST(Api, IsNotReadyAndSaysWhyWhileNothingCanBeStored) {
    // 07:30 in Hanoi.
    const Instant since = *parse_rfc3339("2017-01-09T07:30:00+07:00");
    ApiWorld world({.standstill = Standstill{since, "commit: disk is full"}});
    const Reply ready = world.get("/readyz");
    EXPECT_EQ(ready.status, 503);
    EXPECT_THAT(ready.detail(), HasSubstr("nothing can be stored: commit: disk is full"));
    const auto status = world.get("/api/v1/status").object();
    EXPECT_EQ(text(status.at("standstill").as_object(), "since"), "2017-01-09T07:30:00+07:00");
    EXPECT_THAT(text(status.at("standstill").as_object(), "words"),
                HasSubstr("Không lưu được gì từ 07:30 ngày 09/01/2017: ổ đĩa đầy («commit: disk "
                          "is full»); "));
    const auto said = world.get("/api/v1/status?lang=en").object();
    EXPECT_THAT(text(said.at("standstill").as_object(), "words"),
                HasSubstr(": commit: disk is full; nothing is sent"));
    EXPECT_THAT(world.get("/").body, HasSubstr("Không lưu được gì từ 07:30"));
}

TEST(Api, CountsWhatIsOverdueDueWaitingAndUndelivered) {
    ApiWorld world;
    world.live_until("2017-02-02 09:00");
    world.post("/api/v1/obligations/" + registration("tt-mat") + "/submit",
               R"({"reason":"nộp trực tiếp"})");
    const auto status = world.get("/api/v1/status").object();
    EXPECT_EQ(text(status, "now"), "2017-02-02T09:00:00+07:00");
    EXPECT_EQ(text(status, "today"), "2017-02-02");
    EXPECT_TRUE(status.at("working_day").as_bool());
    EXPECT_TRUE(status.at("virtual_clock").as_bool());
    EXPECT_TRUE(status.at("paused").is_null());
    const auto& counters = status.at("counters").as_object();
    EXPECT_EQ(counters.at("overdue").as_int64(), 5);
    EXPECT_EQ(counters.at("submitted").as_int64(), 1);
    // One letter to a head without address; four rungs found nobody in a role.
    EXPECT_EQ(counters.at("failed").as_int64(), 5);
    EXPECT_EQ(text(status, "next_moment"), "2017-02-06T07:30:00+07:00");
}

TEST(Api, TellsThatTodayIsAHolidayAndWhich) {
    ApiWorld world;
    world.live_until("2017-01-30 09:00");
    const auto status = world.get("/api/v1/status").object();
    EXPECT_FALSE(status.at("working_day").as_bool());
    EXPECT_EQ(text(status, "day_name"), "Tết Nguyên đán");
}

TEST(Api, ShowsACampaignWithItsPhasesAndWhatEachDutyStillLacks) {
    ApiWorld world;
    world.live_until("2017-02-02 09:00");
    world.post("/api/v1/obligations/" + registration("tt-mat") + "/submit",
               R"({"reason":"nộp trực tiếp"})");
    const Reply list = world.get("/api/v1/campaigns");
    EXPECT_THAT(list.ids(), ElementsAre("plan"));
    EXPECT_EQ(list.next_cursor(), "");

    const auto plan = world.get("/api/v1/campaigns/plan").object();
    EXPECT_EQ(text(plan, "state"), "running");
    const auto& phases = plan.at("phases").as_array();
    ASSERT_THAT(phases, SizeIs(2));
    EXPECT_EQ(text(phases[0].as_object(), "state"), "closing");
    EXPECT_EQ(text(phases[1].as_object(), "state"), "planned");
    const auto& duty = plan.at("duties").as_array().at(0).as_object();
    const auto& occurrence = duty.at("occurrences").as_array().at(0).as_object();
    EXPECT_EQ(occurrence.at("owed").as_int64(), 5);
    EXPECT_EQ(occurrence.at("all").as_int64(), 6);
    EXPECT_EQ(text(occurrence.at("deadline").as_object(), "last_working"), "2017-01-25");
}

TEST(Api, ShowsAnObligationWithItsDaysItsNextStepAndWhomToCall) {
    ApiWorld world;
    world.live_until("2017-02-02 09:00");
    const auto one = world.get("/api/v1/obligations/" + registration("bv-bao-thang")).object();
    EXPECT_EQ(text(one, "state"), "pending");
    EXPECT_TRUE(one.at("overdue").as_bool());
    EXPECT_EQ(text(one, "unit_name"), "Bệnh viện Đa khoa huyện Bảo Thắng");
    EXPECT_EQ(text(one, "standing"), "quá hạn 01 ngày làm việc");
    const auto& deadline = one.at("deadline").as_object();
    EXPECT_EQ(text(deadline, "last_permitted"), "2017-01-29");
    EXPECT_EQ(text(deadline, "last_working"), "2017-01-25");
    EXPECT_THAT(text(deadline, "words"), HasSubstr("trước ngày 30/01/2017"));
    const auto& next = one.at("next").as_object();
    EXPECT_EQ(text(next, "rung"), "+3.superior");
    EXPECT_EQ(text(next, "at"), "2017-02-06T07:30:00+07:00");
    EXPECT_EQ(text(one.at("call").as_object(), "phone"), "0214 3840 111");
}

TEST(Api, SpeaksEnglishWhenAsked) {
    ApiWorld world;
    world.live_until("2017-02-02 09:00");
    const auto one =
        world.get("/api/v1/obligations/" + registration("bv-bao-thang") + "?lang=en").object();
    EXPECT_EQ(text(one, "standing"), "overdue by 1 working day");
}

TEST(Api, FiltersObligationsByStatusUnitDutyAndDay) {
    ApiWorld world;
    world.live_until("2017-02-02 09:00");
    world.post("/api/v1/obligations/" + registration("tt-mat") + "/submit",
               R"({"reason":"nộp trực tiếp"})");
    const auto ids = [&](const std::string& query) {
        return world.get("/api/v1/obligations?" + query).ids();
    };
    EXPECT_THAT(ids("status=overdue"), SizeIs(5));
    EXPECT_THAT(ids("status=submitted"), ElementsAre(registration("tt-mat")));
    EXPECT_THAT(ids("status=undated"), SizeIs(6));
    EXPECT_THAT(ids("unit=tt-mat"), ElementsAre(registration("tt-mat"), "plan.bao-cao.1.tt-mat",
                                                "plan.chua-dinh.1.tt-mat"));
    EXPECT_THAT(ids("duty=bao-cao&unit=bv-sa-pa"), ElementsAre("plan.bao-cao.1.bv-sa-pa"));
    EXPECT_THAT(ids("campaign=plan&due_before=2017-01-29"), IsEmpty());
    EXPECT_THAT(ids("campaign=plan&due_before=2017-01-30"), SizeIs(6));
}

TEST(Api, GivesEveryObligationOnceOverItsPages) {
    ApiWorld world;
    const auto whole = world.get("/api/v1/obligations?limit=500").ids();
    ASSERT_THAT(whole, SizeIs(18));
    std::vector<std::string> paged;
    std::string cursor;
    int pages = 0;
    do {
        const Reply page = world.get("/api/v1/obligations?limit=5&cursor=" + cursor);
        for (const auto& id : page.ids())
            paged.push_back(id);
        cursor = page.next_cursor();
        ++pages;
    } while (!cursor.empty() && pages < 10);
    EXPECT_EQ(pages, 4);
    EXPECT_EQ(paged, whole);
}

TEST(Api, GivesEveryMessageOnceOverItsPages) {
    ApiWorld world;
    world.live_until("2017-02-06 09:00");
    std::set<std::int64_t> seen;
    std::string cursor;
    do {
        const Reply page = world.get("/api/v1/messages?limit=2&cursor=" + cursor);
        ASSERT_EQ(page.status, 200) << page.body;
        const auto list = page.object();
        for (const auto& item : list.at("items").as_array())
            EXPECT_TRUE(seen.insert(item.as_object().at("number").as_int64()).second);
        cursor = page.next_cursor();
    } while (!cursor.empty());
    const auto whole = world.get("/api/v1/messages?limit=500").object();
    EXPECT_EQ(seen.size(), whole.at("items").as_array().size());
    EXPECT_GT(seen.size(), 4U);
}

TEST(Api, ShowsAMessageWithItsNoticesAndItsWholeText) {
    ApiWorld world;
    world.live_until("2017-01-18 09:00");
    const auto list = world.get("/api/v1/messages?person=dung&state=sent").object();
    const auto& items = list.at("items").as_array();
    ASSERT_THAT(items, SizeIs(1));
    const auto number = std::to_string(items[0].as_object().at("number").as_int64());
    const auto message = world.get("/api/v1/messages/" + number).object();
    EXPECT_EQ(text(message, "address"), "dung@soyte.example");
    EXPECT_EQ(text(message, "person_name"), "Vũ Thị Dung");
    EXPECT_THAT(message.at("notices").as_array(), SizeIs(4));
    EXPECT_THAT(text(message, "text"), HasSubstr("Message-ID: <"));
    EXPECT_THAT(text(message, "text"), HasSubstr("\r\nTo: "));
}

TEST(Api, ShowsAUnitWithItsPeopleAndItsObligations) {
    ApiWorld world;
    const auto unit = world.get("/api/v1/units/bv-sa-pa?limit=2").object();
    EXPECT_EQ(text(unit, "name"), "Bệnh viện Đa khoa huyện Sa Pa");
    EXPECT_EQ(text(unit.at("contact").as_object(), "name"), "Vũ Thị Dung");
    EXPECT_TRUE(unit.at("head").as_object().at("address").is_null());
    const auto& obligations = unit.at("obligations").as_object();
    EXPECT_THAT(obligations.at("items").as_array(), SizeIs(2));
    const std::string cursor = text(obligations, "next_cursor");
    const auto rest = world.get("/api/v1/units/bv-sa-pa?limit=2&cursor=" + cursor).object();
    EXPECT_THAT(rest.at("obligations").as_object().at("items").as_array(), SizeIs(1));
}

TEST(Api, SaysWhyWithEveryNoticeInTheDaysOfItsOwnRound) {
    ApiWorld world;
    const std::string path = "/api/v1/obligations/" + registration("bv-bao-thang");
    world.live_until("2017-01-19 09:00");
    world.post(path + "/submit",
               R"({"by":"tccb","document":"12/BC-BV","dated":"2017-01-17","signer":"Giám đốc",)"
               R"("arrived":"2017-01-18"})");
    world.post(path + "/return", R"({"by":"tccb","reason":"thiếu biểu số 2","due":"2017-02-20"})");
    world.live_until("2017-02-13 09:00");

    const auto why = world.get(path + "/why").object();
    std::string events;
    for (const auto& event : why.at("events").as_array())
        events += text(event.as_object(), "words") + " [" + text(event.as_object(), "by") + "]\n";
    EXPECT_EQ(events,
              "bắt đầu theo dõi; ngày cuối được phép 29/01/2017 [dondoc]\n"
              "đã nộp, văn bản đến ngày 18/01/2017, số 12/BC-BV, ký ngày 17/01/2017, người ký: "
              "Giám đốc [tccb]\n"
              "trả lại để bổ sung: thiếu biểu số 2 [tccb]\n"
              "vòng nhắc mới: trả lại để bổ sung; ngày cuối được phép 20/02/2017 [tccb]\n");
    std::string notices;
    for (const auto& notice : why.at("notices").as_array())
        notices +=
            text(notice.as_object(), "state") + " " + text(notice.as_object(), "words") + "\n";
    EXPECT_EQ(notices,
              "sent bậc −5: 05 ngày làm việc trước ngày làm việc cuối 25/01/2017\n"
              "sent báo việc trả lại và hạn nộp lại\n"
              "sent bậc −5: 05 ngày làm việc trước ngày làm việc cuối 20/02/2017\n");
    const auto& next = why.at("obligation").as_object().at("next").as_object();
    EXPECT_EQ(text(next, "at"), "2017-02-17T07:30:00+07:00");
}

TEST(Api, SaysWhoWasNotToldAndWhy) {
    ApiWorld world;
    world.live_until("2017-01-18 09:00");
    const auto why =
        world.get("/api/v1/obligations/" + registration("tt-trong") + "/why?lang=en").object();
    const auto& notice = why.at("notices").as_array().at(0).as_object();
    EXPECT_EQ(text(notice, "state"), "passed_over");
    EXPECT_THAT(text(notice, "words"), HasSubstr("nobody holds this role"));
    EXPECT_TRUE(notice.at("message").is_null());
}

TEST(Api, AnswersNotModifiedToWhoeverHoldsTheAnswer) {
    ApiWorld world;
    const Reply first = world.get("/api/v1/campaigns/plan");
    const std::string tag = first.header("ETag");
    ASSERT_FALSE(tag.empty());
    const Reply again = world.get("/api/v1/campaigns/plan", "If-None-Match: " + tag + "\r\n");
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    world.post("/api/v1/campaigns/plan/phases/so-ket/hold", R"({"reason":"chờ ý kiến"})");
    EXPECT_EQ(world.get("/api/v1/campaigns/plan", "If-None-Match: " + tag + "\r\n").status, 200);
}

}  // namespace
}  // namespace dondoc
