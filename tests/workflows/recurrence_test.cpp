#include "workflows/recurrence.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace dondoc {
namespace {

using testing::HasSubstr;

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

DateSpan range(std::string_view first, std::string_view last) {
    return {day(first), day(last)};
}

const DateSpan year_2017 = range("2017-01-01", "2017-12-31");

Recurrence each(Grain grain) {
    Recurrence made;
    made.every = grain;
    return made;
}

Recurrence due(Grain grain, DueOperator op, DayOfPeriod when) {
    Recurrence made = each(grain);
    made.op = op;
    made.day = when;
    return made;
}

Recurrence rule(std::string text) {
    Recurrence made;
    made.every = std::move(text);
    made.op = DueOperator::by;
    return made;
}

// A line a time: `2017-02  trong tháng 02/2017`, with its figures if it has any.
std::string lines(const Recurrence& recurrence, DateSpan within) {
    const auto expansion = expand(recurrence, within);
    if (!expansion) return expansion.error().text;
    std::string text = "\n";
    for (const Occurrence& one : expansion->occurrences) {
        text += one.id + "  " + phrase(one.deadline, Language::vi);
        if (one.period && one.period->figures) {
            text += "  " + iso_date(one.period->figures->first) + " " +
                    iso_date(one.period->figures->last);
        }
        text += "\n";
    }
    for (const std::string& exception : expansion->unused)
        text += "unused " + exception + "\n";
    return text;
}

TEST(Recurrence, IsOwedWithinEachMonthButTheExceptions) {
    Recurrence monthly = each(Grain::month);
    monthly.except = {"01", "2017-12", "2018-03"};
    EXPECT_EQ(lines(monthly, year_2017), R"(
2017-02  trong tháng 02/2017
2017-03  trong tháng 3/2017
2017-04  trong tháng 4/2017
2017-05  trong tháng 5/2017
2017-06  trong tháng 6/2017
2017-07  trong tháng 7/2017
2017-08  trong tháng 8/2017
2017-09  trong tháng 9/2017
2017-10  trong tháng 10/2017
2017-11  trong tháng 11/2017
unused 2018-03
)");
}

// «trước ngày 31 tháng 3 hằng năm», in force from 10 May 2018: 2018's day has passed by then.
TEST(Recurrence, CountsYearsFromTheEffectiveDate) {
    Recurrence yearly = due(Grain::year, DueOperator::before, {3, 31});
    EXPECT_EQ(lines(yearly, range("2018-05-10", "2021-12-31")), R"(
2019  trước ngày 31/3/2019
2020  trước ngày 31/3/2020
2021  trước ngày 31/3/2021
)");
    EXPECT_EQ(lines(yearly, range("2018-03-30", "2019-03-29")), R"(
2018  trước ngày 31/3/2018
)");
    yearly.written = "trước ngày 31 tháng 3 hằng năm";
    EXPECT_EQ(lines(yearly, range("2019-01-01", "2019-12-31")), R"(
2019  trước ngày 31 tháng 3 hằng năm
)");
}

TEST(Recurrence, NamesADayOfThePeriodsLastMonthOrOfAnyOther) {
    EXPECT_EQ(lines(due(Grain::quarter, DueOperator::by, {0, 20}), year_2017), R"(
2017-q1  chậm nhất là ngày 20/3/2017
2017-q2  chậm nhất là ngày 20/6/2017
2017-q3  chậm nhất là ngày 20/9/2017
2017-q4  chậm nhất là ngày 20/12/2017
)");
    EXPECT_EQ(lines(due(Grain::half_year, DueOperator::on, {1, 15}), year_2017), R"(
2017-h1  ngày 15/01/2017
2017-h2  ngày 15/7/2017
)");
    EXPECT_EQ(lines(due(Grain::week, DueOperator::by, {0, 5}), range("2017-02-01", "2017-02-17")),
              R"(
2017-w05  chậm nhất là ngày 03/02/2017
2017-w06  chậm nhất là ngày 10/02/2017
2017-w07  chậm nhất là ngày 17/02/2017
)");
}

// The report on a month is due in the next one: December's counts, that of the December before not.
TEST(Recurrence, MayBeDueAfterItsPeriod) {
    EXPECT_EQ(lines(due(Grain::quarter, DueOperator::before, {4, 5}), year_2017), R"(
2017-q1  trước ngày 05/4/2017
2017-q2  trước ngày 05/7/2017
2017-q3  trước ngày 05/10/2017
2017-q4  trước ngày 05/01/2018
)");
}

// Civil Code 2015, art. 148: without that day in the month, its last.
TEST(Recurrence, TakesTheLastDayOfAMonthThatLacksTheDay) {
    EXPECT_EQ(lines(due(Grain::month, DueOperator::by, {0, 31}), range("2016-02-01", "2016-04-30")),
              R"(
2016-02  chậm nhất là ngày 29/02/2016
2016-03  chậm nhất là ngày 31/3/2016
2016-04  chậm nhất là ngày 30/4/2016
)");
    EXPECT_EQ(lines(due(Grain::month, DueOperator::by, {}), range("2017-02-01", "2017-02-28")), R"(
2017-02  chậm nhất là ngày 28/02/2017
)");
    EXPECT_EQ(
        lines(due(Grain::month, DueOperator::before, {0, 31}), range("2017-04-01", "2017-04-30")),
        R"(
2017-04  trước ngày 01/5/2017
)");
}

// Decree 09/2019/NĐ-CP, art. 12: month, quarter, half-year and year, each from the 15th to the
// 14th.
TEST(Recurrence, ClosesTheFiguresOfADecreesPeriods) {
    const auto periodic = [](Grain grain) {
        Recurrence made = due(grain, DueOperator::by, {0, 17});
        made.cutoff = DayOfPeriod{0, 14};
        return made;
    };
    EXPECT_EQ(lines(periodic(Grain::month), range("2017-01-01", "2017-02-28")), R"(
2017-01  chậm nhất là ngày 17/01/2017  2016-12-15 2017-01-14
2017-02  chậm nhất là ngày 17/02/2017  2017-01-15 2017-02-14
)");
    EXPECT_EQ(lines(periodic(Grain::quarter), range("2017-01-01", "2017-06-30")), R"(
2017-q1  chậm nhất là ngày 17/3/2017  2016-12-15 2017-03-14
2017-q2  chậm nhất là ngày 17/6/2017  2017-03-15 2017-06-14
)");
    EXPECT_EQ(lines(periodic(Grain::half_year), year_2017), R"(
2017-h1  chậm nhất là ngày 17/6/2017  2016-12-15 2017-06-14
2017-h2  chậm nhất là ngày 17/12/2017  2017-06-15 2017-12-14
)");
    EXPECT_EQ(lines(periodic(Grain::year), year_2017), R"(
2017  chậm nhất là ngày 17/12/2017  2016-12-15 2017-12-14
)");
}

TEST(Recurrence, ReadsRulesOfRfc5545) {
    Recurrence fridays = rule("FREQ=MONTHLY;BYDAY=-1FR");
    fridays.except = {"2017-02-24"};
    EXPECT_EQ(lines(fridays, range("2017-01-01", "2017-04-28")), R"(
2017-01-27  chậm nhất là ngày 27/01/2017
2017-03-31  chậm nhất là ngày 31/3/2017
2017-04-28  chậm nhất là ngày 28/4/2017
)");
    // The end of a day is no month.
    fridays.except = {"27", "03"};
    EXPECT_EQ(lines(fridays, range("2017-01-01", "2017-02-28")), R"(
2017-01-27  chậm nhất là ngày 27/01/2017
2017-02-24  chậm nhất là ngày 24/02/2017
unused 27
unused 03
)");
    EXPECT_EQ(
        lines(rule("FREQ=YEARLY;BYMONTH=2,9;BYMONTHDAY=29"), range("2015-01-01", "2017-12-31")),
        R"(
2015-09-29  chậm nhất là ngày 29/9/2015
2016-02-29  chậm nhất là ngày 29/02/2016
2016-09-29  chậm nhất là ngày 29/9/2016
2017-09-29  chậm nhất là ngày 29/9/2017
)");
    EXPECT_EQ(lines(rule("FREQ=WEEKLY;INTERVAL=2;COUNT=3"), range("2017-03-01", "2017-12-31")), R"(
2017-03-01  chậm nhất là ngày 01/3/2017
2017-03-15  chậm nhất là ngày 15/3/2017
2017-03-29  chậm nhất là ngày 29/3/2017
)");
    Recurrence before = rule("FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20170301");
    before.op = DueOperator::before;  // the day before the first of the range lies outside it
    EXPECT_EQ(lines(before, year_2017), R"(
2017-02-01  trước ngày 01/02/2017
2017-03-01  trước ngày 01/3/2017
)");
}

TEST(Recurrence, CountsARuleFromTheFirstDaySoThatAnotherOneMovesItsDays) {
    const Recurrence fortnightly = rule("FREQ=WEEKLY;INTERVAL=2");
    const auto first_of = [&](std::string_view from) {
        return expand(fortnightly, {day(from), day("2017-12-31")})->occurrences.front().id;
    };
    EXPECT_EQ(first_of("2017-01-02"), "2017-01-02");
    EXPECT_EQ(first_of("2017-01-09"), "2017-01-09") << "no day of the other count";
}

TEST(Recurrence, LeavesOutAPeriodThatEndedBeforeTheFirstDayThoughItIsDueAfter) {
    const Recurrence february_5 = due(Grain::month, DueOperator::by, {2, 5});
    const auto first_of = [&](std::string_view from) {
        return expand(february_5, {day(from), day("2017-12-31")})->occurrences.front().id;
    };
    EXPECT_EQ(first_of("2017-01-31"), "2017-01");
    EXPECT_EQ(first_of("2017-02-01"), "2017-02");
}

TEST(Recurrence, RefusesRulesThatAreNoneOrFinerThanADay) {
    for (const char* text : {"FREQ=FORTNIGHTLY", "BYDAY=MO", "FREQ=MONTHLY;BYDAY=XX",
                             "FREQ=", "FREQ=MONTHLY;INTERVAL=0", "a=b"}) {
        EXPECT_THAT(lines(rule(text), year_2017), HasSubstr("is none of RFC 5545; write it as"))
            << text;
    }
    for (const char* text : {"FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9", "FREQ=DAILY;BYMINUTE=1"})
        EXPECT_THAT(lines(rule(text), year_2017), HasSubstr("is finer than a day")) << text;
    for (const char* text : {"RSCALE=CHINESE;FREQ=YEARLY", "FREQ=MONTHLY;skip=forward"})
        EXPECT_THAT(lines(rule(text), year_2017), HasSubstr("names another calendar")) << text;
}

TEST(Recurrence, IsBounded) {
    EXPECT_EQ(lines(rule("FREQ=DAILY"), range("2000-01-01", "2199-12-31")),
              "the rule \"FREQ=DAILY\" comes more than 1000 times; let it come less often, or give "
              "it a nearer 'to'");
    EXPECT_EQ(lines(each(Grain::week), range("2000-01-01", "2199-12-31")),
              "it comes more than 1000 times; let it come less often, or give it a nearer 'to'");
    const auto most = expand(rule("FREQ=DAILY;COUNT=1000"), range("2000-01-01", "2199-12-31"));
    ASSERT_TRUE(most);
    EXPECT_EQ(most->occurrences.size(), occurrences_max);
}

TEST(Recurrence, ThatNeverComesIsEmptyAndEnds) {
    for (const char* never :
         {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
          "FREQ=MONTHLY;BYDAY=-7FR", "FREQ=MONTHLY;BYDAY=6FR", "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=9"})
        for (const DateSpan& years : {year_2017, range("2017-03-30", "2026-12-31")})
            EXPECT_EQ(lines(rule(never), years), "\n") << never;
    EXPECT_EQ(lines(rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), year_2017), "\n");
}

