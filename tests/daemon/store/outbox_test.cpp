// Notices and messages: what joins what, what may leave when, and what becomes of it.
#include <gmock/gmock.h>

#include "tests/daemon/store/conformance.h"

namespace dondoc::store_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Outbox : public Conformance {
protected:
    Subject an() { return {Subject::Kind::message, an_at_0730}; }
    // One notice to An at 07:30, about the obligation of unit a.
    void told() {
        world.is_born(owed("a"));
        world.happens(owed("a"), {notice("k1")});
    }
    NoticeRecord only_notice() {
        const auto notices = must(world.read().notices_in(an_at_0730));
        EXPECT_EQ(notices.size(), 1U);
        return notices.empty() ? NoticeRecord{} : notices.front();
    }
};
INSTANTIATE_TEST_SUITE_P(Stores, Outbox, testing::Values(Kind::file, Kind::memory), kind_name);

TEST_P(Outbox, PutsNoticesOfOnePersonAndMomentIntoOneMessage) {
    world.is_born(owed("a"));
    world.is_born(owed("b"));
    NoticeFellDue copy = notice("k4");
    copy.copy = true;
    NoticeFellDue hook = notice("k5");
    hook.channel = "webhook";
    world.happens({{owed("a"), {notice("k1"), notice("k3", "binh"), copy, hook}, {}},
                   {owed("b"), {notice("k2"), notice("k6", "an", "07:35")}, {}}});
    const auto notices = must(world.read().notices_in(an_at_0730));
    ASSERT_THAT(notices, SizeIs(2));
    EXPECT_EQ(notices[0].key, "k1");
    EXPECT_EQ(notices[0].about, owed("a"));
    EXPECT_EQ(notices[1].key, "k2");
    EXPECT_EQ(notices[1].about, owed("b"));
    world.now = at("08:00");
    EXPECT_THAT(world.claimable(),
                ElementsAre("an/mail/2017-01-11T00:30:00Z", "binh/mail/2017-01-11T00:30:00Z",
                            "an/mail/2017-01-11T00:30:00Z/copy", "an/mail/2017-01-11T00:35:00Z",
                            "an/webhook/2017-01-11T00:30:00Z"));
    EXPECT_TRUE(world.message(an_at_0730 + "/copy").copy);
}

TEST_P(Outbox, RemembersANoticeInEveryField) {
    world.is_born(owed("a"));
    NoticeFellDue e = notice("k1");
    e.round = 1;
    e.kind = NoticeKind::escalation;
    e.audience = Audience::superior;
    e.planned = at("07:00");
    e.because = "catch_up";
    world.happens(owed("a"), {e});
    const NoticeRecord n = only_notice();
    EXPECT_EQ(n.about, owed("a"));
    EXPECT_EQ(n.round, 1);
    EXPECT_EQ(n.rung, "-5.contact");
    EXPECT_EQ(n.kind, NoticeKind::escalation);
    EXPECT_EQ(n.audience, Audience::superior);
    EXPECT_EQ(n.person, "an");
    EXPECT_EQ(n.message, an_at_0730);
    EXPECT_EQ(n.planned, at("07:00"));
    EXPECT_EQ(n.moment, at("07:30"));
    EXPECT_EQ(n.state, NoticeState::queued);
    EXPECT_EQ(n.because, "catch_up");
    EXPECT_EQ(n.settled, std::nullopt);
}

TEST_P(Outbox, ShowsPassedOverRungsBesideNotices) {
    world.is_born(owed("a"));
    world.happens(owed("a"), {passed("k0", "too_old"), notice("k1")});
    const auto notices = must(world.read().notices_about(owed("a")));
    ASSERT_THAT(notices, SizeIs(2));
    EXPECT_EQ(notices[0].state, NoticeState::passed_over);
    EXPECT_EQ(notices[0].because, "too_old");
    EXPECT_EQ(notices[0].message, "");
    EXPECT_EQ(notices[0].person, "");
    EXPECT_EQ(notices[0].moment, notices[0].planned);
    EXPECT_EQ(notices[1].key, "k1");
    EXPECT_THAT(must(world.read().notices_about(owed("b"))), IsEmpty());
    EXPECT_THAT(must(world.read().notices_about(campaign())), IsEmpty());
}

