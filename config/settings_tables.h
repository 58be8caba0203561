// The tables of the main file that need no other file: [http], [sending].
#pragma once

#include "config/id_set.h"

namespace dondoc {

HttpSettings read_http(TableReader& main);

// The rules for messages; `channels` are those of read_channels().
SendingRules read_sending(TableReader& main, const IdSet& channels);

}  // namespace dondoc