// ---- the same periods by plain counting, over fifteen years

std::string two_digits(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

// Ids and the last days of whole periods between 2016 and 2030, without any library of recurrence.
std::set<std::string> counted_months(int length, std::string_view letter,
                                     const std::set<std::string>& except) {
    std::set<std::string> found;
    for (int year = 2016; year <= 2030; ++year) {
        for (int first = 1; first <= 12; first += length) {
            const std::string part =
                length == 1    ? two_digits(first)
                : length == 12 ? ""
                               : std::string(letter) + std::to_string((first - 1) / length + 1);
            const std::string id = std::to_string(year) + (part.empty() ? "" : "-" + part);
            if (except.contains(id) || except.contains(part)) continue;
            const int month = first + length - 1;
            const bool leap = year % 4 == 0;
            const int last = month == 2                                              ? 28 + leap
                             : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                                     : 31;
            found.insert(id + " " + std::to_string(year) + "-" + two_digits(month) + "-" +
                         two_digits(last));
        }
    }
    return found;
}

// 4 January 2016 is a Monday and begins week 1; 2020 and 2026 have 53 weeks. The week that begins
// before 2016 ends in it and so is owed in it, and the last one ends in 2030 or not at all.
std::set<std::string> counted_weeks(const std::set<std::string>& except) {
    std::set<std::string> found;
    Date monday = day("2015-12-28");
    for (int year = 2015, week = 53; monday + std::chrono::days(6) <= day("2030-12-31");
         monday += std::chrono::days(7)) {
        const std::string part = "w" + two_digits(week);
        const std::string id = std::to_string(year) + "-" + part;
        if (!except.contains(id) && !except.contains(part))
            found.insert(id + " " + iso_date(monday + std::chrono::days(6)));
        const int weeks = year == 2015 || year == 2020 || year == 2026 ? 53 : 52;
        if (++week > weeks) {
            week = 1;
            ++year;
        }
    }
    return found;
}

std::set<std::string> expanded(Grain grain, const std::set<std::string>& except) {
    Recurrence recurrence = each(grain);
    recurrence.except.assign(except.begin(), except.end());
    const auto expansion = expand(recurrence, range("2016-01-01", "2030-12-31"));
    if (!expansion) return {expansion.error().text};
    std::set<std::string> found;
    for (const Occurrence& one : expansion->occurrences)
        found.insert(one.id + " " + iso_date(one.deadline.span.last));
    EXPECT_EQ(found.size(), expansion->occurrences.size()) << "an id stands twice";
    EXPECT_TRUE(std::ranges::is_sorted(
        expansion->occurrences, {}, [](const Occurrence& one) { return one.deadline.span.last; }));
    return found;
}

TEST(Recurrence, EqualsPlainCountingFrom2016To2030) {
    const std::set<std::string> none;
    EXPECT_EQ(expanded(Grain::month, none), counted_months(1, "", none));
    EXPECT_EQ(expanded(Grain::quarter, none), counted_months(3, "q", none));
    EXPECT_EQ(expanded(Grain::half_year, none), counted_months(6, "h", none));
    EXPECT_EQ(expanded(Grain::year, none), counted_months(12, "", none));
    EXPECT_EQ(expanded(Grain::week, none), counted_weeks(none));
    EXPECT_EQ(expanded(Grain::month, none).size(), 180u);
    EXPECT_EQ(expanded(Grain::week, none).size(), 783u);
}

TEST(Recurrence, LeavesOutWhatPlainCountingLeavesOut) {
    const std::set<std::string> months{"01", "12", "2020-02", "2024-02"};
    EXPECT_EQ(expanded(Grain::month, months), counted_months(1, "", months));
    const std::set<std::string> quarters{"q4", "2017-q1"};
    EXPECT_EQ(expanded(Grain::quarter, quarters), counted_months(3, "q", quarters));
    const std::set<std::string> halves{"h1", "2019-h2"};
    EXPECT_EQ(expanded(Grain::half_year, halves), counted_months(6, "h", halves));
    const std::set<std::string> years{"2018", "2030"};
    EXPECT_EQ(expanded(Grain::year, years), counted_months(12, "", years));
    const std::set<std::string> weeks{"w53", "w05", "2017-w06"};
    EXPECT_EQ(expanded(Grain::week, weeks), counted_weeks(weeks));
}

}  // namespace
}  // namespace dondoc
