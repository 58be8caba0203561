// What a plan says beside its phases and duties, and what it says more than once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/world.h"

namespace dondoc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// The one campaign with this at its end: tables of their own.
Definition with(const std::string& tables) {
    World world;
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + "\n" + tables);
    return world.definition();
}

// With these lines at its head.
World& headed(World& world, const std::string& lines) {
    return world.replace(campaign_file, "ladder = \"tieu-chuan\"\n",
                         "ladder = \"tieu-chuan\"\n" + lines);
}

TEST(PlanParts, KeepEverySuperiorAndTheDayItsDocumentNames) {
    World world;
    headed(world, R"(implements = [
    { id = "tinh", document = "Kế hoạch 434", issuer = "UBND tỉnh", due = { by = 2017-03-01 },)"
                  R"( collates = ["dang-ky"], quote = "theo Kế hoạch 434" },
    { document = "Quyết định 1258/QĐ-TTg", quote = "theo Quyết định 1258/QĐ-TTg" },
]
)");
    EXPECT_EQ(world.check(), "");
    const auto superiors = world.definition().campaign.implements;
    ASSERT_THAT(superiors, SizeIs(2));
    EXPECT_EQ(superiors[0].id, "tinh");
    EXPECT_EQ(superiors[0].issuer, "UBND tỉnh");
    EXPECT_EQ(superiors[0].due.op, DueOperator::by);
    EXPECT_THAT(superiors[0].collates, ElementsAre("dang-ky"));
    EXPECT_EQ(superiors[1].due.op, DueOperator::none);
    EXPECT_EQ(superiors[1].quote, "theo Quyết định 1258/QĐ-TTg");
}

TEST(PlanParts, TakeALegalBasisAsATextOrWithItsTime) {
    World world;
    headed(world, R"(legal_basis = [
    "Luật Thi đua, khen thưởng năm 2022",
    { document = "Nghị định số 98", quote = "theo Nghị định số 98", from = 2017-01-01,)"
                  R"( to = 2018-06-30, replaced_by = "Nghị định số 152" },
]
)");
    EXPECT_EQ(world.check(), "") << "a basis that ends after the campaign is no doubt";
    const auto bases = world.definition().campaign.legal_basis;
    ASSERT_THAT(bases, SizeIs(2));
    EXPECT_EQ(bases[0].document, "Luật Thi đua, khen thưởng năm 2022");
    EXPECT_FALSE(bases[0].to);
    EXPECT_EQ(iso_date(*bases[1].to), "2018-06-30");
    EXPECT_EQ(bases[1].replaced_by, "Nghị định số 152");
}

TEST(PlanParts, KeepWhichTargetsAreRegisteredInADuty) {
    const Definition definition = with(R"(
[[duty]]
id = "phat-dong"
deliverable = "Kế hoạch phát động"
from = "each-participant"
to = "so-y-te"
registers = ["tang-dan-so"]
quote = "Các đơn vị đăng ký chỉ tiêu khi phát động."

[[indicator]]
id = "tang-dan-so"
title = "Tốc độ tăng dân số"
comparator = "<="
value = "1,1"
unit = "percent-change"
quote = "1,1%"
)");
    EXPECT_THAT(definition.campaign.duty("phat-dong")->registers, ElementsAre("tang-dan-so"));
    EXPECT_EQ(definition.campaign.indicators[0].unit, IndicatorUnit::percent_change);
}

TEST(PlanParts, KeepATargetAsItIsWritten) {
    const Definition definition = with(R"(
[[indicator]]
id = "ho-ngheo"
title = "Giảm hộ nghèo"
comparator = "range"
value = "1-1,5"
or_more = true
unit = "percent"
level = "province"
reviewed_in = ["dang-ky"]
quote = "1-1,5%/năm trở lên"

[[indicator]]
id = "suy-dinh-duong"
title = "Suy dinh dưỡng"
comparator = "<="
value = "18.0"
quote = "18.0"

[[indicator]]
id = "gia-tri"
title = "Giá trị công trình"
comparator = "range"
value = "300 – 500"
unit = "count"
level = "unit"
quote = "300 – 500"
)");
    const auto& indicators = definition.campaign.indicators;
    ASSERT_THAT(indicators, SizeIs(3));
    EXPECT_EQ(indicators[0].comparator, Comparator::range);
    EXPECT_EQ(indicators[0].value, parse_decimal("1"));
    EXPECT_EQ(indicators[0].upper, parse_decimal("1.5"));
    EXPECT_TRUE(indicators[0].or_more);
    EXPECT_EQ(indicators[0].written, "1-1,5");
    EXPECT_EQ(indicators[0].unit, IndicatorUnit::percent);
    EXPECT_EQ(indicators[0].level, IndicatorLevel::province);
    EXPECT_THAT(indicators[0].reviewed_in, ElementsAre("dang-ky"));
    EXPECT_EQ(indicators[1].better, Better::lower) << "at most means lower is better";
    EXPECT_EQ(indicators[1].unit, IndicatorUnit::unwritten);
    EXPECT_EQ(indicators[2].upper, parse_decimal("500"));
}

