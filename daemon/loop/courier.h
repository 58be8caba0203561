// What couriers carry messages by: the channels of the configuration, made ready.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "daemon/loop/loop.h"
#include "notifiers/channel.h"

namespace dondoc {

// Of each channel as many as may be at work at once, each with a connection of its own.
using Channels = std::map<std::string, std::vector<std::unique_ptr<Channel>>, std::less<>>;

// Secrets are read from their files here.
Result<Channels> make_channels(const Configuration&);

}  // namespace dondoc
