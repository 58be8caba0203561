#include "daemon/service/report_folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/service/log.h"
#include "notifiers/delivery_report.h"

namespace dondoc {

namespace fs = std::filesystem;

namespace {

Done make_mailbox(const fs::path& mailbox) {
    for (const char* part : {"new", "cur", "tmp"}) {
        std::error_code fault;
        fs::create_directories(mailbox / part, fault);
        if (fault) return Error{"make " + (mailbox / part).string() + ": " + fault.message()};
    }
    return done;
}

Result<std::vector<std::string>> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code fault;
    for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
        std::string name = at->path().filename().string();
        if (!name.starts_with('.')) names.push_back(std::move(name));
    }
    if (fault) return Error{"look into " + folder.string() + ": " + fault.message()};
    std::ranges::sort(names);
    return names;
}

// The beginning of a file, if it is one: nothing here waits for a pipe or follows a link.
Result<std::string> beginning_of(const fs::path& file) {
    const int opened = open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (opened < 0) return Error{std::string("cannot be read: ") + std::strerror(errno)};
    struct stat its{};
    const bool plain = fstat(opened, &its) == 0 && S_ISREG(its.st_mode);
    std::string text;
    std::array<char, 16 * 1024> piece{};
    while (plain && text.size() < report_size_max) {
        const auto got = read(opened, piece.data(), piece.size());
        if (got <= 0) break;
        text.append(piece.data(), static_cast<std::size_t>(got));
    }
    close(opened);
    if (!plain) return Error{"is no file"};
    return text;
}

// Never over another one: a name is used once in a Maildir, but nobody has to believe that.
Done move_into(const fs::path& file, const fs::path& folder, const std::string& flags) {
    std::error_code fault;
    fs::path to = folder / (file.filename().string() + flags);
    for (int more = 1; fs::exists(fs::symlink_status(to, fault)); ++more)
        to = folder / (file.filename().string() + "." + std::to_string(more) + flags);
    fs::rename(file, to, fault);
    if (fault) return Error{"move " + file.string() + ": " + fault.message()};
    return done;
}

class Look {
public:
    Look(const fs::path& maildir, const std::function<Answer(const Command&)>& execute,
         const std::function<void(const std::string&)>& tell)
        : maildir_(maildir), execute_(execute), tell_(tell) {}

    Result<LookedAt> look();

private:
    Done look_at(const std::string& name);
    Done set_aside(const fs::path& file, const std::string& why);

    const fs::path& maildir_;
    const std::function<Answer(const Command&)>& execute_;
    const std::function<void(const std::string&)>& tell_;
    LookedAt looked_;
};

Result<LookedAt> Look::look() {
    for (const fs::path& mailbox : {maildir_, maildir_ / ".aside"})
        if (auto made = make_mailbox(mailbox); !made) return made.error();
    const auto names = names_in(maildir_ / "new");
    if (!names) return names.error();
    for (const std::string& name : *names) {
        if (looked_.taken + looked_.aside == reports_a_look) {
            ++looked_.left;
            continue;
        }
        // One that cannot be moved or recorded holds up no other.
        if (auto seen = look_at(name); !seen) {
            if (seen.error().may_pass) return seen.error();
            ++looked_.left;
            tell_("a mail among the bounces is left where it is, " + name + ": " +
                  seen.error().text);
        }
    }
    return looked_;
}

Done Look::look_at(const std::string& name) {
    const fs::path file = maildir_ / "new" / name;
    const auto mail = beginning_of(file);
    if (!mail) return set_aside(file, mail.error().text);
    auto report = read_delivery_report(*mail);
    if (!report) return set_aside(file, report.error().text);
    const Answer answer = execute_({TakeReport{*std::move(report)}, "bounces"});
    if (const auto* fault = std::get_if<Error>(&answer)) return *fault;
    if (const auto* unknown = std::get_if<NotFound>(&answer)) return set_aside(file, unknown->text);
    if (std::holds_alternative<Refusal>(answer)) {
        ++looked_.left;
        return done;
    }
    ++looked_.taken;
    return move_into(file, maildir_ / "cur", ":2,S");
}

Done Look::set_aside(const fs::path& file, const std::string& why) {
    ++looked_.aside;
    if (auto moved = move_into(file, maildir_ / ".aside" / "new", ""); !moved) return moved;
    tell_("a mail among the bounces was set aside, " +
          (maildir_ / ".aside" / "new" / file.filename()).string() + ": " + why);
    return done;
}

}  // namespace

Result<LookedAt> look_for_reports(const fs::path& maildir,
                                  const std::function<Answer(const Command&)>& execute,
                                  const std::function<void(const std::string&)>& tell) {
    return Look(maildir, execute, tell).look();
}

ReportWatch::ReportWatch(boost::asio::io_context& loop, std::function<fs::path()> where,
                         std::function<Answer(const Command&)> execute)
    : timer_(loop), where_(std::move(where)), execute_(std::move(execute)) {}

void ReportWatch::look() {
    const auto warn = [](const std::string& line) { log(LogLevel::warning, line); };
    if (const fs::path maildir = where_(); !maildir.empty()) {
        if (const auto seen = look_for_reports(maildir, execute_, warn); !seen)
            log(LogLevel::error, "bounces: " + seen.error().text);
    }
    timer_.expires_after(interval);
    timer_.async_wait([this](const boost::system::error_code& failed) {
        if (!failed) look();
    });
}

}  // namespace dondoc
