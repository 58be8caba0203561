#include "daemon/service/pacemaker.h"

#include <utility>

#include <fmt/format.h>
#include <boost/asio/post.hpp>

#include "daemon/service/log.h"

namespace dondoc {

Pacemaker::Pacemaker(boost::asio::io_context& context, Loop& loop, Clock& clock,
                     const VirtualClock* year, std::function<void()> at_end)
    : context_(context),
      loop_(loop),
      clock_(clock),
      year_(year),
      at_end_(std::move(at_end)),
      after_failure_(context) {}

// Posted, so that commands and outcomes get their turn between two steps.
void Pacemaker::turn_soon() {
    if (turn_posted_ || stopped_) return;
    turn_posted_ = true;
    boost::asio::post(context_, [this] {
        turn_posted_ = false;
        if (!stopped_) turn();
    });
}

void Pacemaker::stop() {
    stopped_ = true;
    clock_.cancel();
    after_failure_.cancel();
}

void Pacemaker::turn() {
    clock_.cancel();
    if (year_ && year_->at_end()) {
        if (at_end_) std::exchange(at_end_, {})();
        return;
    }
    const auto minded = loop_.mind_clock(clock_.jump(), clock_.now());
    const auto progress = minded ? loop_.run_once(clock_.now()) : Result<Progress>(minded.error());
    tell(progress);
    if (!progress) {
        after_failure_.expires_after(retry_after_failure);
        after_failure_.async_wait([this](const boost::system::error_code& failed) {
            if (!failed) turn_soon();
        });
    } else if (progress->more) {
        turn_soon();
    } else {
        rest(progress->next);
    }
}

void Pacemaker::tell(const Result<Progress>& progress) {
    const std::string failing = progress ? "" : progress.error().text;
    if (failing == failing_) return;
    failing_ = failing;
    if (progress) return log(LogLevel::info, "the store answers again; the daemon goes on");
    log(LogLevel::error, fmt::format("{}; nothing is sent or decided meanwhile, and it is tried "
                                     "again every {} seconds",
                                     failing, retry_after_failure.count()));
}

void Pacemaker::rest(std::optional<Instant> next) {
    // A virtual clock does not move while messages are out: their outcomes give the next turn.
    if (year_ && loop_.in_flight() > 0) return;
    // A virtual clock stops at the end of the year; a real one is looked at for ever.
    clock_.wake_at(next.value_or(Instant::max()), [this] { turn_soon(); });
}

}  // namespace dondoc
