// The tables of the main file that need no other file: [http], [sending].
#pragma once

#include "config/id_set.h"

namespace dondoc {

HttpSettings read_http(TableReader& main);

struct SendingTable {
    SendingRules rules{};
    int go_ahead_above = 50;  // Configuration::go_ahead_above
};
// The rules for messages; `channels` are those of read_channels().
SendingTable read_sending(TableReader& main, const IdSet& channels);

}  // namespace dondoc
