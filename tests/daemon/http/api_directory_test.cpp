// Lists of what there is and of what waits, as the API tells them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "daemon/http/search.h"
#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> texts(const Reply& reply, std::string_view key) {
    std::vector<std::string> all;
    const auto list = reply.object();
    for (const auto& item : list.at("items").as_array())
        all.emplace_back(item.as_object().at(key).as_string());
    return all;
}

TEST(Search, FindsVietnameseWordsHoweverTheyAreTyped) {
    const std::vector<std::string> name{"Bệnh viện Đa khoa huyện Sa Pa"};
    for (const char* typed : {"", "benh vien", "BỆNH VIỆN", "da khoa", "sa pa benh", "đa"})
        EXPECT_TRUE(Search(typed).finds(name)) << typed;
    for (const char* typed : {"bac ha", "benh vien mat"})
        EXPECT_FALSE(Search(typed).finds(name)) << typed;
    EXPECT_TRUE(Search("a\u0302").finds({"â"}));
}

TEST(ApiDirectory, ListsUnitsByPagesAndFindsThem) {
    ApiWorld world;
    const Reply first = world.get("/api/v1/units?limit=3");
    EXPECT_THAT(first.ids(), ElementsAre("bv-bao-thang", "bv-lao-phoi", "bv-sa-pa"));
    EXPECT_EQ(first.next_cursor(), "bv-sa-pa");
    EXPECT_THAT(world.get("/api/v1/units?limit=3&cursor=bv-sa-pa").ids(),
                ElementsAre("phong-tccb", "so-y-te", "tt-mat"));
    EXPECT_THAT(world.get("/api/v1/units?search=benh+vien+phoi").ids(), ElementsAre("bv-lao-phoi"));
    EXPECT_THAT(world.get("/api/v1/units?search=nowhere").ids(), IsEmpty());
    EXPECT_THAT(world.get("/api/v1/units?campaign=plan&limit=500").ids(), SizeIs(6));
    EXPECT_THAT(world.get("/api/v1/units?campaign=plam").detail(), HasSubstr("«plan»"));
    EXPECT_EQ(world.get("/api/v1/units?group=nobody").status, 400);
    EXPECT_THAT(world.get("/api/v1/units?cursor=zz&lang=en").detail(), HasSubstr("`cursor`"));
}

TEST(ApiDirectory, ListsPeopleWithTheirRoles) {
    ApiWorld world;
    EXPECT_THAT(world.get("/api/v1/people?unit=bv-sa-pa").ids(), ElementsAre("dung", "khanh"));
    EXPECT_THAT(world.get("/api/v1/people?search=do+thi+ha").ids(), ElementsAre("ha"));
    const auto chi = world.get("/api/v1/people?search=chi").object();
    EXPECT_EQ(boost::json::serialize(chi.at("items").as_array()[0].as_object().at("roles")),
              R"([{"role":"contact","unit":"phong-tccb"},{"role":"contact","unit":"so-y-te"}])");
    EXPECT_THAT(world.get("/api/v1/people?unit=bv-sapa").detail(), HasSubstr("«bv-sa-pa»"));
}

TEST(ApiDecisions, ListsWhatWaitsForAPersonKindAfterKind) {
    ApiWorld world;
    world.live_until("2017-01-10 09:00");
    EXPECT_THAT(texts(world.get("/api/v1/decisions"), "kind"), IsEmpty());
    const std::string of = "/api/v1/obligations/";
    world.post(of + registration("bv-sa-pa") + "/request",
               R"({"to":"2017-02-20","reason":"lũ quét"})");
    world.post(of + registration("tt-mat") + "/request", R"({"to":"2017-02-21","reason":"mưa"})");
    world.post(of + registration("bv-bao-thang") + "/submit", R"({"reason":"nộp trực tiếp"})");
    const Reply all = world.get("/api/v1/decisions?lang=en");
    EXPECT_THAT(texts(all, "kind"), ElementsAre("extension", "extension", "acceptance"));
    EXPECT_THAT(texts(all, "words"),
                ElementsAre("asks for an extension to 2017-02-20: lũ quét",
                            "asks for an extension to 2017-02-21: mưa", "waits for acceptance"));

    std::vector<std::string> kinds;
    std::string cursor;
    for (int page = 0; page < 9; ++page) {
        const Reply one = world.get("/api/v1/decisions?limit=1&cursor=" + cursor);
        for (const std::string& kind : texts(one, "kind"))
            kinds.push_back(kind);
        cursor = one.next_cursor();
        if (cursor.empty()) break;
    }
    EXPECT_THAT(kinds, ElementsAre("extension", "extension", "acceptance"));
    EXPECT_THAT(texts(world.get("/api/v1/decisions?kind=acceptance"), "kind"),
                ElementsAre("acceptance"));
    EXPECT_THAT(texts(world.get("/api/v1/decisions?unit=tt-mat"), "kind"),
                ElementsAre("extension"));
}

