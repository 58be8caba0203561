#include "daemon/loop/courier.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "notifiers/smtp.h"
#include "notifiers/spool.h"

namespace dondoc {

namespace {

// systemd hands secrets over in a folder of their own (LoadCredential).
std::filesystem::path password_path(const Configuration& configuration, const std::string& file) {
    if (std::filesystem::path(file).is_absolute()) return file;
    const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
    return (credentials ? std::filesystem::path(credentials) : configuration.file.parent_path()) /
           file;
}

Result<std::string> read_password(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string password{std::istreambuf_iterator<char>(file), {}};
    if (!file) return Error{"read password file " + path.string() + ": cannot be read"};
    while (!password.empty() && (password.back() == '\n' || password.back() == '\r')) {
        password.pop_back();
    }
    return password;
}

Result<std::unique_ptr<Channel>> make_channel(const Configuration& configuration,
                                              const ChannelSettings& settings) {
    if (const auto* spool = std::get_if<SpoolSettings>(&settings.transport)) {
        return std::unique_ptr<Channel>(std::make_unique<SpoolChannel>(*spool));
    }
    SmtpSettings smtp = std::get<SmtpSettings>(settings.transport);
    if (!settings.password_file.empty()) {
        auto password = read_password(password_path(configuration, settings.password_file));
        if (!password) return password.error();
        smtp.password = *std::move(password);
    }
    return std::unique_ptr<Channel>(std::make_unique<SmtpChannel>(std::move(smtp)));
}

}  // namespace

Result<Channels> make_channels(const Configuration& configuration) {
    Channels channels;
    for (const ChannelSettings& settings : configuration.channels) {
        auto channel = make_channel(configuration, settings);
        if (!channel) return channel.error().within("channel " + settings.id);
        channels[settings.id] = *std::move(channel);
    }
    return channels;
}

Delivery Courier::deliver(const Consignment& consignment) {
    const auto channel = channels_.find(consignment.channel);
    // The configuration may have dropped a channel that an older message was made for.
    if (channel == channels_.end()) return {consignment.message, Rejected{"no_channel"}};
    return {consignment.message, channel->second->send(consignment.parcel)};
}

}  // namespace dondoc
