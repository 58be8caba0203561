// The hard cases of the five plans that are about what a plan is made of: each test has the number
// of its case, says where it stands, and proves what the product does with it.
#include <gmock/gmock.h>

#include <set>

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

std::vector<std::string> texts(const boost::json::value& list, std::string_view key = "") {
    std::vector<std::string> found;
    for (const auto& one : list.as_array())
        found.push_back(text(key.empty() ? one : one.at(key)));
    return found;
}

// A moment at which a sample has begun.
Product begun(const std::string& sample, std::string_view day) {
    Product product = Product::sample(sample);
    product.live(std::string(day) + " 06:00", std::string(day) + " 08:00");
    return product;
}

// A phase that the plan does not have: no launch and no registration in ha-tinh, where «tự nguyện
// đăng ký thoát nghèo» is none; all but lao-cai lack one.
TEST(HardCase, C01APhaseThatIsAbsentIsSaidNotToBeInThePlan) {
    Product ha_tinh = Product::sample("ha-tinh-2016-2020");
    ha_tinh.live("2018-02-02 06:00", "2018-02-02 08:00");
    EXPECT_THAT(texts(ha_tinh.api("campaigns/ha-tinh-2016-2020").at("absent_phases")),
                ElementsAre("launch", "registration"));
    EXPECT_THAT(ha_tinh.page("/"), HasSubstr("Không có trong kế hoạch: Phát động, Đăng ký"));
    EXPECT_THAT(ha_tinh.page("/?lang=en"), HasSubstr("Not in the plan: Launch, Registration"));

    const std::vector<std::pair<std::string, std::string>> others{
        {"thua-thien-hue-2019", "registration"},
        {"dak-nong-2020", "midterm"},
        {"kien-hai-2024-2025", "registration midterm"},
        {"lao-cai-2017", ""}};
    for (const auto& [id, absent] : others) {
        Product product = Product::sample(id);
        product.live(iso_date(product.campaign().begins()) + " 06:00",
                     iso_date(product.campaign().begins()) + " 06:00");
        std::string kinds;
        for (const auto& kind : texts(product.api("campaigns/" + id).at("absent_phases")))
            kinds += (kinds.empty() ? "" : " ") + kind;
        EXPECT_EQ(kinds, absent) << id;
        EXPECT_EQ(product.page("/").find("Không có trong kế hoạch") == std::string::npos,
                  absent.empty());
    }
}

// A phase several times: «Phát động thi đua đợt 1», then March, June, September; «Kết thúc mỗi đợt
// thi đua tổ chức sơ kết» (lao-cai).
TEST(HardCase, C02APhaseThatComesSeveralTimesIsOneOfEachWave) {
    Product lao_cai = begun("lao-cai-2017", "2017-09-20");
    const auto detail = lao_cai.api("campaigns/lao-cai-2017");
    std::vector<std::string> waves;
    for (const auto& phase : detail.at("phases").as_array()) {
        if (!phase.at("wave").is_null())
            waves.push_back(text(phase.at("id")) + ", " + text(phase.at("kind")) + ", " +
                            text(phase.at("wave")));
    }
    EXPECT_THAT(
        waves, ElementsAre("dot-1, launch, đợt 1", "dot-thang-3, launch, đợt tháng 3",
                           "dot-thang-6, launch, đợt tháng 6", "dot-thang-9, launch, đợt tháng 9"));
    for (const std::string wave : {"dot-1", "dot-thang-3", "dot-thang-6", "dot-thang-9"}) {
        const auto review = lao_cai.part("duties", "so-ket-" + wave);
        EXPECT_EQ(text(review.at("phase")), wave) << "each is owed a review of its own";
    }
    // Each lives its own life.
    EXPECT_EQ(lao_cai.act("campaigns/lao-cai-2017/phases/dot-1/close", R"({"reason":"CV 12"})"),
              200);
    EXPECT_EQ(text(lao_cai.part("phases", "dot-1").at("state")), "closed");
    EXPECT_EQ(text(lao_cai.part("phases", "dot-thang-9").at("state")), "open");
}

