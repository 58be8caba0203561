// Messages that came back: what the rows say of them and of the addresses, in every store.
#include <gmock/gmock.h>

#include "tests/daemon/store/conformance.h"

namespace dondoc::store_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Bounces : public Conformance {
protected:
    Subject an() { return {Subject::Kind::message, an_at_0730}; }
    void sent(bool rehearsal = false) {
        world.is_born(owed("a"));
        world.happens(owed("a"), {notice("k1")});
        MessageComposed text = composed("Thư");
        text.address = "an@so.example";
        text.id = "k@so.example";
        text.rehearsal = rehearsal;
        world.happens(an(), {text}, {}, "Thư");
        world.happens(an(), {DeliverySucceeded{1, "250"}});
    }
    void comes_back(const std::string& status = "5.1.1") {
        world.happens(an(), {MessageBounced{"an@so.example", status, "550 no"}});
    }
};
INSTANTIATE_TEST_SUITE_P(Stores, Bounces, testing::Values(Kind::file, Kind::memory), kind_name);

TEST_P(Bounces, AreFoundByTheIdOfTheirPresentText) {
    sent();
    EXPECT_EQ(must(world.read().message_of_id("k@so.example"))->key, an_at_0730);
    EXPECT_EQ(must(world.read().message_of_id("la@so.example")), std::nullopt);
    EXPECT_EQ(must(world.read().message_of_id("")), std::nullopt);
    comes_back();
    world.happens(an(), {MessageRetried{"đã sửa"}}, world.now);
    EXPECT_EQ(must(world.read().message_of_id("k@so.example")), std::nullopt);
}

TEST_P(Bounces, FailAndMarkTheAddressSinceTheFirst) {
    sent();
    EXPECT_THAT(must(world.read().address_faults()), IsEmpty());
    comes_back();
    const MessageRecord message = world.message(an_at_0730);
    EXPECT_EQ(message.state, MessageState::failed);
    EXPECT_EQ(message.came_back, 1);
    EXPECT_EQ(message.last_answer, "came_back: 5.1.1 550 no");
    EXPECT_EQ(must(world.read().notices_in(an_at_0730)).at(0).because, message.last_answer);
    const auto fault = must(world.read().address_fault("an", "an@so.example"));
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->since, world.now);
    EXPECT_EQ(fault->status, "5.1.1");
    EXPECT_EQ(fault->message, message.number);
    EXPECT_EQ(must(world.read().address_fault("an", "khac@so.example")), std::nullopt);
    EXPECT_EQ(must(world.read().address_fault("binh", "an@so.example")), std::nullopt);
}

TEST_P(Bounces, ThatAreTriedAgainAreComposedAnewAndMarkNothingMore) {
    sent();
    comes_back();
    world.happens(an(), {MessageRetried{"đã sửa"}}, world.now);
    EXPECT_THAT(must(world.read().address_faults()), IsEmpty());
    EXPECT_EQ(world.message(an_at_0730).state, MessageState::queued);
    EXPECT_EQ(world.message(an_at_0730).address, "");
    EXPECT_EQ(world.message(an_at_0730).came_back, 1);
}

TEST_P(Bounces, OfARehearsalMarkNobody) {
    sent(true);
    comes_back();
    EXPECT_EQ(world.message(an_at_0730).state, MessageState::failed);
    EXPECT_THAT(must(world.read().address_faults()), IsEmpty());
}

TEST_P(Bounces, SettleWhatMayHaveLeftAndNothingThatCannot) {
    world.is_born(owed("a"));
    world.happens(owed("a"), {notice("k1")});
    const auto refused = [&] {
        return error_of(world.try_it(an(), {MessageBounced{"an@so.example", "5.1.1", ""}}));
    };
    EXPECT_THAT(refused(), HasSubstr("is queued: it cannot have come back"));
    world.compose(an_at_0730);
    world.happens(an(), {DeliveryDelayed{1, "450", false}}, world.now);
    EXPECT_THAT(refused(), HasSubstr("is retrying: it cannot have come back"));
    world.happens(an(), {DeliveryDelayed{2, "reply lost", true}}, world.now);
    comes_back();
    EXPECT_EQ(world.message(an_at_0730).next, std::nullopt);
    EXPECT_FALSE(world.message(an_at_0730).unknown);
    EXPECT_THAT(refused(), HasSubstr("is failed: it cannot have come back"));
}

TEST_P(Bounces, AreTheSameAfterARebuild) {
    sent();
    comes_back();
    const std::string before = world.dump();
    ASSERT_TRUE(world.store->rebuild());
    EXPECT_EQ(world.dump(), before);
    EXPECT_THAT(must(world.read().address_faults()), SizeIs(1));
}

}  // namespace
}  // namespace dondoc::store_test
