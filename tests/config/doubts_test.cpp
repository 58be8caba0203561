// What `check` doubts in a plan that can be read. Each test is one hard case of the field.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/config/world.h"

namespace dondoc {
namespace {

using testing::HasSubstr;
using testing::Not;

// A wave that the plan gives by its days and by their number, as Cần Thơ did in 2025: both ends
// counted, ten working days.
World& wave(World& world, const std::string& count) {
    return world.replace(campaign_file, "kind = \"registration\"",
                         "kind = \"launch\"\nwave = \"đợt 1\"\nfrom = 2025-11-20\nto = 2025-12-03\n"
                         "working_days = " +
                             count);
}

TEST(Doubts, SayWhenAWavesDaysAndTheirNumberDiffer) {
    World world;
    EXPECT_EQ(wave(world, "10").check(), "");
    const Phase phase = world.definition().campaign.phases.front();
    EXPECT_EQ(phase.working_days, 10);
    EXPECT_EQ(phase.wave, "đợt 1");
    EXPECT_EQ(iso_date(*phase.to), "2025-12-03");
    world.write("calendar.toml",
                read_bytes(world.file("calendar.toml")) +
                    "\n[[year]]\nyear = 2025\nconfirmed = true\n"
                    "holidays = [{ date = 2025-11-24, name = \"Ngày Văn hóa Việt Nam\" }]\n");
    EXPECT_THAT(world.check(), HasSubstr("the plan says 10 working days, but 2025-11-20 to "
                                         "2025-12-03 has 9, both ends counted; ask"));
}

// The plan's words and the sentence of the plan, as an edit of the day leaves them behind.
std::string stale(const std::string& due, const std::string& quote) {
    World world;
    world.replace(campaign_file, "due = { before = 2017-02-15 }", "due = { " + due + " }");
    std::string text = read_bytes(world.file(campaign_file));
    const auto at = text.find("quote = \"") + 9;
    text.replace(at, text.find('"', at) - at, quote);
    world.write(campaign_file, text);
    return world.check();
}

TEST(Doubts, SayWhenThePlansWordsNameAnotherDayThanTheKey) {
    const std::string quote = "Các đơn vị gửi.";
    EXPECT_THAT(stale("before = 2017-02-22, written = \"trước ngày 15/02/2017\"", quote),
                HasSubstr("'written' says '15/02/2017', but 'before' is 2017-02-22, and letters "
                          "would say both; correct one of them"));
    EXPECT_THAT(stale("by = 2017-02-22, written = \"chậm nhất ngày 15 tháng 02 năm 2017\"", quote),
                HasSubstr("'written' says '15 tháng 02 năm 2017', but 'by' is"));
    EXPECT_THAT(stale("within = \"2017-03\", written = \"trong ngày 15/02\"", quote),
                HasSubstr("'written' says '15/02', but 'within' is 2017-03-01 to 2017-03-31"));
    EXPECT_THAT(stale("by = 2017-02-22, written = \"chậm nhất 22.02.2016\"", quote),
                HasSubstr("'written' says '22.02.2016'"));
    for (const char* fits : {"before = 2017-02-22, written = \"trước ngày 22/2/2017\"",
                             "by = 2017-02-21, written = \"trước ngày 22/2/2017\"",
                             "before = 2017-02-22, written = \"chậm nhất ngày 21 tháng 2\"",
                             "by = 2017-02-22, written = \"từ 01/02/2017 đến 22/02/2017\"",
                             "within = \"2017-03\", written = \"từ ngày 01/3\"",
                             "by = 2017-02-22, written = \"theo Công văn 12/2/KH, 1/2 số đơn vị\""})
        EXPECT_EQ(stale(fits, quote), "") << fits;
}

TEST(Doubts, SayWhenTheQuotedSentenceNamesAnotherDeadline) {
    EXPECT_THAT(stale("before = 2017-02-22", "Các đơn vị gửi trước ngày 15/02/2017."),
                HasSubstr("the quote says '15/02/2017', but 'due' is 2017-02-22, and letters would "
                          "say both; correct one of them"));
    EXPECT_EQ(stale("before = 2017-02-22", "Các đơn vị gửi trước ngày 22/02/2017."), "");
    EXPECT_EQ(stale("before = 2017-02-22", "Chào mừng ngày 30/4/1975, các đơn vị gửi báo cáo."), "")
        << "a day of another kind";
}

// The report to the superior and the one it is made of.
World& reports(World& world, const std::string& inward, const std::string& upward) {
    world.replace(campaign_file, "2017-02-15", inward);
    return world.write(campaign_file, read_bytes(world.file(campaign_file)) + R"(
[[duty]]
id = "len-tinh"
deliverable = "Báo cáo của Sở"
from = "so-y-te"
to = "UBND tỉnh"
collates = ["dang-ky"]
due = { by = )" + upward + R"( }
quote = "Sở Y tế báo cáo."
)");
}

TEST(Doubts, WantFiveWorkingDaysToCollateUnlessTheMainFileSaysOtherwise) {
    World enough;
    EXPECT_EQ(reports(enough, "2017-02-15", "2017-02-21").check(), "");
    World short_of;
    reports(short_of, "2017-02-15", "2017-02-20");
    EXPECT_THAT(short_of.check(), HasSubstr("that leaves 4 working days to collate, 5 are wanted"));
    short_of.replace("dondoc.toml", "[http]", "[check]\ncollating_days = 4\n\n[http]");
    EXPECT_EQ(short_of.check(), "");
}

TEST(Doubts, CountCollatingTimeAfterTheLastOfSeveralTimesThatAreCollated) {
    World monthly;
    reports(monthly, "2017-02-15", "2017-12-04");
    monthly.replace(campaign_file, "{ before = 2017-02-15 }", "{ every = \"month\" }");
    EXPECT_THAT(monthly.check(), HasSubstr("'dang-ky' is due by 2017-11-30 and 'len-tinh', which "
                                           "is made of it, by 2017-12-04: that leaves 2 working "
                                           "days to collate"));
    World all_later;
    reports(all_later, "2017-02-15", "2017-01-20");
    all_later.replace(campaign_file, "{ before = 2017-02-15 }", "{ every = \"month\" }");
    EXPECT_EQ(all_later.check(), "") << "nothing is due before it";
}

TEST(Doubts, CountCollatingTimeBeforeWhatASuperiorsDocumentDemands) {
    World world;
    world.replace(campaign_file, "ladder = \"tieu-chuan\"\n",
                  "ladder = \"tieu-chuan\"\nimplements = [{ document = \"Kế hoạch 3532\", due = { "
                  "by = 2017-02-14 }, collates = [\"dang-ky\"], quote = \"Kế hoạch 3532\" }]\n");
    EXPECT_THAT(world.check(), HasSubstr("'dang-ky' is due by 2017-02-14 and 'Kế hoạch 3532', "
                                         "which is made of it, by 2017-02-14, the same day"));
}

TEST(Doubts, SpeakOnceOfFinalReportsThatComeBeforeTheEnd) {
    World world;
    world.replace(campaign_file, "kind = \"registration\"", "kind = \"final\"");
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + R"(
[[phase.duty]]
id = "bang-diem"
deliverable = "Bảng chấm điểm"
from = "bv-mot"
to = "so-y-te"
due = { by = 2017-03-15 }
quote = "Các đơn vị chấm điểm."
)");
    const std::string report = world.check();
    EXPECT_THAT(report, HasSubstr("the final report 'dang-ky' is due by 2017-02-14, before the "
                                  "campaign ends on 2017-12-31: «Các đơn vị đăng ký"));
    EXPECT_EQ(std::count(report.begin(), report.end(), '\n'), 1) << report;
}

TEST(Doubts, HaveNothingAgainstAFinalReportOfTheLastMonthOrOfAnotherYear) {
    World december;
    december.replace(campaign_file, "kind = \"registration\"", "kind = \"final\"")
        .replace(campaign_file, "2017-02-15", "2017-12-15")
        .replace(campaign_file, "15/02/2017", "15/12/2017");
    EXPECT_EQ(december.check(), "");
    World last_year;
    last_year.replace(campaign_file, "kind = \"registration\"", "kind = \"final\"")
        .replace(campaign_file, "quote = ", "cycle = 2016\nquote = ");
    EXPECT_EQ(last_year.check(), "");
}

TEST(Doubts, MissTheWordsOfThePlanWhereAPartOfItHasNone) {
    World world;
    world.replace(campaign_file, "ladder = \"tieu-chuan\"\n", R"(ladder = "tieu-chuan"
legal_basis = ["Luật Thi đua, khen thưởng", { document = "Nghị định số 98" }]

[[event]]
id = "be-mac"
title = "Bế mạc Đại hội"

[[phase]]
id = "dot-1"
wave = "đợt 1"

[[phase]]
id = "quy-1"
to = 2017-03-31

[[phase]]
id = "khac"
)");
    const std::string report = world.check();
    for (const char* what :
         {"'Nghị định số 98'", "event 'be-mac'", "phase 'dot-1'", "phase 'quy-1'"})
        EXPECT_THAT(report, HasSubstr(what + std::string(" has no quote; add the sentence")));
    EXPECT_EQ(std::count(report.begin(), report.end(), '\n'), 4) << report;
}

// «từ ngày 05/9/2013 đến … 25/10/2014» in a plan of 2014.
TEST(Doubts, SuspectATypingErrorInAYear) {
    World world;
    world
        .replace(campaign_file, "{ from = 2017-01-01, to = 2017-12-31 }",
                 "{ from = 2016-09-05, to = 2017-10-25 }")
        .replace(campaign_file, "ladder = \"tieu-chuan\"\n",
                 "ladder = \"tieu-chuan\"\nissued = 2017-08-30\n");
    EXPECT_THAT(world.check(),
                HasSubstr("2016-09-05 to 2017-10-25, is out of keeping with the issue date: it "
                          "begins 359 days before the plan was issued on 2017-08-30; check the "
                          "year"));
}

TEST(Doubts, SayThatADeadlineHadPassedWhenThePlanWasIssued) {
    World world;
    const auto issued = [&](const std::string& day) {
        world.replace(campaign_file, "ladder = \"tieu-chuan\"\n",
                      "ladder = \"tieu-chuan\"\nissued = " + day + "\n");
    };
    issued("2017-02-20");
    EXPECT_THAT(world.check(), HasSubstr("the deadline 2017-02-14 had passed when the plan was "
                                         "issued on 2017-02-20: the coordinator will be asked "
                                         "about it, and nobody reminded"));
    world.replace(campaign_file, "issued = 2017-02-20\n", "");
    issued("2017-02-14");
    EXPECT_THAT(world.check(), Not(HasSubstr("had passed")));
}

TEST(Doubts, TakeWholeYearsForMeantAndOnlySayThatTheyBeganBefore) {
    World world;
    world
        .replace(campaign_file, "{ from = 2017-01-01, to = 2017-12-31 }",
                 "{ from = 2015-01-01, to = 2020-12-31 }")
        .replace(campaign_file, "ladder = \"tieu-chuan\"\n",
                 "ladder = \"tieu-chuan\"\nissued = 2017-02-02\n");
    EXPECT_THAT(world.check(), HasSubstr("begins before the plan was issued on 2017-02-02; nobody "
                                         "is told anything of the time before"));
}

}  // namespace
}  // namespace dondoc
