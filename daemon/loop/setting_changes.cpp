#include "daemon/loop/setting_changes.h"

#include <map>

#include <fmt/format.h>

namespace dondoc {

namespace {

// Everything a channel is, on one line.
std::string words_of(const ChannelSettings& channel) {
    std::string words =
        fmt::format("{} from {} <{}>",
                    std::visit([](const auto& its) { return words_of(its); }, channel.transport),
                    channel.from.name, channel.from.address);
    if (channel.per_minute > 0) words += fmt::format(" per_minute {}", channel.per_minute);
    if (channel.connections != connections_of(channel.transport))
        words += fmt::format(" connections {}", channel.connections);
    for (const auto& [key, file] : channel.secret_files)
        words += fmt::format(" {} {}", key, file);
    return words;
}

using Values = std::map<std::string, std::string>;

Values channels_of(const Configuration& configuration) {
    Values values;
    for (const ChannelSettings& channel : configuration.channels)
        values["channel." + channel.id] = words_of(channel);
    return values;
}

Values delivery_of(const Configuration& configuration) {
    const DeliveryRules& rules = configuration.delivery;
    return {{"sending.fallback_after", fmt::format("{}", rules.fallback_after.count())},
            {"sending.per_minute", fmt::format("{}", rules.per_minute)},
            {"sending.per_person_per_day", fmt::format("{}", rules.per_person_per_day)}};
}

// The texts that take the place of built-in ones are too long to be shown.
Values templates_of(const Configuration& configuration) {
    Values values;
    for (const auto& [name, text] : configuration.templates)
        values["templates " + name] = text;
    return values;
}

class Comparison {
public:
    void add(const std::string& key, const std::string& before, const std::string& after,
             bool at_next_start = false) {
        if (before != after) changes_.push_back({key, before, after, at_next_start});
    }
    void add_all(const Values& before, Values after) {
        for (const auto& [key, value] : before)
            after.try_emplace(key);
        for (const auto& [key, value] : after) {
            const auto known = before.find(key);
            add(key, known == before.end() ? "" : known->second, value);
        }
    }
    std::vector<SettingChange> take() { return std::move(changes_); }

private:
    std::vector<SettingChange> changes_;
};

std::string listen_of(const Configuration& configuration) {
    return fmt::format("{} port {}", configuration.http.address, configuration.http.port);
}

std::string language_of(const Configuration& configuration) {
    return configuration.language == Language::vi ? "vi" : "en";
}

// Only that they differ is told.
void shorten_texts(std::vector<SettingChange>& changes) {
    constexpr std::size_t shown_max = 300;
    for (SettingChange& change : changes) {
        for (std::string* text : {&change.before, &change.after}) {
            const bool long_or_lines =
                text->size() > shown_max || text->find('\n') != std::string::npos;
            if (long_or_lines) *text = fmt::format("({} B)", text->size());
        }
    }
}

}  // namespace

std::vector<SettingChange> setting_changes(const Configuration& before,
                                           const Configuration& after) {
    Comparison all;
    all.add("state_directory", before.state_directory.string(), after.state_directory.string(),
            true);
    all.add("language", language_of(before), language_of(after));
    all.add("zone", before.zone->name(), after.zone->name());
    all.add_all(templates_of(before), templates_of(after));
    all.add("rehearsal", before.rehearsal, after.rehearsal);
    all.add("bounces.maildir", before.bounces.string(), after.bounces.string());
    all.add("base_url", before.base_url, after.base_url);
    all.add("links.public_url", before.links.public_url, after.links.public_url);
    all.add("links.valid_days", std::to_string(before.links.valid_days),
            std::to_string(after.links.valid_days));
    all.add("links.file_mb_max", std::to_string(before.links.file_mb_max),
            std::to_string(after.links.file_mb_max), true);
    all.add("sending.go_ahead_above", std::to_string(before.go_ahead_above),
            std::to_string(after.go_ahead_above));
    all.add("http.open_reading", before.http.open_reading ? "true" : "false",
            after.http.open_reading ? "true" : "false");
    all.add("http.trusted_proxies", fmt::format("{}", fmt::join(before.http.trusted_proxies, " ")),
            fmt::format("{}", fmt::join(after.http.trusted_proxies, " ")));
    all.add("http.listen", listen_of(before), listen_of(after), true);
    all.add_all(channels_of(before), channels_of(after));
    all.add_all(delivery_of(before), delivery_of(after));
    auto changes = all.take();
    shorten_texts(changes);
    return changes;
}

}  // namespace dondoc