TEST(PlanParts, LetAGateNameDutiesAndKindsOfPhases) {
    const Definition definition = with(R"(
[[gate]]
id = "cap-tinh"
title = "Không tổng kết thì không xét"
requires = ["dang-ky", "final"]
blocks = "provincial-award"
quote = "không xét"

[[gate]]
id = "giai-doan"
title = "Đăng ký trước"
requires = "registration"
blocks = "dang-ky"
quote = "đăng ký"
)");
    const auto& gates = definition.campaign.gates;
    ASSERT_THAT(gates, SizeIs(2));
    ASSERT_THAT(gates[0].requirements, SizeIs(2));
    EXPECT_EQ(gates[0].requirements[0].duty, "dang-ky");
    EXPECT_FALSE(gates[0].requirements[0].phase);
    EXPECT_EQ(gates[0].requirements[1].phase, PhaseKind::final);
    EXPECT_EQ(gates[0].blocks, Gate::Blocks::provincial_award);
    EXPECT_EQ(gates[1].blocks, Gate::Blocks::phase);
    EXPECT_EQ(gates[1].phase, "dang-ky");
}

TEST(PlanParts, KeepTheCycleAndTheDossierOfADuty) {
    World world;
    world.replace(campaign_file, "due = { before = 2017-02-15 }",
                  R"(due = { before = 2017-02-15 }
cycle = 2016
dossier = [{ part = "Tờ trình", quote = "- Tờ trình." },)"
                  R"( { part = "Biên bản", quote = "- Biên bản." }])");
    const Duty duty = world.definition().campaign.duties.front();
    EXPECT_EQ(duty.cycle, 2016);
    ASSERT_THAT(duty.dossier, SizeIs(2));
    EXPECT_EQ(duty.dossier[1].part, "Biên bản");
    EXPECT_EQ(duty.dossier[1].quote, "- Biên bản.");
}

TEST(PlanParts, SpeakNoMoreOfAConflictThatIsSettled) {
    const std::string open = "[[conflict]]\ntext = \"hai ngày\"\nquotes = [\"17\", \"07\"]\n";
    World world;
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + "\n" + open);
    EXPECT_THAT(world.check(), HasSubstr("hai ngày: «17» and «07»; let a person decide"));
    world.write(campaign_file,
                read_bytes(world.file(campaign_file)) + "settled = \"ngày 07, theo bản gốc\"\n");
    EXPECT_EQ(world.check(), "");
    EXPECT_EQ(world.definition().campaign.conflicts.at(0).settled, "ngày 07, theo bản gốc");
}

// ---- sub-deadlines

constexpr const char* upward = R"(
[[duty]]
id = "len-tinh"
deliverable = "Báo cáo của Sở"
from = "so-y-te"
to = "UBND tỉnh"
due = { before = 2017-02-20 }
quote = "Sở Y tế báo cáo."
)";

// The last permitted days of a duty.
std::string last_days(const World& world, const std::string& duty = "dang-ky") {
    const Definition definition = world.definition();
    std::string days;
    for (const Occurrence& one : definition.campaign.duty(duty)->occurrences) {
        const auto term = term_of(one.deadline, *definition.calendar);
        days += (days.empty() ? "" : " ") + (term ? iso_date(term->last_permitted) : "-");
    }
    return days;
}

TEST(Buffer, CountsBackFromTheLastWorkingDayOfWhatComesLater) {
    World world;
    world.replace(campaign_file, "{ before = 2017-02-15 }",
                  "{ working_days_before = 10, of = \"len-tinh\" }");
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + upward);
    const Duty duty = world.definition().campaign.duties.front();
    // The last permitted day is Sunday 19/02, the last working day Friday 17/02.
    ASSERT_THAT(duty.occurrences, SizeIs(1));
    EXPECT_EQ(last_days(world), "2017-02-03");
    ASSERT_TRUE(duty.buffer);
    EXPECT_EQ(duty.buffer->of, "len-tinh");
    EXPECT_EQ(duty.buffer->working_days, 10);
}

TEST(Buffer, MovesWithTheCalendar) {
    World world;
    world.replace(campaign_file, "{ before = 2017-02-15 }",
                  "{ working_days_before = 10, of = \"len-tinh\" }");
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + upward);
    world.replace("calendar.toml", "holidays = [",
                  "holidays = [{ date = 2017-02-08, name = \"bão\" }, ");
    EXPECT_EQ(last_days(world), "2017-02-02");
}

