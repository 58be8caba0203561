// Who owes a duty while units end, are merged, split and begin.
#include "workflows/succession.h"

#include <gtest/gtest.h>

#include "tests/workflows/merger.h"

namespace dondoc {
namespace {

using namespace test;

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

}  // namespace
}  // namespace dondoc
