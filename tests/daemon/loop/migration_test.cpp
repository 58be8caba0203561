// A plan that changed between two starts.
#include "daemon/loop/migration.h"

#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

World plan() {
    return World()
        .has_ladder("-5.contact -1.contact +1.head")
        .has_phase("dang-ky-gd")
        .owes("dang-ky", before("2017-01-30"), "dang-ky-gd", {"bv-da-khoa", "tt-y-te"});
}

// Past the first rung, -5 on 18/01.
void reach_the_first_rung(Office& office) {
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-19 08:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-18 07:30  an  -5.contact dang-ky.bv-da-khoa
2017-01-18 07:30  chi  -5.contact dang-ky.tt-y-te
)");
}

std::vector<std::string> events_of(const Office& office, const std::string& subject) {
    std::vector<std::string> names;
    for (const Step& step : office.steps)
        for (const Change& change : step.changes)
            if (change.subject.id == subject)
                for (const Event& event : change.events)
                    names.emplace_back(name_of(event));
    return names;
}

TEST(Migration, BeginsANewRoundWhenADateMoved) {
    World changed = plan();
    Office office(changed);
    reach_the_first_rung(office);
    changed.deadline("dang-ky") = before("2017-02-20");
    office.changes(changed);
    office.start("2017-01-19 08:00");
    EXPECT_EQ(office.steps.size(), 1u);
    EXPECT_EQ(office.obligation().round, 2);
    EXPECT_EQ(office.obligation().round_why, "edited");
    office.run_to("2017-02-18 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-02-10 07:30  an  -5.contact dang-ky.bv-da-khoa
2017-02-10 07:30  chi  -5.contact dang-ky.tt-y-te
2017-02-16 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-02-16 07:30  chi  -1.contact dang-ky.tt-y-te
)");
}

TEST(Migration, PutsAllCampaignsToWorkInOneTransaction) {
    World other = plan();
    other.campaign.id = "y-te-so";
    Office office(plan());
    office.changes(other);
    office.start("2017-01-03 08:00");
    EXPECT_EQ(office.steps.size(), 1u);
    for (const std::string& campaign : {campaign_id, std::string("y-te-so")})
        EXPECT_THAT(events_of(office, campaign), testing::Contains("campaign_applied"));
}

TEST(Migration, LooksAtWhatIsAskedAgainWhenTheDayOfIssueIsCorrected) {
    World changed = plan().owes("ke-hoach", undated());
    changed.campaign.issued = day("2017-12-05");
    Office office(changed);
    office.start("2017-01-01 08:00");
    office.run_to("2017-01-04 08:00");
    changed.campaign.issued = day("2017-01-05");
    office.changes(changed);
    office.start("2017-01-04 08:00");
    EXPECT_EQ(office.obligation().round_why, "issue_edited");
    office.run_to("2017-01-19 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-05 07:30  giang  nudge ke-hoach
2017-01-18 07:30  an  -5.contact dang-ky.bv-da-khoa
2017-01-18 07:30  chi  -5.contact dang-ky.tt-y-te
)");
}

TEST(Migration, AsksOnWhenAPeriodThatIsOverIsExtended) {
    World changed = World().owes("ke-hoach", undated());
    changed.campaign.period.last = day("2017-02-28");
    Office office(changed);
    office.start("2017-03-06 08:00");
    office.run_to("2017-03-13 10:00");
    changed.campaign.period.last = day("2017-12-31");
    office.changes(changed);
    office.start("2017-03-13 10:00");
    office.run_to("2017-03-14 00:00");
    EXPECT_EQ(office.sent(), "\n2017-03-13 10:05  giang  nudge ke-hoach\n");
}

TEST(Migration, WithdrawsADutyThatIsGoneAndSaysWhy) {
    World changed = plan();
    Office office(changed.owes("sang-kien", before("2017-01-30")));
    office.start("2017-01-03 08:00");
    changed.campaign.duties.pop_back();
    office.changes(changed);
    office.start("2017-01-04 08:00");
    EXPECT_EQ(office.obligation("sang-kien").state, ObligationState::withdrawn);
    const auto history = must(office.store->read().history("thi-dua-2017.sang-kien.1.bv-da-khoa"));
    EXPECT_EQ(std::get<Withdrawn>(history.back().event).why, "not_in_definition");
    office.run_to("2017-01-19 08:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-18 07:30  an  -5.contact dang-ky.bv-da-khoa
2017-01-18 07:30  chi  -5.contact dang-ky.tt-y-te
)");
}

