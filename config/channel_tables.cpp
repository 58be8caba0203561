#include "config/channel_tables.h"

#include <unistd.h>

namespace dondoc {
namespace {

constexpr int port_max = 65535;
constexpr int seconds_max = 3600;
constexpr int per_minute_max = 60'000;
constexpr int connections_max = 16;
constexpr int text_max_min = 100, text_max_max = 1'000'000;

// One table, and where what is read of it goes beside the settings of its type.
struct ChannelTable {
    TableReader& table;
    const Folders& folders;
    ChannelSettings& channel;

    bool has_secret_file(std::string_view key) const {
        const auto file = table.text(key);
        if (file) channel.secret_files.emplace(key, *file);
        return table.has(key);
    }
    void read_seconds(std::string_view key, std::chrono::seconds& time) const {
        if (const auto given = table.whole(key, 1, seconds_max))
            time = std::chrono::seconds(*given);
    }
    // The text of a file that the table names; the fault is reported.
    std::optional<std::string> file(std::string_view key, std::uintmax_t size_max) const {
        const auto name = table.text(key);
        if (!name) return std::nullopt;
        auto text = read_file((folders.main / *name).lexically_normal(), size_max);
        if (text) return *std::move(text);
        table.error(key, "cannot read " + in_quotes(*name) + ": " + text.error().text);
        return std::nullopt;
    }
    void read_ca_file(std::string& path) const {
        if (file("ca_file", file_size_max))
            path = (folders.main / *table.text("ca_file")).lexically_normal().string();
    }
};

std::optional<Mailbox> read_from(TableReader& channel) {
    channel.require("from", "from = { name = \"...\", address = \"...\" }");
    const Node* node = channel.table("from");
    if (node == nullptr) {
        return std::nullopt;
    }
    TableReader table(channel.source(), *node, "'from'");
    Mailbox from;
    from.name = table.text_or("name", "");
    table.require("address", "address = \"...\"");
    from.address = table.address("address");
    table.finish();
    return from.address.empty() ? std::nullopt : std::optional(from);
}

void read(const ChannelTable& of, SpoolSettings& spool) {
    spool.directory =
        (of.folders.state / of.table.text_or("directory", "spool")).lexically_normal();
}

int default_port(Tls tls) {
    switch (tls) {
        case Tls::none: return 25;
        case Tls::starttls: return 587;
        case Tls::tls: return 465;
    }
    return 25;
}

void read(const ChannelTable& of, SmtpSettings& smtp) {
    TableReader& table = of.table;
    smtp.host = table.required_text("host", "host = \"mail.example\"");
    smtp.tls = table
                   .choice<Tls>(
                       "tls", {{"none", Tls::none}, {"starttls", Tls::starttls}, {"tls", Tls::tls}})
                   .value_or(Tls::starttls);
    smtp.port = table.whole("port", 1, port_max).value_or(default_port(smtp.tls));
    of.read_ca_file(smtp.ca_file);
    smtp.user = table.text_or("user", "");
    smtp.sender = table.address("sender");
    if (smtp.sender.empty()) {
        smtp.sender = of.channel.from.address;
    }
    of.read_seconds("connect_timeout", smtp.connect_time_max);
    of.read_seconds("send_timeout", smtp.send_time_max);
    const bool password = of.has_secret_file("password_file");
    if (!smtp.user.empty() && !password && !table.has_unknown()) {
        table.error("user", "'user' without 'password_file'; add the file that holds the password");
    }
    if (!table.has("user") && password && !table.has_unknown()) {
        table.error("password_file", "'password_file' without 'user'; add the user to log in as");
    }
}

void read_url(const ChannelTable& of, WebhookSettings& webhook) {
    TableReader& table = of.table;
    const bool in_file = of.has_secret_file("url_file");
    if (in_file && table.has("url")) {
        table.find("url");
        table.error("url_file", "'url_file' beside 'url'; keep one of them");
        return;
    }
    if (in_file) {
        table.find("url");
        return;
    }
    webhook.url = table.required_text("url", "url = \"https://...\" or url_file = \"...\"");
    if (webhook.url.empty()) {
        return;
    }
    if (const auto sound = check_webhook_url(webhook.url); !sound) {
        table.error("url", "'url' " + sound.error().text);
    } else if (unencrypted(webhook.url)) {
        table.source().warning(table.at("url"),
                               "'url' is not encrypted, so letters can be read on their way; "
                               "write https:// if the server speaks it");
    }
}

void read_payload(const ChannelTable& of, PayloadSettings& payload) {
    TableReader& table = of.table;
    using Word = std::string_view;
    const auto form = table.choice<Word>("payload", {{"json", "json"},
                                                     {"mail", "mail"},
                                                     {"slack", "slack"},
                                                     {"teams", "teams"},
                                                     {"telegram", "telegram"}});
    payload.form = form.value_or("json");
    payload.text_max = table.whole("text_max", text_max_min, text_max_max);
    const auto text = of.file("payload_file", template_size_max);
    if (table.has("payload_file") && table.has("payload")) {
        table.error("payload_file", "'payload_file' beside 'payload'; keep one of them");
        return;
    }
    if (!text) {
        return;
    }
    payload.text = *text;
    if (const auto sound = Payload::make(payload); !sound) {
        table.error("payload_file",
                    in_quotes(*table.text("payload_file")) + ": " + sound.error().text);
    }
    payload.text = to_nfc(payload.text);
}

void read(const ChannelTable& of, WebhookSettings& webhook) {
    read_url(of, webhook);
    of.has_secret_file("token_file");
    of.has_secret_file("secret_file");
    read_payload(of, webhook.payload);
    of.read_ca_file(webhook.ca_file);
    of.read_seconds("connect_timeout", webhook.connect_time_max);
    of.read_seconds("send_timeout", webhook.send_time_max);
}

void read(const ChannelTable& of, CommandSettings& command) {
    TableReader& table = of.table;
    constexpr std::string_view example = "command = [\"/usr/local/bin/program\", \"argument\"]";
    table.require("command", example);
    const auto words = table.mentions("command");
    if (words && words->empty()) {
        table.error("command", "'command' is empty; write " + std::string(example));
    }
    for (const Mention& word : words.value_or(std::vector<Mention>{})) {
        command.command.push_back(word.id);
    }
    if (!command.command.empty()) {
        const std::string& program = command.command.front();
        std::error_code failure;
        if (!std::filesystem::path(program).is_absolute()) {
            table.error("command", in_quotes(program) +
                                       " is not the whole path of a program; begin it with '/', "
                                       "and write its arguments as further texts of a list");
        } else if (!std::filesystem::is_regular_file(program, failure) ||
                   ::access(program.c_str(), X_OK) != 0) {
            table.error("command", in_quotes(program) +
                                       " is not a program that can be run; correct the path, or "
                                       "make the file executable");
        }
    }
    using Word = std::string_view;
    command.payload.form =
        table.choice<Word>("input", {{"json", "json"}, {"mail", "mail"}}).value_or("json");
    of.read_seconds("timeout", command.time_max);
}

template <class... Settings>
std::optional<Transport> chosen(TableReader& table, const std::variant<Settings...>*) {
    const std::string words = or_list({std::string(Settings::type)...});
    table.require("type", "type = " + words);
    return table.choice<Transport>("type", {{Settings::type, Transport(Settings{})}...});
}

std::optional<ChannelSettings> read_channel(TableReader& table, const std::string& id,
                                            const Folders& folders) {
    ChannelSettings channel;
    channel.id = id;
    auto transport = chosen(table, static_cast<const Transport*>(nullptr));
    const auto from = read_from(table);
    channel.from = from.value_or(Mailbox{});
    channel.per_minute = table.whole("per_minute", 1, per_minute_max).value_or(0);
    const auto connections = table.whole("connections", 1, connections_max);
    if (!transport) {
        // Which keys it may have is not known, so those of all types pass.
        for (const std::string_view key :
             {"directory",       "host",         "port",          "tls",
              "ca_file",         "user",         "password_file", "sender",
              "connect_timeout", "send_timeout", "url",           "url_file",
              "token_file",      "secret_file",  "payload",       "payload_file",
              "text_max",        "command",      "input",         "timeout"}) {
            table.find(key);
        }
        table.finish();
        return std::nullopt;
    }
    std::visit([&](auto& settings) { read(ChannelTable{table, folders, channel}, settings); },
               *transport);
    channel.transport = *std::move(transport);
    channel.connections = connections.value_or(connections_of(channel.transport));
    table.finish();
    return from ? std::optional(channel) : std::nullopt;
}

}  // namespace

std::vector<ChannelSettings> read_channels(TableReader& main, const Folders& folders, IdSet& ids) {
    std::vector<ChannelSettings> channels;
    main.require("channel", "a table [channel.mail]");
    const Node* all = main.table("channel");
    if (all == nullptr) {
        ids.mark_incomplete();
        return channels;
    }
    for (const Entry& entry : all->table()->entries) {
        const Source& source = main.source();
        const std::string title = "[channel." + entry.key + "]";
        ids.add(source, {entry.key, entry.at});
        if (!valid_id(entry.key)) {
            source.error(entry.at,
                         "id " + in_quotes(entry.key) +
                             " has other signs than a-z, 0-9 and -; write it without them");
        }
        if (entry.node.table() == nullptr) {
            source.error(entry.node.at, in_quotes(entry.key) + " is " +
                                            std::string(entry.node.kind()) + "; write a table " +
                                            title);
            continue;
        }
        TableReader table(source, entry.node, title);
        if (auto channel = read_channel(table, entry.key, folders)) {
            channels.push_back(std::move(*channel));
        }
    }
    return channels;
}

}  // namespace dondoc
