// The spool channel: each message becomes one .eml file, for tests, demos and sites without a mail
// server.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "notifiers/channel.h"

namespace dondoc {

struct SpoolSettings {
    static constexpr std::string_view type = "spool";
    static constexpr bool carries_mail = true;
    static constexpr int connections = 1;

    std::filesystem::path directory;  // made if absent

    Done take_secret(std::string_view key, const std::string& secret);  // it has none
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

std::string words_of(const SpoolSettings&);
Result<std::unique_ptr<Channel>> make_channel(SpoolSettings);

}  // namespace dondoc