// Owed upward: «Sở Y tế đăng ký thi đua năm 2017 và tổng hợp … gửi Ủy ban nhân dân tỉnh (qua Ban
// TĐKT tỉnh) trước ngày 15/02/2017.» (lao-cai b, f, g).
TEST(HardCase, C11WhatIsOwedUpwardChasesTheDepartmentItself) {
    Product lao_cai = Product::sample("lao-cai-2017");
    lao_cai.live("2017-01-01 00:00", "2017-02-28 00:00");
    for (const std::string duty :
         {"dang-ky-len-tinh", "tham-dinh-khen-thuong", "tong-ket-len-tinh"})
        EXPECT_EQ(lao_cai.part("duties", duty).at("upward"), true) << duty;
    EXPECT_EQ(lao_cai.times_told("lao-cai-2017.dang-ky-len-tinh.1.so-y-te-lao-cai"), R"(
2017-01-24 07:30  -10.contact
2017-02-07 07:30  -5.contact
2017-02-07 07:30  -5.head
2017-02-10 07:30  -2.contact
2017-02-10 07:30  -2.head
2017-02-13 07:30  -1.contact
2017-02-13 07:30  -1.head
2017-02-15 07:30  +1.head
2017-02-17 07:30  +3.superior
2017-02-17 07:30  +3.head
2017-02-21 07:30  +5.director
)");
    std::set<std::string> people;
    for (const Told& told : lao_cai.told("lao-cai-2017.dang-ky-len-tinh"))
        people.insert(told.person);
    EXPECT_THAT(people, ElementsAre("chuyen-vien-tccb", "giam-doc-so", "pho-giam-doc-so"))
        << "never the province";
}

// A chain of superiors: «Quyết định số 1258/QĐ-TTg», «Kế hoạch 434/KH-UBND», «Công văn số
// 18/SLĐTBXH» (ha-tinh).
TEST(HardCase, C12AChainOfSuperiorsIsKeptAndMayCarryUpwardDates) {
    Product ha_tinh = begun("ha-tinh-2016-2020", "2018-02-02");
    const auto chain = ha_tinh.api("campaigns/ha-tinh-2016-2020").at("implements");
    EXPECT_THAT(texts(chain, "issuer"), ElementsAre("Thủ tướng Chính phủ", "UBND tỉnh Hà Tĩnh",
                                                    "Sở Lao động Thương binh và Xã hội"));
    EXPECT_THAT(texts(chain, "deadline"), Each("null")) << "the dates lie in their documents";

    const auto plan = [](const std::string& day) {
        return Product::small(
            "period = { from = 2025-01-01, to = 2025-12-31 }\nimplements = [{ id = \"kh-32\", "
            "document = \"Kế hoạch số 32/KH-SYT\", issuer = \"Sở Y tế tỉnh\", due = { by = " +
                day + " }, collates = [\"ho-so\"], quote = \"Thực hiện Kế hoạch số 32\" }]\n",
            "[[duty]]\nid = \"ho-so\"\ndeliverable = \"Hồ sơ\"\nfrom = \"bv-mot\"\n"
            "to = \"so-y-te\"\ndue = { by = 2025-06-26 }\nquote = \"Gửi hồ sơ.\"\n");
    };
    Product dated = plan("2025-07-15");
    EXPECT_EQ(dated.check(), "");
    dated.live("2025-01-02 06:00", "2025-01-02 08:00");
    EXPECT_EQ(
        text(
            dated.api("campaigns/plan").at("implements").at(0).at("deadline").at("last_permitted")),
        "2025-07-15");
    EXPECT_THAT(plan("2025-06-30").check(),
                HasSubstr("'ho-so' is due by 2025-06-26 and 'Kế hoạch số 32/KH-SYT', which is made "
                          "of it, by 2025-06-30: that leaves 2 working days to collate"));
}

// Sub-campaigns: «Cả nước chung tay vì người nghèo», «Ngày Chủ nhật xanh» (thua-thien-hue), «Huy
// hiệu», «toàn dân bảo vệ an ninh tổ quốc» (lao-cai).
TEST(HardCase, C13SubCampaignsStandInATreeAndInheritWhatTheyDoNotSay) {
    Product lao_cai = Product::sample("lao-cai-2017");
    lao_cai.live("2017-07-01 06:00", "2017-07-03 08:00");
    EXPECT_THAT(texts(lao_cai.api("campaigns/lao-cai-2017").at("children")),
                ElementsAre("lao-cai-2017-an-ninh", "lao-cai-2017-dien-hinh",
                            "lao-cai-2017-huy-hieu", "lao-cai-2017-quoc-phong"));
    const auto part = lao_cai.api("campaigns/lao-cai-2017-an-ninh");
    EXPECT_EQ(text(part.at("parent")), "lao-cai-2017");
    EXPECT_EQ(text(part.at("coordinator")), "phong-tccb") << "inherited";
    EXPECT_EQ(text(part.at("from")) + " " + text(part.at("to")), "2017-01-01 2017-12-31");
    EXPECT_EQ(part.at("participants"), 18);
    const auto told = lao_cai.told("lao-cai-2017-an-ninh.khen-thuong-an-ninh");
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told[0].person, "chuyen-vien-tccb");
    EXPECT_THAT(told[0].letter, HasSubstr("Công tác thi đua, khen thưởng năm 2017"))
        << "it stands in the document of the whole";

    Product hue = begun("thua-thien-hue-2019", "2019-01-02");
    EXPECT_THAT(texts(hue.api("campaigns/thua-thien-hue-2019").at("children")), SizeIs(3));
}

