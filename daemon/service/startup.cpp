#include "daemon/service/startup.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "daemon/service/log.h"
#include "daemon/service/opening.h"

namespace dondoc {

Result<Configuration> load(const std::filesystem::path& file,
                           const std::filesystem::path& state_directory) {
    Reading reading = read_configuration(file, state_directory);
    std::string faults;
    for (const Diagnostic& diagnostic : reading.diagnostics) {
        if (diagnostic.severity == Severity::error) {
            faults += (faults.empty() ? "" : "\n") + diagnostic.str();
        }
    }
    if (!reading.configuration) return Error{faults};
    return *std::move(reading.configuration);
}

namespace {

// A virtual year on a store of real days would write to real people with false dates, and the other
// way round a year that was played would be taken for what happened.
Done keep_apart(const Reader& reader, bool virtual_year) {
    const auto state = reader.daemon_state();
    if (!state) return state.error();
    const auto campaigns = reader.campaigns();
    if (!campaigns) return campaigns.error();
    const bool played = state->position.has_value();
    if (campaigns->empty() || played == virtual_year) return done;
    return Error{played ? "this store holds a virtual year; give the daemon another state directory"
                        : "this store holds real days; give the virtual year another "
                          "--state-directory"};
}

}  // namespace

Result<Ground> prepare(const ServeOptions& options) {
    auto configuration = load(options.config, options.state_directory);
    if (!configuration) return configuration.error();
    auto state = StateDirectory::take(configuration->state_directory);
    if (!state) return state.error();
    auto store = open_store(*state, configuration->language);
    if (!store) return store.error();
    if (auto apart = keep_apart((*store)->read(), options.year.has_value()); !apart) {
        return apart.error();
    }
    auto composer = Composer::make(configuration->templates);
    if (!composer) return composer.error();
    const auto links = state->link_key();
    if (!links) return links.error();
    auto channels = make_channels(*configuration);
    if (!channels) return channels.error();
    std::vector<ScriptLine> script;
    if (!options.events.empty()) {
        auto lines = read_script(options.events);
        if (!lines) return lines.error();
        script = *std::move(lines);
    }
    const auto before = (*store)->read().daemon_state();
    if (!before) return before.error();
    const auto recorded = (*store)->read().last_recorded();
    if (!recorded) return recorded.error();
    return Ground{*std::move(configuration),
                  *std::move(state),
                  *std::move(store),
                  *std::move(composer),
                  *links,
                  *std::move(channels),
                  std::move(script),
                  before->position,
                  {*recorded, before->clock}};
}

LoopSettings loop_settings(Ground& ground, bool keep_position) {
    LoopSettings settings;
    settings.keep_position = keep_position;
    settings.language = ground.configuration.language;
    settings.script = std::move(ground.script);
    settings.on_refused = [](const ScriptLine& line, const Answer& answer) {
        log(LogLevel::warning, refused_line(line, answer));
    };
    settings.on_set_aside = [](const SetAside& aside) {
        log(LogLevel::error, "set aside " + aside.kind + ' ' + aside.id + ": " + aside.why);
    };
    return settings;
}

std::string refused_line(const ScriptLine& line, const Answer& answer) {
    std::string why;
    if (const auto* refusal = std::get_if<Refusal>(&answer)) why = refusal->text;
    if (const auto* missing = std::get_if<NotFound>(&answer)) why = missing->text;
    return fmt::format("{}: {}: {}", line.place, line.written, why);
}

std::filesystem::path maildir_of(const Configuration& its, bool virtual_clock) {
    const auto way = its.bounces.lexically_relative(its.state_directory.lexically_normal());
    const bool outside = way.empty() || *way.begin() == "..";
    return virtual_clock && outside ? std::filesystem::path() : its.bounces;
}

std::string files_of(const Ground& ground) {
    std::string text = fmt::format("store: {}", ground.state.store().string());
    for (const ChannelSettings& channel : ground.configuration.channels) {
        if (const auto* spool = std::get_if<SpoolSettings>(&channel.transport)) {
            text += fmt::format("\nmessages: {}", spool->directory.string());
        }
    }
    return text;
}

VirtualClock::Span span_of(const Ground& ground, const ServeOptions::Year& year) {
    const Instant from = ground.configuration.zone->at(year.from, TimeOfDay{0});
    const Instant to = ground.configuration.zone->at(year.to, TimeOfDay{0});
    return {std::max(from, ground.position.value_or(from)), to, year.pace, from};
}

}  // namespace dondoc
