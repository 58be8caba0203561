#include "config/configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "config/document.h"
#include "config/state_directory.h"
#include "tests/config/world.h"

namespace dondoc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::chrono::days one_day{1};

Date day(int year, unsigned month, unsigned number) {
    return *make_date(year, month, number);
}

// The deadline of the one duty, its `due` being `due`.
Deadline deadline(const std::string& due) {
    World world;
    world.replace(campaign_file, "{ before = 2017-02-15 }", due);
    return world.definition().campaign.duties.front().occurrences.front().deadline;
}

TEST(Configuration, IsReadWhole) {
    World world;
    const Reading reading = world.read();
    ASSERT_TRUE(reading.configuration);
    const Configuration& configuration = *reading.configuration;
    EXPECT_EQ(configuration.file, world.file("dondoc.toml"));
    EXPECT_EQ(configuration.state_directory, world.file("state"));
    EXPECT_EQ(configuration.http.address, "::1");
    EXPECT_EQ(configuration.http.port, 0);
    EXPECT_TRUE(configuration.http.open_reading);
    EXPECT_TRUE(configuration.http.trusted_proxies.empty());
    EXPECT_EQ(configuration.bounces, "");
    EXPECT_EQ(configuration.language, Language::vi);
    ASSERT_EQ(configuration.channels.size(), 1u);
    EXPECT_EQ(configuration.channels[0].id, "mail");
    EXPECT_EQ(configuration.channels[0].from.name, "Sở Y tế");
    EXPECT_EQ(std::get<SpoolSettings>(configuration.channels[0].transport).directory,
              world.file("state/spool"));

    const Definition& definition = *configuration.campaigns.at(0);
    EXPECT_EQ(definition.zone.name(), "Asia/Ho_Chi_Minh");
    EXPECT_EQ(definition.organisation->unit("bv-mot")->head, "giam-doc");
    EXPECT_EQ(definition.calendar->describe(day(2017, 5, 2)).kind, DayKind::swapped);
    EXPECT_TRUE(definition.calendar->working(day(2017, 5, 6)));
    const Duty& duty = definition.campaign.duties.at(0);
    EXPECT_EQ(duty.phase, "dang-ky");
    EXPECT_THAT(duty.obligors, ElementsAre("bv-mot"));
    EXPECT_FALSE(duty.upward);
    EXPECT_EQ(definition.ladder_of(duty).id, "tieu-chuan");
    EXPECT_EQ(definition.campaign.phase("dang-ky")->title, "Đăng ký");
}

TEST(Configuration, NamesTheProxiesThatAreBelievedAndWhetherReadingIsOpen) {
    World world;
    world.replace("dondoc.toml", "listen = \"[::1]:0\"",
                  "trusted_proxies = [\"127.0.0.1\", \"fd00::1\"]\nopen_reading = false");
    const Reading reading = world.read();
    ASSERT_TRUE(reading.configuration);
    const HttpSettings& http = reading.configuration->http;
    EXPECT_EQ(http.trusted_proxies, (std::vector<std::string>{"127.0.0.1", "fd00::1"}));
    EXPECT_FALSE(http.open_reading);
    EXPECT_EQ(http.address, "127.0.0.1");
}

TEST(Configuration, LooksForBouncesInTheStateDirectoryUnlessThePathIsWhole) {
    for (const auto& [written, meant] :
         {std::pair("bounces", "state/bounces"), std::pair("../mail/bounces", "mail/bounces")}) {
        World world;
        world.replace("dondoc.toml", "[channel.mail]",
                      "[bounces]\nmaildir = \"" + std::string(written) + "\"\n\n[channel.mail]");
        ASSERT_TRUE(world.read().configuration) << world.check();
        EXPECT_EQ(world.read().configuration->bounces, world.file(meant));
    }
}

TEST(Configuration, TakesAnotherStateDirectoryAndPutsTheSpoolThere) {
    World world;
    const Reading reading = read_configuration(world.file("dondoc.toml"), "/tmp/other");
    ASSERT_TRUE(reading.configuration);
    EXPECT_EQ(reading.configuration->state_directory, "/tmp/other");
    EXPECT_EQ(std::get<SpoolSettings>(reading.configuration->channels[0].transport).directory,
              "/tmp/other/spool");
}

TEST(StateDirectory, IsFoundHoweverFaultyTheRestIs) {
    World world;
    world.replace("dondoc.toml", "organisation", "organisatoin");
    world.write(campaign_file, "id = ");
    EXPECT_FALSE(world.read().configuration);
    const auto found = state_directory_of(world.file("dondoc.toml"));
    ASSERT_TRUE(found) << found.error().text;
    EXPECT_EQ(*found, world.file("state"));
}

