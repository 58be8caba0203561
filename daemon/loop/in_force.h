// What the daemon goes by: the configuration read last, and its definitions. Immutable, so that
// every thread may hold it for as long as one piece of its work lasts, and sees one and the same
// throughout; a change of the configuration puts another in its place.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "config/configuration.h"
#include "daemon/loop/definitions.h"

namespace dondoc {

struct InForce {
    explicit InForce(Configuration read)
        : configuration(std::move(read)),
          definitions(configuration.campaigns),
          calendar(configuration.calendar ? configuration.calendar
                                          : std::make_shared<const WorkCalendar>()) {}

    const Configuration configuration;
    const Definitions definitions;
    // The configuration's; if it names none, one that knows weekends only.
    const std::shared_ptr<const WorkCalendar> calendar;

    // Whose days «today» and the moments of messages mean.
    const Zone& zone() const { return *configuration.zone; }
};

// Which one is in force now. Any thread.
class NowInForce {
public:
    explicit NowInForce(std::shared_ptr<const InForce> first) : current_(std::move(first)) {}

    std::shared_ptr<const InForce> get() const {
        const std::lock_guard lock(mutex_);
        return current_;
    }
    void set(std::shared_ptr<const InForce> next) {
        const std::lock_guard lock(mutex_);
        current_ = std::move(next);
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const InForce> current_;
};

}  // namespace dondoc
