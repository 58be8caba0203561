// A mail server that is slow and lies, behind the Channel of the product: it may take a message and
// lose the reply, take its time, refuse for a while or for ever, or be away. It keeps what arrived
// and when that may have been repeated.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "notifiers/channel.h"
#include "tests/workflows/random_plan.h"

namespace dondoc::simulation {

using test::Chance;

class MailServer : public Channel {
public:
    explicit MailServer(unsigned seed) : chance_(seed) {}

    Outcome send(const Parcel&) override;
    // How long the last answer took.
    std::chrono::milliseconds took() const { return took_; }

    bool away = false;
    bool kind = false;  // takes everything, at once

    // Another process than before: what the one before had not committed it does not know.
    void sender_is(int process) { process_ = process; }
    bool took_it() const { return took_it_; }  // the last message

    struct Figures {
        int arrived = 0;    // messages, each counted once
        int repeated = 0;   // times that one arrived again, with the same bytes
        int different = 0;  // likewise, but with others
        int needless = 0;   // likewise, with neither a death of the daemon nor a lost reply between
    };
    const Figures& figures() const { return figures_; }

private:
    struct Arrived {
        std::string bytes;
        int sender = 0;
        bool reply_lost = false;
    };
    void take(const Parcel&, bool reply_lost);

    Chance chance_;
    int process_ = 0;
    bool took_it_ = false;
    std::chrono::milliseconds took_{};
    std::map<std::string, Arrived> inbox_;  // by Message-ID
    Figures figures_;
};

}  // namespace dondoc::simulation