TEST(StateDirectory, IsNotGuessedOfAFileThatCannotTellIt) {
    World world;
    EXPECT_THAT(state_directory_of(world.file("none.toml")).error().text,
                HasSubstr("none.toml: cannot be read"));
    world.write("dondoc.toml", "state_directory = 5\n");
    EXPECT_THAT(state_directory_of(world.file("dondoc.toml")).error().text,
                HasSubstr("dondoc.toml:1:"));
    world.write("dondoc.toml", "state_directory = \n");
    EXPECT_THAT(state_directory_of(world.file("dondoc.toml")).error().text,
                HasSubstr("dondoc.toml:1:"));
}

TEST(Configuration, ReportsAllFaultsOfAllFilesAtOnceInOrder) {
    World world;
    world.replace("dondoc.toml", "[::1]:0", "[::1]:99999")
        .replace("organisation.toml", "head = \"giam-doc\"", "head = \"giam-dox\"")
        .replace("organisation.toml", "name = \"Bệnh viện Một\"", "nam = \"Bệnh viện Một\"")
        .replace("ladders.toml", "at = 3", "at = -3")
        .replace("calendar.toml", "2017-05-06", "2017-05-09")
        .replace(campaign_file, "kind = \"registration\"", "kind = 7")
        .replace(campaign_file, "2017-02-15", "\"2017-Q5\"");
    EXPECT_FALSE(world.read().configuration);
    EXPECT_TRUE(matches_golden(world.check(), "config/golden/many-faults.txt"));
}

TEST(Configuration, SaysOnceWhatIsNamedWronglyOftenAndHowOften) {
    World world;
    world.replace("organisation.toml", "id = \"so-y-te\"", "id = \"so-yte\"");
    EXPECT_EQ(world.check(),
              "campaigns/phong-trao.toml:3:10: error: unknown unit 'so-y-te'; did you mean "
              "'so-yte'? (named 2 more times)\n"
              "organisation.toml:21:10: error: unknown unit 'so-y-te'; did you mean 'so-yte'?\n");
}

TEST(Configuration, BlamesABrokenFileAloneAndNotThoseThatNeedIt) {
    World world;
    world.write("organisation.toml", "[[person]\n");
    EXPECT_EQ(world.check(),
              "organisation.toml:1:10: error: not valid TOML: table header: expected ']', saw "
              "'\\n'; correct the text at this place\n");
}

TEST(Configuration, SaysThatTheMainFileIsMissing) {
    const Reading reading = read_configuration("/nowhere/dondoc.toml");
    ASSERT_EQ(reading.diagnostics.size(), 1u);
    EXPECT_EQ(reading.diagnostics[0].str(),
              "/nowhere/dondoc.toml: error: cannot be read: there is no such file; correct the "
              "name or create it");
    EXPECT_FALSE(reading.configuration);
}

TEST(Configuration, RefusesAFileLargerThanItsLimit) {
    World world;
    world.write("calendar.toml", std::string(file_size_max + 1, '\n'));
    EXPECT_THAT(world.check(), HasSubstr("dondoc.toml:4:12: error: cannot read 'calendar.toml': it "
                                         "is larger than 4096 KiB; "));
}

TEST(Configuration, ReadsAFileOfExactlyTheLimit) {
    World world;
    std::string text = read_bytes(world.file("calendar.toml"));
    text.resize(file_size_max, '\n');
    world.write("calendar.toml", text);
    EXPECT_EQ(world.check(), "");
}

TEST(Configuration, GivesTextsInNfcHoweverTheyAreTyped) {
    World world;
    world.replace(campaign_file, "Phong trào", "Phong tra\xCC\x80o");
    EXPECT_EQ(world.definition().campaign.title, "Phong trào năm 2017");
}

TEST(Configuration, SaysWhereTheSameCampaignStandsInAnotherFile) {
    World world;
    world.write("campaigns/sau.toml", read_bytes(world.file(campaign_file)));
    EXPECT_EQ(world.check(),
              "campaigns/sau.toml:1:6: error: campaign 'phong-trao' is there already, at "
              "campaigns/phong-trao.toml:1:6; give one of them another id\n");
}

TEST(Configuration, ReadsACampaignOnceThoughTwoPatternsMatchIt) {
    World world;
    world.replace("dondoc.toml", "[\"campaigns/*.toml\"]",
                  "[\"campaigns/phong-trao.toml\", \"campaigns/p*.toml\"]");
    EXPECT_EQ(world.definition().campaign.id, "phong-trao");
}

