// Going by another channel of the person: what a message could not tell is told anew in another
// one, with keys of its own. Never if it may have arrived.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/loop/definitions.h"
#include "daemon/loop/letters.h"
#include "daemon/store/store.h"

namespace dondoc {

// The channel that takes it over by itself when its own has failed: the one after it in the
// person's list or, if its own does not stand there any more, the first. Empty: there is none, or
// it may have arrived, or it is a rehearsal's.
std::optional<std::string> next_channel(const Letters&, const Reader&, const MessageRecord&);

// What still holds of it, told anew by that channel in the next message that may leave, or to
// whoever reads it today by theirs. `moment`: in the message of that moment.
struct Retelling {
    std::string channel;
    std::string because;  // in place of "on_time" and "catch_up"
    std::optional<Instant> moment{};
};
Result<std::vector<Change>> told_again(const Reader&, const Definitions&, const MessageRecord&,
                                       const Retelling&, Instant now);

// It has been due for as long as a channel may take nothing.
bool waited_too_long(const Letters&, const MessageRecord&, Instant now);

// Of all that waits for a channel that takes nothing, what has waited too long goes by others:
// changes for the step in which a try failed once more. `out`: messages that have left.
Result<std::vector<Change>> leave_channel(const Letters&, const Definitions&, const Reader&,
                                          const ChannelDown&, const std::vector<std::string>& out,
                                          Instant now);

// It has failed (`failure`); the message's change comes first, then what is told anew, if another
// channel takes it over.
Result<std::vector<Change>> failed_or_rerouted(const Letters&, const Definitions&, const Reader&,
                                               const MessageRecord&, DeliveryFailed failure,
                                               Instant now);

// How many go by other channels in one transaction.
inline constexpr std::size_t rerouted_max = 500;

}  // namespace dondoc
