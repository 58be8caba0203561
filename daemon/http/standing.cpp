#include "daemon/http/standing.h"

#include <fmt/format.h>

#include "daemon/http/channels.h"
#include "daemon/http/views.h"
#include "workflows/wording.h"

namespace dondoc {

namespace json = boost::json;

Result<DaemonStanding> daemon_standing(const Sight& sight) {
    const auto state = sight.reader.daemon_state();
    if (!state) return state.error();
    DaemonStanding standing{state->clock, {}, 0};
    if (!state->catch_up || !state->catch_up->held) return standing;
    const auto held = sight.reader.held_messages();
    if (!held) return held.error();
    standing.held = state->catch_up;
    standing.messages = held->size();
    return standing;
}

std::string clock_words(const Sight& sight, const DaemonStanding& standing) {
    if (!standing.clock) return {};
    const ClockJump& jump = *standing.clock;
    return fmt::format(
        fmt::runtime(in_words(
            sight.language,
            "Đồng hồ máy chỉ {} khi lẽ ra phải là {}: chưa lập lượt nhắc mới và chưa gửi thư nào, "
            "cho đến khi đồng hồ trở lại đúng hoặc quản trị viên xác nhận: dondoc clock confirm "
            "--reason …",
            "The clock says {} when it should say {}: nothing new is planned and nothing is sent "
            "until it comes back, or an administrator confirms it: dondoc clock confirm --reason "
            "…")),
        moment_in(sight, jump.to), moment_in(sight, jump.from));
}

std::string doubt_words(const Sight& sight, const ClockJump& jump) {
    return in_words(sight.language, "đồng hồ chỉ ", "the clock said ") + moment_in(sight, jump.to) +
           in_words(sight.language, ", lẽ ra ", " instead of ") + moment_in(sight, jump.from);
}

std::string go_ahead_words(const Sight& sight, const DaemonStanding& standing) {
    if (!standing.held) return {};
    return fmt::format(
        fmt::runtime(in_words(
            sight.language,
            "Hệ thống ngừng từ {} đến {}; {} thư đến giờ trong lúc ấy đang chờ cho phép gửi. Cho "
            "gửi: dondoc go-ahead --reason …, hoặc bỏ: dondoc go-ahead --discard --reason …",
            "The system was down from {} to {}: {} messages that it held back wait for a "
            "go-ahead: dondoc go-ahead --reason …, or drop them: dondoc go-ahead --discard "
            "--reason …")),
        moment_in(sight, standing.held->since), moment_in(sight, standing.held->back),
        standing.messages);
}

json::value clock_view(const Sight& sight, const DaemonStanding& standing) {
    if (!standing.clock) return nullptr;
    return json::object{{"should_say", moment_view(sight, standing.clock->from)},
                        {"says", moment_view(sight, standing.clock->to)},
                        {"words", clock_words(sight, standing)}};
}

json::value go_ahead_view(const Sight& sight, const DaemonStanding& standing) {
    if (!standing.held) return nullptr;
    return json::object{{"down_from", moment_view(sight, standing.held->since)},
                        {"down_to", moment_view(sight, standing.held->back)},
                        {"since", moment_view(sight, *standing.held->held)},
                        {"messages", standing.messages},
                        {"words", go_ahead_words(sight, standing)}};
}

}  // namespace dondoc
