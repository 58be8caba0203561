// `audit` on a store of few rows: what it prints, and with which status it ends.
#include <gmock/gmock.h>

#include <regex>

#include "daemon/cli/audit_words.h"
#include "daemon/cli/command_line.h"
#include "tests/daemon/store/raw.h"
#include "tests/daemon/store/world.h"
#include "tests/golden.h"

namespace dondoc::store_test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Said {
    int status = 0;
    std::string out;
    std::string err;
};

Said dondoc_says(std::vector<std::string> words) {
    words.insert(words.begin(), "dondoc");
    std::vector<const char*> argv;
    for (const std::string& word : words)
        argv.push_back(word.c_str());
    std::fflush(stdout);
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int status = run(static_cast<int>(argv.size()), argv.data());
    std::fflush(stdout);
    Said said{status, testing::internal::GetCapturedStdout(), {}};
    said.err = testing::internal::GetCapturedStderr();
    return said;
}

// Hashes move whenever a field is added to an event; that each stands in its place is what counts.
std::string without_hashes(const std::string& text) {
    return std::regex_replace(text, std::regex("[0-9a-f]{64}"), "…");
}

// An obligation that was told of twice and came after the second time, without a configuration.
class Story : public testing::Test {
protected:
    Story() {
        world.happens(daemon(), {ConfigurationApplied{"", std::string(64, 'c'), ""}});
        world.happens(campaign(), {CampaignApplied{std::string(64, 'a'), 1, std::string(64, 'b')}});
        world.happens(phase(), {PhaseBorn{}});
        world.is_born(owed("u1"));
        chased();
        settled();
    }
    void chased() {
        RungPassedOver over{
            "plan/form/1/u1/1/-10.contact", "-10.contact",      1, Audience::contact,
            at("2017-01-11 07:30"),         "before_first_seen"};
        NoticeFellDue told = notice("plan/form/1/u1/1/-5.contact", "an", "2017-01-18 07:30");
        told.rung = "-5.contact";
        told.planned = told.moment;
        world.now = at("2017-01-18 07:30");
        world.happens(owed("u1"), {over, told}, at("2017-01-23 07:30"));
        const std::string key = "an/mail/2017-01-18T00:30:00Z";
        const std::string text = "Kính gửi đồng chí An,\n\nĐề nghị nộp bản đăng ký.\n";
        MessageComposed event = composed(text);
        event.name = "Nguyễn An";
        event.id = "1@so-y-te.example";
        world.happens({Subject::Kind::message, key}, {event}, {}, text);
        world.now = at("2017-01-18 07:31");
        world.happens({Subject::Kind::message, key}, {DeliveryDelayed{1, "450 hộp thư đầy", false}},
                      at("2017-01-18 07:46"));
        world.now = at("2017-01-18 07:46");
        world.happens({Subject::Kind::message, key}, {DeliverySucceeded{2, "250 2.0.0 nhận"}});
        NoticeFellDue head = notice("plan/form/1/u1/1/+1.head", "binh", "2017-02-02 07:30");
        head.rung = "+1.head";
        head.audience = Audience::head;
        head.kind = NoticeKind::escalation;
        head.planned = head.moment;
        world.now = at("2017-02-02 07:30");
        world.happens(owed("u1"), {head}, at("2017-02-06 07:30"));
    }
    void settled() {
        world.happens(campaign(), {UnitSuspended{"u1", day("2017-02-02"), day("2017-02-03"),
                                                 "lũ quét", "Giám đốc Sở"}});
        world.happens(daemon(), {SendingPaused{"máy chủ thư hỏng"}});
        world.happens(
            owed("u1"),
            {Submitted{day("2017-02-02"), "12/BC", "", day("2017-02-01"), "Giám đốc", {}}});
        world.happens({Subject::Kind::message, "binh/mail/2017-02-02T00:30:00Z"},
                      {NoticeSuppressed{"plan/form/1/u1/1/+1.head", "submitted"}},
                      at("2017-02-02 07:30"));
        world.happens({Subject::Kind::message, "binh/mail/2017-02-02T00:30:00Z"},
                      {MessageSuppressed{}});
        world.happens(owed("u1"), {Accepted{}});
    }
    Said audit(std::vector<std::string> words) const {
        words.insert(words.begin(), "audit");
        words.insert(words.end(), {"--store", folder.file().string(), "--config", "/nowhere.toml"});
        return dondoc_says(words);
    }

    Folder folder;
    World world{must(Store::open(folder.file()))};
    const std::string u1 = owed("u1").id;
};

TEST_F(Story, IsProvenInVietnamese) {
    const Said said = audit({"proof", u1, "--texts"});
    EXPECT_EQ(said.status, 0) << said.err;
    EXPECT_TRUE(matches_golden(without_hashes(said.out), "daemon/cli/golden/proof-vi.txt"));
}