// Several classes of obligors and one date: «Các Khoa, Phòng và Trạm Y tế lựa chọn, bình xét và
// trình … trước ngày **30/6/2025**» (kien-hai).
TEST(HardCase, C16ADutyOfSeveralClassesIsOneObligationOfEachUnit) {
    Product kien_hai = Product::sample("kien-hai-2024-2025");
    kien_hai.live("2025-06-01 06:00", "2025-06-13 08:00");
    const auto list =
        kien_hai.api("obligations?campaign=kien-hai-2024-2025&duty=ho-so-khen-thuong");
    const auto units = texts(list.at("items"), "unit");
    EXPECT_THAT(units, SizeIs(9));
    for (const std::string kind : {"kh-khoa-", "kh-phong-", "kh-tram-"}) {
        EXPECT_TRUE(std::any_of(units.begin(), units.end(), [&](const std::string& unit) {
            return unit.starts_with(kind);
        })) << kind;
    }
    EXPECT_EQ(kien_hai.times_told("kien-hai-2024-2025.ho-so-khen-thuong"),
              "\n2025-06-13 07:30  -10.contact  × 9\n");
    // One unit's share settles alone.
    kien_hai.act("obligations/kien-hai-2024-2025.ho-so-khen-thuong.1.kh-tram-hon-tre/submit",
                 R"({"document":"05/TTr-TYT","dated":"2025-06-13","signer":"Trần Văn Bình"})");
    kien_hai.live_on("2025-06-20 08:00");
    EXPECT_THAT(kien_hai.times_told("kien-hai-2024-2025.ho-so-khen-thuong"),
                HasSubstr("2025-06-20 07:30  -5.contact  × 8\n"));
}

// A recipient by way of another: «(qua phòng tổ chức – Hành chính)» (kien-hai), «(qua Ban TĐKT
// tỉnh)» (lao-cai).
TEST(HardCase, C17ARecipientKeepsTheOfficeItIsReachedThrough) {
    Product kien_hai = Product::sample("kien-hai-2024-2025");
    kien_hai.live("2025-04-01 06:00", "2025-04-28 08:00");
    const auto duty = kien_hai.part("duties", "bao-cao-tong-ket");
    EXPECT_EQ(text(duty.at("to")) + " " + text(duty.at("via")), "ttyt-kien-hai kh-phong-tchc");
    const auto told = kien_hai.told("kien-hai-2024-2025.bao-cao-tong-ket");
    ASSERT_THAT(told, SizeIs(9));
    const std::string& name = kien_hai.definition().unit("kh-phong-tchc").name;
    EXPECT_THAT(told[0].letter, HasSubstr("(qua " + name + ")"));

    Product lao_cai = begun("lao-cai-2017", "2017-01-24");
    const auto upward = lao_cai.part("duties", "dang-ky-len-tinh");
    EXPECT_EQ(text(upward.at("to")) + " " + text(upward.at("via")), "ubnd-tinh ban-tdkt-tinh");
}

// No recipient: «Sở Y tế báo cáo tổng kết … trước ngày 31/12/2017.» says to whom nowhere (lao-cai
// g).
TEST(HardCase, C18ADutyWithoutARecipientIsAllowedAndWarnedOf) {
    Product lao_cai = Product::sample("lao-cai-2017");
    EXPECT_THAT(lao_cai.check("lao-cai-2017.toml"),
                HasSubstr("name no recipient; add to = \"...\" where the plan says one"));
    lao_cai.live("2017-12-01 06:00", "2017-12-15 08:00");
    EXPECT_EQ(text(lao_cai.part("duties", "tong-ket-len-tinh").at("to")), "null");
    const auto told = lao_cai.told("lao-cai-2017.tong-ket-len-tinh");
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_THAT(told[0].letter, HasSubstr("trước ngày 31/12/2017"));
}

