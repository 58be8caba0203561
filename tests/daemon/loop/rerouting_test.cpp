// What goes by another channel of the person, and what waits because there is a limit.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/store/words.h"
#include "tests/daemon/loop/office.h"
#include "workflows/remind.h"

namespace dondoc::loop_test {

namespace {

using ::testing::HasSubstr;

// The contact of the unit is written to by mail, else by text message; it is reminded on the
// morning of 24/01.
struct TwoChannels {
    World plan = World().has_ladder("-1.contact").owes("dang-ky", before("2017-01-30"));
    Office office;
    Outcome mail = Rejected{"550 no such user"};
    Outcome sms = Sent{"0"};

    TwoChannels() : office(with_fallback(plan)) {
        ChannelSettings other = office.configuration.channels.front();
        other.id = "sms";
        office.configuration.channels.push_back(other);
        office.channel = [this](const Consignment& consignment) {
            return consignment.channel == "mail" ? mail : sms;
        };
    }
    static World& with_fallback(World& plan) {
        plan.organisation.people["an"].fallbacks = {"sms"};
        return plan;
    }
    TwoChannels& until(std::string_view time) {
        if (!office.loop) office.start("2017-01-03 08:00");
        office.run_to(time);
        return *this;
    }
    // `channel state`, in the order the messages were made.
    std::string messages() const {
        std::string text;
        auto all = must(office.store->read().messages({}, 50, "")).rows;
        for (auto one = all.rbegin(); one != all.rend(); ++one)
            text +=
                one->person + " " + one->channel + " " + std::string(to_word(one->state)) + "\n";
        return "\n" + text;
    }
    // How often each channel was asked, as "mail sms sms".
    std::string asked() const {
        std::string text;
        for (const auto& each : office.carried)
            text += (text.empty() ? "" : " ") + each.consignment.channel;
        return text;
    }
    std::int64_t red() const {
        return must(office.store->read().counters(day("2017-01-24"), day("2017-01-25"))).failed;
    }
    std::string settle(std::int64_t number, bool again) {
        const SettleMessage what{number, again, "đã sửa"};
        return said(office.loop->execute({what, "cli:tccb"}, office.now));
    }
    void expect_the_journal_says_all() const { rebuilds_to_itself(office); }
};

TEST(Rerouting, TellsByTheNextChannelWhatIsRefusedForThePerson) {
    TwoChannels two;
    two.until("2017-01-24 09:00");
    EXPECT_EQ(two.messages(), "\nan mail rerouted\nan sms sent\n");
    EXPECT_EQ(two.office.notices(), R"(
dang-ky/1/bv-da-khoa/1/-1.contact  failed  550 no such user
dang-ky/1/bv-da-khoa/1/-1.contact/anew  sent  rerouted
)");
    EXPECT_EQ(two.red(), 0);
    const auto& carried = two.office.carried;
    ASSERT_EQ(carried.size(), 2u);
    EXPECT_NE(carried[0].consignment.parcel.id, carried[1].consignment.parcel.id);
    two.expect_the_journal_says_all();
}

TEST(Rerouting, ShowsADeadLetterWhenTheLastChannelFails) {
    TwoChannels two;
    two.sms = Rejected{"no such number"};
    two.until("2017-01-24 09:00");
    EXPECT_EQ(two.messages(), "\nan mail rerouted\nan sms failed\n");
    EXPECT_EQ(two.red(), 1);
    two.expect_the_journal_says_all();
}

TEST(Rerouting, NeverTellsAgainWhatMayHaveArrived) {
    TwoChannels two;
    two.mail = Unknown{"its answer was lost"};
    two.until("2017-01-24 08:00");
    two.mail = Rejected{"550 no such user"};
    two.until("2017-01-24 12:00");
    EXPECT_EQ(two.messages(), "\nan mail failed\n");
    EXPECT_EQ(two.red(), 1);
}

TEST(Rerouting, TakesOverWhatWasGivenUp) {
    TwoChannels two;
    two.mail = RetryLater{"452 mailbox full"};
    two.until("2017-02-03 16:00");
    EXPECT_EQ(two.messages(), "\nan mail retrying\n");
    two.until("2017-02-10 16:00");
    EXPECT_EQ(two.messages(), "\nan mail rerouted\nan sms sent\n") << "though it is late by then";
}

TEST(Rerouting, LeavesAChannelThatTakesNothingForTwoHours) {
    TwoChannels two;
    two.mail = later_for_all("connection refused");
    two.until("2017-01-24 09:29");
    EXPECT_EQ(two.messages(), "\nan mail retrying\n");
    two.until("2017-01-24 10:00");
    EXPECT_EQ(two.messages(), "\nan mail rerouted\nan sms sent\n");
    two.mail = Sent{"250 ok"};
    two.office.carried.clear();
    two.until("2017-01-25 16:00");
    EXPECT_EQ(two.asked(), "") << "it is not told by both";
    two.expect_the_journal_says_all();
}

TEST(Rerouting, LeavesAChannelAfterAsManyHoursAsWereSet) {
    TwoChannels two;
    two.office.configuration.delivery.fallback_after = std::chrono::hours{5};
    two.mail = later_for_all("connection refused");
    two.until("2017-01-24 12:20");
    EXPECT_EQ(two.messages(), "\nan mail retrying\n");
    two.until("2017-01-24 13:00");
    EXPECT_EQ(two.messages(), "\nan mail rerouted\nan sms sent\n");
}

TEST(Rerouting, TakesAllThatWaitsWithTheOneThatTries) {
    TwoChannels two;
    two.plan.has_ladder("-1.contact -1.head");
    for (const char* person : {"an", "binh"})
        two.plan.organisation.people[person].fallbacks = {"sms"};
    two.office.changes(two.plan);
    two.mail = later_for_all("connection refused");
    two.until("2017-01-24 10:00");
    EXPECT_THAT(two.messages(), HasSubstr("an mail rerouted"));
    EXPECT_THAT(two.messages(), HasSubstr("binh mail rerouted"));
    EXPECT_THAT(two.messages(), HasSubstr("an sms sent"));
    EXPECT_THAT(two.messages(), HasSubstr("binh sms sent"));
    two.expect_the_journal_says_all();
}

TEST(Rerouting, LetsThoseWaitWhoHaveNoOtherChannel) {
    TwoChannels two;
    two.plan.organisation.people["an"].fallbacks.clear();
    two.office.changes(two.plan);
    two.mail = later_for_all("connection refused");
    two.until("2017-01-24 14:00");
    EXPECT_EQ(two.messages(), "\nan mail retrying\n");
    two.mail = Sent{"250 ok"};
    two.until("2017-01-24 15:00");
    EXPECT_EQ(two.messages(), "\nan mail sent\n");
}

TEST(Rerouting, LeavesARehearsalWhereItIs) {
    TwoChannels two;
    two.office.configuration.rehearsal = "thu@so-y-te.example";
    two.until("2017-01-24 09:00");
    EXPECT_EQ(two.messages(), "\nan mail failed\n");
}

TEST(Rerouting, TellsNoMoreWhatHoldsNoMore) {
    TwoChannels two;
    two.mail = RetryLater{"450 busy"};
    two.until("2017-01-24 08:00");
    EXPECT_EQ(two.office.decide(submission()), "carried");
    two.mail = Rejected{"550 no such user"};
    two.until("2017-01-24 12:00");
    EXPECT_EQ(two.asked().find("sms"), std::string::npos);
    EXPECT_EQ(two.messages(), "\nan mail failed\n");
}

TEST(Rerouting, BringsWhatAPersonTriesAgainByTheChannelTheReaderHasNow) {
    TwoChannels two;
    two.sms = Rejected{"no such number"};
    two.until("2017-01-24 09:00");
    two.mail = Sent{"250 ok"};
    EXPECT_EQ(two.settle(two.office.message_to("an").number, true), "carried");
    EXPECT_EQ(two.red(), 0);
    two.until("2017-01-24 10:00");
    EXPECT_EQ(two.messages(), "\nan mail rerouted\nan sms rerouted\nan mail sent\n");
    two.expect_the_journal_says_all();
}

TEST(Rerouting, RefusesToSettleWhatGoesByAnotherChannel) {
    TwoChannels two;
    two.until("2017-01-24 09:00");
    const std::int64_t first = two.office.message_to("an").number - 1;
    EXPECT_EQ(two.settle(first, true), "refused not_failed");
    EXPECT_EQ(two.settle(first, false), "refused not_failed");
}

TEST(Retrying, BeginsItsWaitsAnewWhenAPersonAsks) {
    TwoChannels two;
    two.plan.organisation.people["an"].fallbacks.clear();
    two.office.changes(two.plan);
    two.mail = RetryLater{"450 busy"};
    two.until("2017-02-10 16:00");
    ASSERT_EQ(two.messages(), "\nan mail failed\n") << "given up after five working days";
    two.until("2017-02-13 08:00");
    two.office.carried.clear();
    EXPECT_EQ(two.settle(two.office.message_to("an").number, true), "carried");
    two.until("2017-02-13 08:05");
    ASSERT_GE(two.office.carried.size(), 3u) << "at once, after one minute and two more";
    two.expect_the_journal_says_all();
}

// ---- limits

TEST(Limits, KeepToTheRateOfAllChannelsTogether) {
    TwoChannels two;
    two.plan.has_ladder("-1.contact -1.head -1.superior -1.director");
    two.plan.organisation.people["binh"].channel = "sms";
    two.office.changes(two.plan);
    two.office.configuration.delivery.per_minute = 2;
    two.mail = Sent{"250 ok"};
    two.until("2017-01-24 08:00");
    std::map<std::string, int> left;
    for (const auto& each : two.office.carried)
        ++left[clock(each.at).substr(11)];
    EXPECT_EQ(left, (std::map<std::string, int>{{"07:30", 2}, {"07:31", 2}}));
}

// The contact has been reminded that morning; at nine the coordinator has it reminded of another
// duty.
struct Crowded : TwoChannels {
    Crowded() {
        plan.owes("bao-cao", before("2017-02-20"));
        office.changes(plan);
        mail = Sent{"250 ok"};
    }
    std::string remind(std::string_view duty) {
        const RemindNow what{owed_by(duty), {"phong-tccb", "nhắc thêm"}};
        return said(office.loop->execute({what, "cli:tccb"}, office.now));
    }
};

TEST(Limits, BundleWhatExceedsAPersonsDayIntoTheNextMorning) {
    Crowded crowded;
    crowded.office.configuration.delivery.per_person_per_day = 1;
    crowded.until("2017-01-23 09:00");
    EXPECT_EQ(crowded.remind("bao-cao"), "carried");
    crowded.until("2017-01-23 10:00");
    EXPECT_EQ(crowded.remind("dang-ky"), "carried");
    crowded.until("2017-01-23 16:00");
    EXPECT_EQ(crowded.asked(), "mail") << "the second is one too many";
    crowded.until("2017-01-24 16:00");
    ASSERT_EQ(crowded.asked(), "mail mail") << "one letter, with that morning's own reminder";
    EXPECT_EQ(clock(crowded.office.carried.back().at), "2017-01-24 07:30");
    const auto letter = crowded.office.carried.back().consignment.message;
    EXPECT_EQ(must(crowded.office.store->read().notices_in(letter)).size(), 2u);
    crowded.expect_the_journal_says_all();
}

TEST(Limits, SayOfWhatHoldsNoMoreWhyItIsNotToldAnew) {
    Crowded crowded;
    crowded.plan.owes("so-ket", before("2017-02-20"));
    crowded.office.changes(crowded.plan);
    crowded.office.configuration.delivery.per_person_per_day = 1;
    crowded.until("2017-01-24 09:00");
    EXPECT_EQ(crowded.remind("bao-cao"), "carried");
    EXPECT_EQ(crowded.remind("so-ket"), "carried");
    EXPECT_EQ(crowded.office.decide(submission(), "bao-cao"), "carried");
    crowded.until("2017-01-24 16:00");
    EXPECT_EQ(crowded.asked(), "mail");
    const std::string notices = crowded.office.notices();
    EXPECT_THAT(notices, testing::ContainsRegex("bao-cao/[^\n]*suppressed  submitted"));
    EXPECT_THAT(notices, testing::ContainsRegex("so-ket/[^\n]*suppressed  person_limit"));
    crowded.expect_the_journal_says_all();
}

TEST(Limits, HoldNoEscalationBack) {
    Crowded crowded;
    crowded.plan.has_ladder("-1.contact +1.contact/copy").owes("den-han", before("2017-01-24"));
    crowded.office.changes(crowded.plan);
    crowded.office.configuration.delivery.per_person_per_day = 1;
    crowded.until("2017-01-24 07:29");
    crowded.office.carried.clear();
    crowded.until("2017-01-24 16:00");
    EXPECT_EQ(crowded.asked(), "mail mail") << "the reminder, and the copy of an escalation";
}

}  // namespace

}  // namespace dondoc::loop_test
