// A hand-over by a person, decided: what it makes, and every rule that refuses it, in both
// languages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workflows/world.h"
#include "workflows/handover.h"

namespace dondoc {
namespace {

using namespace test;
using testing::HasSubstr;

World world_of() {
    World world;
    world.owes("so-ket", by("2017-06-15"));
    world.owes("len-tinh", by("2017-06-30"), "", {"so-y-te"});
    world.duty("len-tinh").upward = true;
    Unit other = world.unit("tt-y-te");
    for (const std::string id : {"ngoai", "cu", "moi"}) {
        other.id = other.name = id;
        world.organisation.units[id] = other;
    }
    world.unit("cu").until = day("2017-03-31");
    world.unit("moi").from = day("2017-07-01");
    world.campaign.participants = {"bv-da-khoa", "tt-y-te", "cu", "moi"};
    return world;
}

Obligation pending(std::string_view duty = "so-ket", std::string_view unit = "bv-da-khoa") {
    const Definition definition = world_of().definition();
    const auto term = term_by(day("2017-06-15"), *definition.calendar);
    return born(owed_by(duty, unit), {"", term, false}, at("2017-05-02 08:00"));
}

struct Asked {
    std::string to = "tt-y-te";
    std::string reason = "Thông báo 15";
    std::string duty = "so-ket";
    std::string from = "bv-da-khoa";
    ObligationState state = ObligationState::pending;
    std::optional<ObligationState> own{};
};

std::string refusal(const Asked& asked, Language language) {
    Obligation obligation = pending(asked.duty, asked.from);
    obligation.state = asked.state;
    std::optional<Obligation> own;
    if (asked.own) {
        own = pending("so-ket", asked.to);
        own->state = *asked.own;
    }
    const auto decided = decide(world_of().definition(), {}, obligation, own ? &*own : nullptr, {},
                                {asked.to, asked.reason}, at("2017-05-10 09:00"), language);
    if (const auto* refused = std::get_if<Refusal>(&decided))
        return refused->code + ": " + refused->text;
    return "done";
}

TEST(HandingOver, RefusesInBothLanguagesWithTheRuleAndWhatWouldBeAccepted) {
    struct Case {
        Asked asked;
        std::string vi;
        std::string en;
    };
    const std::vector<Case> cases{
        {{.to = "bv-da-khoa"},
         "same_unit: Đơn vị «bv-da-khoa» đang chịu trách nhiệm việc này; "
         "cần chọn đơn vị khác",
         "same_unit: The unit «bv-da-khoa» owes this already; choose another"},
        {{.to = "khong-co"},
         "unknown_unit: Không có đơn vị «khong-co»; cần ghi mã của một đơn vị "
         "tham gia kế hoạch",
         "unknown_unit: There is no unit «khong-co»; give the id of one that takes part in the "
         "campaign"},
        {{.to = "cu"},
         "unit_not_there: Đơn vị «cu» đã kết thúc ngày 31/3/2017; cần chọn đơn vị "
         "đang hoạt động",
         "unit_not_there: The unit «cu» ended on 2017-03-31; choose one that stands today"},
        {{.to = "moi"},
         "unit_not_there: Đơn vị «moi» đến ngày 01/7/2017 mới thành lập; cần chọn "
         "đơn vị đang hoạt động",
         "unit_not_there: The unit «moi» begins on 2017-07-01; choose one that stands today"},
        {{.to = "ngoai"},
         "not_a_participant: Đơn vị «ngoai» không tham gia kế hoạch "
         "«thi-dua-2017»; chỉ bàn giao được cho đơn vị tham gia (participants)",
         "not_a_participant: The unit «ngoai» takes no part in the campaign «thi-dua-2017»; only a "
         "participant can take it over"},
        {{.own = ObligationState::accepted},
         "owes_the_same: Đơn vị «tt-y-te» có phần của mình trong cùng việc này "
         "(thi-dua-2017.so-ket.1.tt-y-te: đã tiếp nhận); cần chọn đơn vị chưa có phần trong việc "
         "này",
         "owes_the_same: The unit «tt-y-te» has a share of its own in this "
         "(thi-dua-2017.so-ket.1.tt-y-te: accepted); choose one that has none"},
        {{.state = ObligationState::waived},
         "already_waived: Nghĩa vụ thi-dua-2017.so-ket.1.bv-da-khoa đang ở trạng thái «được "
         "miễn»; chỉ bàn giao được khi đang chờ nộp hoặc đã trả lại",
         "already_waived: The obligation thi-dua-2017.so-ket.1.bv-da-khoa is waived; only a "
         "pending or returned one can be handed over"},
        {{.duty = "len-tinh", .from = "so-y-te"},
         "owed_upward: Việc này do cơ quan ban hành kế hoạch phải gửi lên cấp trên, không bàn giao "
         "cho đơn vị được; chỉ bàn giao được việc của đơn vị",
         "owed_upward: The issuer of the plan itself owes this upward, and no unit can owe it "
         "instead; only what a unit owes can be handed over"},
        {{.reason = "  "},
         "reason_missing: Thiếu lý do; cần nêu lý do (--reason)",
         "reason_missing: A reason is missing; give one (--reason)"},
    };
    for (const auto& [asked, vi, en] : cases) {
        EXPECT_EQ(refusal(asked, Language::vi), vi);
        EXPECT_EQ(refusal(asked, Language::en), en);
    }
    EXPECT_EQ(refusal({}, Language::vi), "done");
    EXPECT_EQ(refusal({.own = ObligationState::withdrawn}, Language::vi), "done");
    EXPECT_EQ(refusal({.state = ObligationState::returned}, Language::vi), "done");
}

TEST(HandingOver, SaysOnBothSidesWhoDecidedWhyAndWhoseShareItIs) {
    const auto decided = decide(world_of().definition(), {}, pending(), nullptr, {},
                                {"tt-y-te", "Thông báo 15"}, at("2017-05-10 09:00"), Language::vi);
    const auto& handed = std::get<HandedTo>(decided);
    EXPECT_EQ(handed.given.to, "tt-y-te");
    EXPECT_EQ(handed.given.reason, "Thông báo 15");
    EXPECT_EQ(handed.id, owed_by("so-ket", "tt-y-te"));
    const auto& took = std::get<TookOver>(handed.taken.events.at(1));
    EXPECT_EQ(took.from, "bv-da-khoa");
    EXPECT_EQ(took.reason, "Thông báo 15");
    EXPECT_EQ(took.in_place_of, "bv-da-khoa");
    EXPECT_TRUE(handed.taken.next) << "it is chased from now on";
}

TEST(HandingOver, PassesOnARequestThatNobodyHasAnswered) {
    Obligation given = pending();
    given.request = ExtensionRequest{day("2017-06-27"), "lũ", "9/CV", true};
    Obligation back = pending("so-ket", "tt-y-te");
    back.state = ObligationState::withdrawn;
    for (const Obligation* own : {static_cast<const Obligation*>(nullptr), &std::as_const(back)}) {
        const auto decided =
            decide(world_of().definition(), {}, given, own, {}, {"tt-y-te", "Thông báo 15"},
                   at("2017-05-10 09:00"), Language::vi);
        Obligation taken = own ? *own : pending("so-ket", "tt-y-te");
        for (const Event& event : std::get<HandedTo>(decided).taken.events)
            apply(taken, event, at("2017-05-10 09:00"));
        ASSERT_TRUE(taken.request);
        EXPECT_EQ(taken.request->to, day("2017-06-27"));
        EXPECT_TRUE(taken.request->told) << "the coordinator hears of it again, under its new name";
    }
}

}  // namespace
}  // namespace dondoc
