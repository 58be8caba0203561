// The tables of the main file that need no other file: [http], [sending].
#pragma once

#include "config/id_set.h"

namespace dondoc {

HttpSettings read_http(TableReader& main);

// [sending]: what plans depend on, and what they do not.
struct SendingTable {
    SendingRules rules;
    DeliveryRules delivery;
};
// `channels` are those of read_channels().
SendingTable read_sending(TableReader& main, const IdSet& channels);

}  // namespace dondoc
