#include "notifiers/delivery_report.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <optional>
#include <utility>

#include <gmime/gmime.h>

#include "notifiers/text.h"

namespace dondoc {

namespace {

constexpr std::size_t words_max = 240;         // bytes of what a server says
constexpr std::size_t address_size_max = 320;  // RFC 5321 §4.5.3.1: 64 + 1 + 255
constexpr std::size_t recipients_max = 100;
constexpr int depth_max = 6;  // of parts within parts

// ---- GMime's objects, given back when they go

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

void start_library() {
    [[maybe_unused]] static const bool started = (g_mime_init(), true);
}

Owned<GMimeMessage> parsed(std::string_view text) {
    const Owned<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(text.data(), std::min(text.size(), report_size_max)));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    return Owned<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

bool is_type(GMimeObject* object, const char* type, const char* subtype) {
    GMimeContentType* its = g_mime_object_get_content_type(object);
    return its && g_mime_content_type_is_type(its, type, subtype);
}

// The content of a part, decoded; of a message within a message its own text.
std::string content_of(GMimeObject* object) {
    const Owned<GMimeStream> stream(g_mime_stream_mem_new());
    if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
        if (message) g_mime_object_write_to_stream(GMIME_OBJECT(message), nullptr, stream.get());
    } else if (GMIME_IS_PART(object)) {
        GMimeDataWrapper* data = g_mime_part_get_content(GMIME_PART(object));
        if (data) g_mime_data_wrapper_write_to_stream(data, stream.get());
    }
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    return bytes && bytes->len > 0 ? std::string(bytes->data, bytes->data + bytes->len)
                                   : std::string();
}

std::string header(GMimeMessage* message, const char* name) {
    const char* value = g_mime_object_get_header(GMIME_OBJECT(message), name);
    return value ? one_line(value) : std::string();
}

// ---- the parts of a report

struct Parts {
    std::string status;    // the fields of message/delivery-status
    std::string returned;  // what came back: the message, or its header
};

// The first report there is, however deep a gateway has wrapped it.
void find_parts(GMimeObject* object, Parts& parts, int depth) {
    if (!object || depth > depth_max) return;
    if (is_type(object, "message", "delivery-status") ||
        is_type(object, "message", "global-delivery-status")) {
        if (parts.status.empty()) parts.status = content_of(object);
    } else if (GMIME_IS_MESSAGE_PART(object) || is_type(object, "text", "rfc822-headers") ||
               is_type(object, "message", "global-headers")) {
        if (!parts.status.empty() && parts.returned.empty()) parts.returned = content_of(object);
    } else if (GMIME_IS_MULTIPART(object)) {
        GMimeMultipart* all = GMIME_MULTIPART(object);
        for (int at = 0; at < g_mime_multipart_get_count(all); ++at)
            find_parts(g_mime_multipart_get_part(all, at), parts, depth + 1);
    }
}

// Groups of fields are separated by empty lines (RFC 3464 §2.1).
std::vector<std::string> groups_of(const std::string& status) {
    std::vector<std::string> groups{""};
    for (std::size_t from = 0; from < status.size();) {
        const auto end = std::min(status.find('\n', from), status.size());
        const std::string_view line = std::string_view(status).substr(from, end - from);
        const bool empty = line.find_first_not_of(" \t\r") == line.npos;
        if (!empty) groups.back().append(line).push_back('\n');
        if (empty && !groups.back().empty()) groups.emplace_back();
        from = end + 1;
    }
    if (groups.back().empty()) groups.pop_back();
    return groups;
}

// ---- what its fields say

// «rfc822; an@so.example»: what follows the type.
std::string_view behind_type(std::string_view value) {
    const auto semicolon = value.find(';');
    if (semicolon != value.npos) value.remove_prefix(semicolon + 1);
    return value;
}

std::string bare(std::string_view value) {
    std::string text = one_line(value);
    if (text.starts_with('<')) text.erase(0, 1);
    if (text.ends_with('>')) text.pop_back();
    return text;
}

// On one line, no longer than is read in a table, and cut between two letters.
std::string server_words(std::string_view text) {
    std::string words = one_line(text);
    if (words.size() <= words_max) return words;
    std::size_t end = words_max;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U)
        --end;
    return words.substr(0, end) + "…";
}

