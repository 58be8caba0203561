#include "workflows/calendar.h"

#include <gtest/gtest.h>

#include <sstream>

namespace dondoc {
namespace {

using std::chrono::days;

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

DayKind kind_of(std::string_view word) {
    if (word == "holiday") return DayKind::holiday;
    if (word == "compensatory") return DayKind::compensatory;
    if (word == "swapped") return DayKind::swapped;
    if (word == "make_up") return DayKind::make_up;
    ADD_FAILURE() << "no such kind: " << word;
    return DayKind::working;
}

std::string word_of(DayKind kind) {
    switch (kind) {
        case DayKind::working: return "working";
        case DayKind::weekend: return "weekend";
        case DayKind::holiday: return "holiday";
        case DayKind::compensatory: return "compensatory";
        case DayKind::swapped: return "swapped";
        case DayKind::make_up: return "make_up";
    }
    return {};
}

// Lines `2026-01-02 swapped Tết Dương lịch`, all listed by one year.
CalendarYear year(int number, std::string_view table, bool confirmed = true) {
    CalendarYear made{number, confirmed, "the test", {}};
    std::istringstream lines{std::string(table)};
    for (std::string date, kind, name;
         lines >> date >> kind && std::getline(lines >> std::ws, name);)
        made.days.push_back({day(date), kind_of(kind), name});
    return made;
}

constexpr std::string_view days_of_2017 = R"(
2017-01-01 holiday Tết Dương lịch
2017-01-02 compensatory nghỉ bù Tết Dương lịch
2017-01-26 holiday Tết Nguyên đán
2017-01-27 holiday Tết Nguyên đán
2017-01-28 holiday Tết Nguyên đán
2017-01-29 holiday Tết Nguyên đán
2017-01-30 holiday Tết Nguyên đán
2017-01-31 compensatory nghỉ bù Tết Nguyên đán
2017-02-01 compensatory nghỉ bù Tết Nguyên đán
2017-04-06 holiday Giỗ Tổ Hùng Vương
2017-04-30 holiday Ngày Chiến thắng
2017-05-01 holiday Quốc tế lao động
2017-05-02 compensatory nghỉ bù Ngày Chiến thắng
2017-09-02 holiday Quốc khánh
2017-09-04 compensatory nghỉ bù Quốc khánh
)";

constexpr std::string_view days_of_2026 = R"(
2026-01-01 holiday Tết Dương lịch
2026-01-02 swapped nghỉ hoán đổi
2026-01-10 make_up làm bù
2026-02-16 holiday Tết Nguyên đán
2026-02-17 holiday Tết Nguyên đán
2026-02-18 holiday Tết Nguyên đán
2026-02-19 holiday Tết Nguyên đán
2026-02-20 holiday Tết Nguyên đán
2026-04-26 holiday Giỗ Tổ Hùng Vương
2026-04-27 compensatory nghỉ bù Giỗ Tổ Hùng Vương
2026-04-30 holiday Ngày Chiến thắng
2026-05-01 holiday Quốc tế lao động
2026-08-22 make_up làm bù
2026-08-31 swapped nghỉ hoán đổi
2026-09-01 holiday Quốc khánh
2026-09-02 holiday Quốc khánh
)";

int working_days(const WorkCalendar& calendar, int year_number) {
    auto span = year_span(year_number);
    return calendar.count(span.first - days{1}, span.last);
}

TEST(Calendar, SaysWhatEachDayIsAndWhetherItIsWorked) {
    WorkCalendar calendar({year(2017, days_of_2017), year(2026, days_of_2026, false)});
    std::string table;
    for (const char* text :
         {"2017-01-25", "2017-01-26", "2017-01-28", "2017-01-31", "2017-02-02", "2017-02-04",
          "2026-01-02", "2026-01-03", "2026-01-10", "2026-08-31"}) {
        Day found = calendar.describe(day(text));
        table += std::string(text) + " " + word_of(found.kind) +
                 (found.working ? " worked" : " off") + (found.confirmed ? "" : " unconfirmed") +
                 (found.name.empty() ? "" : " " + found.name) + "\n";
        EXPECT_EQ(calendar.working(day(text)), found.working) << text;
    }
    EXPECT_EQ(table,
              "2017-01-25 working worked\n"
              "2017-01-26 holiday off Tết Nguyên đán\n"
              "2017-01-28 holiday off Tết Nguyên đán\n"
              "2017-01-31 compensatory off nghỉ bù Tết Nguyên đán\n"
              "2017-02-02 working worked\n"
              "2017-02-04 weekend off\n"
              "2026-01-02 swapped off unconfirmed nghỉ hoán đổi\n"
              "2026-01-03 weekend off unconfirmed\n"
              "2026-01-10 make_up worked unconfirmed làm bù\n"
              "2026-08-31 swapped off unconfirmed nghỉ hoán đổi\n");
}

TEST(Calendar, CountsTheWorkingDaysOfTheYearsAsAnnounced) {
    WorkCalendar calendar({year(2026, days_of_2026), year(2017, days_of_2017)});
    EXPECT_EQ(working_days(calendar, 2026), 250);
    EXPECT_EQ(working_days(calendar, 2017), 260 - 10);  // 260 weekdays, 10 of them off
    EXPECT_EQ(calendar.years().front().year, 2017);
}

