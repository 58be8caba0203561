// Forecasts of the Lào Cai plan from a store that has lived until June 2017 with what people did.
#include "daemon/loop/forecast.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/cli/forecast_formats.h"
#include "tests/daemon/loop/office.h"
#include "tests/golden.h"

namespace dondoc::loop_test {

namespace {

using testing::HasSubstr;

const Configuration& lao_cai() {
    static const Reading reading =
        read_configuration(DONDOC_SOURCE_DIR "/config/samples/lao-cai-2017.toml", "/nowhere");
    if (!reading.configuration) std::abort();
    return *reading.configuration;
}

ScriptLine decides(std::string_view time, const std::string& unit, Decision decision) {
    return {at(time),
            {DecideObligation{{"lao-cai-2017", "bao-cao-so-ket", "1", unit}, std::move(decision)},
             "tccb"}};
}

// The year up to the morning of 8 June: the units of the sample's script have done their part, and
// of the report by 15 June one is in, one extended, one waived and one returned.
std::unique_ptr<Store> in_june() {
    auto store = must(Store::in_memory());
    const Configuration& configuration = lao_cai();
    auto script =
        must(read_script(DONDOC_SOURCE_DIR "/config/samples/demo/lao-cai-2017.events.jsonl"));
    std::erase_if(script, [](const ScriptLine& line) { return line.at >= at("2017-06-01 00:00"); });
    script.push_back(decides("2017-06-02 09:00", "bv-da-khoa-tinh", submission()));
    script.push_back(decides("2017-06-02 09:10", "ttyt-sa-pa", extension("2017-06-22")));
    script.push_back(decides("2017-06-02 09:20", "tt-phap-y", waiver()));
    script.push_back(decides("2017-06-05 09:00", "bv-noi-tiet", submission()));
    script.push_back(decides("2017-06-06 09:00", "bv-noi-tiet", rework("2017-06-19")));
    const Definitions definitions(configuration.campaigns);
    const auto composer = must(Composer::make({}));
    const RehearsalHooks hooks{[](const Foreseen&) {},
                               [](const ScriptLine& line, const Answer& answer) {
                                   ADD_FAILURE() << clock(line.at) << said(answer);
                               }};
    must(rehearse(*store, configuration, definitions, composer,
                  {at("2017-01-01 00:00"), at("2017-06-07 12:00"), script, ""}, hooks));
    return store;
}

Forecast foreseen(std::string_view from, std::string_view to, bool bodies = false) {
    const auto store = in_june();
    const Configuration& configuration = lao_cai();
    const Definitions definitions(configuration.campaigns);
    const auto composer = must(Composer::make({}));
    ForecastOptions options;
    options.plan = {at(from), at(to), {}, "lao-cai-2017", bodies};
    options.made = at("2017-06-07 12:00");
    return must(forecast(*store, configuration, definitions, composer, options));
}

const Forecast& june() {
    static const Forecast made = foreseen("2017-06-08 00:00", "2017-06-20 00:00");
    return made;
}

TEST(ForecastOfJune, AsText) {
    EXPECT_TRUE(matches_golden(forecast_text(june()) + "\n" + summary_text(june()),
                               "daemon/loop/golden/forecast-june.txt"));
}

TEST(ForecastOfJune, AsJsonLines) {
    EXPECT_TRUE(matches_golden(forecast_json(june()), "daemon/loop/golden/forecast-june.jsonl"));
    EXPECT_TRUE(
        matches_golden(summary_json(june()), "daemon/loop/golden/forecast-june-summary.json"));
}

TEST(ForecastOfJune, AsATable) {
    EXPECT_TRUE(matches_golden(forecast_csv(june()), "daemon/loop/golden/forecast-june.csv"));
}

TEST(ForecastOfJune, AsACalendar) {
    EXPECT_TRUE(matches_golden(forecast_ics(june()), "daemon/loop/golden/forecast-june.ics"));
}

TEST(ForecastOfJune, AsAPage) {
    EXPECT_TRUE(
        matches_golden(must(forecast_html(june())), "daemon/loop/golden/forecast-june.html"));
}

TEST(ForecastOfJune, WithTheTextOfEachMessageOfOneDay) {
    const Forecast day = foreseen("2017-06-13 00:00", "2017-06-14 00:00", true);
    EXPECT_TRUE(matches_golden(forecast_text(day), "daemon/loop/golden/forecast-june-bodies.txt"));
    EXPECT_THAT(forecast_json(day), HasSubstr("\"body\":\"Kính gửi"));
    EXPECT_THAT(forecast_csv(day), HasSubstr(",body\r\n"));
    EXPECT_THAT(forecast_ics(day), HasSubstr("Kính gửi"));
    EXPECT_THAT(must(forecast_html(day)), HasSubstr("<pre>Kính gửi"));
}

TEST(ForecastOfJune, SaysInEnglishWhatItSaysInVietnamese) {
    Forecast english = june();
    english.language = Language::en;
    EXPECT_TRUE(matches_golden(summary_text(english), "daemon/loop/golden/forecast-june-en.txt"));
    EXPECT_THAT(must(forecast_html(english)), HasSubstr("<html lang=\"en\">"));
}

// What people did is in it: nothing is foreseen for what is in or waived, and the extended and the
// returned report have days of their own.
TEST(ForecastOfJune, KnowsWhatPeopleDid) {
    std::map<std::string, Date> due;
    for (const DueAhead& one : foreseen("2017-06-08 00:00", "2017-07-01 00:00").dues)
        if (one.id.duty == "bao-cao-so-ket") due[one.id.unit] = one.term.last_permitted;
    EXPECT_EQ(due.count("bv-da-khoa-tinh") + due.count("tt-phap-y"), 0U);
    EXPECT_EQ(due.at("ttyt-sa-pa"), day("2017-06-22"));
    EXPECT_EQ(due.at("bv-noi-tiet"), day("2017-06-19"));
    EXPECT_EQ(due.at("ttyt-bac-ha"), day("2017-06-15"));
}

TEST(Forecast, CountsForEachPersonAndDayWhatItLists) {
    std::map<Date, int> messages;
    for (const ForeseenMessage& one : june().messages)
        ++messages[one.day];
    Load total;
    for (const auto& [date, people] : june().loads()) {
        int of_day = 0;
        for (const auto& [person, load] : people) {
            of_day += load.messages;
            total.notices += load.notices;
        }
        EXPECT_EQ(of_day, messages.at(date));
        total.messages += of_day;
    }
    EXPECT_EQ(total.messages, june().total().messages);
    EXPECT_EQ(total.notices, june().total().notices);
    const auto peak = peak_day(june());
    ASSERT_TRUE(peak);
    for (const auto& [date, count] : messages)
        EXPECT_LE(count, peak->load.messages);
    EXPECT_TRUE(overloads(june(), 100).empty());
    EXPECT_FALSE(overloads(june(), 0).empty());
}

TEST(Forecast, OfDaysWithoutMessagesIsEmptyAndStillSaysWhatRunsIntoDaysOff) {
    Office office(World().has_ladder("-5.contact +1.head").owes("dang-ky", before("2017-01-30")));
    office.start("2017-01-03 08:00");
    office.pause("bão");
    ForecastOptions options;
    options.plan = {at("2017-01-26 00:00"), at("2017-02-02 00:00"), {}, ""};
    // The test's office has no organisation file; the plan's own people stand for it.
    const Forecast none = must(forecast(*office.store, office.configuration, *office.definitions,
                                        *office.composer, options));
    EXPECT_TRUE(none.messages.empty());
    EXPECT_FALSE(peak_day(none));
    EXPECT_FALSE(busiest_person(none));
    EXPECT_THAT(none.paused, HasSubstr("bão"));
    EXPECT_THAT(summary_text(none), HasSubstr("the last permitted day 2017-01-29 falls into"));
    EXPECT_THAT(summary_text(none), HasSubstr("sending is paused"));
    EXPECT_THAT(must(forecast_html(none)), HasSubstr("Sending is paused"));
}

}  // namespace

}  // namespace dondoc::loop_test
