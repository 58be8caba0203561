// The tables of the main file that need no other file: [http], [links], [bounces], [sending].
#pragma once

#include "config/id_set.h"

namespace dondoc {

HttpSettings read_http(TableReader& main);

LinkSettings read_links(TableReader& main);

// The Maildir of [bounces]; empty if there is none.
std::filesystem::path read_bounces(TableReader& main, const std::filesystem::path& state_directory);

// [sending]: what plans depend on, and what they do not.
struct SendingTable {
    SendingRules rules{};
    DeliveryRules delivery{};
    int go_ahead_above = 50;  // Configuration::go_ahead_above
};
// `channels` are those of read_channels().
SendingTable read_sending(TableReader& main, const IdSet& channels);

}  // namespace dondoc
