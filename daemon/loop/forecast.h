// What will be sent between two days, gathered: each message with its notices, what falls due, how
// much comes to whom on which day, and what runs into days off. Nothing is sent, and the store it
// is told from is a copy.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/loop/rehearsal.h"
#include "workflows/collisions.h"

namespace dondoc {

struct ForeseenMessage {
    Instant at{};
    Date day{};
    std::string id;  // Message-ID without brackets
    std::string person;
    std::string person_name;  // the id if the organisation does not know it
    std::string address;
    std::string channel;
    std::string subject;
    bool copy = false;
    std::string body;               // plain text; empty unless asked for
    std::vector<Foreseen> notices;  // at least one
};

// What one unit still owes and when, as things stand now.
struct DueAhead {
    ObligationId id;
    Term term;
    int round = 1;
    std::string deliverable;
    std::string unit_name;
};

// A collision of one time of a duty; `units` of them have this very term.
struct CollisionAhead {
    std::string campaign;
    std::string duty;
    std::string occurrence;
    std::string deliverable;
    Term term;
    Collision collision;
    int units = 0;
};

struct Load {
    int messages = 0;
    int notices = 0;
};

struct Forecast {
    DateSpan days{};  // both ends included
    Zone zone;
    Language language = Language::vi;
    Instant made{};                          // when it was made: the stamp of calendar entries
    std::string domain;                      // of identifiers
    std::string paused;                      // who paused all sending and why; empty: nobody
    std::vector<ForeseenMessage> messages;   // in the order they leave
    std::vector<DueAhead> dues;              // by last permitted day, then id
    std::vector<CollisionAhead> collisions;  // by day, then campaign and duty

    std::map<Date, std::map<std::string, Load>> loads() const;  // by day, then person
    Load total() const;
};

// The day with the most messages and the person with the most, the first of equals; nothing if
// nothing is sent.
struct Peak {
    std::string person_name;  // of the busiest; empty in a day's peak
    Date day{};
    Load load;
    std::size_t people = 0;
};
std::optional<Peak> peak_day(const Forecast&);
std::optional<Peak> busiest_person(const Forecast&);

// People who would get more than `messages_max` messages on one day, in order of day and person.
struct Overload {
    std::string person;
    std::string person_name;
    Date day{};
    Load load;
};
std::vector<Overload> overloads(const Forecast&, int messages_max);

struct ForecastOptions {
    RehearsalPlan plan;
    Instant made{};
    std::function<void(const ScriptLine&, const Answer&)> refused;
    std::function<bool()> go_on{};  // as of RehearsalHooks
};

// Runs a rehearsal on `store`, which is changed by it: hand over a copy.
Result<Forecast> forecast(Store& store, const Configuration&, const Definitions&, const Composer&,
                          const ForecastOptions&);

}  // namespace dondoc
