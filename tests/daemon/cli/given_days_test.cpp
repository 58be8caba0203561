#include "daemon/cli/given_days.h"

#include <gtest/gtest.h>

#include "tests/workflows/world.h"

namespace dondoc {

namespace {

TEST(GivenDays, AreReadAsLettersWriteThemAndAsProgramsDo) {
    for (const char* text : {"30/01/2017", "30/1/2017", "2017-01-30"})
        EXPECT_EQ(given_day(text), test::day("2017-01-30")) << text;
    EXPECT_EQ(given_day("5/6/2017"), test::day("2017-06-05")) << "the day first";
}

TEST(GivenDays, AreNothingElse) {
    for (const char* text : {"", "31/02/2017", "01/30/2017", "30/01/17", "30-01-2017", "30/01",
                             "030/01/2017", "30/01/2017 ", "+3/01/2017", "30//2017", "nay"})
        EXPECT_EQ(given_day(text), std::nullopt) << text;
}

TEST(GivenDays, AreRefusedByTheNameOfTheirOption) {
    EXPECT_EQ(given_day("--dated", "hôm qua").error().text,
              "--dated: «hôm qua» is not a day; write it as 30/01/2017 or 2017-01-30");
    const auto days = [](const char* from, const char* to) {
        const auto read = given_days("--from", from, "--to", to);
        return read ? iso_date(read->first) + " " + iso_date(read->last) : read.error().text;
    };
    EXPECT_EQ(days("20/12/2026", "2027-01-10"), "2026-12-20 2027-01-10");
    EXPECT_EQ(days("2026-12-20", "x"),
              "--to: «x» is not a day; write it as 30/01/2017 or 2017-01-30");
    EXPECT_EQ(days("20/12/2026", "20/12/2026"),
              "--to: 20/12/2026 is not later than 20/12/2026 of --from");
}

}  // namespace

}  // namespace dondoc
