// What becomes of messages: first claims, outcomes, retries, and escalations that wait.
#include "daemon/loop/loop.h"

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

Outcome busy(const Consignment&) {
    return RetryLater{"450 mailbox busy"};
}

World plan(std::string_view rungs = "-1.contact") {
    return World().has_ladder(rungs).owes("dang-ky", before("2017-01-30"));
}

// Just before the morning of the reminder, 24/01.
void reach_the_morning(Office& office) {
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 07:29");
}

TEST(Delivery, RecordsWhatWasSent) {
    Office office(plan());
    reach_the_morning(office);
    office.run_to("2017-01-24 07:30");
    const MessageRecord message = office.message_to("an");
    EXPECT_EQ(message.state, MessageState::sent);
    EXPECT_EQ(message.attempts, 1);
    EXPECT_EQ(message.address, "an@so-y-te.example");
    EXPECT_EQ(message.last_answer, "250 ok");
    EXPECT_EQ(message.settled, at("2017-01-24 07:30"));
    EXPECT_EQ(office.notices(), R"(
dang-ky/1/bv-da-khoa/1/-1.contact  sent  on_time
)");
}

TEST(Delivery, RecordsWhatWasRejectedAndDoesNotTryAgain) {
    Office office(plan());
    office.channel = [](const Consignment&) -> Outcome { return Rejected{"550 no such user"}; };
    reach_the_morning(office);
    office.run_to("2017-03-01 00:00");
    EXPECT_EQ(office.carried.size(), 1u);
    EXPECT_EQ(office.message_to("an").state, MessageState::failed);
    EXPECT_EQ(must(office.store->read().counters(day("2017-01-24"), day("2017-01-25"))).failed, 1);
    EXPECT_EQ(office.notices(), R"(
dang-ky/1/bv-da-khoa/1/-1.contact  failed  550 no such user
)");
}

TEST(Delivery, WaitsLongerEachTimeInsideTheWindowAndGivesUpAfterFiveWorkingDays) {
    Office office(plan());
    office.channel = busy;
    reach_the_morning(office);
    office.run_to("2017-01-24 09:50");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:31  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:33  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:38  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:49  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 08:09  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 08:42  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 09:46  an  -1.contact dang-ky.bv-da-khoa
)");
    office.run_to("2017-03-01 00:00");
    const MessageRecord message = office.message_to("an");
    EXPECT_EQ(message.state, MessageState::failed);
    EXPECT_EQ(clock(*message.settled), "2017-02-07 16:06");  // the fifth working day after 24/01
    for (const auto& [when, consignment, person] : office.carried) {
        EXPECT_TRUE(in_sending_window(plan().definition(), when)) << clock(when);
        EXPECT_EQ(consignment.parcel.bytes, office.carried[0].consignment.parcel.bytes);
        EXPECT_EQ(consignment.parcel.id, office.carried[0].consignment.parcel.id);
    }
}

TEST(Delivery, KeepsThatTheLastTryMayHaveArrivedThoughItGivesUp) {
    Office office(plan());
    office.channel = [&](const Consignment&) -> Outcome {
        if (office.now < at("2017-02-07 15:00")) return RetryLater{"450 mailbox busy"};
        return Unknown{"the reply was lost"};
    };
    reach_the_morning(office);
    office.run_to("2017-03-01 00:00");
    const MessageRecord message = office.message_to("an");
    EXPECT_EQ(message.state, MessageState::failed);
    EXPECT_EQ(message.last_answer, "the reply was lost");
    EXPECT_TRUE(message.unknown);
}

TEST(Delivery, RepeatsTheSameBytesAfterALostReply) {
    Office office(plan());
    office.channel = [&](const Consignment&) -> Outcome {
        if (office.carried.size() == 1) return Unknown{"the reply was lost"};
        return Sent{"250 again"};
    };
    reach_the_morning(office);
    office.run_to("2017-01-24 07:30");
    EXPECT_TRUE(office.message_to("an").unknown);
    EXPECT_EQ(office.message_to("an").state, MessageState::retrying);
    EXPECT_EQ(office.decide(submission()), "carried");  // the sending had begun: it goes on
    office.run_to("2017-01-24 16:00");
    ASSERT_EQ(office.carried.size(), 2u);
    EXPECT_EQ(office.carried[0].consignment.parcel.bytes,
              office.carried[1].consignment.parcel.bytes);
    EXPECT_EQ(office.message_to("an").state, MessageState::sent);
}

