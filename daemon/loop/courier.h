// The courier carries finished messages to their channels, one at a time, and says what became of
// each. It decides nothing. One thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "config/configuration.h"
#include "daemon/loop/loop.h"
#include "notifiers/channel.h"

namespace dondoc {

using Channels = std::map<std::string, std::unique_ptr<Channel>, std::less<>>;

// A channel for each of the configuration; secrets are read from their files here.
Result<Channels> make_channels(const Configuration&);

class Courier {
public:
    explicit Courier(Channels channels) : channels_(std::move(channels)) {}

    // What is delivered from now on goes by these.
    void use(Channels channels) { channels_ = std::move(channels); }

    Delivery deliver(const Consignment&);

private:
    Channels channels_;
};

}  // namespace dondoc