TEST_P(Outbox, TellsNothingTwice) {
    told();
    world.happens(owed("a"), {notice("k1", "chi", "09:00")}, at("08:30"));
    EXPECT_EQ(only_notice().person, "an");
    EXPECT_EQ(must(world.read().message("chi/mail/2017-01-11T02:00:00Z")), std::nullopt);
    EXPECT_EQ(world.obligation("a").next, at("08:30")) << "planning twice must not stand still";
    world.happens(owed("a"), {passed("k1"), notice("k2")});
    EXPECT_THAT(must(world.read().notices_about(owed("a"))), SizeIs(2));
    const auto rows = must(world.read().journal(0, 100)).rows;
    EXPECT_EQ(name_of(rows.back().event), "notice_fell_due");
    EXPECT_EQ(std::get<Rescheduled>(rows[rows.size() - 2].event).because, "told_before");
}

TEST_P(Outbox, KeepsKeysOfNudgesToo) {
    world.happens(duty(), {nudge("2017-01")}, at("2017-02-03 07:30"));
    world.happens(duty(), {nudge("2017-01", "08:00")}, at("2017-02-03 07:30"));
    const auto notices = must(world.read().notices_about(duty()));
    ASSERT_THAT(notices, SizeIs(1));
    EXPECT_EQ(notices[0].kind, NoticeKind::nudge);
    const auto inside = must(world.read().notices_in(notices[0].message));
    ASSERT_THAT(inside, SizeIs(1));
    EXPECT_EQ(inside[0].about, duty());
}

TEST_P(Outbox, IsWrittenOnceAndRepeatsItsBytes) {
    told();
    std::string text = "Kính gửi: đồng chí An\r\n";
    text += '\0';
    text += "\xff";
    world.compose(an_at_0730, text);
    EXPECT_EQ(must(world.read().message_text(an_at_0730)), text);
    const MessageRecord m = world.message(an_at_0730);
    EXPECT_EQ(m.address, "an@benhvien.example");
    EXPECT_EQ(m.subject, "Nhắc nộp bản đăng ký");
    EXPECT_EQ(m.state, MessageState::queued);
    EXPECT_EQ(m.next, at("07:30")) << "composing does not move it";
    EXPECT_THAT(error_of(world.try_it(an(), {composed("khác")}, {}, "khác")),
                HasSubstr("is composed already"));
    EXPECT_EQ(must(world.read().message_text(an_at_0730)), text);
}

TEST_P(Outbox, RefusesATextThatIsNotTheOneNamed) {
    told();
    EXPECT_THAT(error_of(world.try_it(an(), {composed("một")}, {}, "hai")),
                HasSubstr("does not fit the SHA-256"));
    EXPECT_EQ(must(world.read().message_text(an_at_0730)), std::nullopt);
    EXPECT_EQ(world.message(an_at_0730).address, "");
}

TEST_P(Outbox, OpensANewMessageForWhatComesAfterTheText) {
    told();
    world.compose(an_at_0730);
    world.is_born(owed("b"));
    world.happens(owed("b"), {notice("k2"), notice("k3")});
    EXPECT_EQ(only_notice().key, "k1");
    const std::string later = "an/mail/2017-01-11T00:30:00.001Z";
    const auto notices = must(world.read().notices_in(later));
    ASSERT_THAT(notices, SizeIs(2));
    EXPECT_EQ(notices[0].moment, at("07:30") + std::chrono::milliseconds{1});
    world.compose(later);
    world.happens(an(), {DeliverySucceeded{1, "250 ok"}});
    world.is_born(owed("c"));
    world.happens(owed("c"), {notice("k4")});
    EXPECT_THAT(must(world.read().notices_in("an/mail/2017-01-11T00:30:00.002Z")), SizeIs(1));
}

// ---- what may leave

TEST_P(Outbox, LetsAMessageLeaveAtItsMoment) {
    told();
    world.now = at("07:29");
    EXPECT_THAT(world.claimable(), IsEmpty());
    EXPECT_EQ(must(world.read().next_message_moment("mail", {})), at("07:30"));
    world.now = at("07:30");
    EXPECT_THAT(world.claimable(), ElementsAre(an_at_0730));
}

TEST_P(Outbox, HoldsAMessageWhileTheAgendaMayStillAddToIt) {
    told();
    world.is_born(owed("b"), {"", term("2017-01-29"), false}, at("07:30"));
    EXPECT_THAT(world.claimable(), IsEmpty()) << "a row is due at its very moment";
    world.happens(owed("b"), {Rescheduled{"outside_window"}}, at("07:31"));
    EXPECT_THAT(world.claimable(), ElementsAre(an_at_0730));
    world.now = at("09:00");
    EXPECT_THAT(world.claimable(), ElementsAre(an_at_0730)) << "a later row does not hold it";
}

