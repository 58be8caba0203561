// Who has logged in to the pages. Only in memory: a restart of the daemon ends every session. Of a
// session's id the hash alone is kept, so that a picture of the memory opens no door.
//
// Times are of a clock that only goes forward. Safe from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace dondoc {

class Sessions {
public:
    using Time = std::chrono::microseconds;
    static constexpr std::chrono::minutes idle_max{30};  // without a request
    static constexpr std::chrono::hours age_max{10};     // from the login: a working day
    static constexpr std::size_t sessions_max = 1000;    // past it the one idle longest ends

    struct Session {
        std::string name;      // of the user
        std::string password;  // the hash it began with: another one ends it
        std::string csrf;      // what every form of it must carry
    };

    // The id of a new one, for the cookie.
    std::string begin(const std::string& name, const std::string& password, Time now);
    // Nothing if it is over or never was; else it is used now.
    std::optional<Session> use(const std::string& id, Time now);
    void end(const std::string& id);

private:
    struct Kept {
        Session session;
        Time begun{};
        Time used{};
        bool over(Time now) const { return now - used >= idle_max || now - begun >= age_max; }
    };

    std::mutex mutex_;                  // guards the map
    std::map<std::string, Kept> kept_;  // by the hash of the id
};

}  // namespace dondoc
