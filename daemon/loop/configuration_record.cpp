#include "daemon/loop/configuration_record.h"

#include <utility>

#include "daemon/loop/setting_changes.h"

namespace dondoc {

namespace {

// «language: vi → en; rehearsal:  → thu@dondoc.example»
std::string changed_words(const Configuration& before, const Configuration& after) {
    std::string words;
    for (const SettingChange& one : setting_changes(before, after)) {
        words += (words.empty() ? "" : "; ") + one.key + ": " + one.before + " → " + one.after;
    }
    return words;
}

}  // namespace

Done record_configuration(Store& store, const Configuration* before, const Configuration& after,
                          const std::string& by, Instant now) {
    const Subject daemon = daemon_subject();
    const auto history = store.read().history(daemon);
    if (!history) return history.error();
    std::string last;
    for (const JournalEntry& entry : *history) {
        const auto* applied = std::get_if<ConfigurationApplied>(&entry.event);
        if (applied) last = applied->after;
    }
    if (last == after.fingerprint) return done;
    ConfigurationApplied event{std::move(last), after.fingerprint,
                               before ? changed_words(*before, after) : ""};
    return store.commit({now, {{daemon, {std::move(event)}, {}, by}}});
}

}  // namespace dondoc