// The previous cycle inside the plan: «Tổng kết phong trào thi đua năm 2016» in February 2017
// (lao-cai).
TEST(HardCase, C19WhatIsLeftOfThePreviousCycleSaysItsYear) {
    Product lao_cai = Product::sample("lao-cai-2017");
    lao_cai.live("2017-01-01 00:00", "2017-02-02 08:00");
    EXPECT_EQ(lao_cai.part("duties", "tong-ket-nam-2016").at("cycle"), 2016);
    EXPECT_EQ(text(lao_cai.part("duties", "bao-cao-tong-ket").at("cycle")), "null");
    const auto told = lao_cai.told("lao-cai-2017.tong-ket-nam-2016");
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_THAT(told[0].letter, HasSubstr("Tổng kết phong trào thi đua năm 2016"));

    // A duty whose words do not name the year gets it in the letter.
    Product plan = Product::small(
        "period = { from = 2017-01-01, to = 2017-12-31 }\n",
        "[[duty]]\nid = \"ho-so\"\ndeliverable = \"Hồ sơ khen thưởng\"\nfrom = \"bv-mot\"\n"
        "to = \"so-y-te\"\ndue = { by = 2017-02-28 }\ncycle = 2016\nquote = \"Gửi hồ sơ.\"\n");
    plan.live("2017-02-01 06:00", "2017-02-14 08:00");
    const auto small = plan.told("plan.ho-so");
    ASSERT_THAT(small, Not(IsEmpty()));
    EXPECT_THAT(small[0].letter, HasSubstr("Hồ sơ khen thưởng (của năm 2016)"));
}

// Names and numbers that conflict: «ngày 17-4-2014» and «ngày 07-4-2014», «phòng Tổ chức cán bộ»
// and «phòng tổ chức – Hành chính» (kien-hai).
TEST(HardCase, C20AConflictIsShownWithBothQuotesUntilAPersonDecides) {
    Product kien_hai = Product::sample("kien-hai-2024-2025");
    EXPECT_THAT(
        kien_hai.check("kien-hai"),
        AllOf(HasSubstr("«Chỉ thị số 34-CT/TW ngày 17-4-2014 của Bộ Chính trị» and «Chỉ thị "
                        "số 34-CT/TW ngày 07-4-2014 của Bộ Chính trị»; let a person decide"),
              HasSubstr("«(qua phòng Tổ chức cán bộ)» and «(qua phòng tổ chức – Hành "
                        "chính)»")));
    kien_hai.live("2024-10-09 06:00", "2024-10-09 08:00");
    const std::string page = kien_hai.page("/");
    EXPECT_THAT(
        page, HasSubstr("<q lang=\"vi\">Chỉ thị số 34-CT/TW ngày 17-4-2014 của Bộ Chính trị</q>"));
    EXPECT_THAT(
        page, HasSubstr("<q lang=\"vi\">Chỉ thị số 34-CT/TW ngày 07-4-2014 của Bộ Chính trị</q>"));
    const auto conflicts = kien_hai.api("campaigns/kien-hai-2024-2025").at("conflicts");
    EXPECT_THAT(texts(conflicts, "settled"), Each("null")) << "never chosen silently";
    EXPECT_THAT(Product::sample("lao-cai-2017").check("lao-cai"),
                HasSubstr("«gửi Hội đồng TĐKT sở Y tế.» and «- Báo cáo tổng kết công tác TĐKT"));
    EXPECT_THAT(Product::sample("ha-tinh-2016-2020").check("ha-tinh"),
                HasSubstr("«Giao Phòng Tổ chức cán Sở Y tế chủ trì» and «- Lưu: VT, TCCB.»"));
}

// Targets without dates: 27 numbers such as «Tốc độ tăng dân số tự nhiên: 1,1%» (dak-nong).
TEST(HardCase, C21TargetsAreAListOfTheirOwnReviewedAtTheFinalReview) {
    Product dak_nong = begun("dak-nong-2020", "2020-02-27");
    const auto indicators = dak_nong.api("campaigns/dak-nong-2020").at("indicators");
    EXPECT_THAT(indicators.as_array(), SizeIs(27));
    for (const auto& one : indicators.as_array())
        EXPECT_THAT(texts(one.at("reviewed_in")), ElementsAre("tong-ket")) << text(one.at("id"));
    const auto growth = dak_nong.part("indicators", "tang-dan-so");
    EXPECT_EQ(text(growth.at("value")) + " " + text(growth.at("better")), "1.1 lower");
    EXPECT_THAT(dak_nong.told("dak-nong-2020"), Each(Field(&Told::rung, "nudge")))
        << "a target reminds nobody";
}

