// `check --ready` over the five shipped plans, and over a small tidy one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/cli/command_line.h"
#include "tests/config/world.h"
#include "tests/golden.h"

namespace dondoc {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Said {
    int status = 0;
    std::string text;
};

Said check(std::vector<std::string> words) {
    words.insert(words.begin(), {"dondoc", "check"});
    std::vector<const char*> argv;
    for (const std::string& word : words)
        argv.push_back(word.c_str());
    std::fflush(stdout);
    testing::internal::CaptureStdout();
    const int status = run(static_cast<int>(argv.size()), argv.data());
    std::fflush(stdout);
    return {status, testing::internal::GetCapturedStdout()};
}

Said ready(const World& world, std::vector<std::string> more = {}) {
    std::vector<std::string> words{"--config", world.file("dondoc.toml").string(), "--ready",
                                   "phong-trao"};
    words.insert(words.end(), more.begin(), more.end());
    return check(words);
}

// Lines move whenever a sample is edited; that a place is named is what counts here.
std::string without_lines(std::string text) {
    const std::string mark = ".toml:";
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
        const auto from = at + mark.size();
        text.replace(from, text.find(')', from) - from, "…");
    }
    return text;
}

class ReadinessOf : public testing::TestWithParam<const char*> {};

TEST_P(ReadinessOf, AShippedPlanIsToldByWhoMustSettleWhat) {
    const std::string id = GetParam();
    const Said said =
        check({"--config", DONDOC_SOURCE_DIR "/config/samples/dondoc.toml", "--ready", id});
    EXPECT_EQ(said.status, 1);
    EXPECT_TRUE(matches_golden(without_lines(said.text), "daemon/cli/golden/ready-" + id + ".txt"));
}

INSTANTIATE_TEST_SUITE_P(Shipped, ReadinessOf,
                         testing::Values("ha-tinh-2016-2020", "thua-thien-hue-2019",
                                         "dak-nong-2020", "lao-cai-2017", "kien-hai-2024-2025"),
                         [](const auto& plan) {
                             std::string name = plan.param;
                             std::erase(name, '-');
                             return name;
                         });

TEST(Readiness, OfATidyPlanIsGiven) {
    const World world;
    const Said said = ready(world);
    EXPECT_EQ(said.status, 0) << said.text;
    EXPECT_EQ(said.text, "phong-trao: ready, 0 must be settled, 0 to know\n");
    EXPECT_EQ(ready(world, {"--json"}).text, "");
}

TEST(Readiness, MissesContactHeadAndAddress) {
    World world;
    world
        .replace("organisation.toml", "parent = \"so-y-te\"\ncontact = \"chuyen-vien\"\n",
                 "parent = \"so-y-te\"\n")
        .replace("organisation.toml", "address = \"giamdoc@so-y-te.example\"\n", "");
    const Said said = ready(world);
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.text, HasSubstr("The administrator, in the organisation and calendars:\n"
                                     "  ! unit 'bv-mot' (Bệnh viện Một) has no contact; add"));
    EXPECT_THAT(said.text, HasSubstr("'giam-doc' (Nguyễn Thị An), head of 'bv-mot', has no "
                                     "address"));
    EXPECT_THAT(said.text, HasSubstr("superior of 'so-y-te', has no address"));
}

TEST(Readiness, SaysWhoWouldGetTooManyMessagesOnADay) {
    World world;
    // Two duties whose rungs meet on 13 February: the head gets one as its own, one as a copy.
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + R"(
[[duty]]
id = "bao-cao"
deliverable = "Báo cáo"
from = "bv-mot"
to = "so-y-te"
due = { by = 2017-02-20 }
quote = "Các đơn vị báo cáo."
)");
    EXPECT_EQ(ready(world).status, 0);
    const Said said = ready(world, {"--max-per-day", "1"});
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.text, HasSubstr("! 'giam-doc' (Nguyễn Thị An) would get 2 messages on "
                                     "2017-02-13, 2 of them by this campaign, more than 1 a day"));
    EXPECT_THAT(ready(world, {"--max-per-day", "1", "--json"}).text,
                HasSubstr("\"who\":\"coordinator\",\"must\":true,\"topic\":\"load\""));
}

