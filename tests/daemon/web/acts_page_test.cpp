// What is done from the pages, by forms alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/daemon/store/world.h"
#include "tests/daemon/web/visitor.h"

namespace dondoc {
namespace {

using store_test::must;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string here = "/obligations/" + registration("tt-mat");

Obligation standing_of(ApiWorld& world) {
    return must(world.store().read().obligation(registration("tt-mat"))).value();
}

std::set<std::string> forms_in(const std::string& page) {
    std::set<std::string> acts;
    const std::regex form("id=\"act-([a-z]+)\"");
    for (std::sregex_iterator at(page.begin(), page.end(), form), end; at != end; ++at)
        acts.insert((*at)[1]);
    return acts;
}

TEST(Acts, TakeASubmissionAndAcceptItAndSaySo) {
    ApiWorld world;
    Visitor officer(world, "lan", "officer");
    world.live_until("2017-02-06 09:00");
    const Reply done = officer.post(here + "/submit", {{"document", "12/BC-TTM"},
                                                       {"dated", "2017-02-04"},
                                                       {"signer", "Giám đốc"},
                                                       {"arrived", "2017-02-05"},
                                                       {"reason", ""}});
    EXPECT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(done.header("Location"), here + "?done=submit");
    EXPECT_EQ(standing_of(world).document, "12/BC-TTM");
    EXPECT_EQ(standing_of(world).signer, "Giám đốc");
    EXPECT_EQ(standing_of(world).arrived, store_test::day("2017-02-05"));
    EXPECT_THAT(officer.get(here + "?done=submit").body, HasSubstr("Đã ghi: "));
    EXPECT_EQ(forms_in(officer.get(here).body),
              (std::set<std::string>{"accept", "reopen", "return", "waive"}));
    EXPECT_EQ(officer.post(here + "/accept?lang=en", {}).header("Location"),
              here + "?done=accept&lang=en");
    EXPECT_EQ(standing_of(world).state, ObligationState::accepted);
    EXPECT_EQ(forms_in(officer.get(here).body), (std::set<std::string>{"reopen"}));
    const auto history =
        must(world.store().read().history({Subject::Kind::obligation, registration("tt-mat")}));
    EXPECT_EQ(history.back().by, "lan");
}

TEST(Acts, SayInWordsWhatIsRefusedAndKeepWhatWasWritten) {
    ApiWorld world;
    Visitor officer(world, "lan", "officer");
    world.live_until("2017-02-06 09:00");
    const Reply refused = officer.post(
        here + "/extend",
        {{"due", "2017-01-10"}, {"reason", "thiếu <người>"}, {"approver", "Giám đốc"}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.body,
                AllOf(HasSubstr("role=\"alert\">Chưa thực hiện được: "),
                      HasSubstr("value=\"thiếu &lt;người&gt;\""),
                      HasSubstr("id=\"act-extend\" open"), HasSubstr("value=\"2017-01-10\"")));
    const Reply unread = officer.post(here + "/extend?lang=en", {{"due", "mai"}});
    EXPECT_EQ(unread.status, 400);
    EXPECT_THAT(unread.body, HasSubstr("A day is written like 2017-06-20; this is «mai»"));
    EXPECT_EQ(officer.post(here + "/hold", {{"reason", ""}}).status, 409);
    EXPECT_FALSE(standing_of(world).held);
    EXPECT_EQ(officer.post("/obligations/plan.khong.1.co/hold", {{"reason", "họp"}}).status, 404);
}

TEST(Acts, HoldReleaseExtendReturnAndWaive) {
    ApiWorld world;
    Visitor officer(world, "lan", "officer");
    world.live_until("2017-02-01 09:00");
    const auto acts = [&](const std::string& act, Pairs fields) {
        fields.emplace_back("reason", "họp");
        return officer.post(here + "/" + act, std::move(fields)).status;
    };
    EXPECT_EQ(acts("hold", {}), 303);
    EXPECT_TRUE(standing_of(world).held);
    EXPECT_THAT(officer.get("/decisions").body, HasSubstr("<a href=\"" + here + "#acts\">"));
    EXPECT_THAT(forms_in(officer.get(here).body), testing::Contains("release"));
    EXPECT_EQ(acts("release", {}), 303);
    EXPECT_FALSE(standing_of(world).held);
    EXPECT_EQ(acts("extend", {{"due", "2017-02-20"}, {"approver", "Giám đốc"}}), 303);
    EXPECT_EQ(standing_of(world).term->last_permitted, store_test::day("2017-02-20"));
    EXPECT_EQ(acts("submit", {{"document", "1/BC"}, {"dated", "2017-01-31"}, {"signer", "GĐ"}}),
              303);
    EXPECT_EQ(acts("return", {}), 303);
    EXPECT_EQ(standing_of(world).state, ObligationState::returned);
    EXPECT_EQ(acts("request", {{"to", "2017-03-10"}}), 303);
    EXPECT_THAT(officer.get(here).body,
                HasSubstr("name=\"due\" type=\"date\" value=\"2017-03-10\""))
        << "the day asked for is proposed";
    EXPECT_EQ(acts("decline", {}), 303);
    EXPECT_EQ(acts("waive", {{"approver", "Giám đốc"}}), 303);
    EXPECT_EQ(standing_of(world).state, ObligationState::waived);
    EXPECT_EQ(acts("reopen", {}), 303);
}

TEST(Acts, RemindTheUnitAndTellThoseAboveIt) {
    ApiWorld world;
    Visitor officer(world, "lan", "officer");
    world.live_until("2017-02-03 16:00");
    EXPECT_EQ(officer.post(here + "/remind", {{"reason", "họp"}}).status, 303);
    world.live_until("2017-02-04 08:00");
    const Reply told =
        officer.post(here + "/escalate", {{"tell", "superior"}, {"reason", "gọi không được"}});
    world.live_until("2017-02-06 10:00");
    EXPECT_EQ(told.status, 303) << told.body;
    EXPECT_THAT(officer.get(here).body, HasSubstr("báo cấp trên theo yêu cầu, lần 02"));
    EXPECT_EQ(officer.post(here + "/escalate", {{"tell", "ai-do"}, {"reason", "họp"}}).status, 409);
}

TEST(Acts, AreForWhoeverIsLoggedInAndMayDoThem) {
    ApiWorld world;
    Visitor officer(world, "lan", "officer");
    Visitor auditor(world, "hoa", "auditor");
    Visitor unit(world, "mat", "unit", R"(,"units":["tt-mat"])");
    world.live_until("2017-02-06 09:00");
    EXPECT_EQ(forms_in(world.get(here).body), std::set<std::string>());
    EXPECT_THAT(world.get(here).body, HasSubstr("/login?next="));
    EXPECT_EQ(forms_in(auditor.get(here).body), std::set<std::string>());
    EXPECT_EQ(auditor.post(here + "/hold", {{"reason", "họp"}}).status, 403);
    EXPECT_EQ(forms_in(unit.get(here).body), (std::set<std::string>{"submit", "request"}));
    EXPECT_THAT(unit.get(here).body, Not(HasSubstr("name=\"arrived\"")));
    const Pairs early{
        {"document", "1/BC"}, {"dated", "2017-01-20"}, {"signer", "GĐ"}, {"arrived", "2017-01-20"}};
    EXPECT_EQ(unit.post(here + "/submit", early).status, 400);
    EXPECT_EQ(standing_of(world).state, ObligationState::pending);
    EXPECT_EQ(officer.send(here + "/hold", {{"reason", "họp"}}).status, 403)
        << "without what only our pages know";
    EXPECT_FALSE(standing_of(world).held);
}

TEST(Pages, ShowWhoIsLimitedHisOwnRowsAlone) {
    ApiWorld world;
    Visitor officer(world, "lan", "officer", R"(,"units":["tt-mat"])");
    world.live_until("2017-02-06 09:00");
    for (const char* path : {"/", "/chase", "/decisions", "/units", "/upcoming", "/campaigns"}) {
        const Reply page = officer.get(path);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_THAT(page.body, Not(HasSubstr("bv-sa-pa"))) << path;
        EXPECT_THAT(page.body, Not(HasSubstr("Sa Pa"))) << path;
        for (const char* closed : {"\"/system\"", "\"/silences\""})
            EXPECT_THAT(page.body, Not(HasSubstr(closed))) << path;
    }
    EXPECT_THAT(officer.get("/messages.csv").body, Not(HasSubstr("Sa Pa")));
    for (const char* path : {"/system", "/silences", "/messages/untold"})
        EXPECT_EQ(officer.get(path).status, 403) << path;
}

TEST(Silences, AreListedAndEndedOnTheirPage) {
    ApiWorld world;
    Visitor officer(world, "lan", "officer");
    world.live_until("2017-01-10 09:00");
    EXPECT_THAT(officer.get("/silences").body, HasSubstr("Chưa giữ thư nhắc đợt nào."));
    ASSERT_EQ(world
                  .post("/api/v1/silences",
                        R"({"campaign":"plan","until":"2017-01-20","reason":"đoàn <kiểm> tra"})")
                  .status,
              200);
    const std::string page = officer.get("/silences").body;
    EXPECT_THAT(page, AllOf(HasSubstr("đoàn &lt;kiểm&gt; tra"), HasSubstr("20/01/2017"),
                            HasSubstr("action=\"/silences/1/end\"")));
    EXPECT_THAT(world.get("/silences").body, Not(HasSubstr("action=\"/silences/1/end\"")));
    const Reply refused = officer.post("/silences/1/end", {{"reason", ""}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.body, HasSubstr("role=\"alert\""));
    EXPECT_EQ(officer.post("/silences/1/end", {{"reason", "xong sớm"}}).status, 303);
    EXPECT_THAT(officer.get("/silences").body, HasSubstr("xong sớm"));
}

}  // namespace
}  // namespace dondoc
