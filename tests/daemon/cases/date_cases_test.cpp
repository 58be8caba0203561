// The hard cases of the five plans that are about days: each test has the number of its case, says
// where it stands, and proves what the product does with it.
#include <gmock/gmock.h>

#include "tests/daemon/cases/product.h"

namespace dondoc::cases {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

// The days that the API gives for the only time of a duty.
boost::json::object deadline_of(Product& product, const std::string& duty) {
    return product.part("duties", duty).at("occurrences").at(0).at("deadline").as_object();
}

std::string last_days(Product& product, const std::string& duty) {
    const auto deadline = deadline_of(product, duty);
    return text(deadline.at("last_permitted")) + " " + text(deadline.at("last_working"));
}

std::string due(const std::string& id, const std::string& from, const std::string& when,
                const std::string& more = "") {
    return "[[duty]]\nid = \"" + id +
           "\"\ndeliverable = \"Báo cáo kết quả phong trào\"\nfrom = \"" + from + "\"\nto = \"" +
           (from == "so-y-te" ? "Cấp trên" : "so-y-te") + "\"\ndue = " + when +
           "\nquote = \"Báo cáo kết quả.\"\n" + more + "\n";
}

// Only a year: «- Năm 2018: Tổ chức sơ kết giữa kỳ.» (ha-tinh), only a month: «Các đơn vị hoàn
// thành việc đăng ký đề tài sáng kiến năm 2017.» under March (lao-cai).
TEST(HardCase, C03AYearOrAMonthIsDueOnItsLastDayAndFirstRemindedOfNearItsStart) {
    Product year = Product::sample("ha-tinh-2016-2020");
    year.live("2019-12-20 07:00", "2020-12-20 00:00");
    EXPECT_EQ(last_days(year, "so-ket"), "2018-12-31 2018-12-28");
    EXPECT_EQ(text(deadline_of(year, "so-ket").at("words")), "năm 2018") << "no false precise day";
    EXPECT_THAT(year.times_told("ha-tinh-2016-2020.tong-ket"),
                StartsWith("\n2020-01-02 07:30  start.contact\n2020-12-17 07:30  -10.contact\n"));

    Product month = Product::sample("lao-cai-2017");
    month.live("2017-01-01 00:00", "2017-03-20 00:00");
    EXPECT_EQ(last_days(month, "dang-ky-sang-kien"), "2017-03-31 2017-03-31");
    EXPECT_EQ(text(deadline_of(month, "dang-ky-sang-kien").at("words")), "trong tháng 3/2017");
    EXPECT_EQ(month.times_told("lao-cai-2017.dang-ky-sang-kien"), R"(
2017-03-01 07:30  start.contact  × 18
2017-03-17 07:30  -10.contact  × 18
)");
}

// Undated: «tổ chức phát động các phong trào thi đua yêu nước, triển khai sâu rộng đến cơ sở.»
// (thua-thien-hue), with «Thủ trưởng các đơn vị … để xây dựng kế hoạch thực hiện» for the units.
TEST(HardCase, C04WhatIsUndatedNudgesTheOfficerEveryMonthAndRemindsNoUnit) {
    Product hue = Product::sample("thua-thien-hue-2019");
    hue.live("2019-01-01 00:00", "2020-02-01 00:00");
    const auto asked = hue.told("thua-thien-hue-2019.ke-hoach-don-vi");
    ASSERT_THAT(asked, SizeIs(8)) << "from May, when the plan begins, to December";
    EXPECT_THAT(asked, Each(Field(&Told::rung, "nudge")));
    EXPECT_THAT(asked, Each(Field(&Told::person, "hue-chuyen-vien")));
    EXPECT_EQ(asked[0].at, "2019-05-09 07:30");
    EXPECT_EQ(asked[1].at, "2019-06-03 07:30");
    EXPECT_THAT(asked[0].letter, HasSubstr("hiện chưa có ngày cụ thể"));
    EXPECT_THAT(asked[0].letter, HasSubstr("Kính đề nghị đồng chí xác định thời hạn"));
    EXPECT_THAT(hue.told("thua-thien-hue-2019"), Each(Field(&Told::rung, "nudge")));
    EXPECT_THAT(hue.page("/?status=undated&duty=ke-hoach-don-vi"), HasSubstr("chưa định ngày"));
    EXPECT_EQ(text(deadline_of(hue, "ke-hoach-don-vi").at("last_permitted")), "null");
}

// The start lies before the issue: period 2016-2020, «ngày 02 tháng 02 năm 2018» (ha-tinh).
TEST(HardCase, C05AStartBeforeTheIssueIsDoneAtImportAndSendsNoPastReminder) {
    Product ha_tinh = Product::sample("ha-tinh-2016-2020");
    EXPECT_THAT(ha_tinh.check("ha-tinh"),
                HasSubstr("begins before the plan was issued on 2018-02-02; nobody is told "
                          "anything of the time before"));
    ha_tinh.live("2016-01-01 00:00", "2018-02-02 07:29");
    EXPECT_THAT(ha_tinh.told("ha-tinh-2016-2020"), IsEmpty());

    // A launch that came before the letter: its phase is open at first sight, nothing is caught up.
    Product late = Product::small(
        "issued = 2020-02-27\nperiod = { from = 2020-01-01, to = 2020-12-31 }\n",
        "[[phase]]\nid = \"phat-dong\"\nkind = \"launch\"\nfrom = 2020-01-01\nto = 2020-12-31\n"
        "[[phase.duty]]\nid = \"bao-cao\"\ndeliverable = \"Báo cáo\"\nfrom = \"bv-mot\"\n"
        "to = \"so-y-te\"\ndue = { by = 2020-03-05 }\nquote = \"Báo cáo.\"\n");
    late.live("2020-02-27 06:00", "2020-03-05 00:00");
    EXPECT_EQ(text(late.part("phases", "phat-dong").at("state")), "open");
    EXPECT_EQ(late.times_told("plan.bao-cao"), R"(
2020-02-27 07:30  -5.contact
2020-02-27 07:30  -5.head
2020-03-03 07:30  -2.contact
2020-03-03 07:30  -2.head
2020-03-04 07:30  -1.contact
2020-03-04 07:30  -1.head
)") << "the rung of ten days before lies before the issue";
    EXPECT_THAT(late.page("/obligations/plan.bao-cao.1.bv-mot"), HasSubstr("bỏ qua"));
}

// Due before the issue: «due 15/11, issued 21/11», seen in other plans.
TEST(HardCase, C06WhatWasOverdueAtBirthIsAskedAboutAndNeverEscalatedByItself) {
    Product plan = Product::small(
        "issued = 2021-11-22\nperiod = { from = 2021-11-22, to = 2022-01-31 }\n",
        due("bao-cao", "each-participant", "{ by = 2021-11-15, written = \"trước 15/11\" }"));
    EXPECT_THAT(plan.check(),
                HasSubstr("the deadline 2021-11-15 had passed when the plan was issued "
                          "on 2021-11-22: the coordinator will be asked about it, "
                          "and nobody reminded"));
    plan.live("2021-11-22 07:00", "2022-02-15 00:00");
    const auto told = plan.told("plan.bao-cao");
    EXPECT_THAT(told, Each(Field(&Told::because, "overdue_at_birth")));
    EXPECT_THAT(told, Each(Field(&Told::person, "giang")));
    ASSERT_THAT(told, Not(IsEmpty()));
    EXPECT_EQ(told[0].at, "2021-11-22 07:30");
    EXPECT_THAT(told[0].letter, HasSubstr("Thời hạn này ở trước ngày ban hành kế hoạch"));
    EXPECT_THAT(told[0].letter, HasSubstr("(1) đã gửi, số và ngày văn bản; (2) được gia hạn"));
    EXPECT_THAT(plan.page("/?status=asking"), HasSubstr("Bệnh viện Hai"));
}

// The end is tied to an event: «đến khi bế mạc Đại hội», common elsewhere.
TEST(HardCase, C07AnEventWithoutADayIsSetOnceAndEverythingThatHangsOnItMoves) {
    Product plan = Product::small(
        "period = { from = 2025-01-01, to = 2025-12-31 }\n",
        "[[event]]\nid = \"be-mac\"\ntitle = \"Bế mạc Đại hội\"\nquote = \"đến khi bế mạc Đại "
        "hội\"\n"
        "[[phase]]\nid = \"dot\"\ntitle = \"Đợt thi đua\"\nfrom = 2025-01-01\nto_event = "
        "\"be-mac\"\n" +
            due("tong-ket", "bv-mot", "{ days = 10, after_event = \"be-mac\", working = true }") +
            due("du-thao", "bv-mot", "{ working_days_before = 5, of = \"tong-ket\" }"));
    plan.live("2025-09-01 06:00", "2025-09-10 09:00");
    const auto asked = plan.told("plan.du-thao");
    ASSERT_THAT(asked, SizeIs(1));
    EXPECT_EQ(asked[0].rung, "nudge");
    EXPECT_THAT(asked[0].letter, HasSubstr("kính đề nghị đồng chí ghi ngày đó vào hệ thống"));
    EXPECT_EQ(last_days(plan, "tong-ket"), "null null");

    plan.act("campaigns/plan/events/be-mac", R"({"date":"2025-10-01","reason":"Thông báo 15"})");
    EXPECT_EQ(last_days(plan, "tong-ket"), "2025-10-15 2025-10-15");
    EXPECT_EQ(last_days(plan, "du-thao"), "2025-10-08 2025-10-08") << "a buffer moves with it";
    EXPECT_THAT(
        text(deadline_of(plan, "du-thao").at("words")),
        HasSubstr("trước 05 ngày làm việc so với hạn trong 10 ngày làm việc kể từ ngày diễn "
                  "ra “Bế mạc Đại hội” (01/10/2025)"));
    plan.act("campaigns/plan/events/be-mac", R"({"date":"2025-10-08","reason":"Thông báo 16"})");
    EXPECT_EQ(last_days(plan, "tong-ket"), "2025-10-22 2025-10-22");
    EXPECT_EQ(last_days(plan, "du-thao"), "2025-10-15 2025-10-15");
    plan.live_on("2025-10-24 00:00");
    EXPECT_EQ(text(plan.part("phases", "dot").at("state")), "closed");
    EXPECT_THAT(plan.times_told("plan.tong-ket.1.bv-mot"),
                StartsWith("\n2025-10-08 07:30  -10.contact\n2025-10-15 07:30  -5.contact\n"));
    EXPECT_THAT(plan.times_told("plan.du-thao.1.bv-mot"),
                HasSubstr("2025-10-14 07:30  -1.contact\n2025-10-14 07:30  -1.head\n"
                          "2025-10-16 07:30  +1.head\n"));
}

// A wave by working days: 20/11–03/12/2025 «10 ngày làm việc», both ends counted; other plans.
TEST(HardCase, C08AWaveKeepsItsDaysAndTheirNumberAndIsWarnedOfWhenTheyDiffer) {
    const auto wave = [](int count) {
        return "[[phase]]\nid = \"dot\"\ntitle = \"Đợt cao điểm\"\nfrom = 2025-11-20\n"
               "to = 2025-12-03\nquote = \"10 ngày làm việc\"\nworking_days = " +
               std::to_string(count) + "\n";
    };
    const std::string year = "period = { from = 2025-01-01, to = 2025-12-31 }\n";
    Product right =
        Product::small(year, wave(10) + due("bao-cao", "bv-mot", "{ by = 2025-12-10 }"));
    EXPECT_EQ(right.check(), "");
    right.live("2025-11-01 06:00", "2025-11-02 00:00");
    const auto phase = right.part("phases", "dot");
    EXPECT_EQ(text(phase.at("from")) + " " + text(phase.at("to")), "2025-11-20 2025-12-03");
    EXPECT_EQ(phase.at("working_days"), 10);
    EXPECT_THAT(
        Product::small(year, wave(9) + due("bao-cao", "bv-mot", "{ by = 2025-12-10 }")).check(),
        HasSubstr("the plan says 9 working days, but 2025-11-20 to 2025-12-03 has 10, both ends "
                  "counted; ask which of the two is meant"));
}

// Strict and inclusive: «thời gian gửi sở Y tế trước ngày 15/12/2017» and «chậm nhất là **ngày
// 15/12/2017**» (lao-cai).
TEST(HardCase, C09StrictAndInclusiveOfTheSameDayKeepTheirOwnLastDays) {
    Product lao_cai = Product::sample("lao-cai-2017");
    lao_cai.live("2017-12-01 06:00", "2017-12-19 00:00");
    EXPECT_EQ(last_days(lao_cai, "ho-so-khen-thuong"), "2017-12-14 2017-12-14");
    EXPECT_EQ(last_days(lao_cai, "bao-cao-tong-ket"), "2017-12-15 2017-12-15");
    EXPECT_THAT(lao_cai.times_told("lao-cai-2017.ho-so-khen-thuong"),
                HasSubstr("2017-12-13 07:30  -1.head  × 18\n"
                          "2017-12-14 07:30  announced-2017-12-14  × 18\n"
                          "2017-12-15 07:30  +1.head  × 18\n"));
    EXPECT_THAT(lao_cai.times_told("lao-cai-2017.bao-cao-tong-ket"),
                HasSubstr("2017-12-14 07:30  -1.head  × 18\n"
                          "2017-12-15 07:30  announced-2017-12-15  × 18\n"
                          "2017-12-18 07:30  +1.head  × 18\n"));
    EXPECT_THAT(lao_cai.page("/?duty=ho-so-khen-thuong&campaign=lao-cai-2017"),
                HasSubstr("trước ngày 15/12/2017"));
    EXPECT_THAT(lao_cai.check("lao-cai-2017.toml"),
                HasSubstr("hồ sơ khen thưởng và báo cáo tổng kết lệch nhau một ngày"));
}

// A final report before the campaign ends: «chậm nhất ngày 15/5/2025» of a wave «đến tháng
// **9/2025**» (kien-hai).
TEST(HardCase, C10AFinalReportBeforeTheEndIsAllowedAndWarnedOfOnce) {
    Product kien_hai = Product::sample("kien-hai-2024-2025");
    const std::string check = kien_hai.check("kien-hai");
    const std::string warning =
        "the final report 'bao-cao-tong-ket' is due by 2025-05-15, before the campaign ends on "
        "2025-09-30";
    EXPECT_THAT(check, HasSubstr(warning));
    EXPECT_THAT(check.substr(check.find(warning) + warning.size()),
                Not(HasSubstr("the final report '")));
    kien_hai.live("2025-04-01 06:00", "2025-05-01 00:00");
    EXPECT_EQ(kien_hai.times_told("kien-hai-2024-2025.bao-cao-tong-ket"),
              "\n2025-04-28 07:30  -10.contact  × 9\n");
}

// Monthly with gaps: «Giải quyết đơn thư khiếu nại tố cáo về TĐKT.», 11 times in 10 months
// (lao-cai).
TEST(HardCase, C14AMonthlyDutyWithGapsIsOwedInItsMonthsOnly) {
    Product lao_cai = Product::sample("lao-cai-2017");
    lao_cai.live("2017-07-25 06:00", "2017-08-05 00:00");
    std::vector<std::string> times;
    const auto duty = lao_cai.part("duties", "giai-quyet-don-thu");
    for (const auto& one : duty.at("occurrences").as_array())
        times.push_back(text(one.at("id")));
    EXPECT_THAT(times, ElementsAre("2017-02", "2017-03", "2017-04", "2017-05", "2017-06", "2017-07",
                                   "2017-08", "2017-09", "2017-10", "2017-11", "2017-08-lan-2"));
    const auto owed = lao_cai.api("obligations?campaign=lao-cai-2017&duty=giai-quyet-don-thu");
    EXPECT_THAT(owed.at("items").as_array(), SizeIs(11));
    const std::string about = "lao-cai-2017.giai-quyet-don-thu";
    EXPECT_EQ(lao_cai.times_told(about + ".2017-08"), "\n2017-08-01 07:30  start.contact\n");
    EXPECT_EQ(lao_cai.times_told(about + ".2017-08-lan-2"), "\n2017-08-01 07:30  start.contact\n");
    EXPECT_THAT(lao_cai.page("/?campaign=lao-cai-2017&duty=giai-quyet-don-thu"),
                AllOf(HasSubstr("tháng 11/2017"), Not(HasSubstr("tháng 12/2017"))));
}

// No interval: «định kỳ báo cáo kết quả về Sở Y tế.» (ha-tinh).
TEST(HardCase, C15AMissingIntervalIsForTheOfficerToChooseAmongThePeriodsOfDecree09) {
    Product ha_tinh = Product::sample("ha-tinh-2016-2020");
    EXPECT_THAT(ha_tinh.check("ha-tinh"),
                HasSubstr("the plan does not say how often; choose a reporting period of decree "
                          "09/2019 with periodic = \"month\", \"quarter\", \"half-year\" or "
                          "\"year\""));
    ha_tinh.live("2018-02-01 00:00", "2018-03-02 00:00");
    EXPECT_EQ(ha_tinh.times_told("ha-tinh-2016-2020.bao-cao-dinh-ky"),
              "\n2018-02-02 07:30  nudge\n2018-03-01 07:30  nudge\n");
    const auto asked = ha_tinh.told("ha-tinh-2016-2020.bao-cao-dinh-ky").front();
    EXPECT_EQ(asked.person, "ht-chuyen-vien");
    EXPECT_THAT(asked.letter, HasSubstr("không nêu bao lâu một lần"));
    EXPECT_THAT(asked.letter, HasSubstr("các kỳ của Nghị định 09/2019/NĐ-CP: tháng, quý, 6 tháng "
                                        "hoặc năm, chốt số liệu ngày 14"));
}

// A recurrence without a year: «trước ngày 31 tháng 3 hằng năm», common in standing regulations.
TEST(HardCase, C24AYearlyRuleCountsFromItsEffectiveDate) {
    Product plan = Product::small("period = { from = 2018-01-01, to = 2021-12-31 }\n",
                                  due("ho-so", "bv-mot",
                                      "{ every = \"year\", before = \"03-31\", from = 2018-06-01, "
                                      "written = \"trước ngày 31 tháng 3 hằng năm\" }"));
    plan.live("2018-01-01 06:00", "2021-01-01 00:00");
    const auto duty = plan.part("duties", "ho-so");
    std::vector<std::string> times;
    for (const auto& one : duty.at("occurrences").as_array())
        times.push_back(text(one.at("id")) + " " + text(one.at("deadline").at("last_permitted")));
    EXPECT_THAT(times, ElementsAre("2019 2019-03-30", "2020 2020-03-30", "2021 2021-03-30"));
    EXPECT_THAT(plan.times_told("plan.ho-so.2019"), HasSubstr("2019-03-28 07:30  -1.contact"));
    const auto told = plan.told("plan.ho-so.2020");
    ASSERT_THAT(told, Not(IsEmpty()));
    EXPECT_THAT(told.front().letter, HasSubstr("trước ngày 31 tháng 3 hằng năm"));
    EXPECT_THAT(told.front().letter, HasSubstr("30/3/2020"));
}

// Doing and collating on one date: units send and the council «thẩm định và tổng hợp trước ngày
// **30/6/2025**» (kien-hai).
TEST(HardCase, C25NoTimeToCollateIsWarnedOf) {
    const Product kien_hai = Product::sample("kien-hai-2024-2025");
    EXPECT_THAT(kien_hai.check("kien-hai"),
                HasSubstr("'ho-so-khen-thuong' is due by 2025-06-29 and 'tham-dinh-tong-hop', "
                          "which is made of it, by 2025-06-29, the same day: there is no time to "
                          "collate; set an earlier day for the units"));
    EXPECT_THAT(Product::sample("lao-cai-2017").check("lao-cai"), Not(HasSubstr("to collate")))
        << "eleven working days are enough";
}

// A deadline quoted from an older letter (4396/BYT of 2021).
TEST(HardCase, C26ADeadlineOfAnOlderLetterIsHistoryAndNoDuty) {
    const std::string year =
        "issued = 2021-06-15\nperiod = { from = 2021-06-15, to = 2021-12-31 }\n";
    Product plan = Product::small(
        year,
        "[[history]]\ndocument = \"Công văn số 15/BYT\"\ndue = { before = 2021-05-31 }\n"
        "quote = \"Công văn số 15/BYT yêu cầu gửi trước ngày 31/5/2021\"\n\n" +
            due("bao-cao", "bv-mot", "{ by = 2021-07-30 }"));
    EXPECT_EQ(plan.check(), "");
    plan.live("2021-06-15 06:00", "2021-12-31 00:00");
    const auto detail = plan.api("campaigns/plan");
    EXPECT_THAT(detail.at("duties").as_array(), SizeIs(1));
    const auto& recalled = detail.at("history").at(0);
    EXPECT_EQ(text(recalled.at("document")), "Công văn số 15/BYT");
    EXPECT_EQ(text(recalled.at("deadline").at("last_permitted")), "2021-05-30");
    EXPECT_EQ(text(recalled.at("quote")), "Công văn số 15/BYT yêu cầu gửi trước ngày 31/5/2021");
    for (const Told& told : plan.told("plan"))
        EXPECT_THAT(told.letter, Not(HasSubstr("15/BYT"))) << "nobody is told of it";
    // Written as a duty, it is recognised by its day.
    EXPECT_THAT(Product::small(year, due("cu", "bv-mot", "{ before = 2021-05-31 }")).check(),
                HasSubstr("if the plan only recalls an older document, write it as [[history]]"));
}

// A typing error in a year: «từ ngày 05/9/2013 đến … 25/10/2014» (Thái Nguyên, 2014).
TEST(HardCase, C27ASpanOutOfKeepingWithTheIssueDateIsWarnedOf) {
    const auto wave = [](const std::string& year) {
        return Product::small(
                   "issued = 2014-08-28\nperiod = { from = 2014-08-28, to = 2014-12-31 }\n",
                   "[[phase]]\nid = \"dot\"\nfrom = " + year + "-09-05\nto = 2014-10-25\n" +
                       due("bao-cao", "bv-mot", "{ by = 2014-10-25 }"))
            .check();
    };
    EXPECT_THAT(wave("2013"),
                HasSubstr("phase 'dot', 2013-09-05 to 2014-10-25, is out of keeping with the issue "
                          "date: it begins 357 days before the plan was issued on 2014-08-28; "
                          "check the year"));
    EXPECT_THAT(wave("2014"), Not(HasSubstr("out of keeping")));
}

}  // namespace
}  // namespace dondoc::cases
