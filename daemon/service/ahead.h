// What will be sent in the next days, as the pages tell it: a forecast over a copy of the store,
// made when it is asked for and kept until something is recorded, the day changes or the
// configuration does. Any thread; one looks at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "daemon/loop/forecast.h"
#include "daemon/loop/in_force.h"

namespace dondoc {

class Ahead {
public:
    struct Needs {
        std::filesystem::path store;
        std::function<std::shared_ptr<const InForce>()> in_force;
        std::function<Instant()> now;
        std::function<bool()> go_on;  // false: the daemon is stopping
    };
    explicit Ahead(Needs needs) : needs_(std::move(needs)) {}

    // From today on, `days_ahead` of them. nullptr while another thread looks.
    Result<std::shared_ptr<const Forecast>> look();

private:
    struct Seen {
        std::string journal;  // hash of its last row
        std::shared_ptr<const InForce> in_force;
        Date today{};
        std::shared_ptr<const Forecast> forecast;
    };
    Result<std::shared_ptr<const Forecast>> made(Store&, const InForce&, Date today) const;

    Needs needs_;
    std::mutex at_work_;
    Seen seen_;  // guarded by it
};

}  // namespace dondoc
