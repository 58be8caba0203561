// What must be found in order before the daemon runs: configuration, folder, store, texts,
// channels.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "daemon/loop/courier.h"
#include "daemon/loop/loop.h"
#include "daemon/loop/script.h"
#include "daemon/service/clock.h"
#include "daemon/service/serve.h"
#include "daemon/service/state_directory.h"
#include "daemon/store/store.h"

namespace dondoc {

struct Ground {
    Configuration configuration;
    StateDirectory state;
    std::unique_ptr<Store> store;
    Composer composer;
    LinkKey links;
    Channels channels;
    std::vector<ScriptLine> script;
    std::optional<Instant> position;  // of a virtual clock that ran on this store before
    RealClock::Known clock;           // what the store holds of a real one
};

// Warnings go to the log; an error says everything that keeps the daemon from starting.
Result<Ground> prepare(const ServeOptions&);

// The configuration, its warnings logged; errors are one text, a line each.
Result<Configuration> load(const std::filesystem::path& file,
                           const std::filesystem::path& state_directory = {});

// From where the store's virtual clock stood, if it did.
VirtualClock::Span span_of(const Ground&, const ServeOptions::Year&);

// A line of the event script that changed nothing, and why.
std::string refused_line(const ScriptLine&, const Answer&);
// For the loop; takes the script. What is refused or set aside is logged.
LoopSettings loop_settings(Ground&, bool keep_position);
// Where reports of returned mail are looked for. A virtual year leaves what lies outside its own
// folder to the daemon that works in earnest: it would put every report aside as none of its own.
std::filesystem::path maildir_of(const Configuration&, bool virtual_clock);
// Where the store and the spooled messages lie.
std::string files_of(const Ground&);

}  // namespace dondoc