TEST_F(Story, IsProvenInEnglish) {
    const Said said = audit({"proof", u1, "--lang", "en"});
    EXPECT_EQ(said.status, 0) << said.err;
    EXPECT_TRUE(matches_golden(without_hashes(said.out), "daemon/cli/golden/proof-en.txt"));
}

TEST_F(Story, TellsWhichChannelTookNothingWhyAndForHowLong) {
    world.is_born(owed("u3"));
    world.happens(owed("u3"), {notice("k3")}, at("2017-02-03 07:30"));
    world.happens(daemon(), {ChannelDown{"mail", "421 bận", 2, at("2017-02-02 07:35")}});
    world.happens(daemon(), {ChannelUp{"mail"}});
    EXPECT_THAT(
        audit({"proof", owed("u3").id}).out,
        AllOf(HasSubstr("không gửi được thư nào qua kênh «mail», số lần gửi hỏng liên tiếp: "
                        "2; không gửi gì trước 07:35 ngày 02/02/2017: 421 bận\n"),
              HasSubstr("lại gửi được thư qua kênh «mail»\n")));
    EXPECT_THAT(audit({"proof", owed("u3").id, "--lang", "en"}).out,
                AllOf(HasSubstr("nothing can be sent by channel «mail», tries that failed in a "
                                "row: 2; nothing is tried before 2017-02-02 07:35: 421 bận\n"),
                      HasSubstr("messages leave again by channel «mail»\n")));
}

TEST_F(Story, ShowsEachLetterThatWasWrittenAnew) {
    world.is_born(owed("u3"));
    world.happens(owed("u3"), {notice("k3")}, at("2017-02-03 07:30"));
    const auto letter = [&](const std::string& text, const std::string& id, const Event& end) {
        MessageComposed event = composed(text);
        event.id = id;
        world.happens({Subject::Kind::message, an_at_0730}, {event}, {}, text);
        world.happens({Subject::Kind::message, an_at_0730}, {end});
    };
    letter("Thư đầu", "1@so.example", DeliveryFailed{1, "550"});
    world.happens({Subject::Kind::message, an_at_0730}, {MessageRetried{"đã sửa"}}, at("08:00"));
    letter("Thư sau", "2@so.example", DeliverySucceeded{2, "250"});
    const std::string out = audit({"proof", owed("u3").id, "--texts", "--lang", "en"}).out;
    for (const char* part : {"Message-ID 1@so.example\n", "rows #18 #19 #20\n    | Thư đầu\n",
                             "Message-ID 2@so.example\n", "rows #21 #22 #23\n    | Thư sau\n"})
        EXPECT_THAT(out, HasSubstr(part));
}

TEST_F(Story, TakesNothingFromTheConfigurationOfAnotherOffice) {
    const Said said = dondoc_says({"audit", "proof", u1, "--store", folder.file().string(),
                                   "--config", DONDOC_SOURCE_DIR "/config/samples/dondoc.toml"});
    EXPECT_EQ(said.status, 0) << said.err;
    EXPECT_THAT(said.out,
                HasSubstr("Cấu hình hiện nay không có kế hoạch này: người và đơn vị ghi bằng mã."));
}

TEST_F(Story, IsProvenUnderAWarningWhenTheChainIsBroken) {
    Raw(folder.file()).run("UPDATE journal SET actor = 'x' WHERE number = 5");
    const Said said = audit({"proof", u1});
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.out, HasSubstr("CẢNH BÁO: nhật ký không còn nguyên vẹn, dòng 5: đã bị sửa"));
    const Said json = audit({"proof", u1, "--format", "json"});
    EXPECT_EQ(json.status, 1);
    EXPECT_THAT(json.out, HasSubstr("\"holds\":false"));
}

TEST_F(Story, HasNoProofOfWhatTheJournalDoesNotHave) {
    const Said said = audit({"proof", owed("u9").id});
    EXPECT_EQ(said.status, 1);
    EXPECT_EQ(said.out, "");
    EXPECT_EQ(said.err,
              "nhật ký không có nghĩa vụ «plan.form.1.u9»\n"
              "the journal has no obligation «plan.form.1.u9»\n");
    const Said wrong = audit({"proof", "plan.form"});
    EXPECT_EQ(wrong.status, 2);
    EXPECT_THAT(wrong.err, HasSubstr("«plan.form» is not the id of an obligation"));
}

TEST_F(Story, IsVerifiedInBothLanguagesAndEndsWithItsHead) {
    const Said said = audit({"verify"});
    EXPECT_EQ(said.status, 0) << said.out;
    const Said head = audit({"head"});
    EXPECT_EQ(said.out,
              "nhật ký nguyên vẹn, số dòng: 16; các bảng đúng như nhật ký\n"
              "the journal is whole, rows: 16; the tables say what the journal says\n" +
                  head.out);
    EXPECT_THAT(head.out, testing::ContainsRegex("^[0-9a-f]+:16 2017-02-02T00:30:00Z\n$"));
}

