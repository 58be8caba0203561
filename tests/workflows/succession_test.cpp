// Who owes a duty while units end, are merged, split and begin.
#include "workflows/succession.h"

#include <gtest/gtest.h>

#include "tests/workflows/world.h"
#include "workflows/planner.h"

namespace dondoc {
namespace {

using namespace test;

// bv-da-khoa and tt-y-te owe it; bv-da-khoa ends on 31/5, and `moi` and `khac` begin the day after.
struct Merger : World {
    Merger() {
        owes("so-ket", by("2017-06-15"), "", {"bv-da-khoa", "tt-y-te"});
        for (const std::string id : {"moi", "khac"}) {
            Unit made = unit("tt-y-te");
            made.id = made.name = id;
            made.from = day("2017-06-01");
            organisation.units[id] = made;
        }
        ends("bv-da-khoa", {"moi"});
    }
    void ends(const std::string& id, std::vector<std::string> to,
              std::string_view until = "2017-05-31") {
        unit(id).until = day(until);
        unit(id).successors = std::move(to);
    }
    void holds(const std::string& id, ObligationState state = ObligationState::pending) {
        Obligation made;
        made.id = owed_by("so-ket", id);
        made.state = state;
        if (state == ObligationState::withdrawn) made.last_reason = "handed_over";
        held_[id] = made;
    }
    Held held() const {
        return [this](std::string_view id) -> const Obligation* {
            const auto found = held_.find(id);
            return found == held_.end() ? nullptr : &found->second;
        };
    }

