// The tables of the main file that need no other file: [http], [bounces], [sending].
#pragma once

#include "config/id_set.h"

namespace dondoc {

HttpSettings read_http(TableReader& main);

// The Maildir of [bounces]; empty if there is none.
std::filesystem::path read_bounces(TableReader& main, const std::filesystem::path& state_directory);

// The rules for messages; `channels` are those of read_channels().
SendingRules read_sending(TableReader& main, const IdSet& channels);

}  // namespace dondoc