TEST_F(Story, IsHeldAgainstTheHeadsThatWereKept) {
    const std::string kept = audit({"head"}).out;
    world.happens(campaign(), {CampaignApplied{"f", 2, "c"}});
    const Said whole = audit({"verify", "--head", kept, "--head", "> " + kept, "--lang", "en"});
    EXPECT_EQ(whole.status, 0);
    EXPECT_THAT(whole.out, HasSubstr("heads that were kept and are in it: 2\n"));
    Raw(folder.file())
        .run(
            "DELETE FROM journal WHERE number > 4; UPDATE daemon SET journal_number = 4, "
            "journal_hash = (SELECT hash FROM journal WHERE number = 4)");
    const Said cut = audit({"verify", "--head", kept, "--lang", "vi"});
    EXPECT_EQ(cut.status, 1);
    EXPECT_THAT(cut.out, StartsWith("dòng 5: bị cắt mất: đầu chuỗi đã lưu nơi khác có dòng này"));
    const Said none = audit({"verify", "--head", "16"});
    EXPECT_EQ(none.status, 2);
    EXPECT_THAT(none.err, HasSubstr("--head: «16» is no head"));
}

TEST_F(Story, TellsEveryFindingAndEndsWithStatusOne) {
    Raw(folder.file())
        .run("UPDATE obligations SET state = 'pending'; UPDATE notices SET round = 7");
    const Said said = audit({"verify"});
    EXPECT_EQ(said.status, 1);
    EXPECT_EQ(said.out,
              "bảng obligations, hàng plan.form.1.u1: state ghi 'pending', theo nhật ký là "
              "'accepted'\n"
              "table obligations, row plan.form.1.u1: state is 'pending', by the journal "
              "'accepted'\n"
              "bảng notices, hàng plan/form/1/u1/1/-10.contact: round ghi 7, theo nhật ký là 1\n"
              "table notices, row plan/form/1/u1/1/-10.contact: round is 7, by the journal 1\n");
    Raw(folder.file()).run("DELETE FROM journal WHERE number = 3");
    EXPECT_THAT(audit({"verify", "--lang", "en"}).out, StartsWith("row 3: is missing\n"));
    const Said json = audit({"verify", "--json"});
    EXPECT_EQ(json.status, 1);
    EXPECT_THAT(json.out, HasSubstr(R"("journal":{"row":3,"what":"missing","words_vi":)"));
}

TEST_F(Story, NeedsAStoreOrAConfigurationThatNamesOne) {
    const Said said = dondoc_says({"audit", "verify", "--config", "/nowhere.toml"});
    EXPECT_EQ(said.status, 1);
    EXPECT_THAT(said.err, StartsWith("give --store, or a configuration that can be read: "));
}

TEST(AuditHelp, SaysInWhichLanguageEachCommandSpeaks) {
    const auto help = [](const std::string& verb) {
        return dondoc_says({"audit", verb, "--help"}).out;
    };
    EXPECT_THAT(help("verify"), HasSubstr("vi or en; default: both"));
    EXPECT_THAT(help("proof"), AllOf(HasSubstr("vi or en; default: the configuration's"),
                                     HasSubstr("text or json; default: text")));
    EXPECT_THAT(help("head"), Not(HasSubstr("--lang"))) << "it says nothing in words";
    EXPECT_EQ(dondoc_says({"audit", "head", "--lang", "en"}).status, 2);
}

// ---- heads as people hand them back

TEST(Head, IsReadOutOfWhatItWasPrintedOrMailedIn) {
    const std::string hash(64, 'a');
    const JournalHead head{12, hash, parse_rfc3339("2017-01-18T00:30:00Z")};
    EXPECT_EQ(head_line(head), hash + ":12 2017-01-18T00:30:00Z");
    for (const std::string& text :
         {head_line(head), hash + ":12", "Subject: x\r\n> " + hash + ":12 2017-01-18T00:30:00Z\r\n",
          std::string(64, 'A') + ":12", "12:30 " + hash + ":12"}) {
        SCOPED_TRACE(text);
        const auto read = parse_head(text);
        ASSERT_TRUE(read);
        EXPECT_EQ(read->number, 12);
        EXPECT_EQ(read->hash, hash);
    }
}

TEST(Head, IsNotReadFromAnythingElse) {
    const std::string hash(64, 'a');
    for (const std::string& text : {std::string(), hash, hash + ":", hash + ":x", hash + ":-3",
                                    std::string("a") + hash + ":5", hash.substr(1) + ":5",
                                    hash.substr(1) + "g:5", hash + ":99999999999999999999"}) {
        EXPECT_FALSE(parse_head(text)) << text;
    }
}

}  // namespace
}  // namespace dondoc::store_test
