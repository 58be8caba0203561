// One damaged row stops nobody but itself.
#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"
#include "tests/daemon/store/raw.h"

namespace dondoc::loop_test {

namespace {

using store_test::Raw;
using testing::HasSubstr;

const std::string damaged = "thi-dua-2017.dang-ky.1.bv-da-khoa";

World plan() {
    return World()
        .has_ladder("-5.contact -1.contact")
        .has_phase("gd")
        .owes("dang-ky", before("2017-01-30"), "gd", {"bv-da-khoa", "tt-y-te"});
}

class SettingAside : public testing::Test {
protected:
    void begin() { office_.start("2017-01-03 08:00"); }
    void damage(const std::string& sql) {
        Raw(file_).run("PRAGMA ignore_check_constraints = ON; " + sql);
    }
    std::int64_t failed() const {
        return must(office_.store->read().counters(day("2017-01-24"), day("2017-01-25"))).failed;
    }

    const Folder folder_;
    const std::filesystem::path file_ = folder_.file("dondoc.db");
    Office office_{plan(), file_};
};

constexpr const char* only_the_other = R"(
2017-01-18 07:30  chi  -5.contact dang-ky.tt-y-te
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
)";

TEST_F(SettingAside, LeavesADamagedObligationOutOnceAndTellsTheOthersOnTime) {
    begin();
    damage("UPDATE obligations SET state = 'gone' WHERE unit = 'bv-da-khoa'");
    office_.run_to("2017-01-19 00:00");
    office_.start("2017-01-19 08:00");
    office_.run_to("2017-03-01 00:00");
    EXPECT_EQ(office_.sent(), only_the_other);
    ASSERT_EQ(office_.aside.size(), 1u);
    EXPECT_EQ(office_.aside[0].kind, "obligation");
    EXPECT_EQ(office_.aside[0].id, damaged);
    EXPECT_NE(office_.aside[0].why.find("gone"), std::string::npos) << office_.aside[0].why;
    EXPECT_EQ(failed(), 1);
}

TEST_F(SettingAside, TakesAnObligationUpAgainThatWasRebuilt) {
    begin();
    damage("UPDATE obligations SET state = 'gone' WHERE unit = 'bv-da-khoa'");
    office_.run_to("2017-01-19 08:00");
    ASSERT_TRUE(office_.store->rebuild());
    EXPECT_EQ(failed(), 1);
    office_.start("2017-01-19 08:00");
    EXPECT_EQ(failed(), 0);
    office_.run_to("2017-03-01 00:00");
    EXPECT_EQ(office_.sent(), R"(
2017-01-18 07:30  chi  -5.contact dang-ky.tt-y-te
2017-01-19 08:05  an  -5.contact dang-ky.bv-da-khoa
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
)");
}

TEST_F(SettingAside, KeepsWhatIsToldAnewMeanwhileUntilItIsPlannedAgain) {
    World world = plan().has_ladder("-2.contact -1.contact +1.contact");
    world.organisation.people["an"].fallbacks = {"sms"};
    const std::filesystem::path file = folder_.file("other.db");
    Office office(world, file);
    ChannelSettings sms = office.configuration.channels.front();
    sms.id = "sms";
    office.configuration.channels.push_back(sms);
    office.configuration.delivery.fallback_after = std::chrono::hours{200};
    Outcome mail = RetryLater{"451 later"};
    office.channel = [&](const Consignment& consignment) {
        return consignment.channel == "mail" ? mail : Outcome(Sent{"0"});
    };
    const auto set_state = [&](const std::string& state) {
        Raw(file).run("PRAGMA ignore_check_constraints = ON; UPDATE obligations SET state = '" +
                      state + "' WHERE unit = 'bv-da-khoa'");
    };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-23 12:00");
    set_state("gone");
    office.run_to("2017-01-24 07:31");
    ASSERT_EQ(office.aside.size(), 1u);
    set_state("pending");
    mail = Rejected{"550 no such user"};
    office.run_to("2017-01-25 06:00");
    EXPECT_THAT(office.sent(), HasSubstr("an  -2.contact dang-ky.bv-da-khoa")) << "by sms";
    EXPECT_EQ(must(office.store->read().set_aside()).size(), 1u) << "it is not planned yet";
    mail = Sent{"250 ok"};
    office.start("2017-01-25 08:00");
    office.run_to("2017-02-03 12:00");
    EXPECT_EQ(must(office.store->read().set_aside()).size(), 0u);
    EXPECT_THAT(office.sent(), HasSubstr("an  +1.contact dang-ky.bv-da-khoa"));
}

TEST_F(SettingAside, DropsARowOfTheAgendaThatBelongsToNothing) {
    begin();
    damage("INSERT INTO agenda (due, kind, row) VALUES (0, 3, 4711)");
    office_.run_to("2017-03-01 00:00");
    EXPECT_EQ(office_.carried.size(), 4u);
    ASSERT_EQ(office_.aside.size(), 1u);
    EXPECT_EQ(office_.aside[0].id, "#4711");
}

TEST_F(SettingAside, GivesUpADamagedMessageAndSendsTheOthers) {
    begin();
    office_.pause();
    office_.run_to("2017-01-18 07:30");
    damage("UPDATE messages SET state = 'gone' WHERE person = 'an'");
    office_.resume();
    office_.run_to("2017-01-19 00:00");
    EXPECT_EQ(office_.sent(), R"(
2017-01-18 07:30  chi  -5.contact dang-ky.tt-y-te
)");
    EXPECT_EQ(office_.message_to("an").state, MessageState::failed);
    EXPECT_EQ(office_.aside.size(), 1u);
    EXPECT_EQ(failed(), 1);
}

TEST_F(SettingAside, FailsAMessageWhoseTextIsMissingAndSendsTheOthers) {
    begin();
    office_.channel = [](const Consignment&) -> Outcome { return RetryLater{"450 busy"}; };
    office_.run_to("2017-01-18 07:30");
    damage("DELETE FROM texts WHERE sha256 = (SELECT sha256 FROM messages WHERE person = 'an')");
    office_.channel = nullptr;
    office_.run_to("2017-01-19 00:00");
    EXPECT_EQ(office_.message_to("an").state, MessageState::failed);
    EXPECT_EQ(office_.message_to("an").last_answer, "its text is missing");
    EXPECT_EQ(office_.message_to("chi").state, MessageState::sent);
}

TEST_F(SettingAside, FailsAMessageThatCannotBeComposed) {
    begin();
    office_.pause();
    office_.run_to("2017-01-18 07:30");
    damage("UPDATE obligations SET state = 'gone' WHERE unit = 'bv-da-khoa'");
    office_.resume();
    office_.run_to("2017-01-18 08:00");
    EXPECT_EQ(office_.message_to("an").state, MessageState::failed);
    EXPECT_EQ(office_.message_to("chi").state, MessageState::sent);
}

TEST_F(SettingAside, RecordsTheOtherDeliveriesWhenOneMessageIsDamaged) {
    begin();
    office_.channel = [this](const Consignment&) -> Outcome {
        damage("UPDATE messages SET state = 'gone' WHERE person = 'an'");
        return Sent{"250 ok"};
    };
    office_.run_to("2017-01-19 00:00");
    EXPECT_EQ(office_.message_to("an").state, MessageState::failed);
    EXPECT_EQ(office_.message_to("chi").state, MessageState::sent);
    EXPECT_EQ(office_.aside.size(), 1u);
    EXPECT_EQ(office_.loop->in_flight(), 0u);
}

TEST_F(SettingAside, StopsWithTheErrorWhenTheStoreTakesNothing) {
    begin();
    damage("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(FAIL, 'full'); END");
    const auto progress = office_.loop->run_once(at("2017-01-18 07:30"));
    ASSERT_FALSE(progress);
    EXPECT_NE(progress.error().text.find("full"), std::string::npos) << progress.error().text;
    EXPECT_TRUE(office_.aside.empty());
}

}  // namespace

}  // namespace dondoc::loop_test
