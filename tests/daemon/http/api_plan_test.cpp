// What the plan says beside its phases and duties, as the API and the page tell it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/daemon/http/api_world.h"

namespace dondoc {
namespace {

using testing::HasSubstr;
using testing::Not;

Date day(int year, unsigned month, unsigned number) {
    return *make_date(year, month, number);
}

std::string part_of(const boost::json::object& object, std::string_view key) {
    return boost::json::serialize(object.at(key));
}

boost::json::object plan_with(std::function<void(Campaign&)> edit) {
    ApiWorld world({.edit = std::move(edit)});
    return world.get("/api/v1/campaigns/plan").object();
}

TEST(ApiPlan, TellsWhoseDocumentThePlanCarriesOutAndWhatItRestsOn) {
    const auto view = plan_with([](Campaign& campaign) {
        Superior superior;
        superior.id = "kh-3532";
        superior.document = "Kế hoạch số 3532/KH-SYT";
        superior.issuer = "Sở Y tế";
        superior.due.op = DueOperator::by;
        superior.due.span = {day(2017, 6, 30), day(2017, 6, 30)};
        superior.collates = {"bao-cao"};
        superior.quote = "Thực hiện Kế hoạch số 3532/KH-SYT";
        campaign.implements = {superior};
        campaign.legal_basis = {{"Luật Thi đua, khen thưởng", "", {}, {}, ""},
                                {"Nghị định số 98", "theo Nghị định số 98", day(2017, 1, 1),
                                 day(2017, 6, 30), "Nghị định số 152"}};
        campaign.issued = day(2017, 1, 5);
        campaign.period_quote = "năm 2017";
    });
    EXPECT_EQ(part_of(view, "implements"),
              R"([{"id":"kh-3532","document":"Kế hoạch số 3532/KH-SYT","issuer":"Sở Y tế",)"
              R"~("deadline":{"words":"chậm nhất là ngày 30/6/2017 (thứ Sáu)",)~"
              R"("last_permitted":"2017-06-30","last_working":"2017-06-30"},)"
              R"("collates":["bao-cao"],"quote":"Thực hiện Kế hoạch số 3532/KH-SYT"}])");
    EXPECT_EQ(part_of(view, "legal_basis"),
              R"([{"document":"Luật Thi đua, khen thưởng","quote":null,"from":null,"to":null,)"
              R"("replaced_by":null},{"document":"Nghị định số 98","quote":"theo Nghị định số 98",)"
              R"("from":"2017-01-01","to":"2017-06-30","replaced_by":"Nghị định số 152"}])");
    EXPECT_EQ(part_of(view, "issued"), "\"2017-01-05\"");
    EXPECT_EQ(part_of(view, "period_quote"), "\"năm 2017\"");
}

TEST(ApiPlan, TellsTargetsAsExactTexts) {
    const auto view = plan_with([](Campaign& campaign) {
        Indicator poor;
        poor.id = "ho-ngheo";
        poor.title = "Giảm hộ nghèo";
        poor.comparator = Comparator::range;
        poor.value = *parse_decimal("1");
        poor.upper = parse_decimal("1,5");
        poor.or_more = true;
        poor.written = "1-1,5";
        poor.unit = IndicatorUnit::percent;
        poor.level = IndicatorLevel::province;
        poor.reviewed_in = {"bao-cao"};
        poor.quote = "1-1,5%/năm trở lên";
        campaign.indicators = {poor};
    });
    EXPECT_EQ(part_of(view, "indicators"),
              R"([{"id":"ho-ngheo","title":"Giảm hộ nghèo","comparator":"range","value":"1",)"
              R"("upper":"1.5","or_more":true,"written":"1-1,5","unit":"percent",)"
              R"("better":"higher","level":"province","impossible":false,)"
              R"("reviewed_in":["bao-cao"],"quote":"1-1,5%/năm trở lên"}])");
}

TEST(ApiPlan, TellsTheGatesAndTheConflicts) {
    const auto view = plan_with([](Campaign& campaign) {
        Gate gate;
        gate.id = "dang-ky-truoc";
        gate.title = "Không đăng ký thì không xét";
        gate.requirements = {{"dang-ky", {}}, {"", PhaseKind::final}};
        gate.blocks = Gate::Blocks::provincial_award;
        gate.quote = "phải có đăng ký";
        campaign.gates = {gate};
        campaign.conflicts = {{"hai ngày", {"17-4", "07-4"}, ""}, {"hai tên", {"a", "b"}, "là a"}};
    });
    EXPECT_EQ(part_of(view, "gates"),
              R"([{"id":"dang-ky-truoc","title":"Không đăng ký thì không xét","requires":)"
              R"([{"duty":"dang-ky","phase_kind":null},{"duty":null,"phase_kind":"final"}],)"
              R"("blocks":"provincial-award","phase":null,"quote":"phải có đăng ký"}])");
    EXPECT_EQ(part_of(view, "conflicts"),
              R"([{"text":"hai ngày","quotes":["17-4","07-4"],"settled":null},)"
              R"({"text":"hai tên","quotes":["a","b"],"settled":"là a"}])");
}

TEST(ApiPlan, TellsTheDossierTheCycleAndTheBufferOfADuty) {
    const auto view = plan_with([](Campaign& campaign) {
        Duty& duty = campaign.duties.at(1);
        duty.cycle = 2016;
        duty.dossier = {{"Tờ trình", "- Tờ trình."}};
        duty.collates = {"dang-ky"};
        duty.buffer = Buffer{10, "dang-ky"};
    });
    const auto& duty = view.at("duties").as_array().at(1).as_object();
    EXPECT_EQ(part_of(duty, "cycle"), "2016");
    EXPECT_EQ(part_of(duty, "dossier"), R"([{"part":"Tờ trình","quote":"- Tờ trình."}])");
    EXPECT_EQ(part_of(duty, "collates"), R"(["dang-ky"])");
    EXPECT_EQ(part_of(duty, "buffer"), R"({"working_days":10,"of":"dang-ky"})");
    const auto& other = view.at("duties").as_array().at(0).as_object();
    EXPECT_TRUE(other.at("cycle").is_null());
    EXPECT_TRUE(other.at("buffer").is_null());
}

TEST(ApiPlan, TellsOfWhatACampaignIsAPartAndWhichPartsItHas) {
    ApiWorld world({.part = "dot-1"});
    const auto whole = world.get("/api/v1/campaigns/plan").object();
    EXPECT_TRUE(whole.at("parent").is_null());
    EXPECT_EQ(part_of(whole, "children"), R"(["dot-1"])");
    const auto part = world.get("/api/v1/campaigns/dot-1").object();
    EXPECT_EQ(part_of(part, "parent"), "\"plan\"");
    EXPECT_EQ(part_of(part, "children"), "[]");
    EXPECT_EQ(part_of(part, "indicators"), "[]");
}

TEST(ApiPlan, TellsAWaveAndHowManyWorkingDaysItIsSaidToLast) {
    const auto view = plan_with([](Campaign& campaign) {
        campaign.phases[0].wave = "đợt 1";
        campaign.phases[0].working_days = 10;
    });
    const auto& phases = view.at("phases").as_array();
    EXPECT_EQ(part_of(phases.at(0).as_object(), "wave"), "\"đợt 1\"");
    EXPECT_EQ(part_of(phases.at(0).as_object(), "working_days"), "10");
    EXPECT_TRUE(phases.at(1).as_object().at("working_days").is_null());
}

TEST(Pages, ShowTheOfficerWhatThePlanLeavesOpenUntilItIsSettled) {
    ApiWorld world({.edit = [](Campaign& campaign) {
        campaign.conflicts = {{"Chỉ thị 34 mang hai ngày", {"ngày 17-4-2014", "<b>07-4</b>"}, ""},
                              {"phòng mang hai tên", {"TCCB", "TCHC"}, "là một phòng"}};
    }});
    const std::string page = world.get("/").body;
    EXPECT_THAT(page, HasSubstr("Cần làm rõ trong kế hoạch"));
    EXPECT_THAT(page, HasSubstr("Chỉ thị 34 mang hai ngày <q lang=\"vi\">ngày 17-4-2014</q> "
                                "<q lang=\"vi\">&lt;b&gt;07-4&lt;/b&gt;</q>"));
    EXPECT_THAT(page, Not(HasSubstr("phòng mang hai tên")));
    EXPECT_THAT(world.get("/?lang=en").body, HasSubstr("To be clarified in the plan"));
    EXPECT_THAT(ApiWorld().get("/").body, Not(HasSubstr("Cần làm rõ trong kế hoạch")));
}

}  // namespace
}  // namespace dondoc