TEST(Migration, WithdrawsAUnitThatIsOutAndBringsItBackInANewRound) {
    World changed = plan();
    Office office(changed);
    reach_the_first_rung(office);
    changed.duty("dang-ky").obligors = {"bv-da-khoa"};
    office.changes(changed);
    office.start("2017-01-19 08:00");
    EXPECT_EQ(office.obligation("dang-ky", "tt-y-te").state, ObligationState::withdrawn);
    office.changes(plan());
    office.start("2017-01-19 09:00");
    EXPECT_EQ(office.obligation("dang-ky", "tt-y-te").state, ObligationState::pending);
    EXPECT_EQ(office.obligation("dang-ky", "tt-y-te").round, 2);
    office.run_to("2017-01-25 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
)");
}

TEST(Migration, FollowsADutyThatIsNew) {
    World changed = plan();
    Office office(changed);
    reach_the_first_rung(office);
    office.changes(changed.owes("sang-kien", before("2017-01-30")));
    office.start("2017-01-19 08:00");
    EXPECT_EQ(events_of(office, "thi-dua-2017.sang-kien.1.bv-da-khoa"),
              (std::vector<std::string>{"obligation_born", "rung_passed_over"}));
    office.run_to("2017-01-25 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa, -1.contact sang-kien.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
)");
}

TEST(Migration, TellsNothingAgainWhenTheLadderIsEdited) {
    World changed = plan();
    Office office(changed);
    reach_the_first_rung(office);
    office.changes(changed.has_ladder("-5.contact -3.contact -1.contact"));
    office.start("2017-01-19 08:00");
    EXPECT_EQ(office.obligation().round, 1);
    office.run_to("2017-02-28 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-20 07:30  an  -3.contact dang-ky.bv-da-khoa
2017-01-20 07:30  chi  -3.contact dang-ky.tt-y-te
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
)");
}

TEST(Migration, DoesNotGoBackToALowerRungWhenTheLadderIsEdited) {
    World changed = plan();
    Office office(changed);
    reach_the_first_rung(office);
    office.changes(changed.has_ladder("-7.contact -1.contact"));
    office.start("2017-01-19 08:00");
    office.run_to("2017-01-23 00:00");
    EXPECT_EQ(office.sent(), "\n") << "the contact was told on the 18th, five days before";
    EXPECT_THAT(office.notices(),
                testing::HasSubstr("dang-ky/1/bv-da-khoa/1/-7.contact  passed over  overtaken"));
}

TEST(Migration, AsksTheCoordinatorByTheDatesOfTheChangedPlan) {
    World changed = World().owes("sang-kien", undated());
    changed.campaign.issued = day("2017-05-02");
    Office office(changed);
    office.start("2017-01-03 08:00");
    changed.campaign.issued = day("2017-01-10");
    office.changes(changed);
    office.start("2017-01-04 08:00");
    office.run_to("2017-01-10 12:00");
    EXPECT_EQ(office.sent(), "\n2017-01-10 07:30  giang  nudge sang-kien\n")
        << "not only on the day of issue that stood there before";
}

