#include "notifiers/mail.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "notifiers/base64.h"
#include "notifiers/text.h"

// libcurl's MIME cannot give the same boundary twice, and Debian carries no sound C++ library for
// mail, so the few forms that are needed are written here: RFC 5322 (headers), 2045 and 2046
// (MIME), 2047 (encoded words), 3834 (Auto-Submitted).
namespace dondoc {
namespace {

constexpr std::string_view crlf = "\r\n";
constexpr std::size_t header_line_max = 76;  // RFC 2047: a line that has an encoded word
constexpr std::size_t body_line_max = 76;    // RFC 2045: base64
constexpr std::size_t id_size_max = 900;  // with a header's name below the 998 octets of RFC 5322
constexpr std::string_view word_begin = "=?UTF-8?B?";
constexpr std::string_view word_end = "?=";

// In the local part or the domain.
bool may_stand_in_address(char c) {
    constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~.";
    return std::isalnum(static_cast<unsigned char>(c)) || others.find(c) != others.npos;
}

bool printable(char c) {
    return c > 0x20 && c < 0x7F;
}

bool all_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

// How many bytes, whole characters only, the front of `text` has within `size_max`.
std::size_t whole_characters(std::string_view text, std::size_t size_max) {
    if (text.size() <= size_max) return text.size();
    std::size_t size = size_max;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        --size;
    return size;
}

// Encoded words folded so that no line passes header_line_max; `used` is what stands on the first
// line.
std::string encoded_words(std::string_view text, std::size_t used) {
    std::string out;
    while (!text.empty()) {
        const std::size_t fixed = used + word_begin.size() + word_end.size();
        const std::size_t room = header_line_max > fixed ? (header_line_max - fixed) / 4 * 3 : 0;
        const std::size_t size = whole_characters(text, room);
        if (size > 0) {
            out.append(word_begin).append(to_base64(text.substr(0, size))).append(word_end);
            text.remove_prefix(size);
        }
        if (!text.empty()) out.append(crlf).append(" ");
        used = 1;
    }
    return out;
}

std::string header(std::string_view name, std::string_view value) {
    return std::string(name) + ": " + std::string(value) + std::string(crlf);
}

// Free text: as it is if it is short plain ASCII, else encoded.
std::string text_header(std::string_view name, std::string_view text) {
    const std::string line = one_line(text);
    const bool plain = all_ascii(line) && name.size() + 2 + line.size() <= header_line_max &&
                       line.find("=?") == std::string::npos;
    return header(name, plain ? line : encoded_words(line, name.size() + 2));
}

// What has no place in a header's structure is left out: an id never holds such things.
std::string structured(std::string_view text) {
    std::string out;
    for (const char c : text.substr(0, std::min(text.size(), id_size_max)))
        if (printable(c) && c != '<' && c != '>') out += c;
    return out;
}

// Likewise, and nothing either that would make two addresses of one: no comma, colon, parenthesis.
std::string address_of(std::string_view text) {
    std::string out;
    for (const char c : text.substr(0, std::min(text.size(), id_size_max)))
        if (c == '@' || may_stand_in_address(c)) out += c;
    return out;
}

std::string display_name(std::string_view name, std::size_t used) {
    const std::string line = one_line(name);
    if (!all_ascii(line) || line.size() + used + 2 > header_line_max ||
        line.find("=?") != std::string::npos)
        return encoded_words(line, used);
    std::string quoted = "\"";
    for (const char c : line) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::string mailbox_header(std::string_view name, const std::vector<Mailbox>& mailboxes) {
    std::string value;
    for (const Mailbox& mailbox : mailboxes) {
        if (!value.empty()) value.append(",").append(crlf).append(" ");
        const std::size_t used = value.empty() ? name.size() + 2 : 1;
        const std::string address = address_of(mailbox.address);
        if (one_line(mailbox.name).empty())
            value += address;
        else
            value += display_name(mailbox.name, used) + std::string(crlf) + " <" + address + ">";
    }
    return header(name, value);
}

std::string references_headers(const std::vector<std::string>& references) {
    std::string list;
    const std::size_t count = std::min(references.size(), references_max);
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) list.append(crlf).append(" ");
        list += "<" + structured(references[i]) + ">";
    }
    if (count == 0) return {};
    return header("In-Reply-To", "<" + structured(references[0]) + ">") +
           header("References", list);
}

std::string with_crlf(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

std::string body_part(std::string_view type, std::string_view text) {
    std::string out = header("Content-Type", std::string(type) + "; charset=utf-8") +
                      header("Content-Transfer-Encoding", "base64") + std::string(crlf);
    const std::string encoded = to_base64(with_crlf(text));
    for (std::size_t at = 0; at < encoded.size(); at += body_line_max)
        out.append(encoded, at, body_line_max).append(crlf);
    return out;
}

// The same for the same mail. A line of base64 never holds a `_`, so it cannot stand in a body.
std::string boundary_of(std::string_view message_id, const LetterText& text) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (const std::string_view piece :
         {message_id, std::string_view(text.subject), std::string_view(text.plain),
          std::string_view(text.html)}) {
        const std::string size = std::to_string(piece.size()) + ":";
        for (const std::string_view bytes : {std::string_view(size), piece})
            crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()),
                                      bytes.size());
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256_final(&state, hash.data());
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return "=_dondoc_" + std::string(hex.data(), 32);
}

