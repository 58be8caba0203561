#include "workflows/silence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workflows/timeline.h"

namespace dondoc {
namespace {

using namespace test;
using testing::HasSubstr;

const ObligationId registration{"thi-dua-2017", "dang-ky", "1", "bv-da-khoa"};

Silence one(int number, SilenceScope scope, std::string_view first, std::string_view last) {
    return {number, std::move(scope), {day(first), day(last)}, "lễ"};
}

SilenceAsked asked(SilenceScope scope, std::string_view until) {
    return {std::move(scope), day(until), "lãnh đạo đi công tác"};
}

std::string outcome(const std::vector<Silence>& known, const SilenceAsked& what,
                    Language language = Language::en) {
    const auto decided = silence(known, what, day("2017-06-01"), language);
    if (const auto* refusal = std::get_if<Refusal>(&decided))
        return refusal->code + ": " + refusal->text;
    const auto& set = std::get<Silenced>(decided);
    return std::to_string(set.number) + " from " + iso_date(*set.from) + " to " +
           iso_date(*set.until);
}

TEST(Silence, CoversWhatFitsAllThatItNames) {
    EXPECT_TRUE(covers({"thi-dua-2017", "", {}}, registration, {}));
    EXPECT_TRUE(covers({"thi-dua-2017", "dang-ky", {"tt-y-te", "bv-da-khoa"}}, registration, {}));
    EXPECT_TRUE(covers({"", "", {"bv-da-khoa"}}, registration, {}));
    EXPECT_FALSE(covers({"thi-dua-2017", "", {"tt-y-te"}}, registration, {}));
    EXPECT_FALSE(covers({"thi-dua-2017", "so-ket", {}}, registration, {}));
    EXPECT_FALSE(covers({"thi-dua-2018", "", {}}, registration, {}));
    EXPECT_TRUE(covers({"toan-nganh", "", {}}, registration, {"toan-nganh"}))
        << "a part of the campaign that is silenced";
    EXPECT_FALSE(covers({"toan-nganh", "dang-ky", {}}, registration, {"toan-nganh"}))
        << "a duty of the same id in another campaign";
}

TEST(Silence, GoesOnWhereAnotherTakesItsPlace) {
    const std::vector<Silence> all{one(1, {"", "", {"bv-da-khoa"}}, "2017-06-01", "2017-06-09"),
                                   one(2, {"thi-dua-2017", "", {}}, "2017-06-05", "2017-06-20"),
                                   one(3, {"", "", {"tt-y-te"}}, "2017-06-01", "2017-07-01"),
                                   one(4, {"thi-dua-2017", "", {}}, "2017-07-05", "2017-07-04")};
    const std::vector<DateSpan> days{{day("2017-06-01"), day("2017-06-20")}};
    EXPECT_EQ(silent_days(all, registration, {}), days);
}

TEST(Silence, HasAScopeAReasonAndAnEndWithinAQuarter) {
    const SilenceScope unit{"", "", {"bv-da-khoa"}};
    EXPECT_EQ(outcome({}, asked(unit, "2017-06-09")), "1 from 2017-06-01 to 2017-06-09");
    EXPECT_THAT(outcome({}, asked({}, "2017-06-09")), HasSubstr("scope_missing: "));
    EXPECT_THAT(outcome({}, asked({"", "dang-ky", {}}, "2017-06-09")),
                HasSubstr("campaign_missing: "));
    EXPECT_THAT(outcome({}, asked(unit, "2017-05-31")), HasSubstr("2017-06-01 to 2017-09-01"));
    EXPECT_THAT(outcome({}, asked(unit, "2018-05-31"), Language::vi),
                HasSubstr("chỉ nhận từ 01/6/2017 đến 01/9/2017"));
    SilenceAsked without = asked(unit, "2017-06-09");
    without.until.reset();
    EXPECT_THAT(outcome({}, without), HasSubstr("date_missing: "));
    without = asked(unit, "2017-06-09");
    without.reason = " ";
    EXPECT_THAT(outcome({}, without), HasSubstr("reason_missing: "));
}

TEST(Silence, OfTheVerySameThingIsRefusedUntilTheFirstHasEnded) {
    const SilenceScope unit{"", "", {"bv-da-khoa"}};
    const std::vector<Silence> known{one(7, unit, "2017-05-25", "2017-06-05")};
    EXPECT_THAT(outcome(known, asked(unit, "2017-06-09")),
                HasSubstr("already_silenced: It is silenced already, to the end of 2017-06-05 "
                          "(number 7); end that first (unsilence 7)"));
    EXPECT_EQ(outcome(known, asked({"thi-dua-2017", "", {}}, "2017-06-09")),
              "8 from 2017-06-01 to 2017-06-09");
}

TEST(Silence, EndsTodayIfItRuns) {
    const std::vector<Silence> known{one(1, {"", "", {"bv-da-khoa"}}, "2017-05-01", "2017-05-05"),
                                     one(2, {"", "", {"bv-da-khoa"}}, "2017-06-01", "2017-06-05")};
    const auto end = [&](int number, const std::string& reason) -> std::string {
        const auto decided = end_silence(known, number, reason, day("2017-06-01"), Language::en);
        const auto* refusal = std::get_if<Refusal>(&decided);
        return refusal ? refusal->code + ": " + refusal->text
                       : iso_date(*std::get<SilenceEnded>(decided).until);
    };
    EXPECT_EQ(end(2, "họp xong"), "2017-05-31");
    EXPECT_THAT(end(2, ""), HasSubstr("reason_missing"));
    EXPECT_EQ(end(1, "họp xong"),
              "not_silenced: No silence number 1 is running; those that are: 2");
}

TEST(Silence, MovesARungToTheFirstWorkingDayAfterIt) {
    const Definition definition = World().definition();
    const std::vector<DateSpan> days{{day("2017-06-07"), day("2017-06-09")},
                                     {day("2017-06-12"), day("2017-06-13")}};
    EXPECT_EQ(iso_date(heard_again(definition, days, day("2017-06-06"))), "2017-06-06");
    EXPECT_EQ(iso_date(heard_again(definition, days, day("2017-06-08"))), "2017-06-14")
        << "the weekend between two silences is none to speak on";
}

}  // namespace
}  // namespace dondoc
