// `check --ready CAMPAIGN`: what a campaign still lacks before it is launched.
#include <algorithm>
#include <cstdio>
#include <map>

#include <fmt/format.h>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "config/readiness.h"
#include "daemon/cli/command_line.h"
#include "daemon/loop/difference.h"
#include "daemon/loop/forecast.h"
#include "daemon/service/state_directory.h"
#include "daemon/store/reader.h"
#include "workflows/bounce.h"
#include "workflows/suggest.h"

namespace dondoc {

namespace {

using Family = std::vector<std::shared_ptr<const Definition>>;

// From the first day of a family of campaigns to the end of what it may tell: a deadline may lie
// after the period, and rungs come after the last one.
DateSpan days_of(const Family& family) {
    DateSpan days{family.front()->campaign.begins(), family.front()->campaign.period.last};
    for (const auto& definition : family) {
        days.first = std::min(days.first, definition->campaign.begins());
        days.last = std::max(days.last, last_day_of(*definition, {}));
    }
    return {days.first, days.last + outlook_tail};
}

// Everything that all campaigns will tell on the days of one family if nobody acts: a person reads
// the letters of all. Those that end before it begins, or begin after its end, are left out; the
// others run from their own beginning.
Result<Forecast> whole_campaign(const Configuration& configuration, const Family& family) {
    const auto composer = Composer::make(configuration.templates);
    if (!composer) return composer.error();
    const auto store = Store::in_memory();
    if (!store) return store.error();
    const DateSpan days = days_of(family);
    Family beside;
    Date first = days.first;
    for (const auto& definition : configuration.campaigns) {
        const DateSpan its = days_of(Family{definition});
        if (its.last < days.first || days.last < its.first) continue;
        beside.push_back(definition);
        first = std::min(first, its.first);
    }
    const Zone& zone = *configuration.zone;
    ForecastOptions options;
    options.plan.from = zone.at(first, TimeOfDay{0});
    options.plan.to = zone.at(days.last, TimeOfDay{0});
    options.made = options.plan.from;
    auto all = forecast(**store, configuration, Definitions(beside), *composer, options);
    if (!all) return all;
    std::erase_if(all->messages, [&](const auto& message) { return message.day < days.first; });
    return all;
}

// How many of a person's messages of a day speak of the family.
int of_family(const Forecast& forecast, const Family& family, const Overload& overload) {
    const auto is_ours = [&](const Foreseen& notice) {
        return std::ranges::any_of(
            family, [&](const auto& one) { return one->campaign.id == notice.campaign; });
    };
    return static_cast<int>(std::ranges::count_if(forecast.messages, [&](const auto& message) {
        return message.person == overload.person && message.day == overload.day &&
               std::ranges::any_of(message.notices, is_ours);
    }));
}

// One finding a person: the day with the most, and how many days there are. Days on which none of
// the messages is of the family are no matter of its launch.
void add_overloads(const Forecast& forecast, const Family& family, int max_per_day,
                   std::vector<Finding>& found) {
    std::map<std::string, std::pair<Overload, int>> people;
    for (const Overload& one : overloads(forecast, max_per_day)) {
        if (of_family(forecast, family, one) == 0) continue;
        auto& [worst, days] = people.try_emplace(one.person, one, 0).first->second;
        ++days;
        if (one.load.messages > worst.load.messages) worst = one;
    }
    for (const auto& [person, overload] : people) {
        const auto& [worst, days] = overload;
        add(found,
            {Settler::coordinator,
             true,
             "load",
             {},
             fmt::format("'{}' ({}) would get {} messages on {}, {} of them by this campaign, more "
                         "than {} a day{}; spread the deadlines, share the roles or allow more "
                         "with --max-per-day",
                         person, worst.person_name, worst.load.messages, iso_date(worst.day),
                         of_family(forecast, family, worst), max_per_day,
                         days > 1 ? fmt::format(", and too many on {} days in all", days) : "")});
    }
}

// Addresses that letters came back from, as far as a daemon has run on this configuration.
Done add_addresses(const Configuration& configuration, std::vector<Finding>& found) {
    const auto file = StateDirectory::store_of(configuration.state_directory);
    std::error_code absent;
    if (!std::filesystem::exists(file, absent)) return done;
    const auto reader = Reader::open(file);
    if (!reader) return reader.error();
    const auto faults = (*reader)->address_faults();
    if (!faults) return faults.error();
    for (const AddressFault& fault : *faults) {
        const Person* person = configuration.organisation->person(fault.person);
        if (!person || person->address != fault.address) continue;
        add(found, {Settler::administrator,
                    true,
                    "address",
                    {},
                    fmt::format("letters to '{}' ({}) at {} have come back since {}: {}; ring {} "
                                "and correct the address, or have one tried again (dondoc retry "
                                "{})",
                                person->id, person->name, fault.address,
                                iso_date(configuration.zone->date_of(fault.since)),
                                bounce_words(fault.status, fault.why, Language::en),
                                person->phone.empty() ? "them" : person->phone, fault.message)});
    }
    return done;
}

std::string heading(Settler who, const Definition& definition) {
    const Campaign& campaign = definition.campaign;
    const Unit& office = definition.unit(campaign.coordinator);
    const Person* officer = definition.organisation->person(office.contact);
    switch (who) {
        case Settler::administrator: return "The administrator, in the organisation and calendars:";
        case Settler::issuer:
            return "Who signed the plan (" + definition.unit(campaign.issuer).name + "):";
        case Settler::coordinator:
            return "The coordinator (" + (officer ? officer->name + ", " : "") + office.name + "):";
        case Settler::nobody: return "To know; nothing must be done:";
    }
    return {};
}

void print_text(const std::vector<Finding>& found, const Definition& definition, bool ready) {
    const auto must = std::ranges::count(found, true, &Finding::must);
    fmt::print("{}: {}, {} must be settled, {} to know\n", definition.campaign.id,
               ready ? "ready" : "not ready", must, std::ssize(found) - must);
    const Finding* before = nullptr;
    for (const Finding& one : found) {
        if (!before || before->who != one.who) fmt::print("\n{}\n", heading(one.who, definition));
        fmt::print("  {} {}{}\n", one.must ? "!" : "-", one.text,
                   one.where.empty() ? "" : " (" + one.where + ")");
        before = &one;
    }
}

void print_json(const std::vector<Finding>& found, const std::string& campaign) {
    for (const Finding& one : found) {
        const boost::json::object line{
            {"campaign", campaign},
            {"who", to_string(one.who)},
            {"must", one.must},
            {"topic", one.topic},
            {"where",
             one.where.empty() ? boost::json::value(nullptr) : boost::json::value(one.where)},
            {"text", one.text},
        };
        std::puts(boost::json::serialize(line).c_str());
    }
}

int complain(const std::string& text) {
    std::fprintf(stderr, "%s\n", text.c_str());
    return 1;
}

}  // namespace

int run_ready(const CommonOptions& common, const CheckOptions& options, const Reading& reading) {
    const Configuration& configuration = *reading.configuration;
    const auto asked = std::ranges::find(configuration.campaigns, options.ready,
                                         [](const auto& one) { return one->campaign.id; });
    if (asked == configuration.campaigns.end())
        return complain(unknown_campaign(options.ready, configuration, common.config).text);
    auto found = findings(reading, options.ready);
    const auto family = family_of(configuration, options.ready);
    const auto told = whole_campaign(configuration, family);
    if (!told) return complain(told.error().text);
    add_overloads(*told, family, options.max_per_day, found);
    if (auto looked = add_addresses(configuration, found); !looked)
        return complain(looked.error().text);
    const bool ready =
        std::ranges::none_of(found, [&](const Finding& one) { return one.must || options.strict; });
    if (common.json) {
        print_json(found, options.ready);
    } else {
        print_text(found, **asked, ready);
    }
    return ready ? 0 : 1;
}

}  // namespace dondoc
