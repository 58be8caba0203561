#include "daemon/cli/command_line.h"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

#include "tests/workflows/world.h"

namespace dondoc {

namespace {

std::variant<Asked, int> parse(const std::string& words) {
    std::istringstream stream("dondoc " + words);
    std::vector<std::string> kept;
    for (std::string word; stream >> word;)
        kept.push_back(word);
    std::vector<const char*> arguments;
    for (const std::string& word : kept)
        arguments.push_back(word.c_str());
    return parse_command_line(static_cast<int>(arguments.size()), arguments.data());
}

Asked asked(const std::string& words) {
    auto parsed = parse(words);
    if (auto* found = std::get_if<Asked>(&parsed)) return std::move(*found);
    ADD_FAILURE() << "dondoc " << words << ": status " << std::get<int>(parsed);
    return {{}, StatusOptions{}};
}

template <class Options>
Options options(const std::string& words) {
    const Asked parsed = asked(words);
    const auto* found = std::get_if<Options>(&parsed.what);
    if (!found) ADD_FAILURE() << "dondoc " << words << " asks for something else";
    return found ? *found : Options{};
}

TEST(CommandLine, ReadsTheFiguresOfASubmissionAndTheAccounts) {
    EXPECT_EQ(options<ActOptions>("submit a.b.1.d --figure x=1,2 --figure y=3").figures,
              (std::vector<std::string>{"x=1,2", "y=3"}));
    for (const std::string what : {"indicators", "eligibility", "record"}) {
        const auto account = options<AccountOptions>(what + " mot-ma --json");
        EXPECT_EQ(account.what, what);
        EXPECT_EQ(account.id, "mot-ma");
        EXPECT_EQ(options<AccountOptions>(what + " mot-ma --lang en").language, "en");
        EXPECT_EQ(std::get<int>(parse(what)), 2);
    }
    EXPECT_EQ(std::get<int>(parse("accept a.b.1.d --figure x=1")), 2);
}

TEST(CommandLine, ReadsWhichStandingIsAskedFor) {
    EXPECT_FALSE(options<StatusOptions>("status").overdue);
    EXPECT_TRUE(options<StatusOptions>("status --overdue --lang vi").overdue);
    EXPECT_EQ(std::get<int>(parse("status --lang fr")), 2);
}

TEST(CommandLine, ReadsTheFormatOfAForecastByItsName) {
    const std::string forecast = "forecast --from 2017-01-01 --to 2018-01-01 --format ";
    EXPECT_EQ(options<RehearseOptions>(forecast + "csv").format, ForecastFormat::csv);
    EXPECT_EQ(options<RehearseOptions>(forecast + "HTML").format, ForecastFormat::html);
    testing::internal::CaptureStderr();
    for (const char* none : {"pdf", "3", ""})
        EXPECT_EQ(std::get<int>(parse(forecast + none)), 2) << none;
    const std::string told = testing::internal::GetCapturedStderr();
    EXPECT_NE(told.find("«pdf» is none; write text, json, csv, ics or html"), told.npos) << told;
    EXPECT_EQ(told.find("ENUM"), told.npos) << told;
}

TEST(CommandLine, RefusesWrongWordsWithStatusTwo) {
    for (const char* words :
         {"",
          "srve",
          "serve --json",
          "serve --nothing",
          "serve extra",
          "check --strict=maybe",
          "simulate",
          "simulate --from 2017-01-01",
          "forecast --to 2017-01-01",
          "why",
          "submit",
          "submit a.b.c.d e",
          "extend",
          "request a.b.c.d --reason x",
          "suspend plan --units a --from 2017-02-01",
          "unsuspend plan",
          "silence --campaign plan",
          "unsilence",
          "phase",
          "phase melt a.b",
          "phase hold",
          "pause a",
          "event",
          "event plan",
          "event plan be-mac",
          "event plan be-mac --date",
          "workday",
          "workday 2017-01-01 five",
          "workday 2017-01-01 5001",
          "serve --pace fast --virtual-from 2017-01-01",
          "serve --virtual-from 2017-01-01",
          "serve --virtual-to 2018-01-01",
          "serve --virtual-from 2017-01-01 --virtual-to 2017-01-01",
          "serve --virtual-from 2017-1-1 --virtual-to 2018-01-01",
          "serve --exit",
          "serve --events a.jsonl",
          "serve --pace 10",
          "serve --virtual-from 2017-01-01 --virtual-to 2018-01-01 --pace -1"}) {
        const auto parsed = parse(words);
        ASSERT_TRUE(std::holds_alternative<int>(parsed)) << words;
        EXPECT_EQ(std::get<int>(parsed), 2) << words;
    }
}

TEST(CommandLine, AnswersHelpAndVersionWithStatusZero) {
    for (const char* words : {"--help", "--version", "serve --help", "phase hold --help"}) {
        const auto parsed = parse(words);
        ASSERT_TRUE(std::holds_alternative<int>(parsed)) << words;
        EXPECT_EQ(std::get<int>(parsed), 0) << words;
    }
}

TEST(CommandLine, TakesTheSameOptionsWithEveryCommand) {
    for (const char* words : {"check",
                              "simulate --from a --to b",
                              "forecast --from a --to b",
                              "status",
                              "why a.b.c.d",
                              "submit a.b.c.d",
                              "accept a.b.c.d",
                              "return a.b.c.d",
                              "extend a.b.c.d --due 2017-02-01",
                              "waive a.b.c.d",
                              "request a.b.c.d --to 2017-02-01",
                              "decline a.b.c.d",
                              "reopen a.b.c.d",
                              "suspend plan --units a --from 2017-02-01 --to 2017-02-03",
                              "unsuspend plan --units a",
                              "silence --campaign plan --until 2017-02-03",
                              "unsilence 1",
                              "pause",
                              "resume",
                              "go-ahead",
                              "clock confirm",
                              "phase open a.b",
                              "phase close a.b",
                              "phase skip a.b",
                              "phase hold a.b",
                              "phase release a.b",
                              "event plan be-mac --date 2017-03-10",
                              "remind a.b.c.d --as x",
                              "confirm-contact x",
                              "hand-over a.b.c.d --to x",
                              "workday 2017-01-30"}) {
        const Asked parsed =
            asked(std::string(words) + " --config c.toml --state-directory s --json");
        EXPECT_EQ(parsed.common.config, "c.toml") << words;
        EXPECT_EQ(parsed.common.state_directory, "s") << words;
        EXPECT_TRUE(parsed.common.json) << words;
        EXPECT_EQ(asked(words).common.config, "/etc/dondoc/dondoc.toml") << words;
        EXPECT_FALSE(asked(words).common.json) << words;
    }
    EXPECT_EQ(asked("serve --config c.toml --state-directory s").common.config, "c.toml");
}

TEST(CommandLine, ReadsAVirtualYear) {
    const auto serve = options<ServeOptions>(
        "serve --config c.toml --virtual-from 2017-01-01 --virtual-to 2018-01-01 --pace 1.5 "
        "--events e.jsonl --exit");
    ASSERT_TRUE(serve.year);
    EXPECT_EQ(serve.year->from, test::day("2017-01-01"));
    EXPECT_EQ(serve.year->to, test::day("2018-01-01"));
    EXPECT_EQ(serve.year->pace, std::chrono::milliseconds(1500));
    EXPECT_EQ(serve.events, "e.jsonl");
    EXPECT_TRUE(serve.exit_at_end);
    EXPECT_EQ(serve.config, "c.toml");
    EXPECT_FALSE(options<ServeOptions>("serve").year);
}

TEST(CommandLine, ReadsRehearsals) {
    const auto simulate =
        options<RehearseOptions>("simulate --from 2017-01-01 --to 2018-01-01 --events e.jsonl");
    EXPECT_FALSE(simulate.from_store);
    EXPECT_EQ(simulate.from, "2017-01-01");
    EXPECT_EQ(simulate.to, "2018-01-01");
    EXPECT_EQ(simulate.events, "e.jsonl");
    const auto forecast =
        options<RehearseOptions>("forecast --from 2017-01-01 --to 2018-01-01 --campaign x");
    EXPECT_TRUE(forecast.from_store);
    EXPECT_EQ(forecast.campaign, "x");
}

TEST(CommandLine, ReadsRemindersAndConfirmedContacts) {
    const auto remind = options<ActOptions>("remind a.b.c.d --as bv-da-khoa --reason họp --by lan");
    EXPECT_EQ(remind.verb, "remind");
    EXPECT_EQ(remind.target, "a.b.c.d");
    EXPECT_EQ(remind.as, "bv-da-khoa");
    EXPECT_EQ(remind.reason, "họp");
    EXPECT_EQ(remind.by, "lan");
    EXPECT_FALSE(remind.again);
    EXPECT_TRUE(options<ActOptions>("remind a.b.c.d --as bv-da-khoa --again").again);
    const auto confirm = options<ActOptions>("confirm-contact bv-da-khoa --by lan");
    EXPECT_EQ(confirm.verb, "confirm-contact");
    EXPECT_EQ(confirm.target, "bv-da-khoa");
    EXPECT_EQ(confirm.by, "lan");
}

TEST(CommandLine, ReadsHandOvers) {
    const auto one = options<ActOptions>("hand-over a.b.c.d --to bv-sa-pa --reason họp --by lan");
    EXPECT_EQ(one.verb, "hand-over");
    EXPECT_EQ(one.target, "a.b.c.d");
    EXPECT_EQ(one.to_unit, "bv-sa-pa");
    EXPECT_EQ(one.reason, "họp");
    EXPECT_EQ(one.by, "lan");
    const auto all = options<ActOptions>("hand-over a --unit bv-bat-xat --to bv-sa-pa");
    EXPECT_EQ(all.target, "a");
    EXPECT_EQ(all.unit, "bv-bat-xat");
}

TEST(CommandLine, ReadsDecisions) {
    const auto submit = options<ActOptions>(
        "submit a.b.c.d --document 12/BC --dated 2017-01-18 --signer x --arrived 2017-01-19 --by "
        "tccb --reason muộn");
    EXPECT_EQ(submit.verb, "submit");
    EXPECT_EQ(submit.target, "a.b.c.d");
    EXPECT_EQ(submit.document, "12/BC");
    EXPECT_EQ(submit.dated, "2017-01-18");
    EXPECT_EQ(submit.signer, "x");
    EXPECT_EQ(submit.arrived, "2017-01-19");
    EXPECT_EQ(submit.by, "tccb");
    EXPECT_EQ(submit.reason, "muộn");
    EXPECT_EQ(options<ActOptions>("return a.b.c.d --due 2017-02-01").due, "2017-02-01");
    EXPECT_EQ(options<ActOptions>("extend a.b.c.d --due 2017-02-01").due, "2017-02-01");
    EXPECT_EQ(options<ActOptions>("extend a.b.c.d --approver x").approver, "x");
    EXPECT_EQ(options<ActOptions>("waive a.b.c.d --approver x").approver, "x");
    const auto request =
        options<ActOptions>("request a.b.c.d --to 2017-02-01 --document 9/CV --reason x");
    EXPECT_EQ(request.verb, "request");
    EXPECT_EQ(request.to, "2017-02-01");
    EXPECT_EQ(request.document, "9/CV");
    EXPECT_EQ(options<ActOptions>("decline a.b.c.d --reason x").verb, "decline");
    EXPECT_EQ(options<ActOptions>("reopen a.b.c.d --reason x").verb, "reopen");
    const auto suspend = options<ActOptions>(
        "suspend plan --units a,b --from 2017-02-01 --to 2017-02-03 --reason x --approver y");
    EXPECT_EQ(suspend.verb, "suspend");
    EXPECT_EQ(suspend.target, "plan");
    EXPECT_EQ(suspend.units, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(suspend.from, "2017-02-01");
    EXPECT_EQ(suspend.to, "2017-02-03");
    EXPECT_EQ(suspend.approver, "y");
    EXPECT_EQ(options<ActOptions>("unsuspend plan --units a --reason x").verb, "unsuspend");
    const auto silence = options<ActOptions>(
        "silence --campaign plan --duty form --units a,b --until 2017-02-03 --reason x --yes");
    EXPECT_EQ(silence.verb, "silence");
    EXPECT_EQ(silence.campaign + ' ' + silence.duty, "plan form");
    EXPECT_EQ(silence.units, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(silence.until, "2017-02-03");
    EXPECT_TRUE(silence.yes);
    EXPECT_EQ(options<ActOptions>("unsilence 3 --reason x").target, "3");
    EXPECT_EQ(options<AccountOptions>("silences").what, "silences");
    EXPECT_EQ(options<ActOptions>("phase hold a.b --reason x").verb, "phase hold");
    EXPECT_EQ(options<ActOptions>("phase hold a.b --reason x").target, "a.b");
    const auto event =
        options<ActOptions>("event plan be-mac --date 2017-03-10 --reason x --by lan");
    EXPECT_EQ(event.verb, "event");
    EXPECT_EQ(event.target, "plan");
    EXPECT_EQ(event.event, "be-mac");
    EXPECT_EQ(event.date, "2017-03-10");
    EXPECT_EQ(event.reason, "x");
    EXPECT_EQ(event.by, "lan");
    EXPECT_EQ(options<ActOptions>("pause --reason x").target, "");
    EXPECT_EQ(options<ActOptions>("resume --reason x").verb, "resume");
}

TEST(CommandLine, ReadsTheRest) {
    EXPECT_TRUE(options<CheckOptions>("check --strict").strict);
    EXPECT_EQ(options<WhyOptions>("why a.b.c.d").what, "a.b.c.d");
    EXPECT_FALSE(options<WorkdayOptions>("workday 2017-01-30").counted);
    const auto back = options<WorkdayOptions>("workday 2017-01-30 -10");
    EXPECT_TRUE(back.counted);
    EXPECT_EQ(back.count, -10);
    EXPECT_EQ(options<WorkdayOptions>("workday 2017-01-30 10").count, 10);
}

}  // namespace

}  // namespace dondoc
