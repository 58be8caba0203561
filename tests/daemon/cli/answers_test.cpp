#include "daemon/cli/answers.h"

#include <gtest/gtest.h>

namespace dondoc {

namespace {

TEST(Answers, ShowDaysAndMomentsAsTheLanguageWritesThem) {
    EXPECT_EQ(day_shown("2026-12-14", Language::vi), "14/12/2026");
    EXPECT_EQ(day_shown("2026-12-14", Language::en), "2026-12-14");
    EXPECT_EQ(day_shown("", Language::vi), "–");
    EXPECT_EQ(moment_shown("2027-06-05T07:30:00+07:00", Language::vi), "05/6/2027 07:30");
    EXPECT_EQ(moment_shown("2027-06-05T07:30:00+07:00", Language::en), "2027-06-05 07:30");
    EXPECT_EQ(moment_shown("", Language::vi), "–");
}

TEST(Answers, StandInColumnsOfLettersNotOfBytes) {
    EXPECT_EQ(columns({{"Đơn vị", "Hạn", "Nộp"}, {"a", "trước Tết", "chưa"}}),
              "Đơn vị  Hạn        Nộp\n"
              "a       trước Tết  chưa\n");
    EXPECT_EQ(columns({}), "");
}

}  // namespace

}  // namespace dondoc
