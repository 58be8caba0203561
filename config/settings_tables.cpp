#include "config/settings_tables.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <arpa/inet.h>

namespace dondoc {
namespace {

constexpr int port_max = 65535;
constexpr int working_days_max = 250;
constexpr int go_ahead_max = 1'000'000;
constexpr int fallback_hours_max = 240;
constexpr int per_minute_max = 60'000;
constexpr int per_person_per_day_max = 100;
constexpr int link_days_max = 366;
constexpr int file_mb_max = 20;
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
                http.address = parts->first;
                http.port = port;
            }
        } else {
            table.error("listen", in_quotes(*listen) + " is not an IP address with a port; " +
                                      std::string(listen_forms));
        }
    }
    http.open_reading = table.flag("open_reading").value_or(true);
    if (const auto proxies = table.mentions("trusted_proxies")) {
        for (const Mention& proxy : *proxies) {
            if (ip_address(proxy.id)) {
                http.trusted_proxies.push_back(proxy.id);
            } else {
                main.source().error(proxy.at, in_quotes(proxy.id) +
                                                  " is not an IP address; write that of a proxy, "
                                                  "such as \"127.0.0.1\"");
            }
        }
    }
    table.finish();
    return http;
}

LinkSettings read_links(TableReader& main) {
    LinkSettings links;
    const Node* node = main.table("links");
    if (node == nullptr) {
        return links;
    }
    TableReader table(main.source(), *node, "[links]");
    links.public_url = table.required_text("public_url", "public_url = \"https://dondoc.example\"");
    while (links.public_url.ends_with('/')) {
        links.public_url.pop_back();
    }
    // What goes into mail must stand in one piece there; whoever reads it on the way could answer
    // for the unit.
    const bool plain = std::ranges::all_of(links.public_url, [](char c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '?' && c != '#';
    });
    const bool here = links.public_url.starts_with("http://127.0.0.1") ||
                      links.public_url.starts_with("http://localhost");
    if (!links.public_url.empty() &&
        (!plain || !(links.public_url.starts_with("https://") || here))) {
        table.error("public_url", in_quotes(links.public_url) +
                                      " is not a web address for letters; begin it with https://, "
                                      "without blanks, `?` and `#`");
    }
    links.valid_days = table.whole("valid_days", 1, link_days_max).value_or(links.valid_days);
    links.file_mb_max = table.whole("file_mb_max", 0, file_mb_max).value_or(links.file_mb_max);
    table.finish();
    return links;
}

std::filesystem::path read_bounces(TableReader& main,
                                   const std::filesystem::path& state_directory) {
    const Node* node = main.table("bounces");
    if (node == nullptr) {
        return {};
    }
    TableReader table(main.source(), *node, "[bounces]");
    const std::string maildir = table.required_text("maildir", "maildir = \"bounces\"");
    table.finish();
    return maildir.empty() ? std::filesystem::path()
                           : (state_directory / maildir).lexically_normal();
}

SendingTable read_sending(TableReader& main, const IdSet& channels) {
    SendingTable sending;
    SendingRules& rules = sending.rules;
    rules.weekly_digest = true;
    const Node* node = main.table("sending");
    if (node == nullptr) {
        if (!main.has("sending")) {
            channels.check(main.source(), {rules.channel, main.at("channel")});
        }
        return sending;
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
    sending.go_ahead_above =
        table.whole("go_ahead_above", 0, go_ahead_max).value_or(sending.go_ahead_above);
    rules.weekly_digest = table.flag("weekly_digest").value_or(rules.weekly_digest);
    rules.head_digest = table.flag("head_digest").value_or(rules.head_digest);
    rules.announce_escalations = table.flag("announce_escalations").value_or(true);
    DeliveryRules& delivery = sending.delivery;
    if (const auto hours = table.whole("fallback_after", 1, fallback_hours_max))
        delivery.fallback_after = std::chrono::hours(*hours);
    delivery.per_minute = table.whole("per_minute", 1, per_minute_max).value_or(0);
    delivery.per_person_per_day =
        table.whole("per_person_per_day", 0, per_person_per_day_max).value_or(0);
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
    return sending;
}

}  // namespace dondoc
