// Targets and gates of a plan and the record of a unit, as the API tells them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

using testing::HasSubstr;

Indicator indicator(const std::string& id, Comparator comparator, std::int64_t value,
                    IndicatorUnit unit, IndicatorLevel level) {
    Indicator made;
    made.id = id;
    made.title = "Chỉ tiêu " + id;
    made.comparator = comparator;
    made.value = Decimal{value, 0};
    made.written = std::to_string(value);
    made.unit = unit;
    made.level = level;
    made.reviewed_in = {"bao-cao"};
    return made;
}

void add_targets(Campaign& campaign) {
    campaign.indicators = {
        indicator("hai-long", Comparator::above, 80, IndicatorUnit::percent, IndicatorLevel::unit),
        indicator("sang-kien", Comparator::above, 35, IndicatorUnit::count,
                  IndicatorLevel::department)};
}

void add_gate(Campaign& campaign) {
    Gate gate;
    gate.id = "dang-ky-truoc";
    gate.title = "Không đăng ký thì không xét danh hiệu";
    gate.requirements = {{"dang-ky", {}}};
    campaign.gates = {gate};
}

// A submission by telephone, or of a letter that has all it needs.
Reply submit(ApiWorld& world, const std::string& obligation, const std::string& body = "{}") {
    auto object = boost::json::parse(body).as_object();
    const bool letter = object.contains("document");
    object[letter ? "signer" : "reason"] = letter ? "Giám đốc" : "qua điện thoại";
    if (letter) object["dated"] = "2017-01-09";
    return world.post(obligation + "/submit", boost::json::serialize(object));
}

std::string of(const std::string& duty, const std::string& unit) {
    return "/api/v1/obligations/plan." + duty + ".1." + unit;
}

const boost::json::object& item(const boost::json::object& view, std::size_t n) {
    return view.at("items").as_array().at(n).as_object();
}

std::string part(const boost::json::object& view, std::string_view key) {
    return boost::json::serialize(view.at(key));
}

TEST(ApiIndicators, TellTargetsResultsAndWhoMetThem) {
    ApiWorld world({.edit = add_targets});
    ASSERT_EQ(submit(world, of("dang-ky", "bv-sa-pa"),
                     R"({"figures":{"hai-long":"90","sang-kien":"12"}})")
                  .status,
              200);
    submit(world, of("dang-ky", "tt-mat"), R"({"figures":{"hai-long":"75,5"}})");
    submit(world, of("bao-cao", "bv-sa-pa"), R"({"figures":{"hai-long":"85.50","sang-kien":"9"}})");
    const auto view = world.get("/api/v1/campaigns/plan/indicators").object();
    const auto& first = item(view, 0);
    EXPECT_EQ(first.at("target_words"), "> 80%");
    EXPECT_EQ(first.at("words"), "đơn vị: 01 đạt, 05 chưa rõ");
    EXPECT_EQ(first.at("registered").as_int64(), 2);
    EXPECT_EQ(first.at("reported").as_int64(), 1);
    EXPECT_EQ(part(first, "whole"), "null");
    EXPECT_EQ(
        part(first, "units"),
        R"([{"unit":"bv-sa-pa","unit_name":"Bệnh viện Đa khoa huyện Sa Pa",)"
        R"("target":{"value":"90","words":"90%","obligation":"plan.dang-ky.1.bv-sa-pa",)"
        R"("arrived":"2017-01-09"},)"
        R"("actual":{"value":"85.50","words":"85,50%","obligation":"plan.bao-cao.1.bv-sa-pa",)"
        R"("arrived":"2017-01-09"},"own":"not_yet","own_words":"chưa đạt","plan":"met",)"
        R"("plan_words":"đạt","short_of_plan":false},)"
        R"({"unit":"tt-mat","unit_name":"Trung tâm Mắt <script>alert(1)</script> & \"Kính\"",)"
        R"("target":{"value":"75.5","words":"75,5%","obligation":"plan.dang-ky.1.tt-mat",)"
        R"("arrived":"2017-01-09"},)"
        R"("actual":null,"own":"unknown","own_words":"chưa rõ","plan":"unknown",)"
        R"("plan_words":"chưa rõ","short_of_plan":true}])");
    const auto& second = item(view, 1);
    EXPECT_EQ(second.at("words"), "cộng các đơn vị 9: chưa đạt");
    EXPECT_EQ(part(second, "whole"),
              R"({"source":"sum","value":"9","target":null,"verdict":"not_yet"})");
    EXPECT_EQ(world.get("/api/v1/campaigns/plan/indicators?lang=en")
                  .object()
                  .at("items")
                  .as_array()
                  .at(1)
                  .as_object()
                  .at("words"),
              "the units' sum 9: not yet");
}

