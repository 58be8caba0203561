// Targets, what units registered and what they reached, as tables.
#include "workflows/progress.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/workflows/world.h"

namespace dondoc {
namespace {

using namespace test;

Decimal number(const std::string& text) {
    const auto value = parse_decimal(text);
    EXPECT_TRUE(value) << text;
    return value.value_or(Decimal{});
}

// "> 80 percent lower", "range 1-2 count".
Indicator target(const std::string& words, IndicatorLevel level = IndicatorLevel::unit) {
    std::istringstream stream(words);
    std::string comparator, value, unit, better;
    stream >> comparator >> value >> unit >> better;
    Indicator made;
    made.id = "chi-tieu";
    made.level = level;
    made.reviewed_in = {"tong-ket"};
    made.better = better == "lower" ? Better::lower : Better::higher;
    for (const auto one : {Comparator::equal, Comparator::above, Comparator::at_least,
                           Comparator::below, Comparator::at_most, Comparator::range}) {
        if (to_string(one) == comparator) made.comparator = one;
    }
    for (const auto one : {IndicatorUnit::percent, IndicatorUnit::count, IndicatorUnit::per_1000}) {
        if (to_string(one) == unit) made.unit = one;
    }
    const auto dash = value.find('-');
    made.value = number(value.substr(0, dash));
    if (dash != value.npos) made.upper = number(value.substr(dash + 1));
    return made;
}

// Three units register in "dang-ky" and report in "tong-ket".
Campaign plan(const Indicator& indicator) {
    World world;
    const std::vector<std::string> units{"bv-da-khoa", "tt-y-te", "tram"};
    world.has_phase("dang-ky");
    world.owes("dang-ky", before("2017-01-30"), "dang-ky", units);
    world.owes("tong-ket", by("2017-12-15"), "", units);
    world.campaign.indicators = {indicator};
    return world.campaign;
}

// "bv-da-khoa target 90": in the order of arrival, a day each.
std::vector<Reported> reports(const std::string& lines) {
    std::vector<Reported> all;
    std::istringstream stream(lines);
    std::string unit, role, value;
    while (stream >> unit >> role >> value) {
        const bool actual = role == "actual";
        all.push_back(
            {owed_by(actual ? "tong-ket" : "dang-ky", unit),
             {"chi-tieu", actual ? FigureRole::actual : FigureRole::target, number(value)},
             day("2017-02-01") + std::chrono::days(all.size())});
    }
    return all;
}

std::string text_of(const std::optional<Reported>& one) {
    return one ? to_text(one->figure.value, DecimalMark::comma) : "-";
}

std::string text_of(const std::optional<Decimal>& value) {
    return value ? to_text(*value, DecimalMark::comma) : "-";
}

// A line a unit that said anything: target, actual, against its own, against the plan; then how
// many units, and the number of all.
std::string table(const Indicator& indicator, const std::string& lines) {
    const Campaign campaign = plan(indicator);
    const auto all = progress(campaign, reports(lines));
    const IndicatorProgress& one = all.at(0);
    std::string text = "\n";
    for (const UnitProgress& unit : one.units) {
        if (!unit.target && !unit.actual) continue;
        text += unit.unit + ' ' + text_of(unit.target) + ' ' + text_of(unit.actual) + " own " +
                std::string(to_string(unit.own)) + ", plan " +
                (unit.plan ? std::string(to_string(*unit.plan)) : "-") +
                (unit.short_of_plan ? ", short" : "") + '\n';
    }
    text += std::to_string(one.registered) + " registered, " + std::to_string(one.reported) +
            " reported, " + std::to_string(one.met) + " met, " + std::to_string(one.not_yet) +
            " not yet, " + std::to_string(one.unknown) + " unknown\n";
    if (one.whole) {
        text +=
            "all: " + (one.whole->value ? to_text(*one.whole->value, DecimalMark::comma) : "-") +
            ' ' + std::string(to_string(one.whole->verdict)) + '\n';
    }
    return text;
}

// What one reported number comes to against the plan's target.
std::string verdict(const std::string& wanted, const std::string& actual) {
    const Campaign campaign = plan(target(wanted));
    const auto all = progress(campaign, reports("tram actual " + actual));
    for (const UnitProgress& unit : all.at(0).units) {
        if (unit.unit == "tram") return std::string(to_string(*unit.plan));
    }
    return "";
}

TEST(Progress, ComparesByComparatorAndDirection) {
    struct Row {
        const char* wanted;
        const char* actual;
        const char* verdict;
    };
    const Row rows[] = {
        {"= 70 percent", "70", "met"},
        {"= 70 percent", "70,0", "met"},
        {"= 70 percent", "69,99", "not_yet"},
        {"= 70 percent", "75", "met"},
        {"= 18.0 percent lower", "18", "met"},
        {"= 18.0 percent lower", "17,9", "met"},
        {"= 18.0 percent lower", "18,1", "not_yet"},
        {"> 80 percent", "80", "not_yet"},
        {"> 80 percent", "80,01", "met"},
        {">= 95 percent", "95", "met"},
        {">= 95 percent", "94,9", "not_yet"},
        {"< 5 percent lower", "5", "not_yet"},
        {"< 5 percent lower", "4,99", "met"},
        {"<= 5 percent lower", "5,0", "met"},
        {"<= 5 percent lower", "5,01", "not_yet"},
        {"range 1-1,5 percent", "1", "met"},
        {"range 1-1,5 percent", "0,99", "not_yet"},
        {"range 1-1,5 percent", "2", "met"},
        {"range 1-1,5 percent lower", "1,5", "met"},
        {"range 1-1,5 percent lower", "1,6", "not_yet"},
        {"range 1-1,5 percent lower", "0,5", "met"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(verdict(row.wanted, row.actual), row.verdict) << row.wanted << " " << row.actual;
}

TEST(Progress, SetsTheUnitsOwnTargetBesideThePlans) {
    EXPECT_EQ(table(target("> 80 percent"),
                    "bv-da-khoa target 90  tt-y-te target 75  tram target 85 "
                    "bv-da-khoa actual 85  tt-y-te actual 75"),
              "\n"
              "bv-da-khoa 90 85 own not_yet, plan met\n"
              "tt-y-te 75 75 own met, plan not_yet, short\n"
              "tram 85 - own unknown, plan unknown\n"
              "3 registered, 2 reported, 1 met, 1 not yet, 1 unknown\n");
    EXPECT_EQ(table(target("<= 18 per-1000 lower"), "bv-da-khoa target 17  bv-da-khoa actual 16,5"),
              "\n"
              "bv-da-khoa 17 16,5 own met, plan met\n"
              "1 registered, 1 reported, 1 met, 0 not yet, 2 unknown\n");
}

TEST(Progress, TakesTheLatestNumberOfAUnit) {
    EXPECT_EQ(table(target(">= 95 percent"), "tram actual 90  tram actual 96  tram actual 94"),
              "\n"
              "tram - 94 own unknown, plan not_yet\n"
              "0 registered, 1 reported, 0 met, 1 not yet, 2 unknown\n");
}

TEST(Progress, IsNotOverwrittenByALateReportOfAnEarlierQuarter) {
    Campaign campaign = plan(target(">= 80 percent"));
    std::vector<Reported> all = reports("tt-y-te actual 70 tt-y-te actual 85 tt-y-te actual 60");
    all[0].due = day("2017-04-05");
    all[1].due = day("2017-10-05");
    all[2].due = day("2017-07-05");
    EXPECT_EQ(text_of(progress(campaign, all).front().units[1].actual), "85");
    Duty& duty = *std::ranges::find(campaign.duties, "tong-ket", &Duty::id);
    const auto quarter = [&](std::size_t which, const char* id, const char* last) {
        Occurrence one = duty.occurrences.front();
        one.id = id;
        one.period = Period{{day("2017-01-01"), day(last)}, Grain::quarter, {}};
        if (which == 0) duty.occurrences.clear();
        duty.occurrences.push_back(one);
        all[which].obligation.occurrence = id;
    };
    quarter(0, "2017-q1", "2017-03-31");
    quarter(1, "2017-q2", "2017-06-30");
    quarter(2, "2017-q3", "2017-09-30");
    EXPECT_EQ(text_of(progress(campaign, all).front().units[1].actual), "60")
        << "the period that it is about decides, not the day that was granted";
}

TEST(Progress, AddsUpCountsOfTheDepartmentAndJudgesTheSumAlone) {
    const Indicator floor = target("> 35 count", IndicatorLevel::department);
    EXPECT_EQ(table(floor, "bv-da-khoa actual 20  tram actual 15,5"),
              "\n"
              "bv-da-khoa - 20 own unknown, plan -\n"
              "tram - 15,5 own unknown, plan -\n"
              "0 registered, 2 reported, 0 met, 0 not yet, 0 unknown\n"
              "all: 35,5 met\n");
    EXPECT_EQ(table(floor, "bv-da-khoa target 10  bv-da-khoa actual 12"),
              "\n"
              "bv-da-khoa 10 12 own met, plan -\n"
              "1 registered, 1 reported, 0 met, 0 not yet, 0 unknown\n"
              "all: 12 not_yet\n");
    EXPECT_EQ(table(floor, ""),
              "\n0 registered, 0 reported, 0 met, 0 not yet, 0 unknown\nall: - unknown\n");
}

TEST(Progress, KnowsThatACeilingIsKeptWhenTheLastReportIsThere) {
    const Indicator ceiling = target("<= 5 count lower", IndicatorLevel::department);
    const auto all = [&](const std::string& lines) {
        const std::string text = table(ceiling, lines);
        return text.substr(text.find("all:"));
    };
    EXPECT_EQ(all("bv-da-khoa actual 3  tram actual 1"), "all: 4 unknown\n");
    EXPECT_EQ(all("bv-da-khoa actual 3  tram actual 1  tt-y-te actual 1"), "all: 5 met\n");
    EXPECT_EQ(all("bv-da-khoa actual 6"), "all: 6 not_yet\n");
}

TEST(Progress, LeavesAShareOfTheProvinceToTheIssuer) {
    const Indicator share = target(">= 95 percent", IndicatorLevel::province);
    EXPECT_EQ(table(share, "tram actual 96"),
              "\n"
              "tram - 96 own unknown, plan met\n"
              "0 registered, 1 reported, 1 met, 0 not yet, 2 unknown\n"
              "all: - unknown\n");
    Campaign campaign = plan(share);
    campaign.duties.push_back(campaign.duties.back());
    campaign.duties.back().id = "len-tinh";
    campaign.duties.back().upward = true;
    auto both = reports("tram actual 96  so-y-te actual 94,9");
    both.back().obligation.duty = "len-tinh";
    const auto all = progress(campaign, both);
    EXPECT_EQ(all.at(0).reported, 1);
    EXPECT_EQ(to_text(all.at(0).whole->value.value_or(Decimal{}), DecimalMark::comma), "94,9");
    EXPECT_EQ(all.at(0).whole->verdict, Verdict::not_yet);
}

// The department reports to the province in "len-tinh"; its number is the whole, whoever acts for
// it, and what it owes among the units is a part.
TEST(Progress, KnowsTheDepartmentsNumberByTheDutyItComesWith) {
    Indicator count = target("> 35 count", IndicatorLevel::department);
    Campaign campaign = plan(count);
    Duty upward = campaign.duties.back();
    upward.id = "len-tinh";
    upward.upward = true;
    upward.obligors = {"so-y-te"};
    campaign.duties.push_back(upward);
    auto all = reports("tram actual 20");
    all.push_back({owed_by("len-tinh", "so-y-te-moi"),
                   {"chi-tieu", FigureRole::actual, number("40")},
                   day("2017-03-01")});
    const auto by_successor = progress(campaign, all);
    EXPECT_EQ(text_of(by_successor[0].whole->value), "40");
    EXPECT_EQ(by_successor[0].whole->source, WholeProgress::Source::issuer);
    EXPECT_EQ(by_successor[0].units.size(), 3u) << "no unit of its own";
    const auto of_units =
        progress(plan(count), reports("tram actual 20  bv-da-khoa actual 10  so-y-te actual 8"));
    EXPECT_EQ(text_of(of_units[0].whole->value), "38");
    EXPECT_EQ(of_units[0].whole->source, WholeProgress::Source::sum);
}

TEST(Progress, CountsAnIssuerThatOwesItsOwnPartAsAUnit) {
    EXPECT_EQ(table(target(">= 95 percent"), "so-y-te actual 96"),
              "\n"
              "so-y-te - 96 own unknown, plan met\n"
              "0 registered, 1 reported, 1 met, 0 not yet, 3 unknown\n");
}

TEST(Progress, ExpectsNoPartOfAnIssuerThatReportsTheWhole) {
    World world;
    world.owes("tong-ket", by("2017-12-15"), "", {"so-y-te"});
    world.duty("tong-ket").upward = true;
    world.campaign.indicators = {target(">= 95 percent", IndicatorLevel::department)};
    EXPECT_TRUE(progress(world.campaign, {}).at(0).units.empty());
}

TEST(Progress, LeavesOutWhatThePlanHasNoMore) {
    auto gone = reports("tram actual 96");
    gone[0].figure.indicator = "da-bo";
    const Campaign campaign = plan(target(">= 95 percent"));
    const auto all = progress(campaign, gone);
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].reported, 0);
    EXPECT_EQ(all[0].unknown, 3);
}

}  // namespace
}  // namespace dondoc
