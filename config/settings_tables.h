// The tables of the main file that need no other file: [http], [sending], [channel.*].
#pragma once

#include "config/id_set.h"

namespace dondoc {

HttpSettings read_http(TableReader& main);

// The rules for messages; `channels` are those of read_channels().
SendingRules read_sending(TableReader& main, const IdSet& channels);

// Where relative names of files and folders begin.
struct Folders {
    std::filesystem::path main;   // of the main file: for ca_file
    std::filesystem::path state;  // for the spool
};

// Channels with faults are in `ids` all the same, and left out of the result.
std::vector<ChannelSettings> read_channels(TableReader& main, const Folders&, IdSet& ids);

}  // namespace dondoc
