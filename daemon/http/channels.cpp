#include "daemon/http/channels.h"

#include <algorithm>
#include <array>
#include <utility>

#include "workflows/wording.h"

namespace dondoc {

std::string moment_in(const Sight& sight, Instant moment) {
    const Zone& zone = sight.zone();
    return clock_time(zone.time_of(moment)) + in_words(sight.language, " ngày ", " on ") +
           day_in_words(zone.date_of(moment), sight.language);
}

Result<std::vector<ChannelStanding>> channels_down(const Sight& sight) {
    auto all = sight.reader.channels_down();
    if (!all) return all.error();
    std::vector<ChannelStanding> standings;
    for (DownChannel& down : *all) {
        auto next = sight.reader.next_message_moment(down.channel, {});
        if (!next) return next.error();
        if (*next) *next = std::max({**next, down.until, sight.now});
        standings.push_back({std::move(down), *next});
    }
    return standings;
}

std::string channel_words(const Sight& sight, const ChannelStanding& standing) {
    const Language language = sight.language;
    const DownChannel& down = standing.down;
    std::string words = in_words(language, "Kênh ", "Channel ") + down.channel +
                        in_words(language, " không nhận thư nào từ ", " has taken nothing since ") +
                        moment_in(sight, down.since) + ": " + down.why;
    if (standing.next_try) {
        words += in_words(language, "; thử lại lúc ", "; tried again at ") +
                 moment_in(sight, *standing.next_try);
    }
    return words;
}

namespace {

// What the store says of a disk, as a person says it; its own words stay for whoever mends it.
std::string cause_of(const std::string& why, Language language) {
    if (language == Language::en) return why;
    constexpr std::array causes{
        std::pair{"disk is full", "ổ đĩa đầy"},
        std::pair{"the file can only be read", "tệp dữ liệu chỉ đọc được"},
        std::pair{"another process is writing", "tiến trình khác đang ghi tệp dữ liệu"},
        std::pair{"the disk failed", "ổ đĩa báo lỗi"},
        std::pair{"cannot be opened", "không mở được tệp dữ liệu"},
    };
    for (const auto& [said, cause] : causes)
        if (why.find(said) != std::string::npos) return std::string(cause) + " («" + why + "»)";
    return "«" + why + "»";
}

}  // namespace

std::string standstill_words(const Sight& sight, const Standstill& standstill) {
    return in_words(sight.language, "Không lưu được gì từ ", "Nothing can be stored since ") +
           moment_in(sight, standstill.since) + ": " + cause_of(standstill.why, sight.language) +
           in_words(sight.language,
                    "; chưa gửi và chưa nhận quyết định nào, khi lưu được sẽ tự chạy tiếp",
                    "; nothing is sent or decided meanwhile, and all goes on by itself when it can "
                    "be");
}

Result<std::optional<Instant>> next_letter(const Sight& sight) {
    auto channels = sight.reader.outbox_channels();
    if (!channels) return channels.error();
    auto down = sight.reader.channels_down();
    if (!down) return down.error();
    std::optional<Instant> next;
    for (const std::string& channel : *channels) {
        auto one = sight.reader.next_message_moment(channel, {});
        if (!one) return one.error();
        if (!*one) continue;
        const auto closed = std::ranges::find(*down, channel, &DownChannel::channel);
        const Instant until = closed == down->end() ? **one : std::max(**one, closed->until);
        const Instant moment = std::max(until, sight.now);
        next = next ? std::min(*next, moment) : moment;
    }
    return next;
}

}  // namespace dondoc