TEST(Delivery, KeepsTheIdOfItsBytesWhenTheSenderChangesBetweenTwoAttempts) {
    Office office(plan());
    office.channel = busy;
    reach_the_morning(office);
    office.run_to("2017-01-24 07:30");
    office.configuration.channels[0].from.address = "dondoc@so-moi.example";
    office.adopt();
    office.run_to("2017-01-24 07:32");
    ASSERT_EQ(office.carried.size(), 2u);
    const Parcel& first = office.carried[0].consignment.parcel;
    const Parcel& second = office.carried[1].consignment.parcel;
    EXPECT_EQ(second.bytes, first.bytes);
    EXPECT_EQ(second.id, first.id);
    EXPECT_NE(second.bytes.find("Message-ID: <" + second.id + ">\r\n"), std::string::npos);
}

TEST(Delivery, HandsOverNoMoreThanTheCourierMayHold) {
    World many = World().has_ladder("-1.contact");
    std::vector<std::string> units;
    for (std::size_t n = 0; n < in_flight_max + 10; ++n) {
        const std::string id = "tram-" + std::to_string(n);
        many.organisation.people["cb-" + std::to_string(n)] = {.id = "cb-" + std::to_string(n),
                                                               .name = id,
                                                               .title = "",
                                                               .address = id + "@tram.example",
                                                               .phone = "",
                                                               .channel = ""};
        many.organisation.units[id].id = many.organisation.units[id].name = id;
        many.organisation.units[id].contact = "cb-" + std::to_string(n);
        units.push_back(id);
    }
    Office office(many.owes("dang-ky", before("2017-01-30"), "", units));
    std::size_t most = 0;
    office.channel = [&](const Consignment&) -> Outcome {
        most = std::max(most, office.loop->in_flight());
        return Sent{""};
    };
    reach_the_morning(office);
    office.run_to("2017-01-24 07:30");
    EXPECT_EQ(office.carried.size(), in_flight_max + 10);
    EXPECT_EQ(most, in_flight_max);
}

// ---- escalations

TEST(Delivery, MakesAnEscalationWaitOneWorkingDayForTheReminderBeforeIt) {
    Office office(plan("-1.contact +1.head"));
    office.channel = [](const Consignment& consignment) -> Outcome {
        if (consignment.parcel.address.starts_with("an@")) return RetryLater{"450 mailbox busy"};
        return Sent{"250 ok"};
    };
    office.start("2017-01-03 08:00");
    office.run_to("2017-02-03 07:29");
    for (const auto& each : office.carried)
        EXPECT_EQ(each.person, "an");
    office.sent();
    office.run_to("2017-02-03 07:30");
    EXPECT_NE(office.sent().find("2017-02-03 07:30  binh  +1.head dang-ky.bv-da-khoa\n"),
              std::string::npos);
    EXPECT_NE(office.letter_to("binh").find("An earlier reminder could not be delivered."),
              std::string::npos);
    EXPECT_NE(office.notices().find("+1.head  sent  reminder_undelivered"), std::string::npos);
}

TEST(Delivery, LetsAnEscalationLeaveAsSoonAsTheReminderBeforeItHasLeft) {
    Office office(plan("-1.contact +1.head"));
    office.channel = [&](const Consignment&) -> Outcome {
        if (office.now < at("2017-02-02 09:00")) return RetryLater{"450 mailbox busy"};
        return Sent{"250 ok"};
    };
    office.start("2017-01-03 08:00");
    office.run_to("2017-02-02 08:59");
    office.sent();
    office.run_to("2017-02-02 12:00");
    EXPECT_EQ(office.sent(), R"(
2017-02-02 09:34  an  -1.contact dang-ky.bv-da-khoa
2017-02-02 09:50  binh  +1.head dang-ky.bv-da-khoa
)");
    EXPECT_NE(office.letter_to("binh").find("Reminders were sent on 2 February"), std::string::npos)
        << office.letter_to("binh");
}

