#include "notifiers/command.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "notifiers/mail.h"
#include "notifiers/text.h"

namespace dondoc {
namespace {

constexpr int exit_later = 75;                                  // EX_TEMPFAIL
constexpr int exit_config = 78;                                 // EX_CONFIG
constexpr int exit_not_executable = 126, exit_not_found = 127;  // of a shell

class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }
    explicit operator bool() const { return number_ >= 0; }
    int number() const { return number_; }
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }

private:
    int number_;
};

std::string words_of_error(int error) {
    return std::generic_category().message(error);
}

// The message as a file without a name: whole before the program starts, so that nothing waits for
// it to read, and nothing breaks if it does not.
Descriptor file_of(const std::string& bytes) {
    Descriptor file(::memfd_create("dondoc-message", MFD_CLOEXEC));
    std::string_view rest = bytes;
    while (file && !rest.empty()) {
        const ssize_t written = ::write(file.number(), rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return Descriptor();
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (file && ::lseek(file.number(), 0, SEEK_SET) != 0) return Descriptor();
    return file;
}

class Timer {
public:
    Timer() : descriptor_(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {}
    explicit operator bool() const { return static_cast<bool>(descriptor_); }
    int number() const { return descriptor_.number(); }
    void set(std::chrono::milliseconds time) const {
        const auto whole = std::chrono::floor<std::chrono::seconds>(time);
        itimerspec rings{};
        rings.it_value.tv_sec = whole.count();
        rings.it_value.tv_nsec =
            std::max<long>(1, static_cast<long>(std::chrono::nanoseconds(time - whole).count()));
        ::timerfd_settime(descriptor_.number(), 0, &rings, nullptr);
    }

private:
    Descriptor descriptor_;
};

// What a child begins with: its own process group, no signal blocked or ignored, three open files.
class Beginning {
public:
    Beginning(const Descriptor& input, const Descriptor& output) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_adddup2(&actions_, input.number(), STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, output.number(), STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, output.number(), STDERR_FILENO);
        posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
        posix_spawn_file_actions_addchdir_np(&actions_, "/");
        posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~Beginning() {
        posix_spawnattr_destroy(&attributes_);
        posix_spawn_file_actions_destroy(&actions_);
    }
    Beginning(const Beginning&) = delete;
    Beginning& operator=(const Beginning&) = delete;

    // The errno of what failed, exec included; else 0.
    int start(pid_t& child, std::vector<std::string> command,
              std::vector<std::string> environment) const {
        return ::posix_spawn(&child, command[0].c_str(), &actions_, &attributes_,
                             pointers_to(command).data(), pointers_to(environment).data());
    }

private:
    static std::vector<char*> pointers_to(std::vector<std::string>& texts) {
        std::vector<char*> pointers;
        for (std::string& text : texts)
            pointers.push_back(text.data());
        pointers.push_back(nullptr);
        return pointers;
    }

    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

// What a program writes, of which the end is kept.
class Output {
public:
    // Reads what is there without waiting; false at its end.
    bool read(int from) {
        std::array<char, 16 * 1024> buffer;
        const ssize_t size = ::read(from, buffer.data(), buffer.size());
        if (size == 0) return false;
        if (size < 0) return errno == EAGAIN || errno == EINTR;
        kept_.append(buffer.data(), static_cast<std::size_t>(size));
        if (kept_.size() > 4 * output_kept_max) {
            kept_.erase(0, kept_.size() - 2 * output_kept_max);
            cut_ = true;
        }
        return true;
    }
    // What is there still; a child of the program may keep the pipe open for ever.
    void read_rest(int from) {
        pollfd ready{.fd = from, .events = POLLIN, .revents = 0};
        constexpr int pieces_max = 64;  // and a pipe holds four
        for (int n = 0; n < pieces_max && ::poll(&ready, 1, 0) > 0 && read(from); ++n) {
        }
    }
    std::string words() const {
        std::string line = one_line(kept_);
        std::size_t begin = line.size() > output_kept_max ? line.size() - output_kept_max : 0;
        while (begin > 0 && begin < line.size() &&
               (static_cast<unsigned char>(line[begin]) & 0xC0) == 0x80)
            ++begin;
        return (cut_ || begin > 0 ? "…" : "") + line.substr(begin);
    }

private:
    std::string kept_;
    bool cut_ = false;
};

// pidfd_open; the C library of Debian 12 declares it in a way that C++ cannot link.
int process_file(pid_t process) {
    return static_cast<int>(::syscall(SYS_pidfd_open, process, 0));  // close-on-exec by itself
}

// A started program until it is reaped.
struct Run {
    pid_t child;
    Descriptor process;  // readable once it has ended
    Descriptor from;     // its output
    Timer timer;
    Output output{};
    bool out_of_time = false;

    // To the program and whatever it started; sound until it is reaped, even if it has ended.
    void signal(int number) const { ::kill(-child, number); }

    void wait_for_end(const CommandSettings& settings) {
        timer.set(settings.time_max);
        while (true) {
            std::array<pollfd, 3> ready{
                {{.fd = process.number(), .events = POLLIN, .revents = 0},
                 {.fd = timer.number(), .events = POLLIN, .revents = 0},
                 {.fd = from.number(), .events = POLLIN, .revents = 0}}};  // -1 is passed over
            if (::poll(ready.data(), ready.size(), -1) < 0) continue;
            if (ready[0].revents != 0) return;
            if (ready[1].revents != 0) {
                signal(out_of_time ? SIGKILL : SIGTERM);
                out_of_time = true;
                timer.set(settings.kill_delay);
            }
            if (ready[2].revents != 0 && !output.read(from.number())) from.close();
        }
    }

    int reap() {
        signal(SIGKILL);  // what it left behind; itself it has ended
        if (from) output.read_rest(from.number());
        int status = 0;
        while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
        return status;
    }
};

Outcome verdict(const std::string& program, int status, const Run& run) {
    const std::string said = run.output.words();
    const std::string more = said.empty() ? "" : ": " + said;
    if (run.out_of_time)
        return Unknown{program + " was stopped when its time was over, and may have sent it" +
                       more};
    if (WIFSIGNALED(status))
        return Unknown{program + " died of signal " + std::to_string(WTERMSIG(status)) +
                       ", and may have sent it" + more};
    const int exit = WEXITSTATUS(status);
    const std::string ended = "exit " + std::to_string(exit) + more;
    switch (exit) {
        case 0: return Sent{ended};
        case exit_later: return RetryLater{program + ": " + ended};
        case exit_config:
        case exit_not_executable:
        case exit_not_found: return later_for_all("configuration: " + program + ": " + ended);
        default: return Rejected{program + " refuses the message: " + ended};
    }
}

std::vector<std::string> environment_of(const Parcel& parcel) {
    const auto letter = contents_of(parcel.bytes);
    return {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8",
            "DONDOC_ID=" + one_line(parcel.id), "DONDOC_TO=" + one_line(parcel.address),
            "DONDOC_SUBJECT=" + (letter ? one_line(letter->subject) : "")};
}

RetryLater cannot(const std::string& what, int error) {
    return later_for_all("command: cannot " + what + ": " + words_of_error(error));
}

}  // namespace

CommandChannel::CommandChannel(CommandSettings settings, Payload payload)
    : settings_(std::move(settings)), payload_(std::move(payload)) {}

Outcome CommandChannel::send(const Parcel& parcel) {
    const std::string& program = settings_.command.at(0);
    const auto body = payload_.body(parcel);
    if (!body) return Rejected{"command: " + body.error().text};
    const Descriptor input = file_of(*body);
    if (!input) return cannot("write the message", errno);
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return cannot("make a pipe", errno);
    Descriptor from(pipe[0]);
    Descriptor output(pipe[1]);
    ::fcntl(from.number(), F_SETFL, O_NONBLOCK);
    Timer timer;
    if (!timer) return cannot("set a time", errno);

    pid_t child = -1;
    const int fault =
        Beginning(input, output).start(child, settings_.command, environment_of(parcel));
    output.close();
    if (fault != 0)
        return later_for_all("configuration: cannot start " + program + ": " +
                             words_of_error(fault));
    Run run{child, Descriptor(process_file(child)), std::move(from), std::move(timer)};
    if (run.process) {
        run.wait_for_end(settings_);
    } else {
        run.out_of_time = true;  // nothing could tell its end from its going on: it is stopped
    }
    const int status = run.reap();
    return verdict(program, status, run);
}

Done CommandSettings::take_secret(std::string_view key, const std::string&) {
    return Error{"a command has no " + std::string(key)};
}

std::string words_of(const CommandSettings& settings) {
    std::string words = "command";
    for (const std::string& word : settings.command)
        words += " '" + word + "'";
    return words + " input " + settings.payload.form + " timeout " +
           std::to_string(settings.time_max.count()) + "s";
}

Result<std::unique_ptr<Channel>> make_channel(CommandSettings settings) {
    if (settings.command.empty()) return Error{"no program is named"};
    auto payload = Payload::make(settings.payload);
    if (!payload) return payload.error().within("input");
    return std::unique_ptr<Channel>(
        std::make_unique<CommandChannel>(std::move(settings), *std::move(payload)));
}

}  // namespace dondoc
