#include "daemon/cli/answers.h"

#include <algorithm>

#include <boost/json/serialize.hpp>

namespace dondoc {

namespace json = boost::json;

namespace {

// Letters, not bytes: texts are in NFC.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

std::string at(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    if (!value || value->is_null()) return {};
    return value->is_string() ? std::string(value->get_string()) : json::serialize(*value);
}

const json::object& object_at(const json::object& object, std::string_view key) {
    static const json::object empty;
    const json::value* value = object.if_contains(key);
    return value && value->is_object() ? value->get_object() : empty;
}

Language language_of(const json::object& answer) {
    return at(answer, "language") == "en" ? Language::en : Language::vi;
}

std::string day_shown(const std::string& iso, Language language) {
    if (iso.empty()) return "–";
    const auto day = parse_iso_date(iso);
    return day ? day_in_words(*day, language) : iso;
}

std::string moment_shown(const std::string& rfc3339, Language language) {
    constexpr std::size_t day = 10;   // letters of 2026-12-14
    constexpr std::size_t time = 16;  // and of 2026-12-14T07:30
    if (rfc3339.size() < time) return day_shown(rfc3339, language);
    return day_shown(rfc3339.substr(0, day), language) + ' ' +
           rfc3339.substr(day + 1, time - day - 1);
}

std::string columns(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width(row[i]));
    }
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size()) text += std::string(widths[i] - width(row[i]) + 2, ' ');
        }
        text += '\n';
    }
    return text;
}

}  // namespace dondoc