TEST(Migration, LetsPhasesComeGoAndComeBack) {
    World changed = plan();
    Office office(changed);
    office.start("2017-01-03 08:00");
    const auto phase = [&](const char* id) {
        return must(office.store->read().phase(campaign_id, id));
    };
    // A second phase takes the duty over; the first one goes.
    changed.campaign.phases.clear();
    changed.has_phase("tong-ket-gd");
    changed.duty("dang-ky").phase = "tong-ket-gd";
    office.changes(changed);
    office.start("2017-01-04 08:00");
    EXPECT_TRUE(phase("dang-ky-gd")->withdrawn);
    EXPECT_EQ(phase("dang-ky-gd")->next, std::nullopt);
    EXPECT_EQ(phase("tong-ket-gd")->obligations, 2);
    EXPECT_EQ(office.obligation().round, 1);
    // And back again.
    office.changes(plan());
    office.start("2017-01-05 08:00");
    EXPECT_FALSE(phase("dang-ky-gd")->withdrawn);
    EXPECT_EQ(phase("dang-ky-gd")->obligations, 2);
    EXPECT_EQ(phase("dang-ky-gd")->state, PhaseState::planned);
    office.run_to("2017-01-18 07:30");
    EXPECT_EQ(phase("dang-ky-gd")->state, PhaseState::open);
    EXPECT_TRUE(phase("tong-ket-gd")->withdrawn);
    EXPECT_EQ(office.sent(), R"(
2017-01-18 07:30  an  -5.contact dang-ky.bv-da-khoa
2017-01-18 07:30  chi  -5.contact dang-ky.tt-y-te
)");
}

TEST(Migration, TakesACampaignOutThatIsNotConfiguredAnyMore) {
    World other = plan();
    other.campaign.id = "y-te-so";
    Office office(other);
    office.changes(plan());
    office.start("2017-01-03 08:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    EXPECT_EQ(office.decide(acceptance()), "carried");
    office.drops(campaign_id);
    office.start("2017-01-04 08:00");
    EXPECT_EQ(office.obligation().state, ObligationState::accepted);  // stays as it was settled
    EXPECT_EQ(office.obligation("dang-ky", "tt-y-te").state, ObligationState::withdrawn);
    EXPECT_TRUE(must(office.store->read().phase(campaign_id, "dang-ky-gd"))->withdrawn);
    EXPECT_EQ(office.decide(submission(), "dang-ky", "tt-y-te"), "not found");

    office.start("2017-01-05 08:00");
    EXPECT_TRUE(office.steps.empty());  // taken out once
    office.run_to("2017-03-01 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-18 07:30  an  -5.contact y-te-so.dang-ky.1.bv-da-khoa
2017-01-18 07:30  chi  -5.contact y-te-so.dang-ky.1.tt-y-te
2017-01-24 07:30  an  -1.contact y-te-so.dang-ky.1.bv-da-khoa
2017-01-24 07:30  chi  -1.contact y-te-so.dang-ky.1.tt-y-te
2017-02-02 07:30  binh  +1.head y-te-so.dang-ky.1.bv-da-khoa
2017-02-02 07:30  dung  +1.head y-te-so.dang-ky.1.tt-y-te
)");
}

TEST(Migration, PutsACampaignBackToWorkThatReturns) {
    Office office(plan());
    reach_the_first_rung(office);
    office.drops(campaign_id);
    office.start("2017-01-19 08:00");
    office.changes(plan());
    office.start("2017-01-19 09:00");
    EXPECT_EQ(office.obligation().round_why, "restored");
    office.run_to("2017-01-25 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.tt-y-te
)");
}

TEST(Migration, GivesWhatComesBackThePlansOwnDayThoughItWasReturnedToAnEarlierOne) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    EXPECT_EQ(office.decide(rework("2017-01-20")), "carried");
    office.drops(campaign_id);
    office.start("2017-01-04 08:00");
    office.changes(plan());
    office.start("2017-01-05 08:00");
    EXPECT_EQ(office.obligation().term->last_permitted, day("2017-01-29"));
    EXPECT_EQ(office.obligation().round, 3);
    office.changes(plan().has_ladder("-1.contact"));
    office.start("2017-01-06 08:00");
    EXPECT_EQ(office.obligation().term->last_permitted, day("2017-01-29"));
    EXPECT_EQ(office.obligation().round, 3);
}

TEST(Migration, LeavesARowOfTheAgendaAtRestWhoseCampaignIsGone) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    office.loop.reset();
    // A loop that knows no plan at all, on the same store.
    office.drops(campaign_id);
    office.definitions.emplace(std::vector<std::shared_ptr<const Definition>>{});
    office.configuration.campaigns.clear();
    office.start("2017-01-18 07:30");
    office.run_to("2017-03-01 00:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(must(office.store->read().next_moment()), std::nullopt);
}

}  // namespace

}  // namespace dondoc::loop_test
