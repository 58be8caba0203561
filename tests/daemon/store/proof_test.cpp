// What the journal holds about one obligation, found by its rows alone.
#include "daemon/store/proof.h"

#include <gmock/gmock.h>

#include "daemon/store/audit.h"
#include "daemon/store/words.h"
#include "tests/daemon/store/raw.h"
#include "tests/daemon/store/world.h"

namespace dondoc::store_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

// Obligation u1, and others that are no business of its.
class Proven : public testing::Test {
protected:
    void applies(int version) {
        world.happens(campaign(), {CampaignApplied{"f" + std::to_string(version), version, "c"}});
    }
    void composes(const std::string& key, const std::string& text) {
        MessageComposed event = composed(text);
        event.name = "Nguyễn An";
        event.id = "1@so.example";
        world.happens({Subject::Kind::message, key}, {event}, {}, text);
    }
    void happens_to(const std::string& key, const Event& event, std::optional<Instant> next = {}) {
        world.happens({Subject::Kind::message, key}, {event}, next);
    }

    std::optional<Proof> maybe(const std::string& unit = "u1") const {
        return must(must(Audit::open(folder.file()))->prove(*ObligationId::parse(owed(unit).id)));
    }
    Proof proof(const std::string& unit = "u1") const {
        auto found = maybe(unit);
        EXPECT_TRUE(found);
        return found.value_or(Proof{});
    }
    // "event subject", in order.
    std::vector<std::string> rows(const std::string& unit = "u1") const {
        std::vector<std::string> rows;
        for (const ProofLine& line : proof(unit).lines)
            rows.push_back(std::string(name_of(line.entry.event)) + " " + line.entry.subject.id);
        return rows;
    }

    Folder folder;
    World world{must(Store::open(folder.file()))};
};

TEST_F(Proven, IsNothingOfWhatTheJournalDoesNotHave) {
    world.is_born(owed("u1"));
    EXPECT_EQ(maybe("u2"), std::nullopt) << "no row, no proof";
    EXPECT_TRUE(maybe("u1"));
}

TEST_F(Proven, HasTheRowsOfItsOwnAndOfItsMessagesWithoutThoseOfOthers) {
    applies(1);
    world.happens(phase(), {PhaseBorn{}});
    world.happens(phase("plan.other"), {PhaseBorn{}});
    world.is_born(owed("u1"));
    world.is_born(owed("u2"));
    world.happens(owed("u1"), {passed("k0"), notice("k1")}, at("2017-01-18 07:30"));
    world.happens(owed("u2"), {notice("k2")}, at("2017-01-18 07:30"));
    happens_to(an_at_0730, NoticeSuppressed{"k2", "submitted"}, at("07:30"));
    composes(an_at_0730, "Kính gửi");
    happens_to(an_at_0730, DeliveryDelayed{1, "450 chờ", true}, at("08:00"));
    happens_to(an_at_0730, DeliverySucceeded{2, "250 ok"});
    EXPECT_THAT(rows(),
                ElementsAre("campaign_applied plan", "phase_born plan.register",
                            "obligation_born plan.form.1.u1", "rung_passed_over plan.form.1.u1",
                            "notice_fell_due plan.form.1.u1", "message_composed " + an_at_0730,
                            "delivery_delayed " + an_at_0730, "delivery_succeeded " + an_at_0730));
    EXPECT_THAT(rows("u2"), Contains("notice_suppressed " + an_at_0730));
    const auto messages = proof().messages;
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].key, an_at_0730);
    EXPECT_EQ(messages[0].bytes, "Kính gửi");
    EXPECT_EQ(messages[0].letter.value().sha256, composed("Kính gửi").sha256);
    EXPECT_THAT(messages[0].rows, ElementsAre(7, 10, 11, 12));
}

