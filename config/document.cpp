#include "config/document.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <system_error>

#include <toml++/toml.h>
#include <utf8proc.h>

namespace dondoc {
namespace {

Position position(const toml::source_position& at) {
    return {at.line, at.column};
}

Node convert(const toml::node& node);

Table convert_table(const toml::table& table) {
    Table result;
    for (auto&& [key, node] : table) {
        result.entries.push_back({to_nfc(key.str()), position(key.source().begin), convert(node)});
    }
    std::stable_sort(result.entries.begin(), result.entries.end(),
                     [](const Entry& a, const Entry& b) { return a.at < b.at; });
    return result;
}

List convert_list(const toml::array& array) {
    List result;
    for (const toml::node& node : array) {
        result.push_back(convert(node));
    }
    return result;
}

Node convert(const toml::node& node) {
    Node result{position(node.source().begin), false};
    if (const auto* table = node.as_table()) {
        result.value = convert_table(*table);
    } else if (const auto* array = node.as_array()) {
        result.value = convert_list(*array);
    } else if (const auto* text = node.as_string()) {
        result.value = to_nfc(text->get());
    } else if (const auto* whole = node.as_integer()) {
        result.value = whole->get();
    } else if (const auto* number = node.as_floating_point()) {
        result.value = number->get();
    } else if (const auto* flag = node.as_boolean()) {
        result.value = flag->get();
    } else if (const auto* date = node.as_date()) {
        const toml::date day = date->get();
        const std::optional<Date> made = make_date(day.year, day.month, day.day);
        CHECK(made);  // the library takes none but real days
        result.value = *made;
    } else if (const auto* time = node.as_time()) {
        const toml::time t = time->get();
        result.value = WallTime{t.hour, t.minute, t.second == 0 && t.nanosecond == 0};
    } else {
        result.value = DateAndTime{};
    }
    return result;
}

// The library's sentences begin with what it was at: "Error while parsing date: expected ...".
std::string syntax_fault(std::string_view description) {
    constexpr std::string_view lead = "Error while parsing ";
    if (description.starts_with(lead)) {
        description.remove_prefix(lead.size());
    }
    std::string_view advice = "correct the text at this place";
    if (description.starts_with("date") || description.starts_with("value: date")) {
        advice = "write a day that exists, as 2017-01-30";
    } else if (description.starts_with("string: unescaped control")) {
        advice = "close the quotes on the line where they open";
    } else if (description.find("could not determine value type") != std::string_view::npos) {
        advice = "put texts in quotes, and write other values as true, 5 or 2017-01-30";
    }
    return "not valid TOML: " + std::string(description) + "; " + std::string(advice);
}

}  // namespace

const Entry* Table::find(std::string_view key) const {
    for (const Entry& entry : entries) {
        if (entry.key == key) {
            return &entry;
        }
    }
    return nullptr;
}

std::string_view Node::kind() const {
    constexpr std::string_view kinds[] = {
        "a text", "a whole number",     "a decimal number", "true or false", "a date",
        "a time", "a date with a time", "a list",           "a table"};
    static_assert(std::size(kinds) == std::variant_size_v<decltype(value)>);
    return kinds[value.index()];
}

Result<std::string> read_file(const std::filesystem::path& file, std::uintmax_t size_max) {
    std::error_code failure;
    const auto status = std::filesystem::status(file, failure);
    if (!std::filesystem::exists(status)) {
        return Error{"there is no such file; correct the name or create it"};
    }
    if (!std::filesystem::is_regular_file(status)) {
        return Error{"it is not a plain file; name a file"};
    }
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return Error{std::generic_category().message(errno) + "; let the daemon's user read it"};
    }
    // The size is counted while reading: files of /proc and the like tell none beforehand.
    std::string text(static_cast<std::size_t>(size_max) + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (stream.bad()) {
        return Error{"reading it failed; check the disk"};
    }
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > size_max) {
        return Error{"it is larger than " + std::to_string(size_max / 1024) +
                     " KiB; split it or check that it is the right file"};
    }
    text.shrink_to_fit();
    return text;
}

std::optional<Position> first_bad_utf8(std::string_view text) {
    Position at{1, 1};
    std::size_t offset = 0;
    while (offset < text.size()) {
        utf8proc_int32_t point = 0;
        const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + offset);
        const auto length =
            utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - offset), &point);
        if (length <= 0) {
            return at;
        }
        offset += static_cast<std::size_t>(length);
        at = point == '\n' ? Position{at.line + 1, 1} : Position{at.line, at.column + 1};
    }
    return std::nullopt;
}

std::string to_nfc(std::string_view text) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto length =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                     static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    CHECK(length >= 0);
    std::string result(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length));
    std::free(mapped);
    return result;
}

std::optional<Document> parse_document(std::string name, std::string text, Faults& faults) {
    if (const auto bad = first_bad_utf8(text)) {
        faults.error(name, *bad, "a byte that is not UTF-8; save the file as UTF-8");
        return std::nullopt;
    }
    try {
        const toml::table table = toml::parse(std::string_view(text), std::string_view(name));
        Document document{std::move(name), std::move(text), {}};
        document.root = Node{{1, 1}, convert_table(table)};
        return document;
    } catch (const toml::parse_error& fault) {
        faults.error(name, position(fault.source().begin), syntax_fault(fault.description()));
    } catch (const std::exception& fault) {
        faults.error(name, {},
                     "cannot be read as TOML: " + std::string(fault.what()) + "; correct the file");
    }
    return std::nullopt;
}

}  // namespace dondoc
