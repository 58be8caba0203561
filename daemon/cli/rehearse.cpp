// `simulate` and `forecast`: one line a notice; the lines of one message stand together.
#include <cstdio>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "daemon/cli/command_line.h"
#include "daemon/loop/rehearsal.h"
#include "daemon/service/startup.h"

namespace dondoc {

namespace {

std::string json_line(const Foreseen& notice, const Zone& zone) {
    return boost::json::serialize(boost::json::object{
        {"at", zone.rfc3339(notice.at)},
        {"campaign", notice.campaign},
        {"duty", notice.duty},
        {"unit", notice.unit},
        {"rung", notice.rung},
        {"kind", to_string(notice.kind)},
        {"audience", to_string(notice.audience)},
        {"copy", notice.copy},
        {"address", notice.address},
        {"channel", notice.channel},
        {"key", notice.key},
        {"message", notice.message},
        {"subject", notice.subject},
        {"because", notice.because},
    });
}

std::string text_line(const Foreseen& notice, const Zone& zone) {
    return fmt::format("{} {}  {:<10}  {:<16}  {:<24}  {}  {}  ({})",
                       iso_date(zone.date_of(notice.at)), clock_time(zone.time_of(notice.at)),
                       to_string(notice.kind), notice.rung,
                       notice.unit.empty() ? notice.duty : notice.unit, notice.address,
                       notice.subject, notice.because);
}

Result<std::unique_ptr<Store>> starting_store(const Configuration& configuration, bool from_store) {
    const auto file = StateDirectory::store_of(configuration.state_directory);
    std::error_code failed;
    if (from_store && std::filesystem::exists(file, failed)) return Store::copy_of(file);
    return Store::in_memory();
}

// A pause holds back what would be told: an empty forecast must say why.
Done warn_of_pause(const Store& store) {
    const auto state = store.read().daemon_state();
    if (!state) return state.error();
    if (state->paused) {
        std::fprintf(stderr,
                     "warning: sending is paused by %s (%s); nothing leaves until it is resumed\n",
                     state->paused_by.c_str(), state->pause_reason.c_str());
    }
    return done;
}

Done rehearse_as_asked(const CommonOptions& common, const RehearseOptions& options, DateSpan days) {
    const auto configuration = load(common.config, common.state_directory);
    if (!configuration) return configuration.error();
    const auto composer = Composer::make(configuration->templates);
    if (!composer) return composer.error();
    auto store = starting_store(*configuration, options.from_store);
    if (!store) return store.error();
    if (auto warned = warn_of_pause(**store); !warned) return warned.error();
    const Zone zone = *configuration->zone;
    RehearsalPlan plan{
        zone.at(days.first, TimeOfDay{0}), zone.at(days.last, TimeOfDay{0}), {}, options.campaign};
    if (!options.events.empty()) {
        auto script = read_script(options.events);
        if (!script) return script.error();
        plan.script = *std::move(script);
    }
    const Definitions definitions(configuration->campaigns);
    if (!plan.campaign.empty() && !definitions.find(plan.campaign)) {
        return Error{"there is no campaign «" + plan.campaign + "» in " + common.config.string()};
    }
    const RehearsalHooks hooks{
        [&](const Foreseen& notice) {
            std::puts((common.json ? json_line(notice, zone) : text_line(notice, zone)).c_str());
        },
        [](const ScriptLine& line, const Answer& answer) {
            std::fprintf(stderr, "warning: %s\n", refused_line(line, answer).c_str());
        },
    };
    return rehearse(**store, *configuration, definitions, *composer, plan, hooks);
}

}  // namespace

int run_rehearse(const CommonOptions& common, const RehearseOptions& options) {
    const auto from = parse_iso_date(options.from);
    const auto to = parse_iso_date(options.to);
    if (!from || !to || *to <= *from) {
        std::fprintf(stderr,
                     "dondoc: --from and --to are two days, YYYY-MM-DD, the second later\n");
        return 2;
    }
    const auto rehearsed = rehearse_as_asked(common, options, {*from, *to});
    if (rehearsed) return 0;
    std::fprintf(stderr, "%s\n", rehearsed.error().text.c_str());
    return 1;
}

}  // namespace dondoc