// An impossible target: «trên 100% đơn vị hoàn thành tốt nhiệm vụ» (dak-nong).
TEST(HardCase, C22ATargetThatNobodyCanReachIsWarnedOf) {
    Product dak_nong = Product::sample("dak-nong-2020");
    EXPECT_THAT(dak_nong.check("dak-nong-2020.toml"),
                HasSubstr("indicator 'hoan-thanh-tot' (> 100) cannot be reached by anybody: «phấn "
                          "đấu trong năm 2020 có trên 100% đơn vị hoàn thành tốt nhiệm vụ»; ask "
                          "what is meant"));
    dak_nong.live("2020-02-27 06:00", "2020-02-27 08:00");
    EXPECT_EQ(dak_nong.part("indicators", "hoan-thanh-tot").at("impossible"), true);
    EXPECT_EQ(dak_nong.part("indicators", "hoan-thanh-xuat-sac").at("impossible"), false);
}

// Neither number nor date: thua-thien-hue and lao-cai are letters without «Số: …» and «ngày …».
TEST(HardCase, C23APlanWithoutNumberAndDateIsKnownByAKeyOfItsOwn) {
    for (const std::string id : {"thua-thien-hue-2019", "lao-cai-2017"}) {
        Product product = Product::sample(id);
        const Date first = product.campaign().period.first;
        product.live(iso_date(first) + " 06:00", iso_date(first + std::chrono::days(3)) + " 08:00");
        const auto view = product.api("campaigns/" + id);
        EXPECT_EQ(text(view.at("id")), id);
        EXPECT_EQ(text(view.at("number")) + " " + text(view.at("issued")), "null null");
        const auto told = product.told(id);
        ASSERT_THAT(told, Not(IsEmpty())) << id;
        EXPECT_THAT(told.front().letter, HasSubstr(product.campaign().title))
            << "letters call it by its title";
    }
    Product numbered = begun("ha-tinh-2016-2020", "2018-02-02");
    EXPECT_EQ(text(numbered.api("campaigns/ha-tinh-2016-2020").at("number")), "204/KH-SYT");
}

// A law replaced midway: «Nghị định số 98/2023/NĐ-CP ngày 31/12/2023», replaced on 01/7/2025 inside
// the campaign (kien-hai).
TEST(HardCase, C28ALawThatIsReplacedMidwayIsANoteAndChangesNothing) {
    Product kien_hai = Product::sample("kien-hai-2024-2025");
    EXPECT_THAT(kien_hai.check("kien-hai"),
                HasSubstr("is in force until 2025-06-30 only, inside the campaign's period, and "
                          "replaced by 'Nghị định số 152/2025/NĐ-CP'; see what that changes, "
                          "nothing is changed by itself"));
    kien_hai.live("2025-06-25 06:00", "2025-07-05 00:00");
    const auto bases = kien_hai.api("campaigns/kien-hai-2024-2025").at("legal_basis").as_array();
    const auto decree = std::find_if(bases.begin(), bases.end(), [](const auto& basis) {
        return !basis.at("replaced_by").is_null();
    });
    ASSERT_NE(decree, bases.end());
    EXPECT_EQ(text(decree->at("from")) + " " + text(decree->at("to")), "2024-01-01 2025-06-30");
    EXPECT_THAT(texts(kien_hai.part("duties", "ho-so-khen-thuong").at("dossier"), "part"),
                testing::Contains(HasSubstr("Mẫu số 08")));
    // The ladder of the dossier, due the day before the change, goes on as it began; two stations
    // ended that day, and their successor is asked about.
    EXPECT_THAT(kien_hai.times_told("kien-hai-2024-2025.ho-so-khen-thuong"),
                StartsWith("\n2025-06-25 07:30  -2.contact  × 9\n"));
    EXPECT_THAT(
        kien_hai.times_told("kien-hai-2024-2025.ho-so-khen-thuong"),
        HasSubstr("2025-06-30 07:30  +1.head  × 9\n2025-07-01 07:30  announced-2025-07-01  × "
                  "7\n2025-07-01 07:30  nudge\n2025-07-02 07:30  +3.superior  × 7\n"));
}

}  // namespace
}  // namespace dondoc::cases
