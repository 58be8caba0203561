// Gives the loop its turns: at once while there is work, else when the clock says so. Lives on the
// loop's io_context.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/loop/loop.h"
#include "daemon/service/clock.h"

namespace dondoc {

class Pacemaker {
public:
    // `at_end` is called once, when a virtual year is over: there are no turns after it.
    Pacemaker(boost::asio::io_context&, Loop&, Clock&, const VirtualClock* year,
              std::function<void()> at_end);

    void turn_soon();
    void stop();

private:
    void turn();
    void tell(const Result<Progress>&);
    void rest(std::optional<Instant> next);

    boost::asio::io_context& context_;
    Loop& loop_;
    Clock& clock_;
    const VirtualClock* year_;  // the clock, if it is virtual
    std::function<void()> at_end_;
    boost::asio::steady_timer after_failure_;
    std::string failing_;  // what was logged last, while it fails
    bool turn_posted_ = false;
    bool stopped_ = false;
};

// The store failed: a full disk may be emptied, so the loop tries again. What is the matter is
// logged once, and again when it is over.
inline constexpr std::chrono::seconds retry_after_failure{5};

}  // namespace dondoc
