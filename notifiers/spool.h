// The spool channel: each message becomes one .eml file, for tests, demos and sites without a mail
// server.
#pragma once

#include <filesystem>

#include "notifiers/channel.h"

namespace dondoc {

struct SpoolSettings {
    std::filesystem::path directory;  // made if absent
};

// A file is named after the message's id, written whole beside its place, synced and then renamed:
// a repeat writes the same file again, so nothing is ever there twice or by half.
class SpoolChannel final : public Channel {
public:
    explicit SpoolChannel(SpoolSettings);
    Outcome send(const Parcel&) override;

private:
    SpoolSettings settings_;
};

}  // namespace dondoc
