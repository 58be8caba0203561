// What keeps letters from leaving, and when one leaves next; shared by pages and API.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/http/vantage.h"

namespace dondoc {

// «07:30 ngày 24/01/2017»
std::string moment_in(const Sight&, Instant);

struct ChannelStanding {
    DownChannel down;
    // The earliest moment of the next try; nothing if no message waits for it.
    std::optional<Instant> next_try;
};

// Of those that are configured, or that a message waits for.
Result<std::vector<ChannelStanding>> channels_down(const Sight&);

// «Kênh mail không nhận thư nào từ 24/01/2017 07:30: … connection refused; thử lại lúc …»
std::string channel_words(const Sight&, const ChannelStanding&);

// «Không lưu được gì từ 24/01/2017 07:30: ổ đĩa đầy («commit: disk is full»); …»
std::string standstill_words(const Sight&, const Standstill&);

// When the next message may leave, no channel being tried before its time; never in the past.
Result<std::optional<Instant>> next_letter(const Sight&);

}  // namespace dondoc