std::string html_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else
            out += c;
    }
    return out;
}

// A rehearsal says so where nobody can miss it: in the subject and in the first line of both
// bodies. A letter does not tell its language here, so it is said in both.
LetterText rehearsed(const LetterText& text, const std::string& intended_for) {
    const std::string mark =
        "THƯ DIỄN TẬP (rehearsal): người nhận thật (true recipient) " + intended_for;
    const std::string html_mark = "\n<p style=\"border: 2px solid #b00; padding: 8px\"><strong>" +
                                  html_escaped(mark) + "</strong></p>";
    LetterText marked{.subject = "[Diễn tập, gửi " + intended_for + "] " + text.subject,
                      .plain = mark + "\n\n" + text.plain,
                      .html = text.html};
    const auto body = marked.html.find("<body");
    const auto end = body == std::string::npos ? body : marked.html.find('>', body);
    marked.html.insert(end == std::string::npos ? 0 : end + 1, html_mark);
    return marked;
}

bool valid_local_part(std::string_view local) {
    if (local.empty() || local.size() > 64) return false;
    if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos)
        return false;
    return std::all_of(local.begin(), local.end(), may_stand_in_address);
}

bool valid_domain(std::string_view domain) {
    if (domain.empty() || domain.size() > 253) return false;
    while (true) {
        const auto dot = domain.find('.');
        const std::string_view label = domain.substr(0, dot);
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
            return false;
        if (!std::all_of(label.begin(), label.end(), [](char c) {
                return std::isalnum(static_cast<unsigned char>(c)) || c == '-';
            }))
            return false;
        if (dot == std::string_view::npos) return true;
        domain.remove_prefix(dot + 1);
    }
}

}  // namespace

std::string compose_mail(const MailHead& head, const LetterText& text) {
    const std::string intended_for = one_line(head.intended_for);
    const LetterText body = intended_for.empty() ? text : rehearsed(text, intended_for);
    const std::string message_id = structured(head.message_id);
    const std::string boundary = boundary_of(message_id, body);
    std::string mail = mailbox_header("From", {head.from}) + mailbox_header("To", {head.to});
    if (!head.reply_to.empty()) mail += mailbox_header("Reply-To", head.reply_to);
    mail += text_header("Subject", body.subject) + text_header("Date", head.date) +
            header("Message-ID", "<" + message_id + ">") + references_headers(head.references) +
            header("Auto-Submitted", "auto-generated");
    if (!intended_for.empty()) mail += text_header("X-Dondoc-Intended-For", intended_for);
    mail += header("MIME-Version", "1.0") +
            header("Content-Type",
                   "multipart/alternative;" + std::string(crlf) + " boundary=\"" + boundary + "\"");
    mail.append(crlf);
    mail += "--" + boundary + std::string(crlf) + body_part("text/plain", tidy_lines(body.plain));
    mail += "--" + boundary + std::string(crlf) + body_part("text/html", tidy_lines(body.html));
    return mail + "--" + boundary + "--" + std::string(crlf);
}

bool valid_address(std::string_view address) {
    const auto at = address.rfind('@');
    return at != std::string_view::npos && address.size() <= 254 &&
           valid_local_part(address.substr(0, at)) && valid_domain(address.substr(at + 1));
}

}  // namespace dondoc
