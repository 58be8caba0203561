// Recurring deadlines and events as a campaign's file writes them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/world.h"

namespace dondoc {
namespace {

constexpr const char* single = "{ before = 2017-02-15 }";

Definition with_due(const std::string& due, const std::string& from = "each-participant") {
    World world;
    world.replace(campaign_file, single, due)
        .replace(campaign_file, "from = \"each-participant\"", "from = \"" + from + "\"");
    return world.definition();
}

// A line a time, its id and its deadline, and below it what it is about.
std::string times(const Definition& definition) {
    std::string text = "\n";
    for (const Occurrence& one : definition.campaign.duties.at(0).occurrences) {
        text += one.id + "  " + phrase(one.deadline, Language::vi);
        if (one.period) text += "\n    " + phrase(*one.period, Language::vi);
        text += "\n";
    }
    return text;
}

std::string times(const std::string& due) {
    return times(with_due(due));
}

TEST(RecurringDue, IsOwedWithinEachPeriodOrByADayOfIt) {
    EXPECT_EQ(times(R"({ every = "quarter" })"), R"(
2017-q1  trong quý I/2017
    kỳ quý I/2017
2017-q2  trong quý II/2017
    kỳ quý II/2017
2017-q3  trong quý III/2017
    kỳ quý III/2017
2017-q4  trong quý IV/2017
    kỳ quý IV/2017
)");
    EXPECT_EQ(times(R"({ every = "half-year", before = "07-10" })"), R"(
2017-h1  trước ngày 10/7/2017
    kỳ 6 tháng đầu năm 2017
2017-h2  trước ngày 10/01/2018
    kỳ 6 tháng cuối năm 2017
)");
    EXPECT_EQ(times(R"({ every = "month", on = "02-last", from = 2017-11-01 })"), R"(
2017-11  ngày 31/12/2017
    kỳ tháng 11/2017
2017-12  ngày 31/01/2018
    kỳ tháng 12/2017
)");
    EXPECT_EQ(times(R"({ every = "week", by = "friday", to = 2017-01-14, except = ["W01"] })"), R"(
2017-w02  chậm nhất là ngày 13/01/2017
    tuần từ ngày 09/01 đến ngày 15/01/2017
)");
}

// «Giải quyết đơn thư»: every month but January and December, and in August once more.
TEST(RecurringDue, StandsBesideTimesOfItsOwn) {
    EXPECT_EQ(times(R"([
    { every = "month", from = 2017-07-01, except = ["01", "12"] },
    { occurrence = "2017-08-lan-2", within = "2017-08" },
])"),
              R"(
2017-07  trong tháng 7/2017
    kỳ tháng 7/2017
2017-08  trong tháng 8/2017
    kỳ tháng 8/2017
2017-09  trong tháng 9/2017
    kỳ tháng 9/2017
2017-10  trong tháng 10/2017
    kỳ tháng 10/2017
2017-11  trong tháng 11/2017
    kỳ tháng 11/2017
2017-08-lan-2  trong tháng 8/2017
)");
}

// Case 24: «trước ngày 31 tháng 3 hằng năm», from the effective date on.
TEST(RecurringDue, OfAStandingRegulationCountsFromItsEffectiveDate) {
    World world;
    world
        .replace(campaign_file, single,
                 R"({ every = "year", before = "03-31", from = 2018-05-10, )"
                 R"(written = "trước ngày 31 tháng 3 hằng năm" })")
        .replace(campaign_file, "to = 2017-12-31", "to = 2020-12-31");
    const Definition definition = world.definition();
    EXPECT_EQ(times(definition), R"(
2019  trước ngày 31 tháng 3 hằng năm
    kỳ năm 2019
2020  trước ngày 31 tháng 3 hằng năm
    kỳ năm 2020
)");
    EXPECT_EQ(definition.campaign.duties[0].occurrences[0].deadline.op, DueOperator::before);
}

TEST(RecurringDue, FollowsARuleOfRfc5545) {
    EXPECT_EQ(times(R"({ every = "FREQ=MONTHLY;BYDAY=-1FR", to = 2017-03-31, )"
                    R"(except = [2017-02-24] })"),
              R"(
2017-01-27  chậm nhất là ngày 27/01/2017
2017-03-31  chậm nhất là ngày 31/3/2017
)");
    EXPECT_EQ(times(R"({ every = "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", before = "day" })"), R"(
2017-06-01  trước ngày 01/6/2017
)");
}

// Decree 09/2019/NĐ-CP: figures close on the 14th, units by the 17th, the department by the 20th.
TEST(PeriodicDue, HasTheDaysOfTheDecreeByWhoOwesIt) {
    EXPECT_EQ(times(R"({ periodic = "half-year", rule = "nd-09-2019" })"), R"(
2017-h1  chậm nhất là ngày 17/6/2017
    kỳ 6 tháng đầu năm 2017, số liệu từ ngày 15/12/2016, chốt hết ngày 14/6/2017
2017-h2  chậm nhất là ngày 17/12/2017
    kỳ 6 tháng cuối năm 2017, số liệu từ ngày 15/6/2017, chốt hết ngày 14/12/2017
)");
    EXPECT_EQ(times(with_due(R"({ periodic = "year" })", "so-y-te")), R"(
2017  chậm nhất là ngày 20/12/2017
    kỳ năm 2017, số liệu từ ngày 15/12/2016, chốt hết ngày 14/12/2017
)");
}

TEST(PeriodicDue, TakesOtherDaysWhereThePlanNamesThem) {
    EXPECT_EQ(times(R"({ periodic = "quarter", by = 16, cutoff = 12, from = 2017-10-01 })"), R"(
2017-q4  chậm nhất là ngày 16/12/2017
    kỳ quý IV/2017, số liệu từ ngày 13/9/2017, chốt hết ngày 12/12/2017
)");
}

TEST(RecurringDue, GivesItsPeriodAndCutoffToABufferBeforeIt) {
    World world;
    world.replace(campaign_file, "due = { before = 2017-02-15 }",
                  "due = { working_days_before = 3, of = \"len-tinh\" }");
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + R"(
[[duty]]
id = "len-tinh"
deliverable = "Báo cáo quý"
from = "so-y-te"
to = "UBND tỉnh"
due = { periodic = "quarter", from = 2017-10-01 }
quote = "Báo cáo hằng quý."
)");
    const Definition definition = world.definition();
    const auto& buffered = definition.campaign.duty("dang-ky")->occurrences;
    ASSERT_EQ(buffered.size(), 1u);
    ASSERT_TRUE(buffered[0].period);
    EXPECT_EQ(phrase(*buffered[0].period, Language::vi),
              "kỳ quý IV/2017, số liệu từ ngày 15/9/2017, chốt hết ngày 14/12/2017");
}

