// Reading the configuration again while the daemon runs: what it would change is told, and it is
// put in force by the loop. Any thread but the loop's; one piece of work at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "daemon/loop/courier.h"
#include "daemon/loop/in_force.h"
#include "daemon/loop/reconfiguration.h"
#include "notifiers/compose.h"

namespace dondoc {

// Everything a changed configuration puts into the place of what runs, made ready beforehand.
struct Replacement {
    std::shared_ptr<const InForce> in_force;
    Composer composer;
    Channels channels;
    std::string supersedes;  // fingerprint of the configuration it was compared with
    std::string by;
};

// "it is being read again just now": why nothing was changed, for the log.
std::string_view why_busy(Busy::With);

class Reload {
public:
    struct Needs {
        std::filesystem::path file;             // the main file
        std::filesystem::path state_directory;  // in place of the configuration's; may be empty
        std::filesystem::path store;
        std::function<std::shared_ptr<const InForce>()> in_force;
        std::function<Instant()> now;
        // Has the loop put it in force, unless something else is by now: then FilesChanged. Busy
        // if the loop did not take it up in time.
        std::function<ApplyAnswer(Replacement)> replace;
        std::function<bool()> go_on;  // false: the daemon is stopping
    };
    explicit Reload(Needs needs) : needs_(std::move(needs)) {}

    // These two are Busy while another is at work; the third waits for its turn.
    PreviewAnswer preview();
    // The files as they are now, if a preview of them has this fingerprint; else FilesChanged.
    ApplyAnswer apply(const std::string& fingerprint, const std::string& by);

    // Both at once, as SIGHUP asks: `tell` gets what changes before it does.
    ApplyAnswer reload(const std::string& by, const std::function<void(const Preview&)>& tell);

private:
    struct Files;
    std::variant<Files, FaultyFiles> read() const;
    PreviewAnswer preview_of(const Files&) const;
    ApplyAnswer put_in_force(Files, const std::string& by) const;

    Needs needs_;
    std::mutex at_work_;
};

// What became of it, for the log.
void log_answer(const ApplyAnswer&, const std::string& by);

}  // namespace dondoc
