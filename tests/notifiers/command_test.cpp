// The command channel with real programs: shell scripts, each with one bad habit.
#include "notifiers/command.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "notifiers/mail.h"
#include "tests/notifiers/outcomes.h"
#include "tests/notifiers/programs.h"

namespace dondoc {
namespace {

using programs::Folder;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Parcel letter() {
    const LetterText text{.subject = "Nhắc nộp; $(id) `id`", .plain = "Kính gửi\n", .html = "x\n"};
    const MailHead head{.from = {"Sở Y tế", "dondoc@soyte.example"},
                        .to = {"Trần Văn Một", "gd@bv.example"},
                        .reply_to = {},
                        .message_id = "m1@soyte.example",
                        .references = {},
                        .date = "Tue, 24 Jan 2017 07:30:00 +0700",
                        .intended_for = ""};
    return {.id = head.message_id, .address = "0912 000 001", .bytes = compose_mail(head, text)};
}

// A folder with one script in it.
class Script {
public:
    explicit Script(const std::string& lines, const std::string& first = "#!/bin/sh") {
        std::ofstream(path("program")) << first << "\n" << lines << "\n";
        ::chmod(path("program").c_str(), 0755);
        settings.command = {path("program"), path("")};
        settings.kill_delay = milliseconds{100};
    }
    std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
    std::string file(const std::string& name) const { return programs::read_file(path(name)); }
    bool has(const std::string& name) const { return std::filesystem::exists(path(name)); }
    Outcome run(const Parcel& parcel = letter()) const {
        auto channel = make_channel(settings);
        EXPECT_TRUE(channel) << channel.error().text;
        return (*channel)->send(parcel);
    }

