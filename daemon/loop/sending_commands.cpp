#include "daemon/loop/sending_commands.h"

#include "daemon/loop/rerouting.h"
#include "workflows/wording.h"

namespace dondoc {

Settled switch_sending(const Reader& reader, bool pause, const std::string& reason,
                       Language language) {
    if (auto refusal = without_reason(reason, language)) return *std::move(refusal);
    const auto state = reader.daemon_state();
    if (!state) return state.error();
    if (pause && state->paused) {
        return Refusal{"already_paused",
                       in_words(language, "Việc gửi đang tạm dừng: ", "Sending is paused: ") +
                           state->pause_reason};
    }
    if (!pause && !state->paused) {
        return Refusal{"not_paused",
                       in_words(language, "Việc gửi không bị tạm dừng", "Sending is not paused")};
    }
    Change change{daemon_subject(), {SendingResumed{reason}}, {}};
    if (pause) change.events = {SendingPaused{reason}};
    return std::vector<Change>{std::move(change)};
}

Settled confirm_clock(const Reader& reader, const std::string& reason, Language language) {
    if (auto refusal = without_reason(reason, language)) return *std::move(refusal);
    const auto state = reader.daemon_state();
    if (!state) return state.error();
    if (!state->clock) {
        return Refusal{"clock_not_doubted",
                       in_words(language, "Đồng hồ không bị nghi ngờ: không có gì để xác nhận",
                                "The clock is not in doubt: there is nothing to confirm")};
    }
    return std::vector<Change>{{daemon_subject(), {ClockConfirmed{reason}}, {}}};
}

namespace {

std::string state_words(MessageState state, Language language) {
    switch (state) {
        case MessageState::queued:
        case MessageState::retrying:
            return in_words(language, "còn đang chờ gửi", "is still on its way");
        case MessageState::sent: return in_words(language, "đã gửi", "was sent");
        case MessageState::suppressed:
            return in_words(language, "không còn gì để báo", "has nothing left to say");
        case MessageState::discarded:
            return in_words(language, "đã được giải quyết cách khác", "was settled otherwise");
        case MessageState::rerouted:
            return in_words(language, "đã chuyển sang kênh khác", "goes by another channel");
        case MessageState::failed: break;
    }
    return {};
}

// What may have arrived is repeated as it was, so at least something in it must still hold.
Result<std::optional<Refusal>> holds_no_more(const Reader& reader, const Definitions& definitions,
                                             const MessageRecord& message, Instant now,
                                             Language language) {
    const auto told = told_again(reader, definitions, message, {message.channel, "rerouted"}, now);
    if (!told) return told.error();
    if (!told->empty()) return std::optional<Refusal>();
    const std::string number = std::to_string(message.number);
    return std::optional(Refusal{
        "holds_no_more",
        in_words(language,
                 "Thư số " + number +
                     " có thể đã đến nên chỉ gửi lại được nguyên văn, mà không còn nội dung nào "
                     "đúng nữa; có thể ghi là đã giải quyết cách khác",
                 "Message " + number +
                     " may have arrived, so it can only be repeated as it was, and nothing in it "
                     "holds any more; it can be settled otherwise")});
}

Settled tried_again(const Reader& reader, const Letters& letters, const Definitions& definitions,
                    const MessageRecord& message, const std::string& reason, Instant now) {
    Change change{{Subject::Kind::message, message.key}, {MessageRetried{reason}}, now};
    const auto channels = letters.channels_of(reader, message);
    if (!message.unknown && !channels.empty() && channels.front() != message.channel) {
        auto told = told_again(reader, definitions, message, {channels.front(), "rerouted"}, now);
        if (!told) return told.error();
        if (!told->empty()) {
            change.events = {MessageRerouted{channels.front(), reason}};
            change.next.reset();
            told->insert(told->begin(), std::move(change));
            return *std::move(told);
        }
    }
    return std::vector<Change>{std::move(change)};
}

}  // namespace

Settled settle_message(const Reader& reader, const Letters& letters, const Definitions& definitions,
                       const SettleMessage& asked, Instant now, Language language) {
    const auto found = reader.message(asked.number);
    if (!found) return found.error();
    const std::string number = std::to_string(asked.number);
    if (!*found)
        return NotFound{in_words(language, "Không có thư số ", "There is no message ") + number};
    if (auto refusal = without_reason(asked.reason, language)) return *std::move(refusal);
    const MessageRecord& message = **found;
    const bool failed = message.state == MessageState::failed;
    const bool back = asked.again && message.state == MessageState::discarded;
    if (!failed && !back) {
        return Refusal{"not_failed",
                       in_words(language, "Thư số ", "Message ") + number + " " +
                           state_words(message.state, language) +
                           in_words(language,
                                    asked.again ? "; chỉ gửi lại được thư gửi không được hoặc đã "
                                                  "giải quyết cách khác"
                                                : "; chỉ thư gửi không được mới giải quyết cách "
                                                  "khác được",
                                    asked.again ? "; only one that failed, or was settled "
                                                  "otherwise, can be tried again"
                                                : "; only one that failed can be settled "
                                                  "otherwise")};
    }
    if (asked.again && message.unknown) {
        auto refusal = holds_no_more(reader, definitions, message, now, language);
        if (!refusal) return refusal.error();
        if (*refusal) return **std::move(refusal);
    }
    if (asked.again) return tried_again(reader, letters, definitions, message, asked.reason, now);
    return std::vector<Change>{
        {{Subject::Kind::message, message.key}, {MessageDiscarded{asked.reason}}, {}}};
}

}  // namespace dondoc