bool is_status(std::string_view text) {
    int dots = 0;
    for (const char c : text) {
        if (c == '.')
            ++dots;
        else if (c < '0' || c > '9')
            return false;
    }
    const bool known = text.starts_with("2.") || text.starts_with("4.") || text.starts_with("5.");
    return known && dots == 2 && text.size() <= 9 && text.back() != '.' &&
           text.find("..") == text.npos;
}

// The code itself, without a comment behind it; else the class that the server's words begin with.
std::string status_of(std::string_view field, std::string_view why) {
    const std::string text = one_line(field);
    const std::string code = text.substr(0, text.find_first_of(" \t("));
    if (is_status(code)) return code;
    return why.starts_with('4') ? "4.0.0" : "5.0.0";
}

// A comment may stand behind it.
std::optional<DeliveryReport::Action> action_of(std::string word) {
    word.resize(std::min(word.find_first_of(" \t("), word.size()));
    std::ranges::transform(word, word.begin(), [](unsigned char c) {
        return static_cast<char>(c < 0x80 ? std::tolower(c) : c);
    });
    using Action = DeliveryReport::Action;
    for (const Action one :
         {Action::failed, Action::delayed, Action::delivered, Action::relayed, Action::expanded}) {
        if (word == to_string(one)) return one;
    }
    return {};
}

// Nothing if the group is not about a recipient.
std::optional<DeliveryReport::Recipient> recipient_in(GMimeMessage* fields) {
    DeliveryReport::Recipient recipient;
    for (const char* name : {"Original-Recipient", "Final-Recipient"}) {
        std::string address = bare(behind_type(header(fields, name)));
        if (!address.empty() && address.size() <= address_size_max)
            recipient.addresses.push_back(std::move(address));
    }
    const auto action = action_of(header(fields, "Action"));
    if (recipient.addresses.empty() || !action) return {};
    recipient.action = *action;
    recipient.why = server_words(behind_type(header(fields, "Diagnostic-Code")));
    recipient.status = status_of(header(fields, "Status"), recipient.why);
    return recipient;
}

}  // namespace

std::string_view to_string(DeliveryReport::Action action) {
    switch (action) {
        case DeliveryReport::Action::failed: return "failed";
        case DeliveryReport::Action::delayed: return "delayed";
        case DeliveryReport::Action::delivered: return "delivered";
        case DeliveryReport::Action::relayed: return "relayed";
        case DeliveryReport::Action::expanded: return "expanded";
    }
    return "";
}

Result<DeliveryReport> read_delivery_report(std::string_view mail) {
    start_library();
    const auto message = parsed(mail);
    if (!message) return Error{"is no mail"};
    Parts parts;
    find_parts(g_mime_message_get_mime_part(message.get()), parts, 0);
    if (parts.status.empty())
        return Error{"has no part message/delivery-status, so it is no report of a mail server"};
    DeliveryReport report;
    if (const auto returned = parsed(parts.returned); returned && !parts.returned.empty())
        report.message_id = bare(header(returned.get(), "Message-ID"));
    for (const std::string& group : groups_of(parts.status)) {
        const auto fields = parsed(group + '\n');
        if (!fields) continue;
        // Some servers say it here too, and leave out what came back.
        if (report.message_id.empty())
            report.message_id = bare(header(fields.get(), "X-Original-Message-ID"));
        auto recipient = recipient_in(fields.get());
        if (recipient && report.recipients.size() < recipients_max)
            report.recipients.push_back(*std::move(recipient));
    }
    if (report.recipients.empty()) return Error{"its report names no recipient"};
    return report;
}

DeliveryReport report_of(std::string_view message_id, std::string_view address,
                         DeliveryReport::Action action, std::string_view status,
                         std::string_view why) {
    const std::string words = server_words(why);
    return {bare(message_id), {{{bare(address)}, action, status_of(status, words), words}}};
}

bool same_address(std::string_view a, std::string_view b) {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace dondoc
