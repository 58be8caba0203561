// One TOML file as a tree of plain values, each with its place. The TOML library shows only in
// document.cpp. All texts are UTF-8 in NFC.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/faults.h"
#include "workflows/civil.h"

namespace dondoc {

struct Node;
struct Entry;

struct Table {
    std::vector<Entry> entries;  // in the order of the file

    const Entry* find(std::string_view key) const;
};

using List = std::vector<Node>;

// A TOML local time.
struct WallTime {
    int hour = 0;
    int minute = 0;
    bool whole_minute = true;
};

// A TOML date-time: no key takes one, but it has to be named in a diagnostic.
struct DateAndTime {};

struct Node {
    Position at;
    std::variant<std::string, std::int64_t, double, bool, Date, WallTime, DateAndTime, List, Table>
        value;

    const Table* table() const { return std::get_if<Table>(&value); }
    const List* list() const { return std::get_if<List>(&value); }
    // "a text", "a whole number", "a date": for diagnostics.
    std::string_view kind() const;
};

struct Entry {
    std::string key;
    Position at;  // of the key
    Node node;
};

struct Document {
    std::string name;  // as diagnostics show it
    std::string text;  // the bytes of the file
    Node root;         // a table
};

inline constexpr std::uintmax_t file_size_max = std::uintmax_t{4} * 1024 * 1024;

// The bytes of a file of at most `size_max`; the error says why not and what to do.
Result<std::string> read_file(const std::filesystem::path& file, std::uintmax_t size_max);

// Where the first byte stands that is not UTF-8; nothing if all of it is.
std::optional<Position> first_bad_utf8(std::string_view text);
// Canonical composition, so that equal words are equal bytes. The text is valid UTF-8.
std::string to_nfc(std::string_view text);

// Nothing if the text is not UTF-8 or not TOML; the fault is reported then.
std::optional<Document> parse_document(std::string name, std::string text, Faults&);

}  // namespace dondoc