    std::map<std::string, Obligation, std::less<>> held_;
};

// A line a unit: «moi owes it, from bv-da-khoa (moves)», «bv-da-khoa → moi», «x is history».
std::string on(const Merger& world, std::string_view iso, std::string_view due = "2017-06-15") {
    const Definition definition = world.definition();
    const Held held = world.held();
    const Succession found =
        succession(definition, definition.campaign.duties.front(),
                   due.empty() ? std::nullopt : std::optional(day(due)), held, day(iso));
    std::string lines = "\n";
    for (const Share& share : found.shares) {
        lines += share.unit + " owes it";
        const std::string from = took_over(share, held).from;
        if (!from.empty()) lines += ", from " + from;
        lines += std::string(moves(share, held) ? " (moves)" : "") + "\n";
    }
    for (const HandOver& ended : found.ended) {
        const Event event = ending(ended);
        const auto* to = std::get_if<HandedOver>(&event);
        lines += ended.unit + " → " + (to ? to->to : std::get<Withdrawn>(event).why) + "\n";
    }
    for (const std::string& unit : found.history)
        lines += unit + " is history\n";
    return lines;
}

TEST(Succession, LeavesTheShareWhereItIsToTheLastDayAndMovesItTheDayAfter) {
    Merger world;
    world.holds("bv-da-khoa");
    world.holds("tt-y-te");
    EXPECT_EQ(on(world, "2017-05-31"), "\nbv-da-khoa owes it\ntt-y-te owes it\n");
    EXPECT_EQ(on(world, "2017-06-01"), R"(
moi owes it, from bv-da-khoa (moves)
tt-y-te owes it
bv-da-khoa → moi
)");
}

TEST(Succession, MovesAShareOnce) {
    Merger world;
    world.holds("bv-da-khoa", ObligationState::withdrawn);
    world.holds("moi");
    EXPECT_EQ(on(world, "2017-06-02"), R"(
moi owes it, from bv-da-khoa
tt-y-te owes it
bv-da-khoa → moi
)");
}

TEST(Succession, GivesEachPartOfASplitUnitAShare) {
    Merger world;
    world.holds("bv-da-khoa");
    world.ends("bv-da-khoa", {"moi", "khac"});
    EXPECT_EQ(on(world, "2017-06-01"), R"(
moi owes it, from bv-da-khoa (moves)
khac owes it, from bv-da-khoa (moves)
tt-y-te owes it
bv-da-khoa → moi khac
)");
}

TEST(Succession, GivesAMergedUnitOneShareForAll) {
    Merger world;
    world.holds("bv-da-khoa");
    world.holds("tt-y-te");
    world.ends("tt-y-te", {"moi"});
    EXPECT_EQ(on(world, "2017-06-01"), R"(
moi owes it, from bv-da-khoa tt-y-te (moves)
bv-da-khoa → moi
tt-y-te → moi
)");
}

TEST(Succession, PutsTheShareOfAnEndedUnitToThatOfAnObligor) {
    Merger world;
    world.holds("bv-da-khoa");
    world.holds("tt-y-te");
    world.ends("bv-da-khoa", {"tt-y-te"});
    EXPECT_EQ(on(world, "2017-06-01"), R"(
tt-y-te owes it, from bv-da-khoa (moves)
bv-da-khoa → tt-y-te
)");
}

TEST(Succession, FollowsAChainToWhoStandsInTheEnd) {
    Merger world;
    world.holds("bv-da-khoa");
    world.ends("moi", {"khac"}, "2017-07-31");
    EXPECT_EQ(on(world, "2017-08-01"), R"(
khac owes it, from bv-da-khoa (moves)
tt-y-te owes it
moi → khac
bv-da-khoa → khac
)");
}

TEST(Succession, NamesEveryOriginWhereChainsMeet) {
    Merger world;
    world.holds("bv-da-khoa");
    world.holds("tt-y-te");
    world.ends("tt-y-te", {"moi"});
    world.ends("moi", {"khac"}, "2017-07-31");
    EXPECT_EQ(on(world, "2017-08-01"), R"(
khac owes it, from bv-da-khoa tt-y-te (moves)
moi → khac
bv-da-khoa → khac
tt-y-te → khac
)");
    world.holds("moi");
    EXPECT_EQ(on(world, "2017-08-01"), R"(
khac owes it, from bv-da-khoa moi tt-y-te (moves)
moi → khac
bv-da-khoa → khac
tt-y-te → khac
)") << "the edit came late: what they owed never reached the one between";
    world.holds("bv-da-khoa", ObligationState::withdrawn);
    world.holds("tt-y-te", ObligationState::withdrawn);
    EXPECT_EQ(on(world, "2017-08-01"), R"(
khac owes it, from moi (moves)
moi → khac
bv-da-khoa → khac
tt-y-te → khac
)") << "it did, and came on with what that one owes";
}

TEST(Succession, HandsOnFromTheLastWhoHeldTheShare) {
    Merger world;
    world.ends("moi", {"khac"}, "2017-07-31");
    world.holds("bv-da-khoa", ObligationState::withdrawn);
    world.holds("moi");
    world.holds("tt-y-te");
    EXPECT_EQ(on(world, "2017-08-01"), R"(
khac owes it, from moi (moves)
tt-y-te owes it
moi → khac
bv-da-khoa → khac
)");
}

TEST(Succession, KeepsWhatWasHandedInWithTheUnitThatDid) {
    for (const auto state :
         {ObligationState::submitted, ObligationState::accepted, ObligationState::waived}) {
        Merger world;
        world.holds("bv-da-khoa", state);
        EXPECT_EQ(on(world, "2017-06-01"), "\ntt-y-te owes it\nbv-da-khoa is history\n");
    }
}

TEST(Succession, EndsTheShareOfAUnitThatNobodySucceeds) {
    Merger world;
    world.holds("bv-da-khoa");
    world.ends("bv-da-khoa", {});
    EXPECT_EQ(on(world, "2017-06-01"), "\ntt-y-te owes it\nbv-da-khoa → unit_ended\n");
}

TEST(Succession, LetsAUnitThatBeginsLaterOweOnlyWhatFallsDueOnceItIsThere) {
    Merger world;
    world.duty("so-ket").obligors = {"moi"};
    EXPECT_EQ(on(world, "2017-05-31"), "\n") << "not yet there";
    EXPECT_EQ(on(world, "2017-06-01"), "\nmoi owes it\n");
    EXPECT_EQ(on(world, "2017-06-01", "2017-06-01"), "\nmoi owes it\n");
    EXPECT_EQ(on(world, "2017-06-01", "2017-05-31"), "\n") << "due before it began";
    EXPECT_EQ(on(world, "2017-06-01", ""), "\nmoi owes it\n") << "undated";
}

TEST(Succession, LetsAUnitThatBeginsLaterInheritWhatIsDueAlready) {
    Merger world;
    world.holds("bv-da-khoa");
    EXPECT_EQ(on(world, "2017-06-01", "2017-05-30"), R"(
moi owes it, from bv-da-khoa (moves)
tt-y-te owes it
bv-da-khoa → moi
)");
}

TEST(Succession, PassesOnTheLatestDayThatWasGrantedToOneWhoIsBornOfIt) {
    Merger world;
    world.holds("bv-da-khoa");
    world.holds("tt-y-te");
    world.held_["bv-da-khoa"].granted = day("2017-06-27");
    world.held_["tt-y-te"].granted = day("2017-06-20");
    const Share share{"moi", {"bv-da-khoa", "tt-y-te"}};
    EXPECT_EQ(took_over(share, world.held()).granted, day("2017-06-27"));
    world.holds("moi");
    EXPECT_EQ(took_over(share, world.held()).granted, std::nullopt);
}

TEST(Succession, PassesOnARequestThatNobodyHasAnswered) {
    Merger world;
    world.holds("bv-da-khoa");
    world.holds("tt-y-te");
    world.held_["bv-da-khoa"].request = ExtensionRequest{day("2017-06-27"), "lũ", "9/CV", true};
    world.held_["tt-y-te"].request = ExtensionRequest{day("2017-06-20"), "sập mạng", "", true};
    const Share share{"moi", {"bv-da-khoa", "tt-y-te"}};
    const auto asks = [&](Obligation heir) -> std::optional<ExtensionRequest> {
        heir.request.reset();
        apply(heir, took_over(share, world.held()), at("2017-06-01 00:00"));
        return heir.request;
    };
    const auto carried = asks(Obligation{});
    ASSERT_TRUE(carried);
    EXPECT_EQ(carried->to, day("2017-06-27")) << "the latest";
    EXPECT_EQ(carried->reason, "lũ");
    EXPECT_EQ(carried->document, "9/CV");
    EXPECT_FALSE(carried->told) << "the coordinator has not heard of the heir's";
    world.holds("moi");
    Obligation& heir = world.held_["moi"];
    heir.term = Term{day("2017-06-15"), day("2017-06-15"), {}, true};
    EXPECT_TRUE(asks(heir)) << "beside its own share";
    heir.term = Term{day("2017-06-27"), day("2017-06-27"), {}, true};
    EXPECT_FALSE(asks(heir)) << "it has that time already";
    heir.term.reset();
    heir.request = ExtensionRequest{day("2017-06-30"), "mất điện", "", true};
    EXPECT_FALSE(asks(heir)) << "it has asked itself";
    heir.request.reset();
    heir.state = ObligationState::submitted;
    EXPECT_FALSE(asks(heir)) << "it owes nothing";
}

TEST(Succession, NamesTheDaysOnWhichSomethingChanges) {
    Merger world;
    world.ends("moi", {"khac"}, "2017-07-31");
    const Definition definition = world.definition();
    EXPECT_EQ(next_change(definition, day("2017-01-01")), day("2017-06-01"));
    EXPECT_EQ(next_change(definition, day("2017-06-01")), day("2017-08-01"));
    EXPECT_EQ(next_change(definition, day("2017-08-01")), std::nullopt);
}

TEST(Succession, CountsSuccessorsAmongThoseWhoCanOweTheDuty) {
    Merger world;
    world.ends("moi", {"khac"}, "2017-07-31");
    const Definition definition = world.definition();
    EXPECT_TRUE(definition.names(owed_by("so-ket", "moi")));
    EXPECT_TRUE(definition.names(owed_by("so-ket", "khac")));
    EXPECT_FALSE(definition.names(owed_by("so-ket", "so-y-te")));
}

// ---- what the planner makes of it

TEST(TakenOver, IsBornWithThePastRungsPassedOverAndTheDeadlineUnchanged) {
    Merger world;
    world.has_ladder("-10.contact -5.contact +1.head");
    const Plan plan = plan_birth(world.definition(), {}, owed_by("so-ket", "moi"),
                                 {PhaseState::open}, at("2017-06-05 00:00"), {"bv-da-khoa", {}});
    std::string names;
    for (const Event& event : plan.events)
        names += std::string(name_of(event)) + " ";
    EXPECT_EQ(names, "obligation_born took_over rung_passed_over ");
    EXPECT_EQ(std::get<ObligationBorn>(plan.events[0]).term->last_permitted, day("2017-06-15"));
    EXPECT_EQ(plan.next, at("2017-06-08 07:30"));
}

TEST(TakenOver, TakesAGrantedDayOnlyIfItIsLaterThanThePlans) {
    Merger world;
    const ObligationId id = owed_by("so-ket", "moi");
    const Plan plan = plan_birth(world.definition(), {}, id, {PhaseState::open},
                                 at("2017-06-05 00:00"), {"bv-da-khoa", day("2017-06-10")});
    EXPECT_EQ(std::get<ObligationBorn>(plan.events[0]).term->last_permitted, day("2017-06-15"));
}

TEST(TakenOver, SaysNothingOfALaterRoundThatBeganAtThatMoment) {
    Obligation own;
    own.round = 2;
    own.round_why = "extended";
    apply(own, TookOver{"bv-da-khoa", {}}, own.round_began);
    EXPECT_EQ(own.round_why, "extended");
}

TEST(TakenOver, KeepsTheDayThatWasGrantedThroughEveryEdit) {
    Merger world;
    const ObligationId id = owed_by("so-ket", "moi");
    const Instant now = at("2017-06-05 00:00");
    const Plan plan = plan_birth(world.definition(), {}, id, {PhaseState::open}, now,
                                 {"bv-da-khoa", day("2017-06-30")});
    Obligation obligation = born(id, std::get<ObligationBorn>(plan.events[0]), now);
    for (const Event& event : plan.events)
        apply(obligation, event, now);
    obligation.next = plan.next;
    EXPECT_EQ(obligation.term->last_permitted, day("2017-06-30"));
    world.deadline("so-ket") = by("2017-06-20");
    EXPECT_TRUE(plan_change(world.definition(), {}, obligation, {}, now).events.empty());
}

// `moi` was freed of it, and then bv-da-khoa, which is not, merges into it.
TEST(TakenOver, IsOwedAgainByOneWhoWasFreedOfItsOwn) {
    for (const Event& freed :
         {Event(Waived{"mới lập", "Giám đốc"}), Event(HandedOver{"tt-y-te", "Thông báo 15"})}) {
        Merger world;
        world.has_ladder("-10.contact -5.contact +1.head");
        world.holds("moi");
        Obligation& heir = world.held_["moi"];
        apply(heir, freed, at("2017-05-20 08:00"));
        world.holds("bv-da-khoa");
        world.held_["bv-da-khoa"].granted = day("2017-06-27");
        world.held_["bv-da-khoa"].request = ExtensionRequest{day("2017-06-30"), "lũ", "", true};
        const TookOver took = took_over({"moi", {"bv-da-khoa"}}, world.held());
        const Instant now = at("2017-06-01 00:00");
        const Plan plan = plan_added(world.definition(), {}, heir, {}, took, now);
        for (const Event& event : plan.events)
            apply(heir, event, now);
        EXPECT_TRUE(heir.owed());
        EXPECT_EQ(heir.round_why, "took_over");
        EXPECT_EQ(heir.term->last_permitted, day("2017-06-27"));
        EXPECT_TRUE(heir.request);
        EXPECT_TRUE(plan.next);
    }
}

TEST(TakenOver, StandsInThePhaseOfTodayThoughItsHeirWasFreedInAnother) {
    Merger world;
    world.holds("moi");
    Obligation& heir = world.held_["moi"];
    heir.phase = "cuoi";
    apply(heir, HandedOver{"tt-y-te", "Thông báo 15"}, at("2017-05-20 08:00"));
    const Instant now = at("2017-06-01 00:00");
    const Plan plan = plan_added(world.definition(), {}, heir, {}, {"bv-da-khoa", {}}, now);
    for (const Event& event : plan.events)
        apply(heir, event, now);
    heir.next = plan.next;
    EXPECT_EQ(heir.phase, "");
    EXPECT_TRUE(plan_change(world.definition(), {}, heir, {}, now).events.empty());
}

TEST(TakenOver, IsAskedAboutWhereAReportLiesThoughItWasWaived) {
    Merger world;
    world.holds("moi");
    Obligation& heir = world.held_["moi"];
    apply(heir, Submitted{day("2017-05-20"), "", ""}, at("2017-05-20 08:00"));
    apply(heir, Waived{"nhầm", "Giám đốc"}, at("2017-05-21 08:00"));
    const Plan plan =
        plan_added(world.definition(), {}, heir, {}, {"bv-da-khoa", {}}, at("2017-06-01 08:00"));
    ASSERT_EQ(plan.events.size(), 2u);
    EXPECT_EQ(std::get<NoticeFellDue>(plan.events[1]).because, "share_added");
}

TEST(TakenOver, LeavesWhoWasFreedAloneWhileThePhaseIsSkipped) {
    Merger world;
    world.holds("moi", ObligationState::waived);
    const Plan plan = plan_added(world.definition(), {}, world.held_["moi"], {PhaseState::skipped},
                                 {"bv-da-khoa", {}}, at("2017-06-01 08:00"));
    EXPECT_EQ(plan.events.size(), 1u);
}

TEST(HandedOver, NeverComesBackWhileTheUnitIsNoMore) {
    Merger world;
    Obligation obligation;
    obligation.id = owed_by("so-ket");
    obligation.term = Term{day("2017-06-15"), day("2017-06-15"), {}, true};
    apply(obligation, HandedOver{"moi"}, at("2017-06-01 00:00"));
    EXPECT_TRUE(obligation.handed_over());
    EXPECT_TRUE(
        plan_change(world.definition(), {}, obligation, {}, at("2017-06-01 08:00")).events.empty());
    world.unit("bv-da-khoa").until.reset();
    const Plan plan = plan_change(world.definition(), {}, obligation, {}, at("2017-06-01 08:00"));
    ASSERT_FALSE(plan.events.empty());
    EXPECT_EQ(std::get<RoundBegun>(plan.events.front()).why, "restored");
}

}  // namespace
}  // namespace dondoc
