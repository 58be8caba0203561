#include "daemon/service/reload.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "config/fingerprint.h"
#include "daemon/service/exposure.h"
#include "daemon/service/log.h"
#include "daemon/store/store.h"
#include "workflows/check.h"

namespace dondoc {

std::string_view why_busy(Busy::With with) {
    switch (with) {
        case Busy::With::reading: return "it is being read again just now";
        case Busy::With::loop: return "the loop did not take it up in time";
        case Busy::With::stopping: return "the daemon is stopping";
    }
    CHECK(false);
}

// The files as they were read just now, against what was in force then.
struct Reload::Files {
    std::shared_ptr<const InForce> before;
    Configuration configuration;  // its state directory is the one that the files name
    std::size_t warnings = 0;

    std::string fingerprint() const {
        return dondoc::fingerprint({before->configuration.fingerprint, configuration.fingerprint});
    }
};

std::variant<Reload::Files, FaultyFiles> Reload::read() const {
    Files files{needs_.in_force(), {}, 0};
    Reading reading = read_configuration(needs_.file, needs_.state_directory);
    std::filesystem::path named;
    if (reading.configuration) {
        named = reading.configuration->state_directory;
        const auto& running = files.before->configuration.state_directory;
        // Where the daemon keeps its store it stays until it is started again, its spool too.
        if (named != running) reading = read_configuration(needs_.file, running);
    }
    if (!reading.configuration) {
        FaultyFiles faulty;
        for (Diagnostic& diagnostic : reading.diagnostics) {
            if (diagnostic.severity == Severity::error)
                faulty.faults.push_back(std::move(diagnostic));
        }
        return faulty;
    }
    files.configuration = *std::move(reading.configuration);
    // What they need besides: a password that cannot be read.
    if (auto channels = make_channels(files.configuration); !channels) {
        return FaultyFiles{
            {{Severity::error, needs_.file.filename().string(), 0, 0, channels.error().text}}};
    }
    // The door stays as it is until the next start, and where others reach it behind its proxy.
    const bool behind_proxy = !files.before->configuration.http.trusted_proxies.empty();
    if (files.configuration.http.trusted_proxies.empty() && behind_proxy &&
        !is_loopback(files.before->configuration.http.address)) {
        return FaultyFiles{{{Severity::error, needs_.file.filename().string(), 0, 0,
                             "http.trusted_proxies is empty, but the daemon listens on " +
                                 files.before->configuration.http.address +
                                 " until it is started again: name the proxy's address"}}};
    }
    files.configuration.state_directory = std::move(named);
    files.warnings = reading.diagnostics.size();
    return files;
}

PreviewAnswer Reload::preview_of(const Files& files) const {
    const auto store = Store::copy_of(needs_.store);
    if (!store) return store.error();
    const InForce after(files.configuration);
    // Not the loop's own: a composer belongs to one thread.
    const auto old_words = Composer::make(files.before->configuration.templates);
    if (!old_words) return old_words.error();
    const auto new_words = Composer::make(files.configuration.templates);
    if (!new_words) return new_words.error();
    auto difference = difference_between(**store, {*files.before, *old_words}, {after, *new_words},
                                         needs_.now(), needs_.go_on);
    if (!difference && !needs_.go_on()) return Busy{Busy::With::stopping};
    if (!difference) return difference.error();
    return Preview{files.fingerprint(), files.configuration.file, files.warnings,
                   *std::move(difference)};
}

ApplyAnswer Reload::put_in_force(Files files, const std::string& by) const {
    const Configuration& running = files.before->configuration;
    files.configuration.state_directory = running.state_directory;
    files.configuration.http.address = running.http.address;
    files.configuration.http.port = running.http.port;
    auto composer = Composer::make(files.configuration.templates);
    if (!composer) return composer.error();
    auto channels = make_channels(files.configuration);
    if (!channels) return channels.error();
    return needs_.replace({std::make_shared<const InForce>(std::move(files.configuration)),
                           *std::move(composer), *std::move(channels), running.fingerprint, by});
}

PreviewAnswer Reload::preview() {
    const std::unique_lock work(at_work_, std::try_to_lock);
    if (!work) return Busy{};
    const auto read_now = read();
    if (const auto* faulty = std::get_if<FaultyFiles>(&read_now)) return *faulty;
    return preview_of(std::get<Files>(read_now));
}

ApplyAnswer Reload::apply(const std::string& fingerprint, const std::string& by) {
    const std::unique_lock work(at_work_, std::try_to_lock);
    if (!work) return Busy{};
    auto read_now = read();
    if (const auto* faulty = std::get_if<FaultyFiles>(&read_now)) return *faulty;
    Files& files = std::get<Files>(read_now);
    if (files.fingerprint() != fingerprint) return FilesChanged{};
    return put_in_force(std::move(files), by);
}

ApplyAnswer Reload::reload(const std::string& by, const std::function<void(const Preview&)>& tell) {
    const std::lock_guard work(at_work_);
    auto read_now = read();
    if (const auto* faulty = std::get_if<FaultyFiles>(&read_now)) return *faulty;
    Files& files = std::get<Files>(read_now);
    const auto preview = preview_of(files);
    if (const auto* error = std::get_if<Error>(&preview)) return *error;
    if (const auto* busy = std::get_if<Busy>(&preview)) return *busy;
    tell(std::get<Preview>(preview));
    return put_in_force(std::move(files), by);
}

void log_answer(const ApplyAnswer& answer, const std::string& by) {
    if (std::holds_alternative<Reconfigured>(answer)) {
        log(LogLevel::info, "configuration read again and in force, asked by " + by);
    } else if (const auto* faulty = std::get_if<FaultyFiles>(&answer)) {
        for (const Diagnostic& fault : faulty->faults)
            log(LogLevel::error, fault.str());
        log(LogLevel::error,
            fmt::format("configuration not changed: {} errors; the daemon goes on with what it had",
                        faulty->faults.size()));
    } else if (const auto* error = std::get_if<Error>(&answer)) {
        log(LogLevel::error, "configuration not changed: " + error->text);
    } else if (const auto* busy = std::get_if<Busy>(&answer)) {
        log(LogLevel::warning, fmt::format("configuration not changed: {}", why_busy(busy->with)));
    } else {
        log(LogLevel::warning,
            "configuration not changed: the files have changed since the preview");
    }
}

}  // namespace dondoc