TEST(Calendar, CountsBackAndForthOverTheTetOf2017) {
    WorkCalendar calendar({year(2017, days_of_2017)});
    Date last_working = calendar.last_working_on_or_before(day("2017-01-29"));
    EXPECT_EQ(iso_date(last_working), "2017-01-25");
    EXPECT_EQ(iso_date(calendar.shift(last_working, -10)), "2017-01-11");
    EXPECT_EQ(iso_date(calendar.shift(last_working, -5)), "2017-01-18");
    EXPECT_EQ(iso_date(calendar.shift(last_working, -2)), "2017-01-23");
    EXPECT_EQ(iso_date(calendar.shift(last_working, -1)), "2017-01-24");
    EXPECT_EQ(iso_date(calendar.shift(day("2017-01-29"), 1)), "2017-02-02");
    EXPECT_EQ(iso_date(calendar.shift(day("2017-01-29"), 3)), "2017-02-06");
    EXPECT_EQ(iso_date(calendar.shift(day("2017-01-29"), 5)), "2017-02-08");
    EXPECT_EQ(iso_date(calendar.first_working_on_or_after(day("2017-01-26"))), "2017-02-02");
}

TEST(Calendar, ShiftsByNothingToTheDayItselfOrTheLastWorkedBeforeIt) {
    WorkCalendar calendar({year(2017, days_of_2017)});
    EXPECT_EQ(iso_date(calendar.shift(day("2017-01-25"), 0)), "2017-01-25");
    EXPECT_EQ(iso_date(calendar.shift(day("2017-02-01"), 0)), "2017-01-25");
}

TEST(Calendar, WorksTheMakeUpSaturdayAndNotTheSwappedFriday) {
    WorkCalendar calendar({year(2026, days_of_2026)});
    EXPECT_EQ(iso_date(calendar.shift(day("2025-12-31"), 1)), "2026-01-05");
    EXPECT_EQ(iso_date(calendar.shift(day("2026-01-09"), 1)), "2026-01-10");
    EXPECT_EQ(calendar.count(day("2026-01-04"), day("2026-01-11")), 6);
}

TEST(Calendar, WorksTheMakeUpDayOfASwapThatTheYearBeforeLists) {
    WorkCalendar calendar({year(2018, "2018-12-31 swapped nghỉ\n2019-01-05 make_up làm bù\n"),
                           year(2019, "2019-01-01 holiday Tết Dương lịch\n")});
    EXPECT_FALSE(calendar.working(day("2018-12-31")));
    EXPECT_TRUE(calendar.working(day("2019-01-05")));
    EXPECT_EQ(working_days(calendar, 2018), 261 - 1);
    EXPECT_EQ(working_days(calendar, 2019), 261 - 1 + 1);
}

TEST(Calendar, LetsTheFirstOfTwoEntriesOnOneDateCount) {
    WorkCalendar calendar({year(2026, "2026-05-02 make_up làm bù\n2026-05-02 holiday nghỉ\n")});
    EXPECT_TRUE(calendar.working(day("2026-05-02")));
    EXPECT_EQ(calendar.describe(day("2026-05-02")).name, "làm bù");
}

TEST(Calendar, KnowsOnlyWeekendsInYearsWithoutDataAndSaysSo) {
    WorkCalendar calendar({year(2017, days_of_2017)});
    EXPECT_TRUE(calendar.confirmed(2017));
    EXPECT_FALSE(calendar.confirmed(2018));
    for (const char* text : {"2016-09-02", "2018-05-01", "2031-01-01"}) {
        EXPECT_TRUE(calendar.working(day(text))) << text;
        EXPECT_FALSE(calendar.describe(day(text)).confirmed) << text;
    }
    WorkCalendar empty;
    EXPECT_TRUE(empty.working(day("2017-01-02")));
    EXPECT_FALSE(empty.working(day("2017-01-01")));
    EXPECT_EQ(empty.count(day("2017-01-01"), day("2017-01-31")), 22);
}

// 24/11/2026 would take a working day from a wave of 20/11 to 03/12.
TEST(Calendar, LosesADayOfAWaveToANewHoliday) {
    auto announced = year(2026, days_of_2026);
    auto with_it =
        year(2026, std::string(days_of_2026) + "2026-11-24 holiday Ngày Văn hóa Việt Nam\n");
    EXPECT_EQ(WorkCalendar({announced}).count(day("2026-11-19"), day("2026-12-03")), 10);
    EXPECT_EQ(WorkCalendar({with_it}).count(day("2026-11-19"), day("2026-12-03")), 9);
}

TEST(Calendar, CountsWhatItShiftedFromAnyDayOfAnyYear) {
    WorkCalendar calendar({year(2017, days_of_2017), year(2026, days_of_2026)});
    for (Date from = day("2016-12-20"); from <= day("2026-12-31"); from += days{3})
        for (int n : {-250, -23, -5, -2, -1, 1, 2, 3, 10, 61, 250}) {
            Date to = calendar.shift(from, n);
            ASSERT_TRUE(calendar.working(to)) << iso_date(from) << " " << n;
            // Going back, `from` is in (to, from] and `to` is not: a day off at the start shows
            // there.
            int counted =
                n > 0 ? calendar.count(from, to) : -calendar.count(to - days{1}, from - days{1});
            ASSERT_EQ(counted, n) << iso_date(from);
        }
}

TEST(Calendar, CountsBackwardsAsTheNegativeOfForwards) {
    WorkCalendar calendar({year(2017, days_of_2017)});
    EXPECT_EQ(calendar.count(day("2017-01-25"), day("2017-02-02")), 1);
    EXPECT_EQ(calendar.count(day("2017-02-02"), day("2017-01-25")), -1);
    EXPECT_EQ(calendar.count(day("2017-01-25"), day("2017-01-25")), 0);
    for (Date from = day("2016-12-20"); from <= day("2018-01-10"); from += days{5})
        for (Date to = from; to <= from + days{40}; to += days{1})
            ASSERT_EQ(calendar.count(to, from), -calendar.count(from, to)) << iso_date(from);
}

}  // namespace
}  // namespace dondoc
