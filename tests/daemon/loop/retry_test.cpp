#include "daemon/loop/retry.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/workflows/world.h"

namespace dondoc {

namespace {

using test::at;

using Seconds = std::chrono::seconds;

// When each of many messages that failed together is tried again, the earliest first.
std::vector<Instant> retries(int attempt, Instant moment, Instant now,
                             std::optional<Seconds> asked = {}) {
    const auto definition = std::make_shared<const Definition>(test::World().definition());
    std::vector<Instant> all;
    for (int i = 0; i < 500; ++i) {
        const std::string message = "an/mail/" + std::to_string(i);
        if (const auto next = retry_at(definition, message, moment, attempt, now, asked))
            all.push_back(*next);
    }
    std::ranges::sort(all);
    return all;
}

std::string retry(int attempt, std::string_view moment, std::string_view now) {
    const auto all = retries(attempt, at(moment), at(now));
    return all.empty() ? "given up" : test::clock(all.front());
}

TEST(Retry, WaitsLongerEachTimeUpToAnHour) {
    const std::string now = "2017-01-11 08:00";
    EXPECT_EQ(retry(1, now, now), "2017-01-11 08:01");
    EXPECT_EQ(retry(2, now, now), "2017-01-11 08:02");
    EXPECT_EQ(retry(3, now, now), "2017-01-11 08:05");
    EXPECT_EQ(retry(4, now, now), "2017-01-11 08:10");
    EXPECT_EQ(retry(5, now, now), "2017-01-11 08:20");
    EXPECT_EQ(retry(6, now, now), "2017-01-11 08:30");
    EXPECT_EQ(retry(7, now, now), "2017-01-11 09:00");
    EXPECT_EQ(retry(70, now, now), "2017-01-11 09:00");
}

TEST(Retry, WaitsAsLongAsTheOtherSideAsksButNeverLess) {
    const auto next = [&](int attempt, Seconds asked) {
        const auto now = at("2017-01-11 08:00");
        return test::clock(retries(attempt, now, now, asked).front());
    };
    EXPECT_EQ(next(1, std::chrono::minutes(45)), "2017-01-11 08:45");
    EXPECT_EQ(next(7, std::chrono::minutes(45)), "2017-01-11 09:00");
    EXPECT_EQ(next(1, std::chrono::seconds(0)), "2017-01-11 08:01");
    EXPECT_EQ(next(1, std::chrono::hours(24)), "2017-01-12 08:00");
}

TEST(Retry, SpreadsThoseThatFailedTogetherOverAnEighthOfTheWait) {
    const Instant now = at("2017-01-11 08:00");
    const auto all = retries(7, now, now);
    EXPECT_LT(all.front(), now + std::chrono::minutes(61));
    EXPECT_GT(all.back(), now + std::chrono::minutes(66));
    EXPECT_LE(all.back(), now + std::chrono::seconds(3600 + 450));
    EXPECT_EQ(retries(7, now, now), all) << "each at the same moment when it is lived again";
    EXPECT_NE(retries(8, now, now), all) << "and not always the same one first";
}

TEST(Retry, LeavesInsideTheSendingWindowOnly) {
    EXPECT_EQ(retry(1, "2017-01-11 07:30", "2017-01-11 16:28"), "2017-01-11 16:29");
    EXPECT_EQ(retry(1, "2017-01-11 07:30", "2017-01-11 16:29"), "2017-01-12 07:30");
    EXPECT_EQ(retry(7, "2017-01-25 07:30", "2017-01-25 16:00"), "2017-02-02 07:30");  // Tết
}

TEST(Retry, GivesUpAfterFiveWorkingDays) {
    EXPECT_EQ(retry(9, "2017-01-11 07:30", "2017-01-18 15:00"), "2017-01-18 16:00");
    EXPECT_EQ(retry(9, "2017-01-11 07:30", "2017-01-18 16:00"), "given up");
    EXPECT_EQ(retry(9, "2017-01-11 07:30", "2017-01-19 08:00"), "given up");
}

TEST(Retry, GoesOnForAWeekWhenTheCampaignIsGone) {
    const auto next = [](std::string_view now) {
        return retry_at(nullptr, "", at("2017-01-11 07:30"), 1, at(now));
    };
    EXPECT_EQ(test::clock(*next("2017-01-15 23:00")), "2017-01-15 23:01");
    EXPECT_EQ(next("2017-01-18 07:29"), std::nullopt);
}

}  // namespace

}  // namespace dondoc
