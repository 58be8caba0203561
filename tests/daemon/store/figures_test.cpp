// The numbers that units hand in: which of them stand.
#include <gmock/gmock.h>

#include "tests/daemon/store/conformance.h"

namespace dondoc::store_test {
namespace {

class Figures : public Conformance {};
INSTANTIATE_TEST_SUITE_P(Stores, Figures, testing::Values(Kind::file, Kind::memory), kind_name);

Submitted report(const std::string& arrived, std::vector<Figure> figures) {
    Submitted made{day(arrived), "12/BC", ""};
    made.figures = std::move(figures);
    return made;
}

Figure target(const std::string& indicator, std::int64_t digits, int scale = 0) {
    return {indicator, FigureRole::target, Decimal{digits, scale}};
}
Figure actual(const std::string& indicator, std::int64_t digits, int scale = 0) {
    return {indicator, FigureRole::actual, Decimal{digits, scale}};
}

// A line a number: arrival, unit, what it is.
std::string standing(const World& world, const std::string& campaign_id = "plan") {
    std::string lines = "\n";
    for (const Reported& one : must(world.read().figures(campaign_id))) {
        lines += iso_date(one.arrived) + ' ' + one.obligation.unit + ' ' + one.figure.indicator +
                 ' ' + std::string(to_string(one.figure.role)) + ' ' +
                 to_text(one.figure.value, DecimalMark::comma) + '\n';
    }
    return lines;
}

TEST_P(Figures, StandInTheOrderOfArrivalWithTheDecimalsTheyWereGivenWith) {
    world.is_born(owed("a"));
    world.is_born(owed("b"));
    world.happens(owed("b"), {report("2017-01-12", {actual("hai-long", 850, 1)})});
    world.happens(owed("a"), {report("2017-01-10", {target("sang-kien", 12), actual("x", -3, 1)})});
    EXPECT_EQ(standing(world), R"(
2017-01-10 a sang-kien target 12
2017-01-10 a x actual -0,3
2017-01-12 b hai-long actual 85,0
)");
    EXPECT_EQ(standing(world, "other"), "\n");
}

TEST_P(Figures, StandNoMoreWhenTheirSubmissionIsReturned) {
    world.is_born(owed("a"));
    world.happens(owed("a"), {report("2017-01-10", {actual("hai-long", 85), actual("x", 1)})});
    world.happens(owed("a"), {Returned{"thiếu biểu"}});
    EXPECT_EQ(standing(world), "\n");
    world.happens(owed("a"), {report("2017-01-13", {actual("hai-long", 99)})});
    world.happens(owed("a"), {Reopened{"ghi nhầm"}});
    EXPECT_EQ(standing(world), "\n");
    world.happens(owed("a"), {report("2017-01-14", {actual("hai-long", 86)})});
    EXPECT_EQ(standing(world), "\n2017-01-14 a hai-long actual 86\n");
    world.happens(owed("a"), {Accepted{""}});
    EXPECT_EQ(standing(world), "\n2017-01-14 a hai-long actual 86\n");
}

TEST_P(Figures, StandAgainWhenAnAcceptanceOrAWaiverIsTakenBack) {
    for (const Event& mistake : {Event(Accepted{""}), Event(Waived{"nhầm", "Giám đốc"})}) {
        const std::string unit = std::holds_alternative<Accepted>(mistake) ? "a" : "b";
        world.is_born(owed(unit));
        world.happens(owed(unit), {report("2017-01-10", {actual("hai-long", 85)})});
        world.happens(owed(unit), {mistake});
        world.happens(owed(unit), {Reopened{"ghi nhầm"}});
    }
    EXPECT_EQ(standing(world), R"(
2017-01-10 a hai-long actual 85
2017-01-10 b hai-long actual 85
)");
}

TEST_P(Figures, AreLeftOutWhileTheirObligationIsWithdrawnAndComeBackWithIt) {
    world.is_born(owed("a"));
    world.happens(owed("a"), {report("2017-01-10", {actual("hai-long", 85)})});
    world.happens(owed("a"), {Withdrawn{"phase_skipped"}});
    EXPECT_EQ(standing(world), "\n");
    world.happens(owed("a"), {RoundBegun{"restored", term("2017-01-29"), {}}});
    EXPECT_EQ(standing(world), "\n2017-01-10 a hai-long actual 85\n");
}

TEST_P(Figures, AreMadeAnewFromTheJournal) {
    world.is_born(owed("a"));
    world.is_born(owed("b"));
    world.happens(owed("a"), {report("2017-01-10", {actual("hai-long", 85)})});
    world.happens(owed("b"), {report("2017-01-10", {actual("hai-long", 90)})});
    world.happens(owed("b"), {Returned{"thiếu"}});
    const std::string before = world.dump();
    EXPECT_THAT(before, testing::HasSubstr("figures obligation=1 indicator=hai-long role=actual"));
    must(world.store->rebuild());
    EXPECT_EQ(world.dump(), before);
}

TEST_P(Figures, StandBesideTheDeedsOfAUnitObligationByObligation) {
    world.is_born(owed("a", "late"), {"", term("2017-06-15"), false});
    world.is_born(owed("a", "early"));
    world.is_born(owed("b", "early"));
    world.happens(owed("a", "late"), {report("2017-01-10", {})});
    world.happens(owed("a", "early"), {notice("k1")});
    world.happens(owed("a", "early"), {Extended{"bão", day("2017-02-10")}});
    std::string lines = "\n";
    for (const JournalEntry& one : must(world.read().deeds("a")))
        lines += one.subject.id + ' ' + std::string(name_of(one.event)) + '\n';
    EXPECT_EQ(lines, R"(
plan.early.1.a obligation_born
plan.early.1.a extended
plan.late.1.a obligation_born
plan.late.1.a submitted
)");
}

}  // namespace
}  // namespace dondoc::store_test