TEST_F(Proven, FindsTheMessageOfANoticeThatCameWhenTheFirstOneWasWritten) {
    world.is_born(owed("u1"));
    world.is_born(owed("u2"));
    world.happens(owed("u1"), {notice("k1")}, at("2017-01-18 07:30"));
    composes(an_at_0730, "Kính gửi");
    world.happens(owed("u2"), {notice("k2")}, at("2017-01-18 07:30"));
    const std::string second = "an/mail/2017-01-11T00:30:00.001Z";
    ASSERT_EQ(world.message(second).key, second);
    composes(second, "Kính gửi lần nữa");
    const Proof later = proof("u2");
    ASSERT_EQ(later.messages.size(), 1U);
    EXPECT_EQ(later.messages[0].key, second);
    EXPECT_EQ(later.messages[0].bytes, "Kính gửi lần nữa");
    EXPECT_EQ(proof("u1").messages.at(0).key, an_at_0730);
}

TEST_F(Proven, FindsTheMessageOfANoticeAfterOneThatWasSetAside) {
    world.is_born(owed("u1"));
    world.is_born(owed("u2"));
    world.happens(owed("u1"), {notice("k1")}, at("2017-01-18 07:30"));
    world.happens(daemon(), {SetAside{"message", an_at_0730, "hỏng"}});
    world.happens(owed("u2"), {notice("k2")}, at("2017-01-18 07:30"));
    EXPECT_EQ(proof("u2").messages.at(0).key, "an/mail/2017-01-11T00:30:00.001Z");
    EXPECT_THAT(rows("u1"), Contains("set_aside dondoc"));
    EXPECT_THAT(rows("u2"), Not(Contains("set_aside dondoc")));
}

TEST_F(Proven, DoesNotRestOnTheProjections) {
    world.is_born(owed("u1"));
    world.happens(owed("u1"), {notice("k1")}, at("2017-01-18 07:30"));
    composes(an_at_0730, "Kính gửi");
    const auto before = rows();
    Raw(folder.file())
        .run(
            "DELETE FROM notices; DELETE FROM messages; DELETE FROM obligations;"
            "DELETE FROM campaigns");
    EXPECT_EQ(rows(), before);
    EXPECT_EQ(proof().messages.at(0).bytes, "Kính gửi");
}

TEST_F(Proven, SaysByWhichVersionEachRowWasWritten) {
    applies(1);
    world.is_born(owed("u1"));
    applies(2);
    // One step applies a version and writes what it changes before that.
    world.happens({{owed("u1"), {RoundBegun{"edited", term("2017-02-10"), {}}}, {}},
                   {campaign(), {CampaignApplied{"f3", 3, "c"}}, {}}});
    std::vector<int> versions;
    for (const ProofLine& line : proof().lines)
        versions.push_back(line.version);
    EXPECT_THAT(versions, ElementsAre(1, 1, 2, 3, 3));
}

TEST_F(Proven, HasWhatTheDaemonDidWhileItWasChasedAndWhatStoodWhenItWasBorn) {
    world.happens(daemon(), {ConfigurationApplied{"", "a", ""}});
    world.happens(daemon(), {ConfigurationApplied{"a", "b", ""}});
    world.happens(daemon(), {SendingPaused{"cũ"}});
    world.happens(daemon(), {SendingResumed{"cũ"}});
    world.is_born(owed("u1"));
    world.happens(daemon(), {SendingPaused{"mới"}});
    world.happens(owed("u1"), {Submitted{day("2017-01-12"), "", "trực tiếp"}});
    world.happens(daemon(), {SendingResumed{"mới"}});
    world.happens(owed("u1"), {Accepted{""}});
    world.happens(daemon(), {SendingPaused{"không liên quan"}});
    world.happens(daemon(), {ContactConfirmed{"u1", "an"}});
    world.happens(daemon(), {ContactConfirmed{"u2", "binh"}});
    std::vector<std::string> said;
    for (const ProofLine& line : proof().lines)
        if (line.entry.subject.kind == Subject::Kind::daemon) said.push_back(line.seal.body);
    EXPECT_THAT(said,
                ElementsAre(testing::HasSubstr("\"after\":\"b\""), testing::HasSubstr("mới"),
                            testing::HasSubstr("mới"), testing::HasSubstr("\"unit\":\"u1\"")));
}