    CommandSettings settings;

private:
    Folder folder_;
};

// Waits until the process that wrote its number there has ended.
bool gone(const std::string& number) {
    const int process = static_cast<int>(::syscall(SYS_pidfd_open, std::stoi(number), 0));
    if (process < 0) return errno == ESRCH;
    pollfd ended{.fd = process, .events = POLLIN, .revents = 0};
    const bool in_time = ::poll(&ended, 1, 10'000) == 1;
    ::close(process);
    return in_time;
}

TEST(Command, TellsTheExitsOfAProgramApart) {
    struct Case {
        const char* lines;
        const char* outcome;
        const char* words;
    };
    const Case cases[] = {
        {"exit 0", "Sent", "exit 0"},
        {"echo đã gửi; echo số 7 >&2", "Sent", "exit 0: đã gửi số 7"},
        {"echo bận; exit 75", "RetryLater", ": exit 75: bận"},
        {"exit 1", "Rejected", "refuses the message: exit 1"},
        {"echo không có số này; exit 67", "Rejected", "exit 67: không có số này"},
        {"exit 78", "RetryLater", "configuration: "},
        {"no-such-tool --send", "RetryLater", "configuration: "},
        {"exec /etc/passwd", "RetryLater", "configuration: "},
        {"kill -SEGV $$", "Unknown", "died of signal 11"},
        {"kill -KILL $$", "Unknown", "died of signal 9"},
    };
    for (const Case& c : cases) {
        const Outcome outcome = Script(c.lines).run();
        EXPECT_EQ(name_of(outcome), c.outcome) << c.lines << ": " << words_of(outcome);
        EXPECT_THAT(words_of(outcome), HasSubstr(c.words)) << c.lines;
    }
}

TEST(Command, BlamesTheConfigurationForAProgramThatCannotBeStarted) {
    Script script("exit 0", "#!/no/such/interpreter");
    EXPECT_EQ(name_of(script.run()), "RetryLater");
    EXPECT_THAT(words_of(script.run()), StartsWith("configuration: cannot start "));
    ::chmod(script.path("program").c_str(), 0644);
    EXPECT_THAT(words_of(script.run()), StartsWith("configuration: cannot start "));
    script.settings.command = {script.path("gone")};
    EXPECT_THAT(words_of(script.run()), StartsWith("configuration: cannot start "));
    script.settings.command.clear();
    EXPECT_FALSE(make_channel(script.settings));
}

TEST(Command, HandsTheLetterOverOnStandardInput) {
    Script script("cat > \"$1/seen\"");
    ASSERT_EQ(name_of(script.run()), "Sent");
    EXPECT_THAT(script.file("seen"), AllOf(StartsWith("{\"id\":\"m1@soyte.example\""),
                                           HasSubstr("\"recipient\":\"0912 000 001\""),
                                           HasSubstr("\"text\":\"Kính gửi\\n\"")));
    script.settings.payload.form = "mail";
    ASSERT_EQ(name_of(script.run()), "Sent");
    EXPECT_EQ(script.file("seen"), letter().bytes);
    Parcel strange = letter();
    strange.bytes = "no letter";
    EXPECT_EQ(name_of(script.run(strange)), "Sent") << "as it is";
    script.settings.payload.form = "json";
    EXPECT_EQ(name_of(script.run(strange)), "Rejected");
}

TEST(Command, GivesItsArgumentsToNoShellAndNothingElseOfItself) {
    Script script("printf '%s|' \"$@\" > \"$1/arguments\"; env > \"$1/env\"; pwd > \"$1/pwd\"");
    ::setenv("DONDOC_TEST_CREDENTIALS", "secret", 1);
    script.settings.command.insert(script.settings.command.end(), {"; exit 3", "$(id)", "*", ""});
    ASSERT_EQ(name_of(script.run()), "Sent");
    ::unsetenv("DONDOC_TEST_CREDENTIALS");
    EXPECT_EQ(script.file("arguments"), script.path("") + "|; exit 3|$(id)|*||");
    EXPECT_EQ(script.file("pwd"), "/\n");
    EXPECT_THAT(script.file("env"), AllOf(HasSubstr("DONDOC_ID=m1@soyte.example\n"),
                                          HasSubstr("DONDOC_TO=0912 000 001\n"),
                                          HasSubstr("DONDOC_SUBJECT=Nhắc nộp; $(id) `id`\n"),
                                          HasSubstr("LANG=C.UTF-8\n"), Not(HasSubstr("secret"))));
}

// Of the signals that everybody knows; those from 32 on are the C library's own.
unsigned long long mask(const std::string& status, const std::string& name) {
    return std::stoull(status.substr(status.find(name) + name.size()), nullptr, 16) & 0x7FFF'FFFF;
}

TEST(Command, LeavesItNoOpenFileAndNoSignalBlocked) {
    Script script("ls -l /proc/self/fd > \"$1/open\"; grep Sig /proc/self/status > \"$1/signals\"");
    const int kept_open = ::open("/etc/hostname", O_RDONLY);  // without CLOEXEC, as sockets may be
    sigset_t blocked;
    sigset_t before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &blocked, &before);
    const auto ignored = ::signal(SIGPIPE, SIG_IGN);
    const Outcome outcome = script.run();
    ::signal(SIGPIPE, ignored);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    ::close(kept_open);
    ASSERT_EQ(name_of(outcome), "Sent");
    EXPECT_THAT(script.file("open"), Not(HasSubstr("hostname")));
    EXPECT_EQ(mask(script.file("signals"), "SigBlk:"), 0u);
    EXPECT_EQ(mask(script.file("signals"), "SigIgn:"), 0u);
}

TEST(Command, DoesNotCareWhetherItsInputIsRead) {
    Parcel large = letter();
    large.bytes.append(4 * 1024 * 1024, 'x');  // more than a pipe holds
    Script script("exec 0<&-; exit 0");
    script.settings.payload.form = "mail";
    EXPECT_EQ(name_of(script.run(large)), "Sent");
    Script first_line("head -c 10 > /dev/null; exit 0");
    first_line.settings.payload.form = "mail";
    EXPECT_EQ(name_of(first_line.run(large)), "Sent");
    Script by_name("test $(wc -c < /dev/stdin) -gt 4000000");
    by_name.settings.payload.form = "mail";
    EXPECT_EQ(name_of(by_name.run(large)), "Sent");
}

TEST(Command, KeepsTheEndOfWhatItWritesHoweverMuch) {
    const Outcome outcome =
        Script(
            "i=0; while [ $i -lt 20000 ]; do echo 'một dòng thừa'; i=$((i+1)); done; "
            "echo 'lỗi cuối cùng'; exit 1")
            .run();
    EXPECT_EQ(name_of(outcome), "Rejected");
    EXPECT_TRUE(words_of(outcome).ends_with("một dòng thừa lỗi cuối cùng")) << words_of(outcome);
    EXPECT_LT(words_of(outcome).size(), output_kept_max + 200);
    const Outcome bytes = Script("head -c 3000000 /dev/zero; printf '\\377\\033[31m'").run();
    EXPECT_EQ(name_of(bytes), "Sent");
    EXPECT_EQ(words_of(bytes).find('\x1b'), std::string::npos);
}

TEST(Command, StopsOneThatHangsAndDoesNotKnowWhatItDid) {
    Script script("echo $$ > \"$1/number\"; echo bắt đầu; exec sleep 1000");
    script.settings.time_max = seconds{1};
    const Outcome outcome = script.run();
    EXPECT_EQ(name_of(outcome), "Unknown");
    EXPECT_THAT(words_of(outcome), HasSubstr("stopped when its time was over"));
    EXPECT_THAT(words_of(outcome), HasSubstr("bắt đầu"));
    EXPECT_TRUE(gone(script.file("number")));
}

TEST(Command, LetsItCleanUpBeforeItIsKilled) {
    Script script("trap 'echo > \"$1/cleaned\"; exit 0' TERM; while :; do sleep 0.05; done");
    script.settings.time_max = seconds{1};
    script.settings.kill_delay = seconds{10};
    EXPECT_EQ(name_of(script.run()), "Unknown");
    EXPECT_TRUE(script.has("cleaned"));
}

TEST(Command, KillsOneThatDoesNotListen) {
    Script script("trap '' TERM; echo $$ > \"$1/number\"; while :; do sleep 0.05; done");
    script.settings.time_max = seconds{1};
    EXPECT_EQ(name_of(script.run()), "Unknown");
    EXPECT_TRUE(gone(script.file("number")));
}

TEST(Command, StopsOneThatWritesForEver) {
    Script script("exec yes");
    script.settings.time_max = seconds{1};
    EXPECT_EQ(name_of(script.run()), "Unknown");
}

TEST(Command, DoesNotWaitForWhatItLeavesBehindAndEndsIt) {
    // A child that holds the pipe open, and one that left the group as well.
    Script script(
        "sleep 1000 & echo $! > \"$1/number\"\n"
        "setsid sh -c 'echo $$ > \"$0/away\"; exec sleep 1000' \"$1\" &\n"
        "while [ ! -s \"$1/away\" ]; do sleep 0.02; done; echo xong; exit 0");
    const Outcome outcome = script.run();
    EXPECT_EQ(name_of(outcome), "Sent");
    EXPECT_EQ(words_of(outcome), "exit 0: xong");
    EXPECT_TRUE(gone(script.file("number")));
    ::kill(std::stoi(script.file("away")), SIGKILL);
}

TEST(Command, LeavesNeitherFilesNorProcessesBehindInTheDaemon) {
    const auto open_files = [] {
        return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
    };
    const Script script("echo x");
    ASSERT_EQ(name_of(script.run()), "Sent");
    const auto before = open_files();
    for (int n = 0; n < 20; ++n)
        ASSERT_EQ(name_of(script.run()), "Sent");
    EXPECT_EQ(open_files(), before);
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child is not reaped";
}

TEST(Command, SaysOnOneLineWhatItIs) {
    const Script script("exit 0");
    EXPECT_EQ(words_of(script.settings), "command '" + script.path("program") + "' '" +
                                             script.path("") + "' input json timeout 60s");
}

}  // namespace
}  // namespace dondoc
