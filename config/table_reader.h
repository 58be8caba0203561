// Typed reading of one TOML table. Every getter reports what is wrong with its key and goes on;
// finish() reports the keys nobody asked for. A key that is absent or faulty reads as "nothing".
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/document.h"

namespace dondoc {

// A document whose faults go somewhere. A cheap handle; both must outlive it.
class Source {
public:
    Source(const Document& document, Faults& faults) : document_(&document), faults_(&faults) {}

    const std::string& name() const { return document_->name; }
    const Document& document() const { return *document_; }
    std::size_t errors() const { return faults_->errors(); }
    void error(Position at, std::string text) const { faults_->error(name(), at, std::move(text)); }
    void repeated_error(Position at, const std::string& text) const {
        faults_->repeated_error(name(), at, text);
    }
    void warning(Position at, std::string text, Topic topic = Topic::other) const {
        faults_->warning(name(), at, std::move(text), topic);
    }

private:
    const Document* document_;
    Faults* faults_;
};

// An id as it stands somewhere in a file.
struct Mention {
    std::string id;
    Position at;
};

bool valid_id(std::string_view id);                          // [a-z0-9-]+
std::string in_quotes(std::string_view text);                // 'text', for diagnostics
std::string or_list(const std::vector<std::string>& names);  // 'a', 'b' or 'c'

class TableReader {
public:
    // `what` names the table in diagnostics: "[http]", "a rung". The node is a table.
    TableReader(const Source& source, const Node& node, std::string what);

    const Source& source() const { return source_; }
    Position at() const { return at_; }
    Position at(std::string_view key) const;  // of the key's value; of the table if there is none
    bool has(std::string_view key) const { return table_->find(key) != nullptr; }
    bool says(std::string_view key, std::string_view word) const;  // has it, as this very text

    // Any value, unchecked; nullptr if absent.
    const Node* find(std::string_view key);
    // The same; finish() reports if it is absent, unless a misspelt key stands for it. `example`
    // follows "add ".
    const Node* require(std::string_view key, std::string_view example);

    // One line of text without control characters, not empty.
    std::optional<std::string> text(std::string_view key);
    std::string text_or(std::string_view key, std::string fallback);
    std::string required_text(std::string_view key, std::string_view example);
    // Line breaks allowed.
    std::string passage(std::string_view key);
    // The key `id`; "" if it is missing. One of a bad form is reported and returned all the same,
    // so that mentions of it raise no further fault.
    Mention id();
    std::optional<Mention> mention(std::string_view key);
    // One text or a list of them.
    std::optional<std::vector<Mention>> mentions(std::string_view key);
    // A mail address; "" if absent or not valid.
    std::string address(std::string_view key);
    std::optional<int> whole(std::string_view key, int min, int max);
    std::optional<bool> flag(std::string_view key);
    std::optional<Date> date(std::string_view key);
    std::optional<TimeOfDay> time(std::string_view key);
    const Node* table(std::string_view key);
    // A list of tables, `[[key]]`; elements of another kind are reported and left out.
    std::vector<const Node*> tables(std::string_view key);
    // One of the words; reports any other.
    template <class T>
    std::optional<T> choice(std::string_view key,
                            std::initializer_list<std::pair<std::string_view, T>> words);

    void error(std::string_view key, std::string text) { source_.error(at(key), std::move(text)); }
    // Whether there are keys nobody has asked for up to now.
    bool has_unknown() const;
    // Reports every key that was not asked for, and every required one that is absent.
    void finish();

private:
    std::optional<std::string> checked_text(std::string_view key, bool breaks);
    bool knows(std::string_view key) const;
    void unknown_word(std::string_view key, const std::string& word,
                      const std::vector<std::string>& words);

    Source source_;
    const Table* table_;
    Position at_;
    std::string what_;
    std::vector<std::string> known_;
    std::vector<std::pair<std::string, std::string>> missing_;  // key, example
};

// The value itself; `what` names it in the diagnostic: "'title'".
std::optional<std::string> as_text(const Source&, const Node&, const std::string& what,
                                   bool breaks = false);
std::optional<Date> as_date(const Source&, const Node&, const std::string& what);
// Days this far are taken; what lies beyond is a typing error.
inline constexpr int year_min = 1970;
inline constexpr int year_max = 2199;

template <class T>
std::optional<T> TableReader::choice(std::string_view key,
                                     std::initializer_list<std::pair<std::string_view, T>> words) {
    const auto word = text(key);
    if (!word) {
        return std::nullopt;
    }
    std::vector<std::string> names;
    for (const auto& [name, value] : words) {
        if (name == *word) {
            return value;
        }
        names.emplace_back(name);
    }
    unknown_word(key, *word, names);
    return std::nullopt;
}

}  // namespace dondoc
