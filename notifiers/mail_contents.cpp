// Takes apart what compose_mail put together, and nothing else: see mail.h.
#include <algorithm>

#include "notifiers/base64.h"
#include "notifiers/mail.h"

namespace dondoc {
namespace {

constexpr std::string_view word_begin = "=?UTF-8?B?";
constexpr std::string_view word_end = "?=";

// The value of a header with its line ends taken out; the blank that began a line stays.
std::string header_of(std::string_view head, std::string_view name) {
    const std::string start = "\r\n" + std::string(name) + ": ";
    const auto at = head.find(start);
    if (at == head.npos) return {};
    std::string value;
    for (auto from = at + start.size();;) {
        const auto end = std::min(head.find("\r\n", from), head.size());
        value += head.substr(from, end - from);
        if (!head.substr(end).starts_with("\r\n ")) return value;
        from = end + 2;
    }
}

// RFC 2047; blanks between two encoded words are no part of the text.
std::string decoded(std::string_view text) {
    std::string out;
    bool after_word = false;
    while (!text.empty()) {
        const auto begin = text.find(word_begin);
        const auto end =
            begin == text.npos ? begin : text.find(word_end, begin + word_begin.size());
        const std::string_view between = text.substr(0, end == text.npos ? text.npos : begin);
        const bool blank = between.find_first_not_of(' ') == between.npos;
        if (!(blank && (after_word || end != text.npos))) out += between;
        if (end == text.npos) break;
        const auto inside = begin + word_begin.size();
        out += from_base64(text.substr(inside, end - inside)).value_or("");
        text.remove_prefix(end + word_end.size());
        after_word = true;
    }
    return out;
}

std::string unquoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return decoded(text);
    std::string out;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '\\') ++i;
        out += text[i];
    }
    return out;
}

// `address`, or a name with ` <address>` behind it.
Mailbox mailbox_of(std::string_view value) {
    const auto open = value.rfind(" <");
    if (open == value.npos || !value.ends_with('>')) return {{}, std::string(value)};
    return {unquoted(value.substr(0, open)),
            std::string(value.substr(open + 2, value.size() - open - 3))};
}

std::string first_address(std::string_view list) {
    std::size_t name = 0;
    if (list.starts_with('"'))
        for (name = 1; name < list.size() && list[name] != '"'; ++name)
            if (list[name] == '\\') ++name;
    const auto comma = std::min(list.find(',', name), list.size());
    return mailbox_of(list.substr(0, comma)).address;
}

std::optional<std::string> part_of(std::string_view mail, std::string_view type) {
    const auto part = mail.find("\r\nContent-Type: " + std::string(type));
    const auto begin = mail.find("\r\n\r\n", part);
    const auto end = mail.find("\r\n--", begin);
    if (part == mail.npos || begin == mail.npos || end == mail.npos) return {};
    auto text = from_base64(mail.substr(begin, end - begin));
    if (text) std::erase(*text, '\r');
    return text;
}

}  // namespace

std::string plain_text_of(std::string_view mail) {
    return part_of(mail, "text/plain").value_or("");
}

std::optional<MailContents> contents_of(std::string_view mail) {
    const auto plain = part_of(mail, "text/plain");
    const auto html = part_of(mail, "text/html");
    const auto end = mail.find("\r\n\r\n");
    if (!plain || !html || end == mail.npos) return {};
    const std::string head = "\r\n" + std::string(mail.substr(0, end));
    return MailContents{.from = mailbox_of(header_of(head, "From")),
                        .to = mailbox_of(header_of(head, "To")),
                        .reply_to = first_address(header_of(head, "Reply-To")),
                        .date = decoded(header_of(head, "Date")),
                        .subject = decoded(header_of(head, "Subject")),
                        .plain = *plain,
                        .html = *html};
}

}  // namespace dondoc
