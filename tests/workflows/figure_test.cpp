// Which numbers a submission may carry, and what is said of those it may not.
#include "workflows/figure.h"

#include <gtest/gtest.h>

#include "tests/workflows/world.h"

namespace dondoc {
namespace {

using namespace test;

Indicator indicator(const std::string& id, IndicatorUnit unit, IndicatorLevel level,
                    std::vector<std::string> reviewed_in) {
    Indicator made;
    made.id = id;
    made.unit = unit;
    made.level = level;
    made.reviewed_in = std::move(reviewed_in);
    return made;
}

// A registration, a report of the units, one of the department to the province, and a launch.
Campaign plan() {
    World world;
    world.has_phase("dang-ky").has_phase("gd-khac", "", "", PhaseKind::other);
    world.owes("dang-ky", before("2017-01-30"), "dang-ky");
    world.owes("phat-dong", undated(), "gd-khac");
    world.owes("tong-ket", by("2017-12-15"), "gd-khac");
    world.owes("len-tinh", by("2017-12-31"), "", {"so-y-te"});
    world.duty("len-tinh").upward = true;
    world.campaign.indicators = {
        indicator("hai-long", IndicatorUnit::percent, IndicatorLevel::unit, {"tong-ket"}),
        indicator("sang-kien", IndicatorUnit::count, IndicatorLevel::department, {"tong-ket"}),
        indicator("tang-dan-so", IndicatorUnit::percent_change, IndicatorLevel::province,
                  {"tong-ket", "len-tinh"})};
    return world.campaign;
}

// "hai-long actual 85,50; …", or the code of the refusal.
std::string read(const std::string& duty, const std::vector<GivenFigure>& given,
                 const Campaign& campaign = plan()) {
    const auto read = read_figures(campaign, *campaign.duty(duty), given, Language::vi);
    if (const auto* refusal = std::get_if<Refusal>(&read)) return refusal->code;
    std::string text;
    for (const Figure& one : std::get<std::vector<Figure>>(read)) {
        text += (text.empty() ? "" : "; ") + one.indicator + ' ' +
                std::string(to_string(one.role)) + ' ' + to_text(one.value, DecimalMark::comma);
    }
    return text;
}

std::string refusal(const std::string& duty, const GivenFigure& given, Language language) {
    const Campaign campaign = plan();
    const auto read = read_figures(campaign, *campaign.duty(duty), {given}, language);
    const auto* refused = std::get_if<Refusal>(&read);
    return refused ? refused->text : "";
}

TEST(Figures, AreTargetsInARegistrationAndActualValuesWhereTheyAreReviewed) {
    EXPECT_EQ(read("dang-ky", {{"hai-long", "90"}, {"sang-kien", "12"}}),
              "hai-long target 90; sang-kien target 12");
    EXPECT_EQ(read("tong-ket", {{"hai-long", "85.50"}, {"sang-kien", "9"}}),
              "hai-long actual 85,50; sang-kien actual 9");
    EXPECT_EQ(read("tong-ket", {}), "");
}

TEST(Figures, AreTakenNowhereElse) {
    EXPECT_EQ(read("phat-dong", {{"hai-long", "90"}}), "figure_not_here");
    EXPECT_EQ(refusal("phat-dong", {"hai-long", "90"}, Language::vi),
              "Nghĩa vụ «phat-dong» không đăng ký và không báo cáo chỉ tiêu «hai-long»; nơi đăng "
              "ký: dang-ky; nơi báo cáo: tong-ket");
    EXPECT_EQ(refusal("phat-dong", {"hai-long", "90"}, Language::en),
              "Duty «phat-dong» neither registers nor reports indicator «hai-long»; it is "
              "registered in: dang-ky; reported in: tong-ket");
}

TEST(Figures, AreRegisteredInTheDutyThatListsThemAndThenOnlyThose) {
    Campaign campaign = plan();
    campaign.duties[1].registers = {"hai-long"};  // phat-dong, in no registration phase
    campaign.duties[0].registers = {"sang-kien"};
    EXPECT_EQ(read("phat-dong", {{"hai-long", "90"}}, campaign), "hai-long target 90");
    EXPECT_EQ(read("phat-dong", {{"sang-kien", "9"}}, campaign), "figure_not_here");
    EXPECT_EQ(read("dang-ky", {{"hai-long", "90"}}, campaign), "figure_not_here");
    EXPECT_EQ(read("dang-ky", {{"sang-kien", "9"}}, campaign), "sang-kien target 9");
}

TEST(Figures, OfAnIndicatorThatDoesNotExistNameTheNearest) {
    EXPECT_EQ(refusal("tong-ket", {"hai-lang", "90"}, Language::vi),
              "Kế hoạch không có chỉ tiêu «hai-lang»; có phải là «hai-long»?");
    EXPECT_EQ(refusal("tong-ket", {"xyz", "90"}, Language::en),
              "The plan has no indicator «xyz»; this duty takes: hai-long, sang-kien");
    EXPECT_EQ(read("tong-ket", {{"xyz", "90"}}), "figure_unknown");
}

TEST(Figures, AreNumbersWithACommaOrAPoint) {
    for (const char* text : {"", "một", "1.000,5", "90%", "1e2"})
        EXPECT_EQ(read("tong-ket", {{"hai-long", text}}), "figure_not_number") << text;
    EXPECT_EQ(refusal("tong-ket", {"hai-long", "90%"}, Language::vi),
              "«90%» của chỉ tiêu «hai-long» không phải là số; viết chữ số với nhiều nhất một dấu "
              "phẩy hoặc dấu chấm thập phân, như 1,2");
}

TEST(Figures, TakeNoPointThatMaySeparateThousands) {
    EXPECT_EQ(read("len-tinh", {{"tang-dan-so", "1.200"}}), "figure_thousands");
    EXPECT_EQ(read("dang-ky", {{"sang-kien", "-12.000"}}), "figure_thousands");
    EXPECT_EQ(read("tong-ket", {{"hai-long", "85.125"}}), "figure_thousands");
    EXPECT_EQ(refusal("len-tinh", {"tang-dan-so", "1.200"}, Language::vi),
              "Số «1.200» của chỉ tiêu «tang-dan-so» có thể đọc là 1200 hoặc 1,200; cần viết "
              "«1200» hoặc «1,200»");
    EXPECT_EQ(refusal("len-tinh", {"tang-dan-so", "1.200"}, Language::en),
              "«1.200» of indicator «tang-dan-so» may be read as 1200 or as 1,200; write «1200» "
              "or «1,200»");
    EXPECT_EQ(read("len-tinh", {{"tang-dan-so", "1,200"}}), "tang-dan-so actual 1,200");
    EXPECT_EQ(read("len-tinh", {{"tang-dan-so", "0.125"}}), "tang-dan-so actual 0,125");
    EXPECT_EQ(read("len-tinh", {{"tang-dan-so", "1234.5"}}), "tang-dan-so actual 1234,5");
}

TEST(Figures, AreWholeWhereThingsAreCounted) {
    EXPECT_EQ(read("tong-ket", {{"sang-kien", "9,5"}}), "figure_not_whole");
    EXPECT_EQ(read("tong-ket", {{"sang-kien", "1,200"}}), "figure_not_whole");
    EXPECT_EQ(read("tong-ket", {{"sang-kien", "9,0"}}), "figure_not_whole");
    EXPECT_EQ(refusal("tong-ket", {"sang-kien", "9,5"}, Language::vi),
              "Số «9,5» của chỉ tiêu «sang-kien» đếm từng cái nên không có phần thập phân; cần số "
              "nguyên");
    EXPECT_EQ(refusal("tong-ket", {"sang-kien", "9,5"}, Language::en),
              "«9,5» of indicator «sang-kien» counts things and has no decimals; give a whole "
              "number");
}

TEST(Figures, StayWithinWhatTheirUnitCanBe) {
    EXPECT_EQ(read("tong-ket", {{"hai-long", "100"}}), "hai-long actual 100");
    EXPECT_EQ(read("tong-ket", {{"hai-long", "100,1"}}), "figure_above_hundred");
    EXPECT_EQ(read("dang-ky", {{"hai-long", "101"}}), "figure_above_hundred");
    EXPECT_EQ(read("tong-ket", {{"hai-long", "-1"}}), "figure_negative");
    EXPECT_EQ(read("tong-ket", {{"sang-kien", "-1"}}), "figure_negative");
    EXPECT_EQ(read("len-tinh", {{"tang-dan-so", "-0,3"}}), "tang-dan-so actual -0,3");
    EXPECT_EQ(refusal("tong-ket", {"hai-long", "100,1"}, Language::vi),
              "Số «100,1» của chỉ tiêu «hai-long» là tỷ lệ nên không thể quá 100%; cần số từ 0 đến "
              "100");
    EXPECT_EQ(refusal("tong-ket", {"sang-kien", "-1"}, Language::en),
              "«-1» of indicator «sang-kien» cannot lie below 0; give 0 or more");
}

TEST(Figures, AreGivenByThoseWhoseNumberTheyAre) {
    // The department reports it to the province, so the units do not.
    EXPECT_EQ(read("tong-ket", {{"tang-dan-so", "1,1"}}), "figure_level");
    EXPECT_EQ(refusal("tong-ket", {"tang-dan-so", "1,1"}, Language::vi),
              "Chỉ tiêu «tang-dan-so» là số chung do cơ quan chủ trì báo cáo; nghĩa vụ nhận số "
              "này: len-tinh");
    Campaign campaign = plan();
    campaign.indicators[0].reviewed_in.push_back("len-tinh");
    EXPECT_EQ(read("len-tinh", {{"hai-long", "85"}}, campaign), "figure_level");
    // Where no duty of the department names it, units report their part.
    campaign.indicators[2].reviewed_in = {"tong-ket"};
    EXPECT_EQ(read("tong-ket", {{"tang-dan-so", "1,1"}}, campaign), "tang-dan-so actual 1,1");
}

TEST(Figures, AreGivenOnceEach) {
    EXPECT_EQ(read("tong-ket", {{"hai-long", "85"}, {"hai-long", "86"}}), "figure_twice");
}

TEST(Figures, GoWithTheSubmissionOrRefuseIt) {
    World world;
    world.owes("tong-ket", by("2017-12-15"));
    world.campaign.indicators = {
        indicator("hai-long", IndicatorUnit::percent, IndicatorLevel::unit, {"tong-ket"})};
    Obligation obligation;
    obligation.id = owed_by("tong-ket");
    Decision decision = submission();
    decision.figures = {{"hai-long", "85,5"}};
    const auto decided =
        decide(world.definition(), obligation, decision, at("2017-12-01 09:00"), Language::vi);
    const auto& events = std::get<std::vector<Event>>(decided);
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(std::get<Submitted>(events[0]).figures,
              (std::vector<Figure>{{"hai-long", FigureRole::actual, Decimal{855, 1}}}));
    decision.figures = {{"hai-long", "855"}};
    const auto refused =
        decide(world.definition(), obligation, decision, at("2017-12-01 09:00"), Language::vi);
    EXPECT_EQ(std::get<Refusal>(refused).code, "figure_above_hundred");
}

}  // namespace
}  // namespace dondoc