TEST(Configuration, WarnsOfAUnitOnceHoweverManyCampaignsChaseIt) {
    World world;
    world.replace("organisation.toml", "parent = \"so-y-te\"\ncontact = \"chuyen-vien\"",
                  "parent = \"so-y-te\"");
    std::string second = read_bytes(world.file(campaign_file));
    second.replace(second.find("phong-trao"), 10, "phong-trao-hai");
    world.write("campaigns/sau.toml", second);
    const Reading reading = world.read();
    ASSERT_EQ(reading.diagnostics.size(), 1u) << world.check();
    EXPECT_EQ(reading.diagnostics[0].severity, Severity::warning);
    ASSERT_TRUE(reading.configuration);
    EXPECT_EQ(reading.configuration->campaigns.size(), 2u);
}

TEST(Configuration, ReadsTemplatesAndReportsWhatTheComposerRefuses) {
    World world;
    world.replace("dondoc.toml", "state_directory = \"state\"",
                  "state_directory = \"state\"\ntemplates = \"mau\"");
    world.write("mau/README.md", "not a template");
    EXPECT_EQ(world.check(), "");
    world.write("mau/reminder.vi.txt", "Kính gửi\n{{#never_closed}}");
    world.write("mau/urge.vi.txt", "{{khong_co}}");
    const Reading reading = world.read();
    ASSERT_EQ(reading.diagnostics.size(), 2u) << "a fault of each file: " << world.check();
    EXPECT_EQ(reading.diagnostics[0].str(),
              "mau/reminder.vi.txt:2:1: error: section never_closed is not closed; write "
              "{{/never_closed}}");
    EXPECT_THAT(reading.diagnostics[1].str(), HasSubstr("mau/urge.vi.txt"));
    EXPECT_THAT(reading.diagnostics[1].str(), HasSubstr("khong_co"));
    world.write("mau/urge.vi.txt", "Kính gửi\n");
    world.write("mau/reminder.vi.txt", "Kính gửi\n\xFF");
    EXPECT_EQ(world.check(),
              "mau/reminder.vi.txt:2:1: error: a byte that is not UTF-8; save the file as UTF-8\n");
}

Deadline written_as(DueOperator op, Grain grain, Date first, Date last) {
    Deadline deadline;
    deadline.op = op;
    deadline.grain = grain;
    deadline.span = {first, last};
    return deadline;
}

TEST(Due, ReadsEveryFormOfDeadline) {
    using enum DueOperator;
    const Date february = day(2017, 2, 15);
    EXPECT_EQ(deadline("{ before = 2017-02-15 }"),
              written_as(before, Grain::day, february, february));
    EXPECT_EQ(deadline("{ by = 2017-02-15 }"), written_as(by, Grain::day, february, february));
    EXPECT_EQ(deadline("{ on = 2017-02-15 }"), written_as(on, Grain::day, february, february));
    EXPECT_EQ(deadline("{ within = \"2017-02\" }"),
              written_as(within, Grain::month, day(2017, 2, 1), day(2017, 2, 28)));
    EXPECT_EQ(deadline("{ by = \"2017-Q2\" }"),
              written_as(by, Grain::quarter, day(2017, 4, 1), day(2017, 6, 30)));
    EXPECT_EQ(deadline("{ within = \"2017-H2\" }"),
              written_as(within, Grain::half_year, day(2017, 7, 1), day(2017, 12, 31)));
    EXPECT_EQ(deadline("{ before = \"2017\" }"),
              written_as(before, Grain::year, day(2017, 1, 1), day(2017, 12, 31)));
    EXPECT_EQ(deadline("{ none = true }"), Deadline{});
}

TEST(Due, KeepsThePlansWordsAndTheRollItIsGiven) {
    const Deadline deadline_of_plan =
        deadline("{ by = 2017-02-15, written = \"chậm nhất 15/02\", roll = \"backward\" }");
    EXPECT_EQ(deadline_of_plan.written, "chậm nhất 15/02");
    EXPECT_EQ(deadline_of_plan.roll, Roll::backward);
}

TEST(Due, CountsARelativeTermAndRollsItForwardUnlessTheDutySaysOtherwise) {
    const Date start = day(2017, 6, 5);
    Deadline expected = written_as(DueOperator::relative, Grain::day, start, start);
    expected.count = 10;
    expected.working_days = true;
    expected.roll = Roll::forward;
    EXPECT_EQ(deadline("{ days = 10, after = 2017-06-05, working = true }"), expected);
    EXPECT_EQ(deadline("{ days = 10, after = 2017-06-05, roll = \"none\" }").roll, Roll::none);
}

