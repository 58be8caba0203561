// Letters that were sent and came back: what is believed of a report, what becomes of the letter,
// its notices and the address, and who is told.
#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Action = DeliveryReport::Action;

// The reminder of 24/01 to the contact of the unit, and one more unit that is reminded with it.
struct Mail {
    World plan = World().has_ladder("-1.contact +1.contact").owes("dang-ky", before("2017-01-30"));
    Office office{plan};
    Outcome outcome = Sent{"250 ok"};

    explicit Mail(const std::string& until = "2017-01-24 07:41") {
        office.channel = [this](const Consignment&) { return outcome; };
        office.start("2017-01-03 08:00");
        office.run_to(until);
    }
    Parcel letter(std::size_t number = 0) const {
        return office.carried.at(number).consignment.parcel;
    }
    Answer take(const DeliveryReport& report) {
        return office.loop->execute({TakeReport{report}, "bounces"}, office.now);
    }
    // "recorded", or why not.
    std::string comes_back(const std::string& id, const std::string& address,
                           Action action = Action::failed, const std::string& status = "5.1.1",
                           const std::string& why = "550 no such user") {
        const Answer answer = take(report_of(id, address, action, status, why));
        const auto* carried = std::get_if<Carried>(&answer);
        if (!carried || !carried->report) return said(answer);
        return *carried->report == ReportTaken::recorded ? "recorded"
               : *carried->report == ReportTaken::known  ? "known"
                                                         : "information";
    }
    std::string comes_back() { return comes_back(letter().id, letter().address); }
    std::string faults() const {
        std::string text;
        for (const AddressFault& one : must(office.store->read().address_faults()))
            text += one.person + " <" + one.address + "> " + clock(one.since) + " " + one.status +
                    " " + one.why + "\n";
        return text;
    }
    std::int64_t red() const {
        return must(office.store->read().counters(day("2017-01-24"), day("2017-01-25"))).failed;
    }
};

TEST(ComeBack, MakesTheLetterAndItsNoticeFailAndMarksTheAddress) {
    Mail mail;
    ASSERT_EQ(mail.office.message_to("an").state, MessageState::sent);
    EXPECT_EQ(mail.red(), 0);
    EXPECT_EQ(mail.comes_back(), "recorded");
    const MessageRecord message = mail.office.message_to("an");
    EXPECT_EQ(message.state, MessageState::failed);
    EXPECT_EQ(message.last_answer, "came_back: 5.1.1 550 no such user");
    EXPECT_EQ(clock(*message.settled), "2017-01-24 07:41");
    EXPECT_THAT(mail.office.notices(),
                HasSubstr("dang-ky/1/bv-da-khoa/1/-1.contact  failed  came_back: 5.1.1 550 no"));
    EXPECT_EQ(mail.red(), 1);
    EXPECT_EQ(mail.faults(),
              "an <" + mail.letter().address + "> 2017-01-24 07:41 5.1.1 550 no such user\n");
    rebuilds_to_itself(mail.office);
}

TEST(ComeBack, TwiceIsOnce) {
    Mail mail;
    EXPECT_EQ(mail.comes_back(), "recorded");
    const std::string before = mail.office.dump();
    EXPECT_EQ(mail.comes_back(), "known");
    mail.office.start("2017-01-24 07:42");
    const std::string after_start = mail.office.dump();
    EXPECT_EQ(mail.comes_back(), "known");
    EXPECT_EQ(mail.office.dump(), after_start);
    EXPECT_EQ(before.size(), after_start.size());
}

