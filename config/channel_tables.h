// The tables [channel.ID] of the main file: a channel each.
#pragma once

#include "config/configuration.h"
#include "config/id_set.h"

namespace dondoc {

// Where relative names of files and folders begin.
struct Folders {
    std::filesystem::path main;   // of the main file: for ca_file, payload_file
    std::filesystem::path state;  // for the spool
};

// Channels with faults are in `ids` all the same, and left out of the result.
std::vector<ChannelSettings> read_channels(TableReader& main, const Folders&, IdSet& ids);

}  // namespace dondoc
