#include "workflows/phase.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/workflows/world.h"

namespace dondoc {
namespace {

using namespace test;

constexpr std::array states{PhaseState::planned, PhaseState::open,    PhaseState::closing,
                            PhaseState::closed,  PhaseState::skipped, PhaseState::held};

PhaseRecord in(PhaseState state, int obligations = 2, int unsettled = 1) {
    PhaseRecord record;
    record.campaign = campaign_id;
    record.phase = "dang-ky";
    record.state = state;
    record.obligations = obligations;
    record.unsettled = unsettled;
    return record;
}

std::string outcome(const PhaseRecord& record, PhaseVerb verb, const std::string& reason = "họp") {
    const auto decided = decide(record, verb, reason, Language::vi);
    if (const auto* refusal = std::get_if<Refusal>(&decided)) return "refused " + refusal->code;
    PhaseRecord moved = record;
    for (const Event& event : std::get<std::vector<Event>>(decided))
        apply(moved, event);
    return std::string(to_string(moved.state)) + (moved.by_hand ? " by hand" : "");
}

TEST(Phase, MovesByHandOnlyFromTheStatesThatAllowIt) {
    std::string table = "\n";
    for (const auto verb : {PhaseVerb::open, PhaseVerb::close, PhaseVerb::skip, PhaseVerb::hold,
                            PhaseVerb::release}) {
        for (const auto state : states) {
            table += std::string(to_string(verb)) + "  " + std::string(to_string(state)) + "  " +
                     outcome(in(state), verb) + '\n';
        }
    }
    EXPECT_EQ(table, R"(
open  planned  open by hand
open  open  refused phase_open
open  closing  refused phase_closing
open  closed  open by hand
open  skipped  open by hand
open  held  refused phase_held
close  planned  closed by hand
close  open  closed by hand
close  closing  closed by hand
close  closed  refused phase_closed
close  skipped  refused phase_skipped
close  held  closed by hand
skip  planned  skipped by hand
skip  open  skipped by hand
skip  closing  skipped by hand
skip  closed  refused phase_closed
skip  skipped  refused phase_skipped
skip  held  skipped by hand
hold  planned  held by hand
hold  open  held by hand
hold  closing  held by hand
hold  closed  refused phase_closed
hold  skipped  refused phase_skipped
hold  held  refused phase_held
release  planned  refused phase_planned
release  open  refused phase_open
release  closing  refused phase_closing
release  closed  refused phase_closed
release  skipped  refused phase_skipped
release  held  planned by hand
)");
}

TEST(Phase, NeedsAReasonForEveryMoveByHand) {
    EXPECT_EQ(outcome(in(PhaseState::open), PhaseVerb::hold, ""), "refused reason_missing");
    EXPECT_EQ(outcome(in(PhaseState::open), PhaseVerb::hold, "  "), "refused reason_missing");
}

TEST(Phase, IsNotReopenedByHandWhenEverythingInItIsSettled) {
    EXPECT_EQ(outcome(in(PhaseState::closed, 2, 0), PhaseVerb::open), "refused phase_settled");
    EXPECT_EQ(outcome(in(PhaseState::closed, 0, 0), PhaseVerb::open), "open by hand");
    EXPECT_EQ(outcome(in(PhaseState::skipped, 2, 0), PhaseVerb::open), "open by hand");
}

TEST(Phase, SaysInBothLanguagesWhenARefusedMoveWouldBeAccepted) {
    const auto text = [](PhaseVerb verb, Language language) {
        return std::get<Refusal>(decide(in(PhaseState::closed), verb, "họp", language)).text;
    };
    EXPECT_EQ(text(PhaseVerb::hold, Language::vi),
              "Giai đoạn đang ở trạng thái «đã kết thúc»; chỉ làm được khi: «chưa mở», «đang mở», "
              "«đang kết thúc»");
    EXPECT_EQ(text(PhaseVerb::release, Language::en),
              "The phase is «closed»; this can be done only when it is «held»");
}

TEST(Phase, IsReleasedIntoTheStateItWasHeldIn) {
    for (const auto begun : {PhaseState::open, PhaseState::closing}) {
        PhaseRecord record = in(PhaseState::planned);
        apply(record, PhaseMoved{begun, "from_date", ""});
        apply(record, PhaseMoved{PhaseState::held, "by_hand", "họp"});
        EXPECT_EQ(outcome(record, PhaseVerb::release), "open by hand");
    }
    PhaseRecord again = in(PhaseState::planned);
    apply(again, PhaseMoved{PhaseState::open, "by_hand", "họp"});
    apply(again, PhaseWithdrawn{"not_in_definition"});
    apply(again, PhaseBorn{});
    apply(again, PhaseMoved{PhaseState::held, "by_hand", "họp"});
    EXPECT_EQ(outcome(again, PhaseVerb::release), "planned by hand") << "born again, never opened";
}

TEST(Phase, KeepsThePersonsReason) {
    const auto decided = decide(in(PhaseState::open), PhaseVerb::hold, "chờ họp", Language::vi);
    const auto& moved = std::get<PhaseMoved>(std::get<std::vector<Event>>(decided).front());
    EXPECT_EQ(moved.why, "by_hand");
    EXPECT_EQ(moved.reason, "chờ họp");
}

TEST(Phase, FollowsItsEvents) {
    PhaseRecord record = in(PhaseState::closed);
    apply(record, PhaseWithdrawn{"not_in_definition"});
    EXPECT_EQ(record.state, PhaseState::skipped);
    EXPECT_TRUE(record.withdrawn);
    apply(record, PhaseBorn{});
    EXPECT_EQ(record.state, PhaseState::planned);
    EXPECT_FALSE(record.withdrawn);
    apply(record, PhaseMoved{PhaseState::held, "by_hand", "họp"});
    EXPECT_TRUE(record.by_hand);
    apply(record, PhaseMoved{PhaseState::open, "first_rung", ""});
    EXPECT_FALSE(record.by_hand);
    apply(record, Submitted{});
    EXPECT_EQ(record.state, PhaseState::open);
}

TEST(Phase, ReadsTheVerbsItWrites) {
    for (const auto* word : {"open", "close", "skip", "hold", "release"}) {
        const auto verb = parse_phase_verb(word);
        ASSERT_TRUE(verb) << word;
        EXPECT_EQ(to_string(*verb), word);
    }
    EXPECT_EQ(parse_phase_verb("shut"), std::nullopt);
}

// A campaign of a registration, a midterm, a final and an award phase in these states.
std::string campaign_in(const std::vector<PhaseState>& in_order, int unsettled = 0) {
    constexpr std::array kinds{PhaseKind::registration, PhaseKind::midterm, PhaseKind::final,
                               PhaseKind::award};
    World world;
    std::vector<PhaseRecord> records;
    for (std::size_t i = 0; i < in_order.size(); ++i) {
        const std::string id = "phase-" + std::to_string(i);
        world.has_phase(id, "", "", kinds.at(i));
        records.push_back(in(in_order[i], 2, unsettled));
        records.back().phase = id;
    }
    return std::string(to_string(campaign_state(world.campaign, records)));
}

TEST(Campaign, StandsWhereItsPhasesStand) {
    using enum PhaseState;
    EXPECT_EQ(campaign_in({planned, planned}), "draft");
    EXPECT_EQ(campaign_in({skipped, planned}), "draft");
    EXPECT_EQ(campaign_in({open, planned}), "running");
    EXPECT_EQ(campaign_in({closed, planned}), "running");
    EXPECT_EQ(campaign_in({closing, planned}), "running");
    EXPECT_EQ(campaign_in({closed, open}), "reviewing");
    EXPECT_EQ(campaign_in({closed, closed, closing}), "reviewing");
    EXPECT_EQ(campaign_in({closed, closed, closing, open}), "awarding");
    EXPECT_EQ(campaign_in({closed, closed, planned, closing}), "awarding");
    EXPECT_EQ(campaign_in({closed, closed, closed, closed}), "closed");
    EXPECT_EQ(campaign_in({closed, skipped}), "closed");
    EXPECT_EQ(campaign_in({skipped, skipped}), "closed");
}

TEST(Campaign, IsSuspendedWhileAPhaseIsHeldAndNoneIsOpen) {
    using enum PhaseState;
    EXPECT_EQ(campaign_in({held, planned}), "suspended");
    EXPECT_EQ(campaign_in({closed, held}), "suspended");
    EXPECT_EQ(campaign_in({held, open}), "reviewing");
    EXPECT_EQ(campaign_in({closing, held}), "running");
}

TEST(Campaign, IsNotClosedWhileAPhaseClosedByHandIsStillOwed) {
    using enum PhaseState;
    EXPECT_EQ(campaign_in({closed, closed}, 1), "running");
}

TEST(Campaign, RunsWithoutPhases) {
    EXPECT_EQ(campaign_in({}), "running");
}

}  // namespace
}  // namespace dondoc