TEST(ComeBack, IsBelievedOfNothingThatWasNotSentToThatAddressUnderThatId) {
    Mail mail;
    const std::string before = mail.office.dump();
    const std::string address = mail.letter().address;
    EXPECT_EQ(mail.comes_back("la@so-y-te.example", address), "not found");
    EXPECT_EQ(mail.comes_back("", address), "not found");
    EXPECT_EQ(mail.comes_back(mail.letter().id + "x", address), "not found");
    EXPECT_EQ(mail.comes_back(mail.letter().id, "khac@bv.example"), "not found");
    EXPECT_EQ(mail.office.dump(), before);
    std::string shouted = address;
    for (char& c : shouted)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    EXPECT_EQ(mail.comes_back(mail.letter().id, shouted), "recorded") << "as it was written to";
}

TEST(ComeBack, IsNotWhatIsLateOrHasArrived) {
    Mail mail;
    const std::string before = mail.office.dump();
    for (const Action action :
         {Action::delayed, Action::delivered, Action::relayed, Action::expanded})
        EXPECT_EQ(mail.comes_back(mail.letter().id, mail.letter().address, action, "4.4.1"),
                  "information");
    EXPECT_EQ(mail.office.dump(), before);
}

TEST(ComeBack, WaitsForTheLetterToBeSent) {
    Mail mail("2017-01-23 12:00");
    mail.outcome = RetryLater{"450 busy"};
    mail.office.run_to("2017-01-24 07:41");
    ASSERT_EQ(mail.office.message_to("an").state, MessageState::retrying);
    EXPECT_EQ(mail.comes_back(), "refused not_sent_yet");
    mail.outcome = Sent{"250 ok"};
    mail.office.run_to("2017-01-24 09:00");
    EXPECT_EQ(mail.comes_back(), "recorded");
}

TEST(ComeBack, WhileItIsWithItsChannelIsBroughtAgain) {
    Mail mail("2017-01-23 12:00");
    std::string said;
    mail.office.channel = [&](const Consignment& one) -> Outcome {
        said = mail.comes_back(one.parcel.id, one.parcel.address);
        return Sent{"250 ok"};
    };
    mail.office.run_to("2017-01-24 07:41");
    EXPECT_EQ(said, "refused not_sent_yet");
    EXPECT_EQ(mail.office.message_to("an").state, MessageState::sent);
}

// The reply to it was lost, so it would be sent again; that it came back says that it left.
TEST(ComeBack, SettlesWhatMayOrMayNotHaveLeft) {
    Mail mail("2017-01-23 12:00");
    mail.outcome = Unknown{"its answer was lost"};
    mail.office.run_to("2017-01-24 07:41");
    ASSERT_EQ(mail.office.message_to("an").state, MessageState::retrying);
    EXPECT_EQ(mail.comes_back(), "recorded");
    mail.office.carried.clear();
    mail.outcome = Sent{"250 ok"};
    mail.office.run_to("2017-01-26 12:00");
    EXPECT_EQ(mail.office.message_to("an").state, MessageState::failed);
    EXPECT_FALSE(mail.office.message_to("an").unknown);
    rebuilds_to_itself(mail.office);
}

TEST(ComeBack, TellsTheCoordinatorOnceOfEachAddress) {
    Mail mail;
    mail.office.sent();
    EXPECT_EQ(mail.comes_back(), "recorded");
    mail.office.run_to("2017-01-24 09:00");
    const std::string letter = mail.office.letter_to("giang");
    EXPECT_THAT(letter, HasSubstr(mail.letter().address));
    EXPECT_THAT(letter, HasSubstr("5.1.1, there is no such address (550 no such user)"));
    EXPECT_THAT(letter, HasSubstr("since 24 January 2017"));
    const std::string told = mail.office.sent();
    EXPECT_THAT(told, HasSubstr("giang"));
    // The next letter to the same address comes back as well.
    mail.office.run_to("2017-02-02 08:00");
    const auto& last = mail.office.carried.back();
    ASSERT_EQ(last.person, "an");
    EXPECT_EQ(mail.comes_back(last.consignment.parcel.id, last.consignment.parcel.address),
              "recorded");
    mail.office.sent();
    mail.office.run_to("2017-02-10 08:00");
    EXPECT_THAT(mail.office.sent(), Not(HasSubstr("giang")));
    EXPECT_THAT(mail.faults(), HasSubstr("2017-01-24 07:41")) << "since the first";
    rebuilds_to_itself(mail.office);
}

