// The folder of reports as somebody else fills it: what is taken, what is set aside and what stays,
// whatever lies in it.
#include <gmock/gmock.h>

#include <fstream>

#include <sys/stat.h>

#include "daemon/service/report_folder.h"
#include "tests/daemon/loop/office.h"

namespace dondoc {
namespace {

using loop_test::must;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

std::string report_about(const std::string& id) {
    return "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
           "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x.example\n\n"
           "Final-Recipient: rfc822; an@x.example\nAction: failed\nStatus: 5.1.1\n\n"
           "--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <" +
           id + ">\n\n--b--\n";
}

class ReportFolder : public testing::Test {
protected:
    fs::path mailbox() const { return folder_.file("bounces"); }
    void arrives(const std::string& name, const std::string& mail) {
        fs::create_directories(mailbox() / "new");
        std::ofstream(mailbox() / "new" / name) << mail;
    }
    LookedAt look() {
        return must(look_for_reports(
            mailbox(),
            [this](const Command& command) {
                taken.push_back(std::get<TakeReport>(command.what).report.message_id);
                return answer;
            },
            [this](const std::string& line) { told.push_back(line); }));
    }
    std::vector<std::string> names(const std::string& in) const {
        std::vector<std::string> all;
        for (const auto& entry : fs::directory_iterator(mailbox() / in))
            all.push_back(entry.path().filename().string());
        std::ranges::sort(all);
        return all;
    }

    Answer answer = Carried{};
    std::vector<std::string> taken;
    std::vector<std::string> told;

private:
    loop_test::Folder folder_;
};

TEST_F(ReportFolder, IsMadeIfItIsNotThere) {
    EXPECT_EQ(look().taken, 0u);
    for (const char* part : {"new", "cur", "tmp", ".aside/new", ".aside/cur", ".aside/tmp"})
        EXPECT_TRUE(fs::is_directory(mailbox() / part)) << part;
}

TEST_F(ReportFolder, KeepsWhatWasTakenAsReadAndTakesItOnce) {
    arrives("1484095263.M1P2.mx", report_about("a@so.example"));
    arrives("1484095264.M1P3.mx", report_about("b@so.example"));
    EXPECT_EQ(look().taken, 2u);
    EXPECT_EQ(look().taken, 0u);
    EXPECT_THAT(taken, ElementsAre("a@so.example", "b@so.example"));
    EXPECT_THAT(names("new"), IsEmpty());
    EXPECT_THAT(names("cur"), ElementsAre("1484095263.M1P2.mx:2,S", "1484095264.M1P3.mx:2,S"));
    EXPECT_THAT(told, IsEmpty());
}

TEST_F(ReportFolder, SetsAsideWhatIsNoReportOrNotOurs) {
    arrives("1", "Subject: nghi phep\n\nToi di vang.\n");
    arrives("2", std::string(1000, '\0'));
    EXPECT_EQ(look().aside, 2u);
    EXPECT_THAT(taken, IsEmpty());
    answer = NotFound{"Không có thư nào mang mã «a@so.example»"};
    arrives("3", report_about("a@so.example"));
    EXPECT_EQ(look().aside, 1u);
    EXPECT_THAT(names(".aside/new"), ElementsAre("1", "2", "3"));
    EXPECT_THAT(names("new"), IsEmpty());
    ASSERT_EQ(told.size(), 3u);
    EXPECT_THAT(told[0], HasSubstr("/.aside/new/1: has no part message/delivery-status"));
    EXPECT_THAT(told[2], HasSubstr("Không có thư nào mang mã"));
}

TEST_F(ReportFolder, LeavesWhatCannotBeTakenYet) {
    answer = Refusal{"not_sent_yet", "chưa gửi xong"};
    arrives("1", report_about("a@so.example"));
    EXPECT_EQ(look().left, 1u);
    EXPECT_THAT(names("new"), ElementsAre("1"));
    answer = Carried{};
    EXPECT_EQ(look().taken, 1u);
    EXPECT_THAT(names("cur"), ElementsAre("1:2,S"));
}

TEST_F(ReportFolder, LeavesEverythingWhenTheStoreTakesNothing) {
    answer = Error{"disk is full", true};
    arrives("1", report_about("a@so.example"));
    arrives("2", report_about("b@so.example"));
    const auto looked = look_for_reports(
        mailbox(), [this](const Command&) { return answer; }, [](const std::string&) {});
    ASSERT_FALSE(looked);
    EXPECT_EQ(looked.error().text, "disk is full");
    EXPECT_THAT(names("new"), ElementsAre("1", "2"));
}

TEST_F(ReportFolder, IsNotHeldUpByWhatIsNoFile) {
    fs::create_directories(mailbox() / "new" / "a-folder");
    ASSERT_EQ(mkfifo((mailbox() / "new" / "b-pipe").c_str(), 0600), 0);
    fs::create_symlink("/etc/passwd", mailbox() / "new" / "c-link");
    arrives(".hidden", report_about("h@so.example"));
    arrives("d", report_about("d@so.example"));
    const LookedAt looked = look();
    EXPECT_EQ(looked.aside, 3u);
    EXPECT_THAT(taken, ElementsAre("d@so.example"));
    EXPECT_THAT(names("new"), ElementsAre(".hidden")) << "somebody is writing it still";
}

TEST_F(ReportFolder, NeverWritesOverAnotherMail) {
    for (int time = 0; time < 3; ++time) {
        arrives("same", "không phải báo cáo " + std::to_string(time));
        look();
    }
    EXPECT_THAT(names(".aside/new"), ElementsAre("same", "same.1", "same.2"));
}

TEST_F(ReportFolder, TakesSoManyAtATimeAndTheRestTheNext) {
    for (std::size_t one = 0; one < reports_a_look + 3; ++one)
        arrives(std::to_string(1000 + one), report_about("a@so.example"));
    const LookedAt first = look();
    EXPECT_EQ(first.taken, reports_a_look);
    EXPECT_EQ(first.left, 3u);
    EXPECT_EQ(look().taken, 3u);
}

TEST_F(ReportFolder, ReadsTheBeginningOfWhatIsVeryLarge) {
    arrives("1", report_about("a@so.example") + std::string(3'000'000, 'x'));
    EXPECT_EQ(look().taken, 1u);
    EXPECT_EQ(fs::file_size(mailbox() / "cur" / "1:2,S"),
              report_about("a@so.example").size() + 3'000'000);
}

}  // namespace
}  // namespace dondoc
