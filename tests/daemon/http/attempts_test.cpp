#include "daemon/http/attempts.h"

#include <gtest/gtest.h>

namespace dondoc {
namespace {

using namespace std::chrono_literals;

TEST(Attempts, CostNothingAtFirstThenTwiceAsMuchEachTime) {
    Attempts attempts(3);
    Attempts::Time now{};
    std::string waits;
    for (int i = 0; i < 16; ++i) {
        attempts.failed("10.0.0.5", now);
        const auto wait = attempts.wait("10.0.0.5", now);
        waits += std::to_string(wait.count()) + ' ';
        now += wait;
    }
    EXPECT_EQ(waits, "0 0 0 1 2 4 8 16 32 64 128 256 512 900 900 900 ");
    EXPECT_EQ(attempts.wait("10.0.0.6", now), 0s);
}

TEST(Attempts, AreForgottenAfterSuccessAndAfterAnHour) {
    Attempts attempts(0);
    attempts.failed("lan", 0s);
    attempts.failed("lan", 0s);
    EXPECT_EQ(attempts.wait("lan", 500ms), 2s);
    attempts.succeeded("lan");
    EXPECT_EQ(attempts.wait("lan", 500ms), 0s);
    attempts.failed("lan", 1s);
    attempts.failed("lan", 1h + 1s);
    EXPECT_EQ(attempts.wait("lan", 1h + 1s), 1s) << "counted from one again";
}

// An office behind one address is not shut out by the mistakes of a whole day.
TEST(Attempts, AreTakenBackOneByOneWhileNobodyIsWrong) {
    Attempts attempts(3);
    for (int i = 0; i < 20; ++i) {
        attempts.failed("10.0.0.5", i * 11min);
        EXPECT_EQ(attempts.wait("10.0.0.5", i * 11min), 0s);
    }
}

TEST(Attempts, AreCountedForAWholeNetworkOfSix) {
    EXPECT_EQ(counted_as("2001:db8::1"), counted_as("2001:db8::ffff:1"));
    EXPECT_NE(counted_as("2001:db8::1"), counted_as("2001:db8:0:1::1"));
    EXPECT_EQ(counted_as("10.0.0.5"), "10.0.0.5");
    EXPECT_EQ(counted_as("::ffff:10.0.0.5"), "::ffff:10.0.0.5");
}

TEST(Attempts, RememberSoManyAtTheMost) {
    Attempts attempts(0);
    for (std::size_t i = 0; i <= Attempts::keys_max; ++i)
        attempts.failed(std::to_string(i), std::chrono::milliseconds(i));
    const Attempts::Time now = std::chrono::milliseconds(Attempts::keys_max);
    EXPECT_EQ(attempts.wait("0", 0s), 0s) << "the oldest had to go";
    EXPECT_GT(attempts.wait(std::to_string(Attempts::keys_max), now), 0s);
}

}  // namespace
}  // namespace dondoc
