#include "daemon/loop/forecast.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "daemon/loop/migration.h"

namespace dondoc {

namespace {

// Gathers what a rehearsal tells.
class Gatherer {
public:
    Gatherer(const Configuration& configuration, const Definitions& definitions,
             const ForecastOptions& options)
        : configuration_(configuration),
          definitions_(definitions),
          plan_(options.plan),
          forecast_{
              .days = {configuration.zone->date_of(options.plan.from),
                       configuration.zone->date_of(options.plan.to - std::chrono::milliseconds(1))},
              .zone = *configuration.zone,
              .language = configuration.language,
              .made = options.made,
              .domain = domain_of(configuration),
              .paused = {},
              .messages = {},
              .dues = {},
              .collisions = {}} {}

    Done begin(const Reader& reader) {
        const auto state = reader.daemon_state();
        if (!state) return state.error();
        if (state->paused) forecast_.paused = state->paused_by + ": " + state->pause_reason;
        for (const auto& [id, definition] : definitions_.all()) {
            if (!plan_.campaign.empty() && id != plan_.campaign) continue;
            const auto all = obligations_of(reader, id);
            if (!all) return all.error();
            for (const Obligation& one : *all)
                add(*definition, one);
        }
        return done;
    }

    void tell(const Foreseen& notice) {
        auto& messages = forecast_.messages;
        if (messages.empty() || messages.back().id != notice.message) {
            messages.push_back({notice.at,
                                forecast_.zone.date_of(notice.at),
                                notice.message,
                                notice.person,
                                name_of_person(notice.person),
                                notice.address,
                                notice.channel,
                                notice.subject,
                                notice.copy,
                                notice.body,
                                {}});
        }
        messages.back().notices.push_back(notice);
    }

    Forecast finish() {
        for (auto& [at, one] : colliding_)
            forecast_.collisions.push_back(std::move(one));
        std::ranges::stable_sort(forecast_.collisions, {},
                                 [](const auto& one) { return one.collision.off.days.first; });
        std::ranges::sort(forecast_.dues, {}, [](const DueAhead& due) {
            return std::tuple(due.term.last_permitted, due.id);
        });
        return std::move(forecast_);
    }

private:
    static std::string domain_of(const Configuration& configuration) {
        if (configuration.channels.empty()) return "dondoc.invalid";
        const std::string& address = configuration.channels.front().from.address;
        return address.substr(address.find('@') + 1);
    }
    std::string name_of_person(const std::string& id) const {
        const Person* person = configuration_.organisation->person(id);
        return person ? person->name : id;
    }

    void add(const Definition& definition, const Obligation& obligation) {
        if (!obligation.owed() || !obligation.term || !definition.names(obligation)) return;
        const Duty& duty = *definition.campaign.duty(obligation.id.duty);
        const Term& term = *obligation.term;
        if (forecast_.days.contains(term.last_permitted)) {
            forecast_.dues.push_back({obligation.id, term, obligation.round, duty.deliverable,
                                      definition.unit(obligation.id.unit).name});
        }
        if (obligation.asking) return;
        int number = 0;
        for (const Collision& one : collisions(definition, duty, term)) {
            if (one.off.days.last < forecast_.days.first ||
                one.off.days.first > forecast_.days.last) {
                continue;
            }
            const Place place{definition.campaign.id, duty.id, obligation.id.occurrence,
                              term.last_permitted, number++};
            auto& ahead = colliding_[place];
            if (ahead.units++ > 0) continue;
            ahead = {definition.campaign.id,
                     duty.id,
                     obligation.id.occurrence,
                     duty.deliverable,
                     term,
                     one,
                     1};
        }
    }

    using Place = std::tuple<std::string, std::string, std::string, Date, int>;

    const Configuration& configuration_;
    const Definitions& definitions_;
    const RehearsalPlan& plan_;
    Forecast forecast_;
    std::map<Place, CollisionAhead> colliding_;
};

}  // namespace

std::map<Date, std::map<std::string, Load>> Forecast::loads() const {
    std::map<Date, std::map<std::string, Load>> loads;
    for (const ForeseenMessage& message : messages) {
        Load& load = loads[message.day][message.person];
        ++load.messages;
        load.notices += static_cast<int>(message.notices.size());
    }
    return loads;
}

Load Forecast::total() const {
    Load total;
    for (const ForeseenMessage& message : messages)
        total.notices += static_cast<int>(message.notices.size());
    total.messages = static_cast<int>(messages.size());
    return total;
}

std::optional<Peak> peak_day(const Forecast& forecast) {
    std::optional<Peak> peak;
    for (const auto& [day, people] : forecast.loads()) {
        Peak one{{}, day, {}, people.size()};
        for (const auto& [person, load] : people) {
            one.load.messages += load.messages;
            one.load.notices += load.notices;
        }
        if (!peak || one.load.messages > peak->load.messages) peak = one;
    }
    return peak;
}

std::optional<Peak> busiest_person(const Forecast& forecast) {
    std::map<std::string, Peak> people;
    for (const ForeseenMessage& message : forecast.messages) {
        Peak& one = people[message.person];
        if (one.load.messages++ == 0) one.day = message.day;
        one.person_name = message.person_name;
        one.load.notices += static_cast<int>(message.notices.size());
    }
    const auto busiest = std::ranges::max_element(
        people, {}, [](const auto& one) { return one.second.load.messages; });
    if (busiest == people.end()) return {};
    return busiest->second;
}

std::vector<Overload> overloads(const Forecast& forecast, int messages_max) {
    std::map<std::string, std::string> names;
    for (const ForeseenMessage& message : forecast.messages)
        names[message.person] = message.person_name;
    std::vector<Overload> found;
    for (const auto& [day, people] : forecast.loads()) {
        for (const auto& [person, load] : people) {
            if (load.messages > messages_max) found.push_back({person, names[person], day, load});
        }
    }
    return found;
}

Result<Forecast> forecast(Store& store, const Configuration& configuration,
                          const Definitions& definitions, const Composer& composer,
                          const ForecastOptions& options) {
    Gatherer gatherer(configuration, definitions, options);
    RehearsalHooks hooks;
    hooks.notice = [&](const Foreseen& notice) { gatherer.tell(notice); };
    hooks.refused = [&](const ScriptLine& line, const Answer& answer) {
        if (options.refused) options.refused(line, answer);
    };
    hooks.go_on = options.go_on;
    hooks.begun = [&](const Reader& reader) { return gatherer.begin(reader); };
    auto run = rehearse(store, configuration, definitions, composer, options.plan, hooks);
    if (!run) return run.error();
    return gatherer.finish();
}

}  // namespace dondoc