TEST(ApiIndicators, ForgetWhatIsReturned) {
    ApiWorld world({.edit = add_targets});
    const std::string report = of("bao-cao", "bv-sa-pa");
    const auto result = [&] {
        return item(world.get("/api/v1/campaigns/plan/indicators").object(), 0)
            .at("words")
            .as_string();
    };
    submit(world, report, R"({"figures":{"hai-long":"85"}})");
    EXPECT_EQ(result(), "đơn vị: 01 đạt, 05 chưa rõ");
    world.post(report + "/return", R"({"reason":"thiếu biểu"})");
    EXPECT_EQ(result(), "chưa có số liệu");
    submit(world, report, R"({"figures":{"hai-long":"70"}})");
    EXPECT_EQ(result(), "đơn vị: 00 đạt, 01 chưa đạt, 05 chưa rõ");
}

TEST(ApiIndicators, RefuseAFigureAndChangeNothing) {
    ApiWorld world({.edit = add_targets});
    const std::string report = of("bao-cao", "bv-sa-pa");
    const Reply refused = submit(world, report, R"({"figures":{"hai-long":"101"}})");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.object().at("code"), "figure_above_hundred");
    EXPECT_EQ(refused.detail(),
              "Số «101» của chỉ tiêu «hai-long» là tỷ lệ nên không thể quá 100%; cần số từ 0 đến "
              "100");
    EXPECT_EQ(world.get(of("bao-cao", "bv-sa-pa")).object().at("state"), "pending");
    EXPECT_EQ(submit(world, report, R"({"figures":{"hai-lon":"85"}})").object().at("code"),
              "figure_unknown");
    EXPECT_EQ(submit(world, report, R"({"figures":{"hai-long":85}})").detail(),
              "số liệu của `hai-long` là một số; đặt trong ngoặc kép: \"1,2\"");
    EXPECT_THAT(submit(world, report, R"({"figures":["hai-long"]})").detail(),
                HasSubstr("`figures` là một danh sách; gửi một đối tượng"));
    EXPECT_THAT(world.post(of("bao-cao", "bv-sa-pa") + "/accept", R"({"figures":{}})").detail(),
                HasSubstr("không dùng ở đây"));
}

TEST(ApiIndicators, StandInTheStoryOfTheirObligation) {
    ApiWorld world({.edit = add_targets});
    submit(world, of("bao-cao", "bv-sa-pa"),
           R"({"figures":{"hai-long":"85.5","sang-kien":"9"},"document":"12/BC"})");
    const auto story = [&](const std::string& language) {
        const auto why = world.get(of("bao-cao", "bv-sa-pa") + "/why?lang=" + language).object();
        return why.at("events").as_array().back().at("words").as_string();
    };
    EXPECT_EQ(story("vi"),
              "đã nộp, văn bản đến ngày 09/01/2017, số 12/BC, ký ngày 09/01/2017, người ký: Giám "
              "đốc; kết quả chỉ tiêu hai-long 85,5, "
              "sang-kien 9");
    EXPECT_EQ(story("en"),
              "submitted, arrived on 2017-01-09, number 12/BC, dated 2017-01-09, signed by Giám "
              "đốc; reports hai-long 85.5, sang-kien 9");
}

TEST(ApiEligibility, TellsWhoPassesAndTheFactBehindIt) {
    ApiWorld world({.edit = add_gate});
    submit(world, of("dang-ky", "bv-sa-pa"), R"({"document":"12/ĐK"})");
    world.post(of("dang-ky", "tt-trong") + "/waive",
               R"({"reason":"đang giải thể","approver":"Giám đốc"})");
    world.live_until("2017-02-03 09:00");
    const auto view = world.get("/api/v1/campaigns/plan/eligibility").object();
    EXPECT_EQ(view.at("gates").as_array().at(0).at("blocks_words"), "danh hiệu thi đua");
    std::string lines = "\n";
    for (const auto& one : view.at("items").as_array()) {
        const auto& unit = one.as_object();
        const auto& gate = unit.at("gates").as_array().at(0).as_object();
        const auto& requirement = gate.at("requirements").as_array().at(0).as_object();
        EXPECT_EQ(requirement.at("met"), gate.at("passed"));
        const auto& fact = requirement.at("facts").as_array().at(0).as_object();
        const std::string words(fact.at("words").as_string());
        EXPECT_THAT(words, testing::StartsWith("Bản đăng ký thi đua năm 2017: "));
        lines += part(unit, "passed") + ' ' + part(fact, "obligation") +
                 words.substr(words.find(": ") + 1) + '\n';
    }
    EXPECT_EQ(lines, R"(
false "plan.dang-ky.1.bv-bao-thang" chưa nộp, quá hạn 02 ngày làm việc
false "plan.dang-ky.1.bv-lao-phoi" chưa nộp, quá hạn 02 ngày làm việc
true "plan.dang-ky.1.bv-sa-pa" đã nộp ngày 09/01/2017, số 12/ĐK, đúng hạn
false "plan.dang-ky.1.tt-mat" chưa nộp, quá hạn 02 ngày làm việc
false "plan.dang-ky.1.tt-phap-y" chưa nộp, quá hạn 02 ngày làm việc
true "plan.dang-ky.1.tt-trong" được miễn: đang giải thể (do Giám đốc quyết định ngày 09/01/2017)
)");
}

