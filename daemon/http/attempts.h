// How often somebody was wrong, and how long he waits for it. Some mistakes are free; from there
// each doubles the wait, up to a quarter of an hour. Each ten minutes without one take one back,
// and all are forgotten an hour after the last.
//
// Times are of a clock that only goes forward. Safe from any thread; memory is bounded: past
// `keys_max` the one that was wrong longest ago is forgotten.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace dondoc {

class Attempts {
public:
    using Time = std::chrono::microseconds;
    static constexpr std::chrono::minutes wait_max{15};
    static constexpr std::chrono::minutes forgives_one_in{10};
    static constexpr std::chrono::hours memory{1};
    static constexpr std::size_t keys_max = 4096;

    explicit Attempts(int free) : free_(free) {}

    // How long until the next try is looked at; zero: now.
    std::chrono::seconds wait(const std::string& key, Time now) const;
    void failed(const std::string& key, Time now);
    void succeeded(const std::string& key);

private:
    struct Record {
        int failures = 0;
        Time last{};
    };
    Time until(const Record&) const;

    const int free_;
    mutable std::mutex mutex_;  // guards the map
    std::map<std::string, Record> records_;
};

// As what an address is counted: of IPv6 its network of 64 bits, since whoever has one address
// there has them all.
std::string counted_as(const std::string& address);

}  // namespace dondoc