TEST(Due, NumbersTheOccurrencesOfAListThatAreNotNamed) {
    World world;
    world.replace(campaign_file, "{ before = 2017-02-15 }",
                  "[{ within = \"2017-02\" }, { within = \"2017-03\", occurrence = \"ba\" }, "
                  "{ none = true }]");
    const Duty duty = world.definition().campaign.duties.at(0);
    std::vector<std::string> ids;
    for (const auto& occurrence : duty.occurrences) {
        ids.push_back(occurrence.id);
    }
    EXPECT_THAT(ids, ElementsAre("1", "ba", "3"));
}

TEST(Duty, WithoutDueIsUndated) {
    World world;
    world.replace(campaign_file, "due = { before = 2017-02-15 }\n", "");
    const Duty duty = world.definition().campaign.duties.at(0);
    ASSERT_EQ(duty.occurrences.size(), 1u);
    EXPECT_EQ(duty.occurrences[0].id, "1");
    EXPECT_EQ(duty.occurrences[0].deadline.op, DueOperator::none);
}

TEST(Duty, OwedByTheIssuerGoesUpward) {
    World world;
    world.replace(campaign_file, "from = \"each-participant\"", "from = \"so-y-te\"")
        .replace(campaign_file, "to = \"so-y-te\"", "to = \"Ủy ban nhân dân tỉnh\"");
    const Duty duty = world.definition().campaign.duties.at(0);
    EXPECT_TRUE(duty.upward);
    EXPECT_EQ(duty.to, "Ủy ban nhân dân tỉnh");
}

TEST(Duty, CountsAUnitOnceThoughItIsNamedTwice) {
    World world;
    world.replace(campaign_file, "from = \"each-participant\"",
                  "from = [\"bv-mot\", \"nhom:truc-thuoc\", \"each-participant\"]");
    EXPECT_THAT(world.definition().campaign.duties.at(0).obligors, ElementsAre("bv-mot"));
}

TEST(Duty, OutsideAnyPhaseKeepsItsPlaceInThePlan) {
    World world;
    world.replace(campaign_file, "[[phase]]",
                  "[[duty]]\nid = \"truoc\"\ndeliverable = \"Việc\"\nfrom = \"bv-mot\"\n"
                  "to = \"so-y-te\"\nquote = \"...\"\n\n[[phase]]");
    const auto duties = world.definition().campaign.duties;
    ASSERT_EQ(duties.size(), 2u);
    EXPECT_EQ(duties[0].id, "truoc");
    EXPECT_EQ(duties[0].phase, "");
    EXPECT_EQ(duties[1].id, "dang-ky");
}

TEST(LadderFile, GivesEachAudienceARungInWrittenOrder) {
    const auto rungs = World().definition().ladders.at("tieu-chuan").rungs;
    std::vector<std::string> ids;
    for (const Rung& rung : rungs)
        ids.push_back(rung.id);
    EXPECT_THAT(ids, ElementsAre("start.contact", "-5.contact", "-5.head", "-1.contact", "-1.head",
                                 "+3.superior"));
    EXPECT_FALSE(rungs[1].copy);
    EXPECT_TRUE(rungs[2].copy);
    EXPECT_EQ(rungs[5].release, Release::none);
}

TEST(CalendarFile, TakesAMakeUpDayOfTheNextYear) {
    World world;
    world.replace("calendar.toml", "date = 2017-05-02, make_up = 2017-05-06",
                  "date = 2017-12-29, make_up = 2018-01-06");
    const Definition definition = world.definition();
    EXPECT_FALSE(definition.calendar->working(day(2017, 12, 29)));
    EXPECT_TRUE(definition.calendar->working(day(2018, 1, 6)));
    EXPECT_FALSE(definition.calendar->working(day(2018, 1, 6) + one_day));
}

TEST(HeadDigest, IsOffUnlessTheSettingOrTheUnitItselfSaysSo) {
    const auto tells = [](const World& world) {
        const Definition definition = world.definition();
        return definition.tells_head(definition.unit("bv-mot"));
    };
    World world;
    EXPECT_FALSE(tells(world));
    world.replace("organisation.toml", "parent = \"so-y-te\"",
                  "parent = \"so-y-te\"\nhead_digest = true");
    EXPECT_TRUE(tells(world));
    world.replace("dondoc.toml", "to = 16:30:00", "to = 16:30:00\nhead_digest = true");
    world.replace("organisation.toml", "head_digest = true", "head_digest = false");
    EXPECT_FALSE(tells(world));
    world.replace("organisation.toml", "head_digest = false", "");
    EXPECT_TRUE(tells(world));
}

}  // namespace
}  // namespace dondoc