TEST(Buffer, HasADayForEachOfTheDaysItCountsBackFrom) {
    World world;
    world.replace(campaign_file, "{ before = 2017-02-15 }",
                  "{ working_days_before = 1, of = \"len-tinh\" }");
    std::string monthly = upward;
    const std::string one = "due = { before = 2017-02-20 }";
    monthly.replace(monthly.find(one), one.size(),
                    "due = [{ occurrence = \"2017-02\", by = 2017-02-20 }, { occurrence = "
                    "\"2017-03\", by = 2017-03-20 }, { occurrence = \"sau\" , none = true }]");
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + monthly);
    const auto occurrences = world.definition().campaign.duties.front().occurrences;
    ASSERT_THAT(occurrences, SizeIs(3));
    EXPECT_EQ(occurrences[0].id, "2017-02");
    EXPECT_EQ(last_days(world), "2017-02-17 2017-03-17 -") << "no date before no date";
}

// Tết of 2018 is not announced in 2017, and what counts back over it is not sure.
TEST(Buffer, IsNoSurerThanTheDayItCountsBackFrom) {
    World world;
    world.replace(campaign_file, "{ before = 2017-02-15 }",
                  "{ working_days_before = 10, of = \"len-tinh\" }");
    std::string next_year = upward;
    const std::string day = "2017-02-20";
    next_year.replace(next_year.find(day), day.size(), "2018-01-10");
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + next_year);
    const Definition definition = world.definition();
    const Deadline& deadline = definition.campaign.duties.front().occurrences[0].deadline;
    const auto term = term_of(deadline, *definition.calendar);
    ASSERT_TRUE(term);
    EXPECT_EQ(iso_date(term->last_permitted), "2017-12-26");
    EXPECT_FALSE(term->confirmed);
    EXPECT_EQ(phrase(deadline, Language::vi),
              "trước 10 ngày làm việc so với hạn trước ngày 10/01/2018");
}

TEST(Buffer, CountsBackFromWhatASuperiorsDocumentDemands) {
    World world;
    headed(world,
           "implements = [{ id = \"so\", document = \"Kế hoạch 3532\", due = { by = 2017-02-20 }, "
           "quote = \"Kế hoạch 3532\" }]\n");
    world.replace(campaign_file, "{ before = 2017-02-15 }",
                  "{ working_days_before = 5, of = \"so\" }");
    EXPECT_EQ(world.check(), "");
    EXPECT_EQ(last_days(world), "2017-02-13");
}

TEST(Buffer, HangsOnTheEventThatTheLaterDutyHangsOn) {
    World world;
    headed(world, "event = [{ id = \"be-mac\", title = \"Bế mạc Đại hội\" }]\n");
    world.replace(campaign_file, "{ before = 2017-02-15 }",
                  "{ working_days_before = 5, of = \"len-tinh\" }");
    std::string anchored = upward;
    const std::string one = "{ before = 2017-02-20 }";
    anchored.replace(anchored.find(one), one.size(),
                     "{ days = 10, after_event = \"be-mac\", working = true }");
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + anchored);
    const Definition definition = world.definition();
    const Deadline& buffer = definition.campaign.duty("dang-ky")->occurrences.at(0).deadline;
    EXPECT_EQ(term_of(buffer, *definition.calendar), std::nullopt);
    // Ten working days after 08/02 are 22/02, five before that 15/02.
    const EventDates dates{{"be-mac", *make_date(2017, 2, 8)}};
    const auto term = term_of(dated(buffer, dates), *definition.calendar);
    ASSERT_TRUE(term);
    EXPECT_EQ(iso_date(term->last_permitted), "2017-02-15");
    EXPECT_EQ(phrase(dated(buffer, dates), Language::vi),
              "trước 05 ngày làm việc so với hạn trong 10 ngày làm việc kể từ ngày diễn ra “Bế mạc "
              "Đại hội” (08/02/2017)");
    EXPECT_EQ(phrase(buffer, Language::en),
              "5 working days before the deadline within 10 working days of the day of “Bế mạc Đại "
              "hội” (no date set)");
}

TEST(Buffer, MayCountBackFromABufferButNotInARing) {
    World world;
    const std::string more = R"(
[[duty]]
id = "khoa"
deliverable = "Báo cáo của khoa"
from = "bv-mot"
to = "bv-mot"
due = { working_days_before = 2, of = "dang-ky" }
quote = "Các khoa báo cáo."
)";
    world.replace(campaign_file, "{ before = 2017-02-15 }",
                  "{ working_days_before = 10, of = \"len-tinh\" }");
    world.write(campaign_file, read_bytes(world.file(campaign_file)) + upward + more);
    EXPECT_EQ(last_days(world, "khoa"), "2017-02-01");
    world.replace(campaign_file, "of = \"len-tinh\"", "of = \"khoa\"");
    EXPECT_THAT(world.check(), HasSubstr("duty 'dang-ky' counts back from 'khoa', which comes back "
                                         "to it; give one of them a date"));
}

}  // namespace
}  // namespace dondoc