TEST_F(Proven, HasThePauseItWasBornUnderThoughAChannelFailedSince) {
    world.happens(daemon(), {SendingPaused{"cũ"}});
    world.happens(daemon(), {ChannelDown{"mail", "421 bận", 1, at("07:31")}});
    world.happens(daemon(), {ChannelUp{"mail"}});
    world.is_born(owed("u1"));
    EXPECT_THAT(rows(), ElementsAre("sending_paused dondoc", "obligation_born plan.form.1.u1"));
}

TEST_F(Proven, HasTheFaultsOfTheChannelsOfItsOwnMessagesAlone) {
    const ChannelDown mail{"mail", "421 bận", 1, at("07:31")};
    const ChannelDown chat{"chat", "502", 1, at("07:31")};
    world.happens(daemon(), {mail});
    world.happens(daemon(), {ChannelDown{"mail", "421 vẫn bận", 2, at("07:33")}});
    world.is_born(owed("u1"));
    world.is_born(owed("u2"));
    world.happens(daemon(), {chat});
    world.happens(owed("u1"), {notice("k1")}, at("2017-01-18 07:30"));
    world.happens(daemon(), {ChannelUp{"mail"}});
    world.happens(daemon(), {ChannelUp{"chat"}});
    EXPECT_THAT(rows(), ElementsAre("channel_down dondoc", "obligation_born plan.form.1.u1",
                                    "notice_fell_due plan.form.1.u1", "channel_up dondoc"));
    EXPECT_THAT(proof().lines.at(0).seal.body, testing::HasSubstr("421 vẫn bận"));
    EXPECT_THAT(rows("u2"), ElementsAre("obligation_born plan.form.1.u2"))
        << "nothing was to leave for it";
}

TEST_F(Proven, HasEachTextOfALetterThatWasComposedAnew) {
    world.is_born(owed("u1"));
    world.happens(owed("u1"), {notice("k1")}, at("2017-01-18 07:30"));
    composes(an_at_0730, "Kính gửi");
    happens_to(an_at_0730, DeliveryFailed{1, "550 không có hộp thư"});
    happens_to(an_at_0730, MessageRetried{"sửa địa chỉ"}, at("08:00"));
    auto messages = proof().messages;
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_EQ(messages[0].bytes, "Kính gửi");
    EXPECT_THAT(messages[0].rows, ElementsAre(2, 3, 4));
    EXPECT_FALSE(messages[1].letter) << "it is not written yet";
    composes(an_at_0730, "Kính gửi lần nữa");
    happens_to(an_at_0730, DeliverySucceeded{2, "250 ok"});
    messages = proof().messages;
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_EQ(messages[0].bytes, "Kính gửi");
    EXPECT_EQ(messages[1].key, an_at_0730);
    EXPECT_EQ(messages[1].bytes, "Kính gửi lần nữa");
    EXPECT_THAT(messages[1].rows, ElementsAre(5, 6, 7));
}

TEST_F(Proven, HasTheOneTextOfALetterThatMayHaveArrived) {
    world.is_born(owed("u1"));
    world.happens(owed("u1"), {notice("k1")}, at("2017-01-18 07:30"));
    composes(an_at_0730, "Kính gửi");
    happens_to(an_at_0730, DeliveryFailed{1, "mất hồi âm", true});
    happens_to(an_at_0730, MessageRetried{"chưa nhận"}, at("08:00"));
    happens_to(an_at_0730, DeliverySucceeded{2, "250 ok"});
    const auto messages = proof().messages;
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].bytes, "Kính gửi");
    EXPECT_THAT(messages[0].rows, ElementsAre(2, 3, 4, 5, 6));
}

