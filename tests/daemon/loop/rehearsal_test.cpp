#include "daemon/loop/rehearsal.h"

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

World plan() {
    return World()
        .has_ladder("-5.contact -1.contact +1.head")
        .owes("dang-ky", before("2017-01-30"));
}

// What would be sent, a line a notice.
std::string rehearsed(Store& store, const Office& office, std::string_view from,
                      std::string_view to, std::vector<ScriptLine> script = {},
                      const std::string& campaign = "") {
    Configuration configuration = office.configuration;
    std::string text = "\n";
    const RehearsalPlan asked{at(from), at(to), std::move(script), campaign};
    const RehearsalHooks hooks{
        [&](const Foreseen& notice) {
            text += clock(notice.at) + "  " + notice.rung + "  " + notice.unit + "  " +
                    notice.address + "  " + std::string(to_string(notice.kind)) + '\n';
        },
        [&](const ScriptLine&, const Answer& answer) { text += said(answer) + '\n'; }};
    must(rehearse(store, configuration, *office.definitions, *office.composer, asked, hooks));
    return text;
}

constexpr const char* whole = R"(
2017-01-18 07:30  -5.contact  bv-da-khoa  an@so-y-te.example  reminder
2017-01-24 07:30  -1.contact  bv-da-khoa  an@so-y-te.example  reminder
2017-02-02 07:30  +1.head  bv-da-khoa  binh@so-y-te.example  escalation
)";

TEST(Rehearsal, ForetellsWhatTheDaemonThenSends) {
    Office office(plan());
    office.start("2017-01-01 00:00");
    const auto empty = must(Store::in_memory());
    EXPECT_EQ(rehearsed(*empty, office, "2017-01-01 00:00", "2018-01-01 00:00"), whole);
    office.run_to("2018-01-01 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-18 07:30  an  -5.contact dang-ky.bv-da-khoa
2017-01-24 07:30  an  -1.contact dang-ky.bv-da-khoa
2017-02-02 07:30  binh  +1.head dang-ky.bv-da-khoa
)");
}

TEST(Rehearsal, SaysTheSameTwice) {
    Office office(plan());
    office.start("2017-01-01 00:00");
    const auto once = must(Store::in_memory());
    const auto twice = must(Store::in_memory());
    EXPECT_EQ(rehearsed(*once, office, "2017-01-01 00:00", "2018-01-01 00:00"),
              rehearsed(*twice, office, "2017-01-01 00:00", "2018-01-01 00:00"));
    EXPECT_EQ(must(dump_projections(*once)), must(dump_projections(*twice)));
}

TEST(Rehearsal, FollowsAScriptAndSaysWhatItRefuses) {
    Office office(plan());
    office.start("2017-01-01 00:00");
    const ScriptLine submit{at("2017-01-20 09:00"),
                            {DecideObligation{owed_by("dang-ky"), submission()}, "script"}};
    const auto empty = must(Store::in_memory());
    EXPECT_EQ(rehearsed(*empty, office, "2017-01-01 00:00", "2018-01-01 00:00", {submit, submit}),
              R"(
2017-01-18 07:30  -5.contact  bv-da-khoa  an@so-y-te.example  reminder
refused already_submitted
)");
}

TEST(Rehearsal, TellsOfOneCampaignOnly) {
    World other = plan();
    Office office(other);
    other.campaign.id = "y-te-so";
    office.changes(other);
    office.start("2017-01-01 00:00");
    const auto empty = must(Store::in_memory());
    EXPECT_EQ(rehearsed(*empty, office, "2017-01-01 00:00", "2018-01-01 00:00", {}, campaign_id),
              whole);
}

TEST(Rehearsal, ForecastsFromACopyAndLeavesTheStoreAsItWas) {
    const Folder folder;
    Office office(plan(), folder.file("dondoc.db"));
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-19 08:00");
    const std::string before_forecast = office.dump();
    const auto copy = must(Store::copy_of(folder.file("dondoc.db")));
    EXPECT_EQ(rehearsed(*copy, office, "2017-01-19 08:00", "2018-01-01 00:00"), R"(
2017-01-24 07:30  -1.contact  bv-da-khoa  an@so-y-te.example  reminder
2017-02-02 07:30  +1.head  bv-da-khoa  binh@so-y-te.example  escalation
)");
    EXPECT_EQ(office.dump(), before_forecast);
}

// What falls due before that stretch is sent by then; it is not caught up on in it.
TEST(Rehearsal, ForecastsAStretchThatBeginsLater) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    EXPECT_EQ(rehearsed(*office.store, office, "2017-01-25 00:00", "2017-02-03 00:00"), R"(
2017-02-02 07:30  +1.head  bv-da-khoa  binh@so-y-te.example  escalation
)");
}

// Down since Wednesday the 18th before the letters of that morning; asked on Friday.
TEST(Rehearsal, ForecastsWhatAStoppedDaemonWillCatchUpOn) {
    Office office(World()
                      .has_ladder("-5.contact -4.contact -4.head +1.head")
                      .owes("dang-ky", before("2017-01-30")));
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-17 18:00");
    const auto copy = must(office.store->copy());
    RehearsalPlan asked{at("2017-01-20 00:00"), at("2018-01-01 00:00"), {}, ""};
    asked.now = at("2017-01-20 09:00");
    std::string foretold = "\n";
    const RehearsalHooks hooks{[&](const Foreseen& notice) {
                                   foretold += clock(notice.at) + "  " + notice.person + "  " +
                                               notice.rung + " dang-ky.bv-da-khoa\n";
                               },
                               [](const ScriptLine&, const Answer&) {}};
    must(
        rehearse(*copy, office.configuration, *office.definitions, *office.composer, asked, hooks));
    EXPECT_EQ(foretold, R"(
2017-01-20 09:05  an  -4.contact dang-ky.bv-da-khoa
2017-01-20 09:05  binh  -4.head dang-ky.bv-da-khoa
2017-02-02 07:30  binh  +1.head dang-ky.bv-da-khoa
)");
    office.down_until("2017-01-20 09:00");
    office.run_to("2018-01-01 00:00");
    EXPECT_EQ(office.sent(), foretold);
}

TEST(Rehearsal, ForecastsARetryToo) {
    Office office(plan());
    office.channel = [](const Consignment&) -> Outcome { return RetryLater{"450 busy"}; };
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-18 07:30");
    EXPECT_EQ(rehearsed(*office.store, office, "2017-01-18 07:31", "2017-01-19 00:00"), R"(
2017-01-18 07:31  -5.contact  bv-da-khoa  an@so-y-te.example  reminder
)");
}

TEST(Rehearsal, TellsItsOwnScriptFromTheBeginning) {
    Office office(plan());
    office.script = {{at("2017-01-04 09:00"), {PauseSending{"bão"}, "script"}},
                     {at("2017-01-04 10:00"), {ResumeSending{"bão tan"}, "script"}}};
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-05 00:00");
    EXPECT_EQ(rehearsed(*office.store, office, "2017-01-05 00:00", "2018-01-01 00:00",
                        {{at("2017-01-06 09:00"),
                          {DecideObligation{owed_by("dang-ky"), submission()}, "script"}}}),
              "\n");
}

}  // namespace

}  // namespace dondoc::loop_test
