#include "daemon/loop/script.h"

#include <gtest/gtest.h>

#include "tests/workflows/world.h"

namespace dondoc {

namespace {

using test::at;
using test::day;

constexpr const char* obligation = R"("obligation":"thi-dua-2017.dang-ky.1.bv-da-khoa")";

std::string faults(const std::string& text) {
    const auto lines = parse_script("nam.jsonl", text);
    return lines ? "" : lines.error().text;
}

// The fault of one line whose instant is right.
std::string fault(const std::string& rest) {
    return faults(R"({"at":"2017-01-20T09:00:00+07:00",)" + rest + "}");
}

TEST(Script, ReadsEveryKeyOfADecision) {
    const auto lines = parse_script(
        "nam.jsonl", std::string(R"({"at":"2017-01-20T09:00:00+07:00","do":"submit",)") +
                         obligation +
                         R"(,"by":"tccb","reason":"bổ sung","document":"12/BC-BV",)"
                         R"("arrived":"2017-01-19","due":"2017-02-01","dated":"2017-01-18",)"
                         R"("signer":"Giám đốc","approver":"Giám đốc Sở"})");
    ASSERT_TRUE(lines) << lines.error().text;
    ASSERT_EQ(lines->size(), 1u);
    const ScriptLine& line = lines->front();
    EXPECT_EQ(line.at, at("2017-01-20 09:00"));
    EXPECT_EQ(line.place, "nam.jsonl:1");
    EXPECT_EQ(line.written, "2017-01-20T09:00:00+07:00");
    EXPECT_EQ(line.command.by, "tccb");
    const auto& asked = std::get<DecideObligation>(line.command.what);
    EXPECT_EQ(asked.id.text(), "thi-dua-2017.dang-ky.1.bv-da-khoa");
    EXPECT_EQ(asked.decision.verb, Verb::submit);
    EXPECT_EQ(asked.decision.reason, "bổ sung");
    EXPECT_EQ(asked.decision.document, "12/BC-BV");
    EXPECT_EQ(asked.decision.arrived, day("2017-01-19"));
    EXPECT_EQ(asked.decision.due, day("2017-02-01"));
    EXPECT_EQ(asked.decision.dated, day("2017-01-18"));
    EXPECT_EQ(asked.decision.signer, "Giám đốc");
    EXPECT_EQ(asked.decision.approver, "Giám đốc Sở");
}

TEST(Script, ReadsASilenceAndItsEnd) {
    const auto lines = parse_script(
        "nam.jsonl",
        R"({"at":"2017-01-20T09:00:00+07:00","do":"silence","campaign":"plan","duty":"form",)"
        R"("units":["a"],"until":"2017-01-24","reason":"họp"})"
        "\n"
        R"({"at":"2017-01-21T09:00:00+07:00","do":"unsilence","number":1,"reason":"xong"})");
    ASSERT_TRUE(lines) << lines.error().text;
    const auto& asked = std::get<SetSilence>(lines->at(0).command.what).asked;
    EXPECT_EQ(asked.scope, (SilenceScope{"plan", "form", {"a"}}));
    EXPECT_EQ(asked.until, day("2017-01-24"));
    EXPECT_EQ(asked.reason, "họp");
    EXPECT_EQ(std::get<EndSilence>(lines->at(1).command.what).number, 1);
    EXPECT_NE(fault(R"("do":"unsilence","number":"1","reason":"x")").find("write 1"),
              std::string::npos);
}

TEST(Script, ReadsThatLinksAreRevokedAndThatAUnitAcknowledges) {
    const auto lines = parse_script(
        "nam.jsonl",
        R"({"at":"2017-01-20T09:00:00+07:00","do":"revoke-links","unit":"a","reason":"lộ"})"
        "\n"
        R"({"at":"2017-01-21T09:00:00+07:00","do":"acknowledge","obligation":"p.d.1.a"})");
    ASSERT_TRUE(lines) << lines.error().text;
    const auto& revoked = std::get<RevokeLinks>(lines->at(0).command.what);
    EXPECT_EQ(revoked.unit + ' ' + revoked.reason, "a lộ");
    EXPECT_EQ(std::get<DecideObligation>(lines->at(1).command.what).decision.verb,
              Verb::acknowledge);
}

TEST(Script, TellsAFaultOnOneLineWhateverItQuotes) {
    const std::string told = fault(R"("do":"a\nb\u0000c")");
    EXPECT_EQ(told.find('\n'), std::string::npos) << told;
    EXPECT_NE(told.find("«a b c»"), std::string::npos) << told;
}

TEST(Script, ReadsTheDayThatAUnitAsksFor) {
    const auto lines = parse_script(
        "nam.jsonl", std::string(R"({"at":"2017-01-20T09:00:00+07:00","do":"request",)") +
                         obligation + R"(,"reason":"lũ","to":"2017-02-06"})");
    ASSERT_TRUE(lines) << lines.error().text;
    const auto& asked = std::get<DecideObligation>(lines->front().command.what);
    EXPECT_EQ(asked.decision.verb, Verb::request);
    EXPECT_EQ(asked.decision.due, day("2017-02-06"));
}

TEST(Script, ReadsSuspensionsAndTheirEnds) {
    const auto lines =
        parse_script("nam.jsonl", R"(
{"at":"2017-01-20T09:00:00+07:00","do":"suspend","campaign":"p","units":["a","b"],)"
                                  R"("from":"2017-01-20","to":"2017-01-27","reason":"lũ",)"
                                  R"("approver":"Giám đốc Sở"}
{"at":"2017-01-24T09:00:00+07:00","do":"unsuspend","campaign":"p","units":["b"],"reason":"hết lũ"}
)");
    ASSERT_TRUE(lines) << lines.error().text;
    const auto& suspend = std::get<SuspendUnits>(lines->at(0).command.what);
    EXPECT_EQ(suspend.campaign, "p");
    EXPECT_EQ(suspend.asked.units, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(suspend.asked.from, day("2017-01-20"));
    EXPECT_EQ(suspend.asked.to, day("2017-01-27"));
    EXPECT_EQ(suspend.asked.reason, "lũ");
    EXPECT_EQ(suspend.asked.approver, "Giám đốc Sở");
    const auto& end = std::get<EndSuspension>(lines->at(1).command.what);
    EXPECT_EQ(end.units, std::vector<std::string>{"b"});
    EXPECT_EQ(end.reason, "hết lũ");
}

TEST(Script, ReadsRemindersAndConfirmedContacts) {
    const auto lines = parse_script("nam.jsonl", R"(
{"at":"2017-01-20T09:00:00+07:00","do":"remind","obligation":"a.b.1.c","unit":"d","reason":"họp"}
{"at":"2017-01-20T09:00:00+07:00","do":"confirm-contact","unit":"d"}
{"at":"2017-01-20T10:00:00Z","do":"remind","obligation":"a.b.1.c","as":"d","again":true,"reason":""}
)");
    ASSERT_TRUE(lines) << lines.error().text;
    const auto& remind = std::get<RemindNow>(lines->at(0).command.what);
    EXPECT_EQ(remind.id.text(), "a.b.1.c");
    EXPECT_EQ(remind.reminding.unit, "d");
    EXPECT_EQ(remind.reminding.reason, "họp");
    EXPECT_FALSE(remind.reminding.again);
    EXPECT_EQ(std::get<ConfirmContact>(lines->at(1).command.what).unit, "d");
    const auto& once_more = std::get<RemindNow>(lines->at(2).command.what).reminding;
    EXPECT_EQ(once_more.unit, "d") << "as the command line calls it";
    EXPECT_TRUE(once_more.again);
}

TEST(Script, ReadsHandOversOfOneObligationAndOfAllThatAUnitHasOpen) {
    const auto lines = parse_script("nam.jsonl", R"(
{"at":"2017-01-20T09:00:00+07:00","do":"hand-over","obligation":"a.b.1.c","to":"d","reason":"họp"}
{"at":"2017-01-20T09:00:00+07:00","do":"hand-over","campaign":"a","unit":"c","to":"d"}
)");
    ASSERT_TRUE(lines) << lines.error().text;
    const auto& one = std::get<HandOverShares>(lines->at(0).command.what);
    EXPECT_EQ(one.one.value().text(), "a.b.1.c");
    EXPECT_EQ(one.campaign + ' ' + one.unit, "a c");
    EXPECT_EQ(one.asked.to, "d");
    EXPECT_EQ(one.asked.reason, "họp");
    const auto& all = std::get<HandOverShares>(lines->at(1).command.what);
    EXPECT_FALSE(all.one);
    EXPECT_EQ(all.campaign + ' ' + all.unit, "a c");
    EXPECT_FALSE(parse_script("nam.jsonl", R"({"at":"2017-01-20T09:00:00+07:00","do":"hand-over",)"
                                           R"("campaign":"a","to":"d"})"));
}

TEST(Script, ReadsTheFiguresOfASubmission) {
    const auto lines = parse_script(
        "nam.jsonl", std::string(R"({"at":"2017-01-20T09:00:00+07:00","do":"submit",)") +
                         obligation + R"(,"figures":{"hai-long":"85,5","sang-kien":"12"}})");
    ASSERT_TRUE(lines) << lines.error().text;
    const auto& figures = std::get<DecideObligation>(lines->at(0).command.what).decision.figures;
    ASSERT_EQ(figures.size(), 2u);
    EXPECT_EQ(figures[0].indicator, "hai-long");
    EXPECT_EQ(figures[0].value, "85,5");
    EXPECT_EQ(figures[1].indicator, "sang-kien");
    const std::string submit = R"("do":"submit",)" + std::string(obligation);
    EXPECT_EQ(fault(submit + R"(,"figures":"85")"),
              "nam.jsonl:1: \"figures\" are not an object; write {\"indicator\": \"1,2\"}");
    EXPECT_EQ(fault(submit + R"(,"figures":{"hai-long":85})"),
              "nam.jsonl:1: the figure of \"hai-long\" is not a text; put it in quotes: \"1,2\"");
    EXPECT_EQ(fault(R"("do":"accept",)" + std::string(obligation) + R"(,"figures":{})"),
              "nam.jsonl:1: \"figures\" go with submit alone; leave them out");
}

TEST(Script, ReadsPhasesPausesAndResumes) {
    const auto lines = parse_script("nam.jsonl", R"(
{"at":"2017-01-20T09:00:00+07:00","do":"phase hold","phase":"thi-dua-2017.gd","reason":"bão"}
{"at":"2017-01-20T02:30:00Z","do":"pause","reason":"bão"}

{"at":"2017-01-21T09:00:00+07:00","do":"resume","reason":"bão tan"}
)");
    ASSERT_TRUE(lines) << lines.error().text;
    ASSERT_EQ(lines->size(), 3u);
    const auto& hold = std::get<DecidePhase>(lines->at(0).command.what);
    EXPECT_EQ(hold.campaign, "thi-dua-2017");
    EXPECT_EQ(hold.phase, "gd");
    EXPECT_EQ(hold.verb, PhaseVerb::hold);
    EXPECT_EQ(hold.reason, "bão");
    EXPECT_EQ(lines->at(0).command.by, "script");
    EXPECT_EQ(std::get<PauseSending>(lines->at(1).command.what).reason, "bão");
    EXPECT_EQ(lines->at(1).at, at("2017-01-20 09:30"));
    EXPECT_EQ(std::get<ResumeSending>(lines->at(2).command.what).reason, "bão tan");
}

TEST(Script, ReadsTheDayOfAnEvent) {
    const auto lines = parse_script(
        "nam.jsonl",
        R"({"at":"2017-03-06T09:00:00+07:00","do":"event","event":"thi-dua-2017.be-mac",)"
        R"("date":"2017-03-10","by":"chi.lan","reason":"Thông báo 15"})");
    ASSERT_TRUE(lines) << lines.error().text;
    const auto& asked = std::get<DateEvent>(lines->at(0).command.what);
    EXPECT_EQ(asked.campaign, "thi-dua-2017");
    EXPECT_EQ(asked.event, "be-mac");
    EXPECT_EQ(asked.day, day("2017-03-10"));
    EXPECT_EQ(asked.reason, "Thông báo 15");
    EXPECT_EQ(lines->at(0).command.by, "chi.lan");
}

TEST(Script, SortsByInstantAndKeepsTheOrderOfTheFileWithinOne) {
    const auto lines = parse_script("nam.jsonl", R"(
{"at":"2017-01-21T09:00:00+07:00","do":"pause","reason":"c"}
{"at":"2017-01-20T09:00:00+07:00","do":"pause","reason":"a"}
{"at":"2017-01-20T09:00:00+07:00","do":"resume","reason":"b"}
)");
    ASSERT_TRUE(lines);
    EXPECT_EQ(std::get<PauseSending>(lines->at(0).command.what).reason, "a");
    EXPECT_EQ(std::get<ResumeSending>(lines->at(1).command.what).reason, "b");
    EXPECT_EQ(std::get<PauseSending>(lines->at(2).command.what).reason, "c");
}

TEST(Script, IsEmptyWhenItsFileIs) {
    EXPECT_TRUE(parse_script("nam.jsonl", "")->empty());
    EXPECT_TRUE(parse_script("nam.jsonl", "\n \r\n\t\n")->empty());
}

TEST(Script, TellsAllFaultsAtOnceEachWithItsLine) {
    EXPECT_EQ(faults("{}x\n\n[1]\n{\"at\":\"2017-01-20\",\"do\":\"pause\",\"reason\":\"bão\"}\n"),
              "nam.jsonl:1: not JSON (extra data); write one object a line\n"
              "nam.jsonl:3: not an object; write {\"at\": …, \"do\": …}\n"
              "nam.jsonl:4: \"at\" is not a time; write it like 2017-01-20T09:00:00+07:00");
}

TEST(Script, SaysWhatIsWrongWithALineAndWhatToDo) {
    const std::string known =
        "; known are submit, accept, return, extend, waive, request, decline, reopen, hold, "
        "release, acknowledge, suspend, "
        "unsuspend, silence, unsilence, remind, confirm-contact, revoke-links, hand-over, pause, "
        "resume, event, "
        "phase open, phase "
        "close, phase skip, phase hold, phase release";
    const auto with = [](const std::string& rest) {
        return R"("do":"submit",)" + std::string(obligation) + "," + rest;
    };
    const std::vector<std::pair<std::string, std::string>> table{
        {R"("do":"sumbit")", "\"do\" is «sumbit»" + known},
        {R"("do":"phase melt","phase":"a.b","reason":"x")", "\"do\" is «phase melt»" + known},
        {R"("do":"submit")", "\"obligation\" is missing; add it"},
        {R"("do":"submit","obligation":"dang-ky")",
         "\"obligation\" is not an id; write campaign.duty.occurrence.unit"},
        {R"("do":"submit","obligation":7)", "\"obligation\" is not a text; put it in quotes"},
        {with(R"("arrived":"20/01/2017")"), "\"arrived\" is not a day; write it like 2017-01-20"},
        {with(R"("due":"2017-02-30")"), "\"due\" is not a day; write it like 2017-01-20"},
        {with(R"("by":true)"), "\"by\" is not a text; put it in quotes"},
        {with(R"("person":"x")"),
         "unknown key \"person\"; known are at, do, obligation, phase, event, campaign, units, by, "
         "reason, document, dated, signer, arrived, due, date, from, to, approver, unit, figures, "
         "again, as, discard, duty, until, number, tell"},
        {R"("do":"go-ahead")", "\"reason\" is missing; add it"},
        {R"("do":"go-ahead","reason":"x","discard":"yes")",
         "\"discard\" is neither true nor false"},
        {R"("do":"event","date":"2017-03-10","reason":"x")", "\"event\" is missing; add it"},
        {R"("do":"event","event":"be-mac","date":"2017-03-10","reason":"x")",
         "\"event\" is not an id; write campaign.event"},
        {R"("do":"event","event":"a.","date":"2017-03-10","reason":"x")",
         "\"event\" is not an id; write campaign.event"},
        {R"("do":"event","event":"a.b","reason":"x")", "\"date\" is missing; add it"},
        {R"("do":"event","event":"a.b","date":"10/3","reason":"x")",
         "\"date\" is not a day; write it like 2017-01-20"},
        {R"("do":"event","event":"a.b","date":"2017-03-10")", "\"reason\" is missing; add it"},
        {R"("do":"phase hold","reason":"x")", "\"phase\" is missing; add it"},
        {R"("do":"phase hold","phase":"gd","reason":"x")",
         "\"phase\" is not an id; write campaign.phase"},
        {R"("do":"phase hold","phase":".gd","reason":"x")",
         "\"phase\" is not an id; write campaign.phase"},
        {R"("do":"phase hold","phase":"gd.","reason":"x")",
         "\"phase\" is not an id; write campaign.phase"},
        {R"("do":"phase hold","phase":"a.b")", "\"reason\" is missing; add it"},
        {R"("do":"pause")", "\"reason\" is missing; add it"},
        {R"("do":"suspend","units":["a"])", "\"campaign\" is missing; add it"},
        {R"("do":"suspend","campaign":"p","units":"a")",
         "\"units\" is not a list; write [\"unit\", …]"},
        {R"("do":"unsuspend","campaign":"p","units":[7],"reason":"x")",
         "\"units\" holds what is not a text; put it in quotes"},
        {R"("by":"x")", "\"do\" is missing; add it"},
    };
    for (const auto& [line, expected] : table)
        EXPECT_EQ(fault(line), "nam.jsonl:1: " + expected) << line;
    EXPECT_EQ(faults(R"({"do":"pause","reason":"x"})"), "nam.jsonl:1: \"at\" is missing; add it");
}

TEST(Script, NamesAFileThatIsNotThere) {
    const auto lines = read_script("/nowhere/nam.jsonl");
    ASSERT_FALSE(lines);
    EXPECT_EQ(lines.error().text, "event script /nowhere/nam.jsonl: cannot be read");
}

TEST(Script, ReadsTheSample) {
    const auto lines =
        read_script(DONDOC_SOURCE_DIR "/config/samples/demo/lao-cai-2017.events.jsonl");
    ASSERT_TRUE(lines) << lines.error().text;
    EXPECT_GT(lines->size(), 100u);
}

}  // namespace

}  // namespace dondoc