TEST_F(Proven, FindsTheMessageThatTakesNoticesAgainWhenItIsTriedAgain) {
    const std::string second = "an/mail/2017-01-11T00:30:00.001Z";
    for (const char* unit : {"u1", "u2", "u3"})
        world.is_born(owed(unit));
    world.happens(owed("u1"), {notice("k1")}, at("2017-01-18 07:30"));
    composes(an_at_0730, "Kính gửi");
    happens_to(an_at_0730, DeliveryFailed{1, "550 không có hộp thư"});
    happens_to(an_at_0730, MessageRetried{"sửa địa chỉ"}, at("08:00"));
    world.happens(owed("u2"), {notice("k2")}, at("2017-01-18 07:30"));
    EXPECT_EQ(proof("u2").messages.at(0).key, an_at_0730);
    // Settled a second time, it takes nothing more.
    world.happens(daemon(), {SetAside{"message", an_at_0730, "hỏng"}});
    world.happens(owed("u3"), {notice("k3")}, at("2017-01-18 07:30"));
    EXPECT_EQ(proof("u3").messages.at(0).key, second);
    ASSERT_EQ(world.message(second).key, second) << "as the outbox has it";
}

TEST_F(Proven, HasTheSuspensionsOfTheUnitAndTheQuestionsAboutTheDuty) {
    applies(1);
    world.is_born(owed("u1"));
    world.happens(campaign(),
                  {UnitSuspended{"u1", day("2017-01-10"), day("2017-01-12"), "lũ", "GĐ"}});
    world.happens(campaign(),
                  {UnitSuspended{"u2", day("2017-01-10"), day("2017-01-12"), "lũ", "GĐ"}});
    world.happens(duty(), {nudge("2017-01")}, at("2017-02-01 07:30"));
    const auto all = rows();
    EXPECT_EQ(std::ranges::count(all, "unit_suspended plan"), 1);
    EXPECT_THAT(all, Contains("notice_fell_due plan.form"));
    EXPECT_EQ(proof().messages.at(0).key, "binh/mail/2017-01-11T00:30:00Z");
    EXPECT_FALSE(proof().messages.at(0).letter) << "it is not composed yet";
}

TEST_F(Proven, HasTheSilencesThatCoverItAndTheirEnds) {
    applies(1);
    const auto set = [](int number, const std::string& unit) {
        return Silenced{number, "plan", "", unit, day("2017-01-10"), day("2017-01-12"), "họp"};
    };
    world.happens(daemon(), {set(1, "u1")});
    world.happens(daemon(), {set(2, "u1")});
    world.happens(daemon(), {SilenceEnded{2, day("2017-01-09"), "thôi"}});
    world.is_born(owed("u1"));
    world.happens(daemon(), {set(3, "u2")});
    world.happens(daemon(), {set(4, "")});
    world.happens(daemon(), {SilenceEnded{4, day("2017-01-09"), "thôi"}});
    world.happens(duty(), {nudge("2017-01")}, at("2017-02-01 07:30"));
    const auto all = rows();
    EXPECT_EQ(std::ranges::count(all, "silenced dondoc"), 2) << "that which stood, and the fourth";
    EXPECT_EQ(std::ranges::count(all, "silence_ended dondoc"), 1);
}

TEST_F(Proven, GivesEachRowTheHashesThatTieItToTheChain) {
    world.is_born(owed("u2"));
    world.is_born(owed("u1"));
    world.happens(owed("u1"), {notice("k1")}, at("2017-01-18 07:30"));
    const auto lines = proof().lines;
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].entry.number, 2);
    EXPECT_EQ(lines[1].seal.before, lines[0].seal.hash);
    EXPECT_EQ(lines[1].seal.hash, must(must(Audit::open(folder.file()))->head()).hash);
    EXPECT_EQ(lines[1].seal.body,
              Raw(folder.file()).ask("SELECT body FROM journal WHERE number = 3"));
    EXPECT_EQ(proof("u2").lines.at(0).seal.before, std::string(64, '0'));
}

}  // namespace
}  // namespace dondoc::store_test