// In the flood, and on a day off: the same answer here, in the record and in the list.
TEST(ApiRecord, IsTheOneJudgeOfLateness) {
    ApiWorld world({.edit = add_gate});
    ASSERT_EQ(world
                  .post("/api/v1/campaigns/plan/suspend",
                        R"({"units":["bv-sa-pa"],"from":"2017-01-25","to":"2017-02-03",)"
                        R"("reason":"lũ","approver":"Giám đốc","by":"lan"})")
                  .status,
              200);
    world.live_until("2017-02-03 09:00");
    submit(world, of("dang-ky", "bv-sa-pa"), R"({"arrived":"2017-02-03"})");
    submit(world, of("dang-ky", "tt-mat"), R"({"arrived":"2017-01-31"})");
    const auto record = world.get("/api/v1/units/bv-sa-pa/record").object();
    EXPECT_EQ(part(item(record, 0), "how"), R"("on_time")");
    EXPECT_EQ(part(world.get(of("dang-ky", "bv-sa-pa")).object(), "late"), "false");
    EXPECT_EQ(part(world.get(of("dang-ky", "tt-mat")).object(), "late"), "true");
    const std::string body = world.get("/api/v1/campaigns/plan/eligibility").body;
    EXPECT_THAT(body, HasSubstr("đã nộp ngày 03/02/2017, đúng hạn"));
    EXPECT_THAT(body, HasSubstr("đã nộp ngày 31/01/2017, trễ hạn (ngày nghỉ)"));
    const auto day_off = world.get("/api/v1/units/tt-mat/record").object();
    EXPECT_EQ(part(item(day_off, 0), "how_words"), "\"nộp trễ hạn (ngày nghỉ)\"");
}

TEST(ApiRecord, CountsEachObligationAndSaysHow) {
    ApiWorld world;
    world.live_until("2017-02-06 09:00");
    submit(world, of("dang-ky", "bv-sa-pa"), R"({"arrived":"2017-02-03"})");
    world.post(of("dang-ky", "bv-sa-pa") + "/return", R"({"reason":"thiếu","due":"2017-02-10"})");
    submit(world, of("dang-ky", "bv-sa-pa"), "{}");
    const auto view = world.get("/api/v1/units/bv-sa-pa/record").object();
    EXPECT_EQ(part(item(view, 0), "deliverable"), R"("Bản đăng ký thi đua năm 2017")");
    EXPECT_EQ(part(item(view, 0), "how"), R"("late")");
    EXPECT_EQ(part(item(view, 0), "days_late"), "2");
    EXPECT_EQ(part(item(view, 0), "returns"), "1");
    EXPECT_EQ(part(item(view, 1), "how"), R"("not_due")");
    EXPECT_EQ(part(item(view, 2), "how"), R"("undated")");
    EXPECT_EQ(part(view, "sum"),
              R"({"counted":1,"on_time":0,"late":1,"missing":0,"days_late":2,"returns":1,)"
              R"("extensions":0,"not_counted":2})");
    EXPECT_THAT(part(view, "counting"), HasSubstr("Cách tính"));
    EXPECT_THAT(part(world.get("/api/v1/units/bv-sa-pa/record?lang=en").object(), "counting"),
                HasSubstr("How it is counted"));
    const auto other = world.get("/api/v1/units/tt-mat/record").object();
    EXPECT_EQ(part(item(other, 0), "how"), R"("missing")");
    EXPECT_EQ(part(item(other, 0), "days_late"), "3");
}

TEST(ApiAccounts, NameTheNearestOfWhatDoesNotExist) {
    ApiWorld world;
    EXPECT_EQ(world.get("/api/v1/campaigns/pla/indicators").detail(),
              "không có kế hoạch «pla»; có phải là «plan»?");
    EXPECT_EQ(world.get("/api/v1/campaigns/pla/eligibility").status, 404);
    EXPECT_EQ(world.get("/api/v1/units/bv-sapa/record").detail(),
              "không có đơn vị «bv-sapa»; có phải là «bv-sa-pa»?");
    EXPECT_EQ(world.get("/api/v1/units/bv-sa-pa/record?from=1").status, 400);
}

}  // namespace
}  // namespace dondoc
