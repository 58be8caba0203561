#include "workflows/deadline.h"

#include <gtest/gtest.h>

namespace dondoc {
namespace {

using std::chrono::days;

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

// The days around which the deadlines below lie: Tết 2017, 30/4 to 02/5/2017, Quốc khánh 2017.
WorkCalendar calendar() {
    CalendarYear known{2017, true, "the test", {}};
    for (const char* date :
         {"2017-01-02", "2017-01-26", "2017-01-27", "2017-01-28", "2017-01-29", "2017-01-30",
          "2017-01-31", "2017-02-01", "2017-04-06", "2017-05-01", "2017-05-02", "2017-09-04"})
        known.days.push_back({day(date), DayKind::holiday, "nghỉ"});
    return WorkCalendar({known, {2025, true, "the test", {}}});
}

Deadline fixed(DueOperator op, std::string_view date) {
    Deadline made;
    made.op = op;
    made.span = {day(date), day(date)};
    return made;
}

Deadline spanned(DueOperator op, Grain grain, std::string_view first, std::string_view last) {
    Deadline made;
    made.op = op;
    made.grain = grain;
    made.span = {day(first), day(last)};
    return made;
}

Deadline after(std::string_view start, int count, bool working_days, Roll roll = Roll::forward) {
    Deadline made = fixed(DueOperator::relative, start);
    made.count = count;
    made.working_days = working_days;
    made.roll = roll;
    return made;
}

// `last permitted / last working, opens`, the day it opens only if there is one.
std::string days_of(const Deadline& deadline) {
    auto term = term_of(deadline, calendar());
    if (!term) return "none";
    return iso_date(term->last_permitted) + " / " + iso_date(term->last_working) +
           (term->opens ? ", opens " + iso_date(*term->opens) : "") +
           (term->confirmed ? "" : ", unconfirmed");
}

struct Row {
    Deadline deadline;
    std::string days;
    std::string vi;
    std::string en;
};

TEST(Deadline, ComesDownToDaysAndWordsForEachOperatorAndGrain) {
    using enum DueOperator;
    const Row rows[] = {
        {fixed(before, "2017-01-30"), "2017-01-29 / 2017-01-25", "trước ngày 30/01/2017",
         "before 30 January 2017"},
        {fixed(before, "2017-12-31"), "2017-12-30 / 2017-12-29", "trước ngày 31/12/2017",
         "before 31 December 2017"},
        {fixed(by, "2017-06-15"), "2017-06-15 / 2017-06-15", "chậm nhất là ngày 15/6/2017",
         "no later than 15 June 2017"},
        {fixed(by, "2017-09-04"), "2017-09-04 / 2017-09-01", "chậm nhất là ngày 04/9/2017",
         "no later than 4 September 2017"},
        {fixed(on, "2025-11-20"), "2025-11-20 / 2025-11-20", "ngày 20/11/2025",
         "on 20 November 2025"},
        {fixed(within, "2025-11-20"), "2025-11-20 / 2025-11-20", "trong ngày 20/11/2025",
         "on 20 November 2025"},

        {spanned(before, Grain::month, "2017-03-01", "2017-03-31"), "2017-02-28 / 2017-02-28",
         "trước tháng 3/2017", "before March 2017"},
        {spanned(by, Grain::month, "2017-09-01", "2017-09-30"), "2017-09-30 / 2017-09-29",
         "chậm nhất là hết tháng 9/2017", "by the end of September 2017"},
        {spanned(within, Grain::month, "2025-09-01", "2025-09-30"),
         "2025-09-30 / 2025-09-30, opens 2025-09-01", "trong tháng 9/2025", "in September 2025"},
        {spanned(within, Grain::month, "2017-01-01", "2017-01-31"),
         "2017-01-31 / 2017-01-25, opens 2017-01-03", "trong tháng 01/2017", "in January 2017"},

        {spanned(within, Grain::quarter, "2025-04-01", "2025-06-30"),
         "2025-06-30 / 2025-06-30, opens 2025-04-01", "trong quý II/2025",
         "in the second quarter of 2025"},
        {spanned(before, Grain::quarter, "2017-10-01", "2017-12-31"), "2017-09-30 / 2017-09-29",
         "trước quý IV/2017", "before the fourth quarter of 2017"},
        {spanned(within, Grain::half_year, "2017-01-01", "2017-06-30"),
         "2017-06-30 / 2017-06-30, opens 2017-01-03", "trong 6 tháng đầu năm 2017",
         "in the first half of 2017"},
        {spanned(by, Grain::half_year, "2017-07-01", "2017-12-31"), "2017-12-31 / 2017-12-29",
         "chậm nhất là hết 6 tháng cuối năm 2017", "by the end of the second half of 2017"},
        {spanned(within, Grain::year, "2020-01-01", "2020-12-31"),
         "2020-12-31 / 2020-12-31, opens 2020-01-01, unconfirmed", "trong năm 2020", "in 2020"},
        {spanned(within, Grain::day, "2025-11-20", "2025-12-03"),
         "2025-12-03 / 2025-12-03, opens 2025-11-20", "từ ngày 20/11/2025 đến ngày 03/12/2025",
         "from 20 November 2025 to 3 December 2025"},

        {after("2025-06-05", 10, true), "2025-06-19 / 2025-06-19",
         "trong 10 ngày làm việc kể từ ngày 05/6/2025", "within 10 working days of 5 June 2025"},
        {after("2017-01-23", 5, false), "2017-02-02 / 2017-02-02",
         "trong 05 ngày kể từ ngày 23/01/2017", "within 5 days of 23 January 2017"},
        {after("2025-06-05", 1, false), "2025-06-06 / 2025-06-06",
         "trong 01 ngày kể từ ngày 05/6/2025", "within 1 day of 5 June 2025"},

        {Deadline{}, "none", "chưa định ngày", "no date set"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(days_of(row.deadline), row.days) << row.vi;
        EXPECT_EQ(phrase(row.deadline, Language::vi), row.vi);
        EXPECT_EQ(phrase(row.deadline, Language::en), row.en);
    }
}

// «trước 30/01/2017» over the Tết break of 26/01 to 01/02/2017.
TEST(Deadline, BeforeExcludesTheDayAndShowsTheLastWorkingDayBesideIt) {
    auto term = term_of(fixed(DueOperator::before, "2017-01-30"), calendar());
    ASSERT_TRUE(term.has_value());
    EXPECT_EQ(iso_date(term->last_permitted), "2017-01-29");
    EXPECT_EQ(iso_date(term->last_working), "2017-01-25");
    EXPECT_FALSE(term->opens.has_value());
    EXPECT_TRUE(term->confirmed);
}

TEST(Deadline, KeepsThePlansOwnWordsInVietnameseOnly) {
    Deadline deadline = fixed(DueOperator::before, "2017-01-30");
    deadline.written = "trước 30/01/2017";
    EXPECT_EQ(phrase(deadline, Language::vi), "trước 30/01/2017");
    EXPECT_EQ(phrase(deadline, Language::en), "before 30 January 2017");
}

TEST(Deadline, MovesAFixedDayOnlyIfTheDutySaysSo) {
    Deadline sunday = fixed(DueOperator::by, "2017-04-30");
    EXPECT_EQ(days_of(sunday), "2017-04-30 / 2017-04-28");
    sunday.roll = Roll::forward;
    EXPECT_EQ(days_of(sunday), "2017-05-03 / 2017-05-03");
    sunday.roll = Roll::backward;
    EXPECT_EQ(days_of(sunday), "2017-04-28 / 2017-04-28");
}

TEST(Deadline, CountsARelativeTermFromTheNextDayAndRollsItAsSet) {
    // 23/01 + 5 days is 28/01, in the Tết break.
    EXPECT_EQ(days_of(after("2017-01-23", 5, false, Roll::none)), "2017-01-28 / 2017-01-25");
    EXPECT_EQ(days_of(after("2017-01-23", 5, false, Roll::forward)), "2017-02-02 / 2017-02-02");
    EXPECT_EQ(days_of(after("2017-01-23", 5, false, Roll::backward)), "2017-01-25 / 2017-01-25");
    // The day of the start is not counted, whether it is worked or not.
    EXPECT_EQ(days_of(after("2017-01-24", 3, true)), "2017-02-03 / 2017-02-03");
    EXPECT_EQ(days_of(after("2017-01-29", 3, true)), "2017-02-06 / 2017-02-06");
    EXPECT_EQ(days_of(after("2017-02-02", 0, true)), "2017-02-02 / 2017-02-02");
}

TEST(Deadline, IsUnconfirmedWhereAYearItDependsOnIs) {
    EXPECT_EQ(days_of(fixed(DueOperator::by, "2018-06-15")),
              "2018-06-15 / 2018-06-15, unconfirmed");
    EXPECT_EQ(days_of(after("2017-12-20", 10, false)), "2018-01-01 / 2018-01-01, unconfirmed");
    // From the unconfirmed end of 2024 into the confirmed 2025: the count crosses unconfirmed days.
    EXPECT_EQ(days_of(after("2024-12-20", 10, true)), "2025-01-03 / 2025-01-03, unconfirmed");
    // A last permitted day of a confirmed year with its last working day in an unconfirmed one.
    EXPECT_EQ(days_of(fixed(DueOperator::by, "2017-01-02")),
              "2017-01-02 / 2016-12-30, unconfirmed");
    EXPECT_EQ(days_of(spanned(DueOperator::within, Grain::day, "2016-12-20", "2017-01-10")),
              "2017-01-10 / 2017-01-10, opens 2016-12-20, unconfirmed");
}

TEST(Deadline, DoesNotOpenASpanInWhichNobodyWorks) {
    EXPECT_EQ(days_of(spanned(DueOperator::within, Grain::day, "2017-01-28", "2017-01-30")),
              "2017-01-30 / 2017-01-25");
}

TEST(Deadline, EndsADayThatAPersonGrantedWithThatDay) {
    Term term = term_by(day("2017-01-29"), calendar());
    EXPECT_EQ(term, (Term{day("2017-01-29"), day("2017-01-25"), std::nullopt, true}));
    EXPECT_FALSE(term_by(day("2018-01-29"), calendar()).confirmed);
}

TEST(Deadline, NeverLastsPastItsLastPermittedDayWhateverItsWords) {
    auto days_off = calendar();
    for (Date start = day("2016-12-25"); start <= day("2018-01-10"); start += days{1})
        for (auto op : {DueOperator::before, DueOperator::by, DueOperator::within, DueOperator::on,
                        DueOperator::relative})
            for (int length : {0, 1, 6, 30}) {
                Deadline deadline;
                deadline.op = op;
                deadline.span = {start, start + days{length}};
                deadline.count = length;
                auto term = term_of(deadline, days_off);
                ASSERT_TRUE(term.has_value());
                ASSERT_LE(term->last_working, term->last_permitted) << iso_date(start);
                ASSERT_TRUE(days_off.working(term->last_working)) << iso_date(start);
                ASSERT_EQ(days_off.count(term->last_working, term->last_permitted), 0)
                    << iso_date(start);
                if (term->opens) {
                    ASSERT_GE(*term->opens, start);
                    ASSERT_LE(*term->opens, term->last_working) << iso_date(start);
                }
            }
}

TEST(Deadline, NamesTheDayOfTheWeek) {
    EXPECT_EQ(weekday_name(day("2017-06-15"), Language::vi), "thứ Năm");
    EXPECT_EQ(weekday_name(day("2017-01-25"), Language::vi), "thứ Tư");
    EXPECT_EQ(weekday_name(day("2017-01-29"), Language::vi), "Chủ nhật");
    EXPECT_EQ(weekday_name(day("2017-01-25"), Language::en), "Wednesday");
    EXPECT_EQ(weekday_name(day("2017-01-29"), Language::en), "Sunday");
    EXPECT_EQ(weekday_name(day("2017-01-28"), Language::en), "Saturday");
}

Deadline hanging(DueOperator op, int count = 0) {
    Deadline made;
    made.op = op;
    made.count = count;
    made.working_days = count > 0;
    made.anchor = Anchor{"be-mac", "Bế mạc Đại hội", {}};
    return made;
}

TEST(Deadline, ThatHangsOnAnEventHasNoTermUntilItsDayIsSet) {
    using enum DueOperator;
    const EventDates elsewhere{{"khai-mac", day("2017-03-01")}};
    const EventDates set{{"be-mac", day("2017-09-01")}};
    struct Hanging {
        Deadline deadline;
        std::string_view waiting;
        std::string_view days;
        std::string_view vi;
        std::string_view en;
    };
    const Hanging rows[] = {
        {hanging(before), "trước ngày diễn ra “Bế mạc Đại hội” (chưa định ngày)",
         "2017-08-31 / 2017-08-31", "trước ngày diễn ra “Bế mạc Đại hội” (01/9/2017)",
         "before the day of “Bế mạc Đại hội” (1 September 2017)"},
        {hanging(by), "chậm nhất là ngày diễn ra “Bế mạc Đại hội” (chưa định ngày)",
         "2017-09-01 / 2017-09-01", "chậm nhất là ngày diễn ra “Bế mạc Đại hội” (01/9/2017)",
         "no later than the day of “Bế mạc Đại hội” (1 September 2017)"},
        {hanging(on), "ngày diễn ra “Bế mạc Đại hội” (chưa định ngày)", "2017-09-01 / 2017-09-01",
         "ngày diễn ra “Bế mạc Đại hội” (01/9/2017)",
         "on the day of “Bế mạc Đại hội” (1 September 2017)"},
        {hanging(relative, 5),
         "trong 05 ngày làm việc kể từ ngày diễn ra “Bế mạc Đại hội” (chưa định ngày)",
         "2017-09-11 / 2017-09-11",
         "trong 05 ngày làm việc kể từ ngày diễn ra “Bế mạc Đại hội” (01/9/2017)",
         "within 5 working days of the day of “Bế mạc Đại hội” (1 September 2017)"},
    };
    for (const Hanging& row : rows) {
        EXPECT_EQ(days_of(row.deadline), "none");
        EXPECT_EQ(dated(row.deadline, elsewhere), row.deadline);
        EXPECT_EQ(phrase(row.deadline, Language::vi), row.waiting);
        const Deadline known = dated(row.deadline, set);
        EXPECT_EQ(days_of(known), row.days);
        EXPECT_EQ(phrase(known, Language::vi), row.vi);
        EXPECT_EQ(phrase(known, Language::en), row.en);
        EXPECT_EQ(dated(known, {{"be-mac", day("2017-09-05")}}).span.first, day("2017-09-05"));
    }
    EXPECT_EQ(dated(fixed(by, "2017-06-15"), set), fixed(by, "2017-06-15"));
}

TEST(Deadline, WithoutAnIntervalSaysSo) {
    Deadline deadline;
    deadline.interval_missing = true;
    EXPECT_EQ(days_of(deadline), "none");
    EXPECT_EQ(phrase(deadline, Language::vi), "định kỳ, chưa định khoảng thời gian");
    EXPECT_EQ(phrase(deadline, Language::en), "at regular intervals, none of them named");
}

}  // namespace
}  // namespace dondoc