TEST(Readiness, LooksBehindDeadlinesThatLieLongAfterThePeriod) {
    World world;
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + R"(
[[duty]]
id = "ho-so"
deliverable = "Hồ sơ khen thưởng"
from = "bv-mot"
to = "so-y-te"
due = { by = 2018-03-14 }
quote = "Hồ sơ gửi chậm nhất ngày 14/3/2018."

[[duty]]
id = "bao-cao"
deliverable = "Báo cáo"
from = "bv-mot"
to = "so-y-te"
due = { by = 2018-03-20 }
quote = "Báo cáo gửi chậm nhất ngày 20/3/2018."
)");
    EXPECT_THAT(ready(world, {"--max-per-day", "1"}).text,
                HasSubstr("! 'giam-doc' (Nguyễn Thị An) would get 2 messages on 2018-03-13"));
}

TEST(Readiness, WantsDatesAndLetsAnEventBeDatedLater) {
    World world;
    world.replace(campaign_file, "due = { before = 2017-02-15 }\n", "");
    EXPECT_THAT(ready(world).text, HasSubstr("! phong-trao.dang-ky (Bản đăng ký) has no date"));
    World event;
    event.replace(campaign_file, "due = { before = 2017-02-15 }", "due = { by_event = \"be-mac\" }")
        .replace(campaign_file, "[[phase]]",
                 "[[event]]\nid = \"be-mac\"\ntitle = \"Bế mạc Đại hội\"\n\n[[phase]]");
    const Said said = ready(event);
    EXPECT_EQ(said.status, 0) << said.text;
    EXPECT_THAT(said.text, HasSubstr("- phong-trao.dang-ky (Bản đăng ký) waits for the day of "
                                     "«Bế mạc Đại hội»"));
}

// What can only be known stops nobody, unless it is asked for.
TEST(Readiness, KnowsDeadlinesOnDaysOffAndUnconfirmedYears) {
    World world;
    world.replace(campaign_file, "before = 2017-02-15", "by = 2017-02-18")
        .replace(campaign_file, "15/02/2017", "19/02/2017");
    Said said = ready(world);
    EXPECT_EQ(said.status, 0);
    EXPECT_THAT(said.text, HasSubstr("To know; nothing must be done:\n  - the last permitted day "
                                     "2017-02-18 is not a working day"));
    EXPECT_EQ(ready(world, {"--strict"}).status, 1);
    world.replace("calendar.toml", "confirmed = true", "confirmed = false");
    EXPECT_THAT(ready(world).text, HasSubstr("calendar of 2017, which is not confirmed"));
}

TEST(Readiness, OfAConflictShowsBothQuotesUntilItIsSettled) {
    World world;
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + R"(
[[conflict]]
text = "một nghĩa vụ hai ngày"
quotes = ["trước ngày 15/02/2017", "chậm nhất ngày 20/02/2017"]
)");
    const Said said = ready(world);
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.text, HasSubstr("Who signed the plan (Sở Y tế):\n  ! the plan does not agree "
                                     "with itself: một nghĩa vụ hai ngày: «trước ngày 15/02/2017» "
                                     "and «chậm nhất ngày 20/02/2017»"));
    world.replace(campaign_file, "một nghĩa vụ hai ngày\"",
                  "một nghĩa vụ hai ngày\"\nsettled = "
                  "\"15/02\"");
    EXPECT_EQ(ready(world).status, 0);
}

TEST(Readiness, OfABrokenConfigurationIsItsFaults) {
    World world;
    world.replace(campaign_file, "due = {", "duee = {");
    const Said said = ready(world);
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.text, HasSubstr("error: unknown key 'duee'"));
    EXPECT_THAT(said.text, Not(HasSubstr("must be settled")));
}

}  // namespace
}  // namespace dondoc