TEST_P(Outbox, HoldsOnlyMessagesThatAgendaRowsMayJoin) {
    world.is_born(owed("a"));
    world.happens(owed("a"), {notice("k1", "an", "07:30"), notice("k2", "an", "07:40")});
    world.is_born(owed("b"), {"", term("2017-01-29"), false}, at("07:35"));
    world.now = at("08:00");
    EXPECT_THAT(world.claimable(), ElementsAre(an_at_0730));
}

TEST_P(Outbox, LetsARetryLeaveWhateverIsStillToBePlanned) {
    told();
    world.compose(an_at_0730);
    world.happens(an(), {DeliveryDelayed{1, "451 try later", false}}, at("07:35"));
    EXPECT_THAT(world.claimable(), IsEmpty());
    world.is_born(owed("b"), {"", term("2017-01-29"), false}, at("07:00"));
    world.now = at("07:35");
    EXPECT_THAT(world.due(), SizeIs(1));
    EXPECT_THAT(world.claimable(), ElementsAre(an_at_0730));
}

TEST_P(Outbox, LeavesOutWhatIsOnItsWay) {
    world.is_born(owed("a"));
    world.happens(owed("a"), {notice("k1"), notice("k2", "binh"), notice("k3", "chi", "07:45")});
    world.compose("binh/mail/2017-01-11T00:30:00Z", "Kính gửi đồng chí Bình");
    EXPECT_THAT(world.claimable({an_at_0730}), ElementsAre("binh/mail/2017-01-11T00:30:00Z"));
    EXPECT_THAT(world.claimable({an_at_0730, "binh/mail/2017-01-11T00:30:00Z"}), IsEmpty());
    EXPECT_EQ(must(world.read().next_message_moment(
                  "mail", {an_at_0730, "binh/mail/2017-01-11T00:30:00Z"})),
              at("07:45"));
    const auto first = must(world.read().claimable("mail", world.now, 1, {an_at_0730}));
    ASSERT_THAT(first, SizeIs(1)) << "those on their way do not count against the limit";
}

TEST_P(Outbox, GivesTheOneThatHasWaitedLongestFirst) {
    world.is_born(owed("a"));
    world.happens(owed("a"), {notice("k1", "an", "07:40"), notice("k2", "binh", "07:30")});
    world.happens({Subject::Kind::message, "binh/mail/2017-01-11T00:30:00Z"},
                  {DeliveryDelayed{1, "greylisted", false}}, at("07:50"));
    world.now = at("08:00");
    EXPECT_THAT(world.claimable(),
                ElementsAre("an/mail/2017-01-11T00:40:00Z", "binh/mail/2017-01-11T00:30:00Z"));
}

// ---- what becomes of it

TEST_P(Outbox, CarriesADeliveryToEveryNoticeThatWasInIt) {
    told();
    world.happens(owed("a"), {notice("k2")});
    world.happens(an(), {NoticeSuppressed{"k2", "submitted"}});
    EXPECT_EQ(world.message(an_at_0730).next, at("07:30")) << "suppressing does not move it";
    world.compose(an_at_0730);
    world.now = at("07:31");
    world.happens(an(), {DeliverySucceeded{1, "250 2.0.0 Ok"}});
    const MessageRecord m = world.message(an_at_0730);
    EXPECT_EQ(m.state, MessageState::sent);
    EXPECT_EQ(m.attempts, 1);
    EXPECT_EQ(m.last_answer, "250 2.0.0 Ok");
    EXPECT_EQ(m.next, std::nullopt);
    EXPECT_EQ(m.settled, at("07:31"));
    const auto notices = must(world.read().notices_in(an_at_0730));
    ASSERT_THAT(notices, SizeIs(2));
    EXPECT_EQ(notices[0].state, NoticeState::sent);
    EXPECT_EQ(notices[1].state, NoticeState::suppressed);
    EXPECT_EQ(notices[0].settled, at("07:31"));
    EXPECT_EQ(notices[1].because, "submitted");
    EXPECT_THAT(world.claimable(), IsEmpty());
    EXPECT_EQ(must(world.read().next_message_moment("mail", {})), std::nullopt);
}

