#include "daemon/loop/courier.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "notifiers/channels.h"

namespace dondoc {

namespace {

// systemd hands secrets over in a folder of their own (LoadCredential).
std::filesystem::path secret_path(const Configuration& configuration, const std::string& file) {
    if (std::filesystem::path(file).is_absolute()) return file;
    const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
    return (credentials ? std::filesystem::path(credentials) : configuration.file.parent_path()) /
           file;
}

Result<std::string> read_secret(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string secret{std::istreambuf_iterator<char>(file), {}};
    if (!file) return Error{"cannot be read"};
    while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) {
        secret.pop_back();
    }
    return secret;
}

Result<Transport> with_secrets(const Configuration& configuration,
                               const ChannelSettings& settings) {
    Transport transport = settings.transport;
    for (const auto& [key, file] : settings.secret_files) {
        const auto path = secret_path(configuration, file);
        const auto secret = read_secret(path);
        const auto taken =
            secret ? std::visit([&](auto& its) { return its.take_secret(key, *secret); }, transport)
                   : Done(secret.error());
        if (!taken) return taken.error().within(key + " " + path.string());
    }
    return transport;
}

}  // namespace

Result<Channels> make_channels(const Configuration& configuration) {
    Channels channels;
    for (const ChannelSettings& settings : configuration.channels) {
        const auto failed = [&](const Error& error) {
            return error.within("channel " + settings.id);
        };
        const auto transport = with_secrets(configuration, settings);
        if (!transport) return failed(transport.error());
        for (int n = 0; n < settings.connections; ++n) {
            auto channel =
                std::visit([](const auto& its) { return make_channel(its); }, *transport);
            if (!channel) return failed(channel.error());
            channels[settings.id].push_back(*std::move(channel));
        }
    }
    return channels;
}

}  // namespace dondoc