TEST(ComeBack, OfTheCoordinatorsOwnMailIsToldToNobodyByMail) {
    Mail mail("2017-01-23 12:00");
    mail.plan.unit("bv-da-khoa").contact = "giang";
    mail.office.changes(mail.plan);
    mail.office.adopt();
    mail.office.run_to("2017-01-24 07:41");
    ASSERT_EQ(mail.office.carried.back().person, "giang");
    const Parcel letter = mail.office.carried.back().consignment.parcel;
    EXPECT_EQ(mail.comes_back(letter.id, letter.address), "recorded");
    mail.office.carried.clear();
    mail.office.run_to("2017-01-25 12:00");
    EXPECT_THAT(mail.office.carried, IsEmpty());
    EXPECT_THAT(mail.faults(), HasSubstr("giang")) << "the pages say so";
}

TEST(ComeBack, IsNotToldOnceTheAddressWasCorrected) {
    Mail mail("2017-01-24 16:00");
    mail.office.run_to("2017-01-24 17:00");
    EXPECT_EQ(mail.comes_back(), "recorded");
    mail.plan.organisation.people["an"].address = "an.moi@bv.example";
    mail.office.changes(mail.plan);
    mail.office.adopt();
    mail.office.carried.clear();
    mail.office.run_to("2017-01-25 12:00");
    EXPECT_THAT(mail.office.carried, IsEmpty());
}

TEST(ComeBack, IsTriedAgainUnderAnotherIdAndEndsTheMark) {
    Mail mail;
    const Parcel first = mail.letter();
    EXPECT_EQ(mail.comes_back(), "recorded");
    const SettleMessage again{mail.office.message_to("an").number, true, "hộp thư đã thông"};
    EXPECT_EQ(said(mail.office.loop->execute({again, "cli:tccb"}, mail.office.now)), "carried");
    EXPECT_EQ(mail.faults(), "");
    EXPECT_EQ(mail.comes_back(first.id, first.address), "not found") << "that text is past";
    mail.office.run_to("2017-01-24 09:00");
    const MessageRecord message = mail.office.message_to("an");
    EXPECT_EQ(message.state, MessageState::sent);
    std::vector<std::string> ids;
    for (const auto& one : mail.office.carried)
        if (one.person == "an") ids.push_back(one.consignment.parcel.id);
    ASSERT_EQ(ids.size(), 2u);
    EXPECT_NE(ids[0], ids[1]);
    EXPECT_EQ(mail.comes_back(ids[1], first.address), "recorded");
    EXPECT_EQ(mail.office.message_to("an").came_back, 2);
    rebuilds_to_itself(mail.office);
}

TEST(ComeBack, OfARehearsalMarksNobody) {
    Mail mail("2017-01-23 12:00");
    mail.office.configuration.rehearsal = "thu@so-y-te.example";
    mail.office.run_to("2017-01-24 07:41");
    EXPECT_EQ(mail.comes_back(mail.letter().id, "thu@so-y-te.example"), "recorded");
    EXPECT_EQ(mail.faults(), "");
    mail.office.carried.clear();
    mail.office.run_to("2017-01-24 12:00");
    EXPECT_THAT(mail.office.carried, IsEmpty());
}

TEST(ComeBack, DoesNotKeepLaterLettersFromTheAddress) {
    Mail mail;
    EXPECT_EQ(mail.comes_back(), "recorded");
    mail.office.sent();
    mail.office.run_to("2017-02-02 08:00");
    EXPECT_THAT(mail.office.sent(), HasSubstr("2017-02-02 07:30  an  +1.contact"));
}

}  // namespace

}  // namespace dondoc::loop_test
