#include "workflows/period.h"

#include <gtest/gtest.h>

namespace dondoc {
namespace {

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

struct Row {
    std::string_view day;
    Grain grain;
    std::string_view span;
    std::string_view id;
    std::string_view vi;
    std::string_view en;
};

constexpr Row rows[] = {
    {"2017-06-05", Grain::day, "2017-06-05 2017-06-05", "2017-06-05", "ngày 05/6/2017",
     "5 June 2017"},
    {"2017-02-08", Grain::week, "2017-02-06 2017-02-12", "2017-w06",
     "tuần từ ngày 06/02 đến ngày 12/02/2017", "the week of 6 February 2017"},
    {"2017-01-01", Grain::week, "2016-12-26 2017-01-01", "2016-w52",
     "tuần từ ngày 26/12/2016 đến ngày 01/01/2017", "the week of 26 December 2016"},
    {"2017-02-28", Grain::month, "2017-02-01 2017-02-28", "2017-02", "tháng 02/2017",
     "February 2017"},
    {"2016-02-29", Grain::quarter, "2016-01-01 2016-03-31", "2016-q1", "quý I/2016",
     "the first quarter of 2016"},
    {"2017-12-31", Grain::quarter, "2017-10-01 2017-12-31", "2017-q4", "quý IV/2017",
     "the fourth quarter of 2017"},
    {"2017-06-30", Grain::half_year, "2017-01-01 2017-06-30", "2017-h1", "6 tháng đầu năm 2017",
     "the first half of 2017"},
    {"2017-07-01", Grain::half_year, "2017-07-01 2017-12-31", "2017-h2", "6 tháng cuối năm 2017",
     "the second half of 2017"},
    {"2017-05-05", Grain::year, "2017-01-01 2017-12-31", "2017", "năm 2017", "2017"},
};

TEST(Period, HasItsDaysItsIdAndItsName) {
    for (const Row& row : rows) {
        const DateSpan span = span_around(day(row.day), row.grain);
        EXPECT_EQ(iso_date(span.first) + " " + iso_date(span.last), row.span) << row.day;
        EXPECT_EQ(span_id(span.first, row.grain), row.id) << row.day;
        EXPECT_EQ(span_name(span.first, row.grain, Language::vi), row.vi) << row.day;
        EXPECT_EQ(span_name(span.first, row.grain, Language::en), row.en) << row.day;
    }
}

// ISO 8601: the week that holds the year's first Thursday is its first.
TEST(Period, NumbersWeeksByTheYearOfTheirThursday) {
    const std::pair<std::string_view, std::string_view> weeks[] = {
        {"2015-12-31", "2015-w53"}, {"2016-01-03", "2015-w53"}, {"2016-01-04", "2016-w01"},
        {"2018-12-30", "2018-w52"}, {"2018-12-31", "2019-w01"}, {"2021-01-03", "2020-w53"},
        {"2026-12-31", "2026-w53"}, {"2027-01-03", "2026-w53"}, {"2027-01-04", "2027-w01"},
    };
    for (const auto& [date, id] : weeks)
        EXPECT_EQ(span_id(span_around(day(date), Grain::week).first, Grain::week), id) << date;
}

TEST(Period, IsCalledByItsNameAloneWhereItIsAWeek) {
    EXPECT_EQ(phrase({span_around(day("2017-02-08"), Grain::week), Grain::week}, Language::vi),
              "tuần từ ngày 06/02 đến ngày 12/02/2017");
    EXPECT_EQ(phrase({span_around(day("2017-02-08"), Grain::month), Grain::month}, Language::vi),
              "kỳ tháng 02/2017");
}

TEST(Period, SaysWhichFiguresAreReported) {
    Period period{month_span(2017, 2), Grain::month, {}};
    EXPECT_EQ(phrase(period, Language::vi), "kỳ tháng 02/2017");
    EXPECT_EQ(phrase(period, Language::en), "for February 2017");
    period.figures = {day("2017-01-15"), day("2017-02-14")};
    EXPECT_EQ(phrase(period, Language::vi),
              "kỳ tháng 02/2017, số liệu từ ngày 15/01/2017, chốt hết ngày 14/02/2017");
    EXPECT_EQ(
        phrase(period, Language::en),
        "for February 2017, figures from 15 January 2017, closed at the end of 14 February 2017");
}

}  // namespace
}  // namespace dondoc
