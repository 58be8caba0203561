// Messages that failed, and what a person decides about them.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// The address of the unit's contact is refused on the morning of the reminder, 24/01.
struct Failed {
    World plan = World().has_ladder("-1.contact").owes("dang-ky", before("2017-01-30"));
    Office office{plan};
    Outcome outcome = Rejected{"550 no such user"};

    Failed() {
        office.channel = [this](const Consignment&) { return outcome; };
        office.start("2017-01-03 08:00");
        office.run_to("2017-01-24 08:00");
    }
    std::string settle(bool again, const std::string& reason = "đã sửa địa chỉ") {
        const SettleMessage asked{office.message_to("an").number, again, reason};
        return said(office.loop->execute({asked, "cli:tccb"}, office.now));
    }
    std::int64_t red() const {
        return must(office.store->read().counters(day("2017-01-24"), day("2017-01-25"))).failed;
    }
};

TEST(DeadLetter, IsComposedAnewAndSentToTheAddressThatWasCorrected) {
    Failed failed;
    Office& office = failed.office;
    const std::string id = office.carried.front().consignment.parcel.id;
    failed.plan.organisation.people["an"].address = "an.moi@so-y-te.example";
    office.changes(failed.plan);
    office.adopt();
    failed.outcome = Sent{"250 ok"};
    EXPECT_EQ(failed.settle(true), "carried");
    office.run_to("2017-01-24 09:00");
    EXPECT_EQ(office.message_to("an").state, MessageState::sent);
    EXPECT_EQ(office.carried.back().consignment.parcel.address, "an.moi@so-y-te.example");
    EXPECT_EQ(office.carried.back().consignment.parcel.id, id) << "the same message";
    EXPECT_EQ(failed.red(), 0);
    EXPECT_EQ(office.notices(), R"(
dang-ky/1/bv-da-khoa/1/-1.contact  sent  on_time
)");
    rebuilds_to_itself(office);
}

TEST(DeadLetter, ThatIsTriedAgainLeavesOutWhatHoldsNoMore) {
    Failed failed;
    EXPECT_EQ(failed.office.decide(submission()), "carried");
    EXPECT_EQ(failed.settle(true), "carried");
    failed.office.run_to("2017-01-24 09:00");
    EXPECT_EQ(failed.office.carried.size(), 1u);
    EXPECT_EQ(failed.office.message_to("an").state, MessageState::suppressed);
}

TEST(DeadLetter, TellsWhoeverHoldsTheRoleNowHoweverLateThatIs) {
    Failed failed;
    Office& office = failed.office;
    office.run_to("2017-02-20 08:00");
    failed.plan.unit("bv-da-khoa").contact = "chi";
    office.changes(failed.plan);
    office.adopt();
    failed.outcome = Sent{"250 ok"};
    EXPECT_EQ(failed.settle(true), "carried");
    office.run_to("2017-02-21 09:00");
    EXPECT_EQ(office.carried.back().person, "chi");
    EXPECT_EQ(office.message_to("chi").state, MessageState::sent);
}

TEST(DeadLetter, ThatAskedTheCoordinatorAsksTheSameAgain) {
    World plan = World().has_ladder("-1.contact").owes("dang-ky", before("2017-01-30"));
    Office office(plan);
    office.channel = [](const Consignment&) -> Outcome { return Rejected{"550 no"}; };
    office.start("2017-01-03 08:00");
    Decision asks = extension("2017-02-10");
    asks.verb = Verb::request;
    asks.approver.clear();
    EXPECT_EQ(office.decide(asks), "carried");
    office.run_to("2017-01-05 08:00");
    const MessageRecord letter = office.message_to("giang");
    ASSERT_EQ(letter.state, MessageState::failed);
    const std::string subject = letter.subject;
    office.channel = [](const Consignment&) -> Outcome { return Sent{"250 ok"}; };
    office.loop->execute({SettleMessage{letter.number, true, "đã sửa"}, "cli:tccb"}, office.now);
    office.run_to("2017-01-05 09:00");
    EXPECT_EQ(office.message_to("giang").state, MessageState::sent);
    EXPECT_EQ(office.message_to("giang").subject, subject);
}

// It goes to another person under a key of its own, and the later month stays asked.
TEST(DeadLetter, OfAnEarlierMonthDoesNotAskTheLaterMonthsQuestionAgain) {
    World plan = World().has_ladder("-1.contact").owes("dang-ky", undated());
    Office office(plan);
    office.channel = [](const Consignment&) -> Outcome { return Rejected{"550 no"}; };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-05 08:00");
    const MessageRecord letter = office.message_to("giang");
    ASSERT_EQ(letter.state, MessageState::failed);
    office.channel = [](const Consignment&) -> Outcome { return Sent{"250 ok"}; };
    office.run_to("2017-02-03 08:00");
    plan.unit("phong-tccb").contact = "hai";
    office.changes(plan);
    office.adopt();
    const SettleMessage again{letter.number, true, "đã sửa"};
    EXPECT_EQ(said(office.loop->execute({again, "cli:tccb"}, office.now)), "carried");
    office.run_to("2017-02-06 12:00");
    office.sent();
    plan.campaign.title = "đổi tên";
    office.changes(plan);
    office.adopt();
    office.run_to("2017-02-28 12:00");
    EXPECT_EQ(office.sent(), "\n");
    const Subject duty{Subject::Kind::duty, campaign_id + ".dang-ky"};
    EXPECT_EQ(fates(office, duty), R"(
thi-dua-2017/dang-ky/nudge/2017-01  suppressed  reader_changed
thi-dua-2017/dang-ky/nudge/2017-02  sent  undated
thi-dua-2017/dang-ky/nudge/2017-01/anew  sent  undated
)");
    EXPECT_EQ(must(office.store->read().duty_watch(campaign_id, "dang-ky"))->last_month, "2017-02");
    const auto journal = must(office.store->read().journal(0, page_size_max));
    EXPECT_EQ(std::ranges::count_if(journal.rows,
                                    [](const JournalEntry& entry) {
                                        return std::holds_alternative<NoticeFellDue>(entry.event);
                                    }),
              3)
        << "the journal does not say either that February is asked about again";
    rebuilds_to_itself(office);
}