TEST(Delivery, LetsAFailedReminderBlockNothing) {
    Office office(plan("-1.contact +1.head"));
    office.channel = [](const Consignment& consignment) -> Outcome {
        if (consignment.parcel.address.starts_with("an@")) return Rejected{"550 no such user"};
        return Sent{"250 ok"};
    };
    office.start("2017-01-03 08:00");
    office.run_to("2017-02-10 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-02-02 07:30  binh  +1.head dang-ky.bv-da-khoa
)");
}

// ---- pause, and what lapsed meanwhile

TEST(Delivery, HoldsEverythingWhilePausedAndLetsGoWhatStillHolds) {
    Office office(World()
                      .has_ladder("-1.contact")
                      .owes("dang-ky", before("2017-01-30"), "", {"bv-da-khoa", "tt-y-te"}));
    reach_the_morning(office);
    EXPECT_EQ(office.pause(), "carried");
    office.run_to("2017-01-24 09:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.decide(submission(), "dang-ky", "tt-y-te"), "carried");
    EXPECT_EQ(office.resume(), "carried");
    office.run_to("2017-01-24 09:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 09:00  an  -1.contact dang-ky.bv-da-khoa
)");
    EXPECT_EQ(office.notices(), R"(
dang-ky/1/bv-da-khoa/1/-1.contact  sent  on_time
dang-ky/1/tt-y-te/1/-1.contact  suppressed  submitted
)");
    EXPECT_EQ(office.message_to("chi").state, MessageState::suppressed);
}

TEST(Delivery, SendsNothingOutsideTheWindowWhenResumedAtNight) {
    Office office(plan());
    reach_the_morning(office);
    office.pause();
    office.run_to("2017-01-24 20:00");
    office.resume();
    office.run_to("2017-01-26 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-25 07:30  an  -1.contact dang-ky.bv-da-khoa
)");
    EXPECT_NE(office.letter_to("an").find("25 January 2017"), std::string::npos)
        << office.letter_to("an");
}

TEST(Delivery, SaysOnlyTheLatestOfWhatAPauseHeldBack) {
    Office office(plan("-5.contact -2.contact -1.contact"));
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-01-24 08:00");
    office.resume();
    office.run_to("2017-01-24 08:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 08:00  an  -1.contact dang-ky.bv-da-khoa
)");
    EXPECT_EQ(office.notices(), R"(
dang-ky/1/bv-da-khoa/1/-1.contact  sent  on_time
dang-ky/1/bv-da-khoa/1/-2.contact  suppressed  overtaken
dang-ky/1/bv-da-khoa/1/-5.contact  suppressed  overtaken
)");
}

TEST(Delivery, DropsWhatAPauseHeldBackTooLong) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-02-10 08:00");
    office.resume();
    office.run_to("2017-02-10 09:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.notices(), R"(
dang-ky/1/bv-da-khoa/1/-1.contact  suppressed  too_old
)");
}

TEST(Delivery, TakesAnOutcomeThatIsHeardAgainForNothingNew) {
    Office office(World()
                      .has_ladder("-1.contact")
                      .owes("dang-ky", before("2017-01-30"), "", {"bv-da-khoa", "tt-y-te"}));
    std::optional<std::string> message;
    office.channel = [&](const Consignment& consignment) {
        if (!message) message = consignment.message;
        office.hears({*message, Sent{"250 ok"}});  // the first for all others too
        return Sent{"250 ok"};
    };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 09:00");
    office.hears({*message, Rejected{"550 no such user"}});
    office.start("2017-01-24 09:00");
    office.hears({*message, Rejected{"550 no such user"}});
    office.run_to("2017-01-24 10:00");
    EXPECT_TRUE(office.aside.empty());
    EXPECT_EQ(office.message_to("an").state, MessageState::sent);
    EXPECT_EQ(office.message_to("chi").state, MessageState::sent);
}

}  // namespace

}  // namespace dondoc::loop_test