TEST(ApiDecisions, AnswersWhereItSaysThatItIsAnswered) {
    ApiWorld world;
    world.live_until("2017-01-10 09:00");
    world.post("/api/v1/obligations/" + registration("tt-mat") + "/submit",
               R"({"reason":"nộp trực tiếp"})");
    const auto all = world.get("/api/v1/decisions").object();
    const auto& answers = all.at("items").as_array()[0].as_object().at("answers").as_array();
    ASSERT_THAT(answers, SizeIs(2));
    EXPECT_EQ(world.post(answers[0].as_string(), "{}").status, 200);
    EXPECT_THAT(texts(world.get("/api/v1/decisions"), "kind"), IsEmpty());
}

TEST(ApiDecisions, RefusesWhatIsNoKindAndNoCursorOfTheList) {
    ApiWorld world;
    EXPECT_THAT(world.get("/api/v1/decisions?kind=extensoin&lang=en").detail(),
                HasSubstr("did you mean «extension»?"));
    for (const char* cursor : {"x", "extension", "extension~x", "failed_message~x", "nothing~"})
        EXPECT_EQ(world.get("/api/v1/decisions?cursor=" + std::string(cursor)).status, 400)
            << cursor;
}

TEST(ApiJournal, TellsEveryEventPageAfterPage) {
    ApiWorld world;
    world.live_until("2017-01-10 09:00");
    world.post("/api/v1/obligations/" + registration("tt-mat") + "/submit",
               R"({"by":"lan","reason":"nộp trực tiếp"})");
    std::int64_t number = 0;
    boost::json::object last;
    for (std::string cursor = "0"; !cursor.empty();) {
        const Reply page = world.get("/api/v1/journal?limit=7&cursor=" + cursor);
        const auto list = page.object();
        for (const auto& item : list.at("items").as_array()) {
            last = item.as_object();
            EXPECT_EQ(last.at("number").as_int64(), ++number);
        }
        cursor = page.next_cursor();
    }
    EXPECT_EQ(last.at("event").as_string(), "submitted");
    EXPECT_EQ(last.at("by").as_string(), "lan");
    EXPECT_EQ(last.at("fields").as_object().at("reason").as_string(), "nộp trực tiếp");
    EXPECT_EQ(last.at("subject").as_object().at("id").as_string(), registration("tt-mat"));
    EXPECT_THAT(texts(world.get("/api/v1/journal?after=" + std::to_string(number - 1)), "event"),
                ElementsAre("submitted"));
    EXPECT_THAT(texts(world.get("/api/v1/journal?after=" + std::to_string(number)), "event"),
                IsEmpty());
    for (const char* wrong : {"after=x", "after=-1", "cursor=x", "after=1&cursor=2"})
        EXPECT_EQ(world.get("/api/v1/journal?" + std::string(wrong)).status, 400) << wrong;
}

TEST(ApiForecast, TellsWhatWillBeSentAndChangesNothing) {
    ApiWorld world;
    world.live_until("2017-01-10 09:00");
    const std::string before = world.get("/api/v1/messages").body;
    const auto days = world.get("/api/v1/forecast?from=2017-01-10&to=2017-01-31").object();
    ASSERT_GT(days.at("messages").as_int64(), 0);
    const auto& first = days.at("items").as_array()[0].as_object();
    EXPECT_EQ(first.at("notices").as_array()[0].as_object().at("duty").as_string(), "dang-ky");
    EXPECT_EQ(world.get("/api/v1/messages").body, before);
    // What it foresaw comes about.
    world.live_until("2017-01-31 09:00");
    EXPECT_THAT(world.get("/api/v1/messages?limit=500").body,
                HasSubstr(std::string(first.at("subject").as_string())));
}

TEST(ApiForecast, RefusesDaysThatAreGoneOrTooMany) {
    ApiWorld world;
    for (const char* wrong : {"from=2017-01-08", "from=2017-01-12&to=2017-01-12", "to=2017-03-01",
                              "from=2018-12-01", "from=tomorrow"})
        EXPECT_EQ(world.get("/api/v1/forecast?" + std::string(wrong)).status, 400) << wrong;
    EXPECT_EQ(world.get("/api/v1/forecast?campaign=plam").status, 404);
    EXPECT_EQ(world.get("/api/v1/forecast").object().at("to").as_string(), "2017-01-16");
}

}  // namespace
}  // namespace dondoc