TEST(DeadLetter, ThatMayHaveArrivedRepeatsItsBytes) {
    Failed failed;
    Office& office = failed.office;
    office.carried.clear();
    failed.outcome = Unknown{"its answer was lost"};
    EXPECT_EQ(failed.settle(true), "carried");
    office.run_to("2017-02-10 08:00");
    ASSERT_EQ(office.message_to("an").state, MessageState::failed) << "given up in five days";
    failed.outcome = Sent{"250 ok"};
    EXPECT_EQ(failed.settle(true), "carried");
    office.run_to("2017-02-10 09:00");
    EXPECT_EQ(office.message_to("an").state, MessageState::sent);
    EXPECT_EQ(office.carried.back().consignment.parcel.bytes,
              office.carried.front().consignment.parcel.bytes);
}

TEST(DeadLetter, ThatMayHaveArrivedIsNotRepeatedWhenNothingInItHolds) {
    Failed failed;
    Office& office = failed.office;
    failed.outcome = Unknown{"its answer was lost"};
    EXPECT_EQ(failed.settle(true), "carried");
    office.run_to("2017-02-10 08:00");
    ASSERT_EQ(office.message_to("an").state, MessageState::failed);
    EXPECT_EQ(office.decide(submission()), "carried");
    const std::string before = office.dump();
    EXPECT_EQ(failed.settle(true), "refused holds_no_more");
    EXPECT_EQ(office.dump(), before);
    EXPECT_EQ(failed.settle(false), "carried");
}

TEST(DeadLetter, IsTriedForFiveWorkingDaysMoreWhenAPersonAsks) {
    Failed failed;
    Office& office = failed.office;
    office.run_to("2017-02-20 08:00");
    failed.outcome = RetryLater{"450 busy"};
    EXPECT_EQ(failed.settle(true), "carried");
    office.run_to("2017-02-20 10:00");
    EXPECT_EQ(office.message_to("an").state, MessageState::retrying);
    office.run_to("2017-03-20 10:00");
    EXPECT_EQ(office.message_to("an").state, MessageState::failed);
    EXPECT_EQ(clock(*office.message_to("an").settled).substr(0, 10), "2017-02-27");
}

TEST(DeadLetter, ThatIsSettledOtherwiseIsRedNoMore) {
    Failed failed;
    EXPECT_EQ(failed.red(), 1);
    EXPECT_EQ(failed.settle(false, "đã gọi điện cho đồng chí An"), "carried");
    EXPECT_EQ(failed.red(), 0);
    EXPECT_EQ(failed.office.message_to("an").state, MessageState::discarded);
    EXPECT_EQ(failed.office.notices(), R"(
dang-ky/1/bv-da-khoa/1/-1.contact  failed  550 no such user
)");
    EXPECT_EQ(failed.settle(false), "refused not_failed");
    failed.outcome = Sent{"250 ok"};
    EXPECT_EQ(failed.settle(true, "gọi không được"), "carried") << "a person may think again";
    failed.office.run_to("2017-01-24 09:00");
    EXPECT_EQ(failed.office.message_to("an").state, MessageState::sent);
}

TEST(DeadLetter, IsDecidedAboutWithAReasonAndOnlyIfItFailed) {
    Failed failed;
    const std::string before = failed.office.dump();
    EXPECT_EQ(failed.settle(true, " "), "refused reason_missing");
    EXPECT_EQ(failed.settle(false, ""), "refused reason_missing");
    EXPECT_EQ(said(failed.office.loop->execute({SettleMessage{999, true, "x"}, "cli:tccb"},
                                               failed.office.now)),
              "not found");
    EXPECT_EQ(failed.office.dump(), before);
    failed.outcome = Sent{"250 ok"};
    failed.settle(true);
    EXPECT_EQ(failed.settle(true), "refused not_failed") << "it is on its way already";
    failed.office.run_to("2017-01-24 09:00");
    const auto answer = failed.office.loop->execute(
        {SettleMessage{failed.office.message_to("an").number, true, "x"}, "cli:tccb"},
        failed.office.now);
    EXPECT_THAT(std::get<Refusal>(answer).text, HasSubstr("was sent"));
}

}  // namespace

}  // namespace dondoc::loop_test
