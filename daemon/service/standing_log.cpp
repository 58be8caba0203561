#include "daemon/service/standing_log.h"

#include <fmt/format.h>

#include "daemon/service/log.h"
#include "daemon/store/encoding.h"

namespace dondoc {

namespace {

struct Line {
    void operator()(const ClockJumped& e) const {
        log(LogLevel::error,
            fmt::format("the clock says {} when it should say {}: nothing is planned or sent until "
                        "it comes back, or `dondoc clock confirm --reason ...` says it is right",
                        utc_text(e.to), utc_text(e.from)));
    }
    void operator()(const ClockReturned&) const {
        log(LogLevel::warning, "the clock came back by itself: planning and sending go on");
    }
    void operator()(const ClockConfirmed& e) const {
        log(LogLevel::warning,
            fmt::format("the clock is confirmed by {}: {}; planning and sending go on", by,
                        e.reason));
    }
    void operator()(const CatchUpBegun& e) const {
        log(LogLevel::warning,
            fmt::format("back after a downtime; missed since {}", utc_text(e.since)));
    }
    void operator()(const CatchUpWeighed& e) const {
        if (!e.held) return;
        log(LogLevel::warning,
            fmt::format("{} messages that a downtime held back wait: `dondoc go-ahead --reason "
                        "...` lets them leave, with --discard it drops them",
                        e.messages));
    }
    void operator()(const CatchUpReleased& e) const {
        log(LogLevel::warning, fmt::format("what a downtime held back {} by {}: {}",
                                           e.discarded ? "is dropped" : "may leave", by, e.reason));
    }
    template <class Other>
    void operator()(const Other&) const {}

    const std::string& by;
};

}  // namespace

void log_standing(const Step& step) {
    for (const Change& change : step.changes) {
        if (change.subject.kind != Subject::Kind::daemon) continue;
        for (const Event& event : change.events)
            std::visit(Line{change.by}, event);
    }
}

}  // namespace dondoc
