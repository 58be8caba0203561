// `simulate` and `forecast`: what would be sent, as lines, as a table, a calendar or a page.
#include <cstdio>
#include <optional>
#include <utility>

#include <boost/asio/io_context.hpp>

#include "daemon/cli/command_line.h"
#include "daemon/cli/forecast_formats.h"
#include "daemon/cli/given_days.h"
#include "daemon/service/clock.h"
#include "daemon/service/startup.h"

namespace dondoc {

namespace {

Result<std::unique_ptr<Store>> starting_store(const Configuration& configuration, bool from_store) {
    const auto file = StateDirectory::store_of(configuration.state_directory);
    std::error_code failed;
    if (from_store && std::filesystem::exists(file, failed)) return Store::copy_of(file);
    return Store::in_memory();
}

// When the forecast was made: by the clock of the daemon whose store it is told from; a simulation
// knows no other time than its own.
Result<Instant> made_at(const Store& store, const RehearseOptions& options, Instant first) {
    if (!options.from_store) return first;
    const auto state = store.read().daemon_state();
    if (!state) return state.error();
    if (state->position) return *state->position;
    boost::asio::io_context unused;
    return RealClock(unused).now();
}

Result<std::string> written(const Forecast& forecast, const RehearseOptions& options) {
    switch (options.format) {
        case ForecastFormat::text:
            if (!options.from_store) return forecast_text(forecast);
            if (options.summary || forecast.messages.empty()) return summary_text(forecast);
            return forecast_text(forecast) + "\n" + summary_text(forecast);
        case ForecastFormat::json:
            return options.summary ? summary_json(forecast) : forecast_json(forecast);
        case ForecastFormat::csv: return forecast_csv(forecast);
        case ForecastFormat::ics: return forecast_ics(forecast);
        case ForecastFormat::html: return forecast_html(forecast);
    }
    return Error{"no such format"};
}

// Days that are gone in the store that a forecast starts from are left out, and that is said.
Date first_day(const Configuration& configuration, const RehearseOptions& options, Date first,
               Date today) {
    std::error_code failed;
    const auto file = StateDirectory::store_of(configuration.state_directory);
    if (!options.from_store || first >= today || !std::filesystem::exists(file, failed))
        return first;
    std::fprintf(stderr, "warning: --from %s lies before today, %s; what follows begins today\n",
                 iso_date(first).c_str(), iso_date(today).c_str());
    return today;
}

// How many lines of the event script were refused. None count in a forecast: what stands in the
// store may be what they say.
Result<int> rehearse_as_asked(const CommonOptions& common, const RehearseOptions& options,
                              DateSpan days) {
    const auto configuration = load(common.config, common.state_directory);
    if (!configuration) return configuration.error();
    const auto composer = Composer::make(configuration->templates);
    if (!composer) return composer.error();
    auto store = starting_store(*configuration, options.from_store);
    if (!store) return store.error();
    const Zone zone = *configuration->zone;
    ForecastOptions asked;
    asked.plan = {zone.at(days.first, TimeOfDay{0}),
                  zone.at(days.last, TimeOfDay{0}),
                  {},
                  options.campaign,
                  options.bodies};
    int refused = 0;
    asked.refused = [&refused](const ScriptLine& line, const Answer& answer) {
        ++refused;
        std::fprintf(stderr, "warning: %s\n", refused_line(line, answer).c_str());
    };
    const auto made = made_at(**store, options, asked.plan.from);
    if (!made) return made.error();
    asked.made = *made;
    if (options.from_store) asked.plan.now = *made;
    const Date today = zone.date_of(*made);
    asked.plan.from = zone.at(first_day(*configuration, options, days.first, today), TimeOfDay{0});
    if (!options.events.empty()) {
        auto script = read_script(options.events);
        if (!script) return script.error();
        asked.plan.script = *std::move(script);
    }
    const Definitions definitions(configuration->campaigns);
    if (!options.campaign.empty() && !definitions.find(options.campaign)) {
        return unknown_campaign(options.campaign, *configuration, common.config);
    }
    const auto foreseen = forecast(**store, *configuration, definitions, *composer, asked);
    if (!foreseen) return foreseen.error();
    if (!foreseen->paused.empty()) {
        // A pause holds back what would be told: an empty forecast must say why.
        std::fprintf(stderr,
                     "warning: sending is paused by %s; nothing leaves until it is resumed\n",
                     foreseen->paused.c_str());
    }
    const auto text = written(*foreseen, options);
    if (!text) return text.error();
    std::fwrite(text->data(), 1, text->size(), stdout);
    return options.from_store ? 0 : refused;
}

int usage(const char* text) {
    std::fprintf(stderr, "dondoc: %s\n", text);
    return 2;
}

}  // namespace

int run_rehearse(const CommonOptions& common, const RehearseOptions& asked) {
    RehearseOptions options = asked;
    if (common.json) options.format = ForecastFormat::json;
    const auto days = given_days("--from", options.from, "--to", options.to);
    if (!days) return usage(days.error().text.c_str());
    const bool counts =
        options.format == ForecastFormat::text || options.format == ForecastFormat::json;
    if (options.summary && !counts) return usage("--summary goes with text and json alone");
    const auto rehearsed = rehearse_as_asked(common, options, *days);
    if (rehearsed) return *rehearsed > 0 ? 1 : 0;
    std::fprintf(stderr, "%s\n", rehearsed.error().text.c_str());
    return 1;
}

}  // namespace dondoc