TEST_P(Outbox, RemembersThatATryEndedWithoutAReply) {
    told();
    world.compose(an_at_0730);
    world.happens(an(), {DeliveryDelayed{1, "no reply after DATA", true}}, at("07:35"));
    world.happens(an(), {DeliveryDelayed{2, "connection refused", false}}, at("07:45"));
    const MessageRecord m = world.message(an_at_0730);
    EXPECT_EQ(m.state, MessageState::retrying);
    EXPECT_EQ(m.attempts, 2);
    EXPECT_TRUE(m.unknown);
    EXPECT_EQ(m.last_answer, "connection refused");
    EXPECT_EQ(m.next, at("07:45"));
    EXPECT_EQ(m.settled, std::nullopt);
    EXPECT_EQ(only_notice().state, NoticeState::retrying);
}

TEST_P(Outbox, SaysWhyANoticeFailed) {
    told();
    world.happens(an(), {DeliveryFailed{0, "no_address"}});
    EXPECT_EQ(world.message(an_at_0730).state, MessageState::failed);
    EXPECT_EQ(only_notice().state, NoticeState::failed);
    EXPECT_EQ(only_notice().because, "no_address");
}

TEST_P(Outbox, SuppressesAMessageOnlyWhenNothingIsLeftInIt) {
    told();
    EXPECT_THAT(error_of(world.try_it(an(), {MessageSuppressed{}})), HasSubstr("notice k1 is not"));
    world.happens(an(), {NoticeSuppressed{"k1", "waived"}, MessageSuppressed{}});
    EXPECT_EQ(world.message(an_at_0730).state, MessageState::suppressed);
    EXPECT_EQ(world.message(an_at_0730).next, std::nullopt);
    EXPECT_EQ(world.message(an_at_0730).settled, world.now);
}

TEST_P(Outbox, RefusesWhatCannotHaveHappened) {
    told();
    const std::string before = world.dump();
    const auto refusal = [&](std::vector<Event> events) {
        return error_of(world.try_it(an(), std::move(events)));
    };
    EXPECT_THAT(refusal({DeliverySucceeded{1, "250"}}), HasSubstr("was never composed"));
    EXPECT_THAT(refusal({DeliveryDelayed{1, "later", false}}), HasSubstr("to no moment"));
    EXPECT_THAT(refusal({Rescheduled{"outside_window"}}), HasSubstr("to no moment"));
    EXPECT_THAT(refusal({NoticeSuppressed{"k9", "waived"}}), HasSubstr("has no notice k9"));
    EXPECT_THAT(error_of(world.try_it({Subject::Kind::message, "x"}, {DeliveryFailed{}})),
                HasSubstr("message x: is not known"));
    EXPECT_EQ(world.dump(), before);

    world.compose(an_at_0730);
    EXPECT_THAT(refusal({NoticeSuppressed{"k1", "waived"}}), HasSubstr("stands in its text"));
    world.happens(an(), {DeliverySucceeded{1, "250"}});
    EXPECT_THAT(refusal({DeliveryFailed{2, "550"}}), HasSubstr("is sent already"));
}

TEST_P(Outbox, KnowsWhetherANoticeOfTheRoundIsOnItsWay) {
    told();
    const auto on_its_way = [&](int round) {
        return must(world.read().notice_on_its_way(owed("a").id, round));
    };
    EXPECT_TRUE(on_its_way(1));
    EXPECT_FALSE(on_its_way(2));
    world.compose(an_at_0730);
    world.happens(an(), {DeliveryDelayed{1, "later", false}}, at("08:00"));
    EXPECT_TRUE(on_its_way(1));
    world.happens(an(), {DeliverySucceeded{2, "250"}});
    EXPECT_FALSE(on_its_way(1));
    EXPECT_FALSE(must(world.read().notice_on_its_way("plan.form.1.nobody", 1)));
}

TEST_P(Outbox, KeepsRepliesInAnyEncodingReadable) {
    told();
    world.compose(an_at_0730);
    world.happens(an(), {DeliverySucceeded{1, "250 caf\xe9 \xc3\xa9"}});
    EXPECT_EQ(world.message(an_at_0730).last_answer, "250 caf\xef\xbf\xbd \xc3\xa9");
    EXPECT_EQ(error_of(world.store->rebuild()), "");
    EXPECT_EQ(world.message(an_at_0730).last_answer, "250 caf\xef\xbf\xbd \xc3\xa9");
}

TEST_P(Outbox, NumbersMessagesInTheOrderTheyWereMade) {
    told();
    world.happens(owed("a"), {notice("k2", "binh")});
    const auto second = must(world.read().message(std::int64_t{2}));
    ASSERT_TRUE(second);
    EXPECT_EQ(second->person, "binh");
    EXPECT_EQ(must(world.read().message(std::int64_t{3})), std::nullopt);
}

}  // namespace
}  // namespace dondoc::store_test
