#include "notifiers/shown_mail.h"

#include <algorithm>

#include "notifiers/base64.h"

namespace dondoc {

namespace {

constexpr std::string_view path = "/u/";
constexpr std::string_view hidden = "…";
constexpr std::size_t token_min = 43;  // of a seal alone
constexpr std::size_t line_max = 76;

bool in_token(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

std::string in_lines(const std::string& encoded) {
    std::string lines;
    for (std::size_t at = 0; at < encoded.size(); at += line_max)
        lines.append(encoded, at, line_max).append("\r\n");
    return lines;
}

}  // namespace

std::string without_unit_links(std::string text) {
    for (auto at = text.find(path); at != text.npos; at = text.find(path, at)) {
        at += path.size();
        auto end = at;
        while (end < text.size() && in_token(text[end]))
            ++end;
        if (end - at >= token_min) text.replace(at, end - at, hidden);
    }
    return text;
}

std::string mail_without_unit_links(std::string_view mail) {
    constexpr std::string_view encoding = "Content-Transfer-Encoding: base64\r\n\r\n";
    std::string out;
    while (!mail.empty()) {
        const auto head = mail.find(encoding);
        const auto begin = head == mail.npos ? mail.size() : head + encoding.size();
        out += mail.substr(0, begin);
        mail.remove_prefix(begin);
        const auto end = std::min(mail.find("--"), mail.size());  // no base64 has a hyphen
        const std::string_view part = mail.substr(0, end);
        const auto text = from_base64(part);
        const std::string shown = text ? without_unit_links(*text) : std::string();
        out += text && shown != *text ? in_lines(to_base64(shown)) : std::string(part);
        mail.remove_prefix(end);
    }
    return out;
}

}  // namespace dondoc
