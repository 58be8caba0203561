// A channel carries finished bytes to one address and says what became of them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "workflows/civil.h"
#include "workflows/result.h"

namespace dondoc {

// One message, ready to go. Every try carries the same bytes under the same id.
struct Parcel {
    std::string id;       // RFC 5322 Message-ID without the angle brackets
    std::string address;  // one recipient, in the channel's own way of naming one
    std::string bytes;    // the whole message as it was composed: CRLF lines, no dot-stuffing
    Instant at{};         // of this try
};

struct Sent {
    std::string reply;  // what the other side said
};
// It may work later: a full mailbox, a refused connection, a name that does not resolve.
struct RetryLater {
    std::string why;
    // The other side asked for that much patience; bounded by the channel.
    std::optional<std::chrono::seconds> after{};
    // Any other message would meet the same: no connection, a refused login, a full disk.
    bool for_all = false;
};
inline RetryLater later_for_all(std::string why) {
    return {std::move(why), {}, true};
}
// It will never work: no such user, a bad sender.
struct Rejected {
    std::string why;
};
// Handed over, and the reply was lost: it may have arrived. A retry carries the same id and bytes.
struct Unknown {
    std::string why;
};
using Outcome = std::variant<Sent, RetryLater, Rejected, Unknown>;

// Used by one thread at a time (a courier's); what several share must be safe to share. send()
// blocks until the outcome is known, within the channel's own time limits, and never throws.
class Channel {
public:
    virtual ~Channel() = default;
    virtual Outcome send(const Parcel&) = 0;
    // Nothing was sent for a while: what is kept open in between may be closed.
    virtual void rest() {}
};

}  // namespace dondoc
