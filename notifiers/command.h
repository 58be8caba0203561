// The command channel: a program of the administrator's, run once a message, for whatever has no
// channel of its own: a gateway for text messages, a chat's own tool, a printer.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "notifiers/channel.h"
#include "notifiers/payload.h"

namespace dondoc {

struct CommandSettings {
    static constexpr std::string_view type = "command";
    static constexpr bool carries_mail = false;
    static constexpr int connections = 1;

    std::vector<std::string> command;  // the program's absolute path, and its arguments
    PayloadSettings payload;           // what it reads: "json" or "mail"
    std::chrono::seconds time_max{60};
    std::chrono::milliseconds kill_delay{2000};  // from TERM to KILL

    Done take_secret(std::string_view key, const std::string& secret);  // it has none
};

// The program is started without a shell. Its standard input is the payload, whole from the start,
// so that it may read it or not; its environment is PATH, LANG=C.UTF-8, DONDOC_ID (the same at
// every try: a program that is told the same id again has been asked to send the same again),
// DONDOC_TO (the person's handle or address) and DONDOC_SUBJECT, and nothing else; of the daemon's
// files it has none, its folder is `/`. What it writes is kept for the journal, the last
// output_kept_max bytes.
//
// Exit 0 is Sent; 75 (EX_TEMPFAIL) RetryLater; 78 (EX_CONFIG), 126 and 127 (a shell that cannot run
// something), and a program that cannot be started, RetryLater: the configuration is at fault. Any
// other exit is Rejected. When its time is over it gets TERM, then KILL; then, as after death by
// any signal, the outcome is Unknown: it may have sent before. What it leaves running in its
// process group is killed with it.
class CommandChannel final : public Channel {
public:
    CommandChannel(CommandSettings, Payload);
    Outcome send(const Parcel&) override;

private:
    CommandSettings settings_;
    Payload payload_;
};

std::string words_of(const CommandSettings&);
Result<std::unique_ptr<Channel>> make_channel(CommandSettings);

inline constexpr std::size_t output_kept_max = 500;

}  // namespace dondoc