// Case 15: «định kỳ» alone.
TEST(UnspecifiedDue, IsUndatedAndKnowsWhatIsMissing) {
    const Definition definition =
        with_due(R"({ every = "unspecified", written = "định kỳ báo cáo kết quả" })");
    EXPECT_EQ(times(definition), R"(
1  định kỳ báo cáo kết quả
)");
    const Deadline& deadline = definition.campaign.duties[0].occurrences[0].deadline;
    EXPECT_EQ(deadline.op, DueOperator::none);
    EXPECT_TRUE(deadline.interval_missing);
}

TEST(CampaignEvents, AreWhatDeadlinesAndPhasesHangOn) {
    World world;
    world
        .replace(
            campaign_file, single,
            R"([{ days = 10, after_event = "be-mac", working = true }, )"
            R"({ before_event = "be-mac" }, { by_event = "be-mac" }, { on_event = "be-mac" }])")
        .replace(campaign_file, "kind = \"registration\"",
                 "kind = \"registration\"\nfrom = 2017-01-01\nto_event = \"be-mac\"")
        .replace(campaign_file, "[[phase]]",
                 "[[event]]\nid = \"be-mac\"\ntitle = \"Bế mạc Đại hội\"\n"
                 "quote = \"đến khi bế mạc Đại hội\"\n\n[[phase]]");
    EXPECT_EQ(world.check(), "");
    const Definition definition = world.definition();
    EXPECT_EQ(times(definition), R"(
1  trong 10 ngày làm việc kể từ ngày diễn ra “Bế mạc Đại hội” (chưa định ngày)
2  trước ngày diễn ra “Bế mạc Đại hội” (chưa định ngày)
3  chậm nhất là ngày diễn ra “Bế mạc Đại hội” (chưa định ngày)
4  ngày diễn ra “Bế mạc Đại hội” (chưa định ngày)
)");
    const CampaignEvent* event = definition.campaign.event("be-mac");
    ASSERT_NE(event, nullptr);
    EXPECT_EQ(event->quote, "đến khi bế mạc Đại hội");
    EXPECT_EQ(definition.campaign.phase("dang-ky")->to_event, "be-mac");
    EXPECT_EQ(definition.campaign.duties[0].occurrences[0].deadline.roll, Roll::forward);
}

TEST(CampaignEvents, ThatAreFaultyRaiseNoFurtherFault) {
    World world;
    world.replace(campaign_file, single, R"({ on_event = "khai-mac" })")
        .replace(campaign_file, "[[phase]]", "[[event]]\ntitle = \"Bế mạc Đại hội\"\n\n[[phase]]");
    EXPECT_EQ(world.check(),
              "campaigns/phong-trao.toml:9:1: error: [[event]] has no 'id'; add id = \"...\"\n");
}

}  // namespace
}  // namespace dondoc
