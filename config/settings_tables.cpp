#include "config/settings_tables.h"

#include <array>
#include <charconv>

#include <arpa/inet.h>

namespace dondoc {
namespace {

constexpr int port_max = 65535;
constexpr int seconds_max = 3600;
constexpr int working_days_max = 250;
constexpr std::string_view listen_forms = "write \"127.0.0.1:8480\" or \"[::1]:8480\"";

bool ip_address(const std::string& text) {
    std::array<unsigned char, 16> bytes{};
    return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
           inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

// "127.0.0.1:8480" or "[::1]:8480" as address and port, both unchecked.
std::optional<std::pair<std::string, std::string>> split_listen(const std::string& text) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) {
        return std::nullopt;
    }
    std::string host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) {
        host = host.substr(1, host.size() - 2);
    }
    // A bare IPv6 address would hide its port among its groups.
    const bool v6 = host.find(':') != std::string::npos;
    if (v6 != bracketed || !ip_address(host)) {
        return std::nullopt;
    }
    return std::pair{host, text.substr(colon + 1)};
}

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

SpoolSettings read_spool(TableReader& channel, const Folders& folders) {
    return {(folders.state / channel.text_or("directory", "spool")).lexically_normal()};
}

int default_port(Tls tls) {
    switch (tls) {
        case Tls::none: return 25;
        case Tls::starttls: return 587;
        case Tls::tls: return 465;
    }
    return 25;
}

SmtpSettings read_smtp(TableReader& channel, const Folders& folders, const Mailbox& from) {
    SmtpSettings smtp;
    smtp.host = channel.required_text("host", "host = \"mail.example\"");
    smtp.tls = channel
                   .choice<Tls>(
                       "tls", {{"none", Tls::none}, {"starttls", Tls::starttls}, {"tls", Tls::tls}})
                   .value_or(Tls::starttls);
    smtp.port = channel.whole("port", 1, port_max).value_or(default_port(smtp.tls));
    if (const auto ca_file = channel.text("ca_file")) {
        const auto file = (folders.main / *ca_file).lexically_normal();
        smtp.ca_file = file.string();
        if (const auto text = read_file(file, file_size_max); !text) {
            channel.error("ca_file",
                          "cannot read " + in_quotes(*ca_file) + ": " + text.error().text);
        }
    }
    smtp.user = channel.text_or("user", "");
    smtp.sender = channel.address("sender");
    if (smtp.sender.empty()) {
        smtp.sender = from.address;
    }
    if (const auto time = channel.whole("connect_timeout", 1, seconds_max)) {
        smtp.connect_time_max = std::chrono::seconds(*time);
    }
    if (const auto time = channel.whole("send_timeout", 1, seconds_max)) {
        smtp.send_time_max = std::chrono::seconds(*time);
    }
    return smtp;
}

std::string read_password_file(TableReader& channel) {
    const auto file = channel.text("password_file");
    if (channel.has("user") && !channel.has("password_file") && !channel.has_unknown()) {
        channel.error("user",
                      "'user' without 'password_file'; add the file that holds the password");
    }
    if (!channel.has("user") && channel.has("password_file") && !channel.has_unknown()) {
        channel.error("password_file", "'password_file' without 'user'; add the user to log in as");
    }
    return file.value_or("");
}

enum class Transport { spool, smtp };

std::optional<ChannelSettings> read_channel(TableReader& table, const std::string& id,
                                            const Folders& folders) {
    ChannelSettings channel;
    channel.id = id;
    table.require("type", "type = \"spool\" or \"smtp\"");
    const auto type =
        table.choice<Transport>("type", {{"spool", Transport::spool}, {"smtp", Transport::smtp}});
    const auto from = read_from(table);
    channel.from = from.value_or(Mailbox{});
    if (!type) {
        // Which keys it may have is not known, so those of all types pass.
        for (const std::string_view key :
             {"directory", "host", "port", "tls", "ca_file", "user", "password_file", "sender",
              "connect_timeout", "send_timeout"}) {
            table.find(key);
        }
        table.finish();
        return std::nullopt;
    }
    switch (*type) {
        case Transport::spool: channel.transport = read_spool(table, folders); break;
        case Transport::smtp:
            channel.transport = read_smtp(table, folders, channel.from);
            channel.password_file = read_password_file(table);
            break;
    }
    table.finish();
    return from ? std::optional(channel) : std::nullopt;
}

}  // namespace

HttpSettings read_http(TableReader& main) {
    HttpSettings http;
    const Node* node = main.table("http");
    if (node == nullptr) {
        return http;
    }
    TableReader table(main.source(), *node, "[http]");
    if (const auto listen = table.text("listen")) {
        const auto parts = split_listen(*listen);
        int port = -1;
        if (parts) {
            const std::string& digits = parts->second;
            const char* end = digits.data() + digits.size();
            const auto [stop, failure] = std::from_chars(digits.data(), end, port);
            if (stop != end || failure != std::errc{} || port < 0 || port > port_max) {
                table.error("listen",
                            "the port " + in_quotes(digits) +
                                " is not a number from 0 to 65535; write one, 0 for any free");
            } else {
                http = {parts->first, port};
            }
        } else {
            table.error("listen", in_quotes(*listen) + " is not an IP address with a port; " +
                                      std::string(listen_forms));
        }
    }
    table.finish();
    return http;
}

SendingRules read_sending(TableReader& main, const IdSet& channels) {
    SendingRules rules;
    const Node* node = main.table("sending");
    if (node == nullptr) {
        if (!main.has("sending")) {
            channels.check(main.source(), {rules.channel, main.at("channel")});
        }
        return rules;
    }
    TableReader table(main.source(), *node, "[sending]");
    const auto from = table.time("from");
    const auto to = table.time("to");
    rules.window.from = from.value_or(rules.window.from);
    rules.window.to = to.value_or(rules.window.to);
    const bool readable =
        from.has_value() == table.has("from") && to.has_value() == table.has("to");
    if (readable && rules.window.from >= rules.window.to) {
        table.error(to ? "to" : "from",
                    "the sending window ends at " + clock_time(rules.window.to) +
                        ", not after its beginning at " + clock_time(rules.window.from) +
                        "; put the two in order");
    }
    rules.catch_up_age_max =
        table.whole("catch_up_age", 0, working_days_max).value_or(rules.catch_up_age_max);
    rules.return_grace =
        table.whole("return_grace", 1, working_days_max).value_or(rules.return_grace);
    rules.confirm_contacts = table.flag("confirm_contacts").value_or(rules.confirm_contacts);
    if (table.has("channel")) {
        if (const auto channel = table.mention("channel"); channel) {
            channels.check(main.source(), *channel);
            rules.channel = channel->id;
        }
    } else {
        table.find("channel");
        channels.check(main.source(), {rules.channel, node->at});
    }
    table.finish();
    return rules;
}

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
