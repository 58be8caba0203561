// What the routes see of the daemon, and all they can ask of it. Made once by `serve` and shared by
// the threads of the front; every thread reads through a connection of its own.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include "config/configuration.h"
#include "daemon/http/attempts.h"
#include "daemon/http/repeats.h"
#include "daemon/http/router.h"
#include "daemon/http/sessions.h"
#include "daemon/http/tokens.h"
#include "daemon/loop/command.h"
#include "daemon/loop/in_force.h"
#include "daemon/loop/reconfiguration.h"
#include "daemon/loop/standstill.h"
#include "daemon/loop/unit_link.h"
#include "daemon/store/kept_files.h"
#include "daemon/store/reader.h"
#include "daemon/store/store.h"

namespace dondoc {

class Metrics;

// What is remembered of those who stood at the door; gone with the process.
struct Door {
    Attempts wrong_tokens{10};    // by peer
    Attempts logins_of_peer{10};  // that failed
    Attempts logins_of_name{20};
    Attempts logins{3};   // by both
    std::mutex weighing;  // one password at a time: each takes 64 MiB
    Sessions sessions;
};
struct Forecast;

class Vantage {
public:
    // Every function is called from any thread of the front, several at once.
    struct Needs {
        std::function<Instant()> now;  // of the clock in use, real or virtual
        std::function<Result<std::unique_ptr<Reader>>()> open_reader;
        // Has the loop carry it out and waits: so long for the loop to take it up, and as long
        // again for its end.
        std::function<Heard(Command, std::chrono::milliseconds limit)> execute;
        std::function<bool()> loop_alive;  // its heartbeat is young enough
        // Nothing if it stores, or gives no sign of life.
        std::function<std::optional<Standstill>()> standstill;
        std::function<void(std::string_view line)> report;         // one line for each fault
        std::function<std::shared_ptr<const InForce>()> in_force;  // the one of this moment
        // The configuration's files read again: what they would change, and applying what a preview
        // with this fingerprint spoke of. Either may take as long as looking ahead takes.
        std::function<PreviewAnswer()> preview;
        std::function<ApplyAnswer(const std::string& fingerprint, const std::string& by)> apply;
        std::function<Result<std::unique_ptr<Store>>()> copy_store;  // to look ahead on
        TokenHash token;                                             // the local administrator's
        std::function<std::chrono::microseconds()> uptime;  // of a clock that only goes forward
        bool virtual_clock = false;
        std::shared_ptr<const Metrics> metrics{};
        std::function<bool()> clock_runs{};  // a virtual one that has not come to its end
        // What will be sent in the next days (days_ahead), told from a copy of the store. May take
        // as long as looking ahead takes; nullptr: another thread is at it just now.
        std::function<Result<std::shared_ptr<const Forecast>>()> ahead{};
        LinkKey links{};    // that seals the links to units' pages
        KeptFiles files{};  // what units hand in
    };

    explicit Vantage(Needs needs) : needs_(std::move(needs)) {}

    const Needs& needs() const { return needs_; }

    Door& door() { return door_; }
    Repeats& repeats() { return repeats_; }
    // Has it noted that the token is used, if that was not done for a day. A loop that does not
    // take it up is asked again after a minute.
    void note_use(const TokenRecord&, Instant now);

    // This thread's own. Opened when first asked for, and anew after forget_reader().
    Result<const Reader*> reader();
    // After a read that failed: the next one may find the disk well again.
    void forget_reader();

private:
    Needs needs_;
    std::mutex mutex_;  // guards the map, not what a thread does with its reader
    std::map<std::thread::id, std::unique_ptr<Reader>> readers_;
    Door door_;
    Repeats repeats_;
    std::mutex uses_mutex_;                                  // guards the map
    std::map<std::string, std::chrono::microseconds> uses_;  // when it was last to be noted
};

// One request's view: the same moment, reader and configuration throughout. What was changed while
// it is held may show in the rows that are read, never in the configuration.
struct Sight {
    const Vantage& vantage;
    const Reader& reader;
    std::shared_ptr<const InForce> in_force;
    Instant now;
    Date today;
    Language language;   // `?lang=`, else the configuration's
    Caller caller{};     // who asks
    std::string csrf{};  // what forms of his session carry; empty without one

    const Configuration& configuration() const { return in_force->configuration; }
    const Definitions& definitions() const { return in_force->definitions; }
    const WorkCalendar& calendar() const { return *in_force->calendar; }
    const Zone& zone() const { return in_force->zone(); }
    const Organisation& organisation() const;
    // nullptr if the campaign is not configured (any more).
    std::shared_ptr<const Definition> definition(std::string_view campaign) const;
    // Overdue and due soon as of today, and what whoever asks may see; all else open.
    ObligationFilter filter() const;
    const Scope& scope() const { return caller.scope; }
    // Whoever is limited to campaigns sees the units that take part in one of them.
    bool sees_unit(const std::string& id) const;
};

// How many days the officer looks ahead, today included.
inline constexpr std::chrono::days days_ahead{7};

// «đến hạn trong 3 ngày làm việc»
inline constexpr int soon_working_days = 3;

// A route that reads. What it returns as an Error is a fault of the disk: reported, and answered
// 500 without its text. Answers of 200 get an ETag. Who may read is the guard's to say (access.h);
// lists leave out what lies outside the scope.
using Look = std::function<Result<Response>(const Sight&, const Request&)>;
Route reading_route(std::shared_ptr<Vantage>, Look);

// An answer of 200 with an ETag of its body, so that whoever holds it may be told 304 next time.
Response with_tag(Response);

// `?lang=` of a request, else the language of the configuration.
Language language_asked(const Vantage&, const Request&);

// Makes a Sight of this moment and has it used; an Error of either becomes a 500.
Response with_sight(Vantage&, const Request&, const std::function<Result<Response>(const Sight&)>&);

}  // namespace dondoc
