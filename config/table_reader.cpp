#include "config/table_reader.h"

#include <algorithm>
#include <cctype>

#include "notifiers/mail.h"
#include "workflows/suggest.h"

namespace dondoc {
namespace {

void wrong_kind(const Source& source, const Node& node, const std::string& what,
                std::string_view advice) {
    source.error(node.at,
                 what + " is " + std::string(node.kind()) + "; write " + std::string(advice));
}

bool control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

}  // namespace

bool valid_id(std::string_view id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::string in_quotes(std::string_view text) {
    return "'" + std::string(text) + "'";
}

std::string or_list(const std::vector<std::string>& names) {
    std::string result;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) {
            result += i + 1 == names.size() ? " or " : ", ";
        }
        result += in_quotes(names[i]);
    }
    return result;
}

std::optional<std::string> as_text(const Source& source, const Node& node, const std::string& what,
                                   bool breaks) {
    const auto* text = std::get_if<std::string>(&node.value);
    if (text == nullptr) {
        wrong_kind(source, node, what, "a text in quotes");
        return std::nullopt;
    }
    const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    if (std::all_of(text->begin(), text->end(), blank)) {
        source.error(node.at, what + " is empty; fill it in or leave the key out");
        return std::nullopt;
    }
    const auto refused = [&](char c) { return control(c) && !(breaks && c == '\n'); };
    if (std::any_of(text->begin(), text->end(), refused)) {
        source.error(node.at,
                     what + " contains a line break or control character; write it on one line");
        return std::nullopt;
    }
    return *text;
}

std::optional<Date> as_date(const Source& source, const Node& node, const std::string& what) {
    const auto* day = std::get_if<Date>(&node.value);
    if (day == nullptr) {
        wrong_kind(source, node, what, "a date without quotes, as 2017-01-30");
        return std::nullopt;
    }
    if (year_of(*day) < year_min || year_of(*day) > year_max) {
        source.error(node.at, what + " lies in the year " + std::to_string(year_of(*day)) +
                                  "; write a year from " + std::to_string(year_min) + " to " +
                                  std::to_string(year_max));
        return std::nullopt;
    }
    return *day;
}

TableReader::TableReader(const Source& source, const Node& node, std::string what)
    : source_(source), table_(node.table()), at_(node.at), what_(std::move(what)) {
    CHECK(table_ != nullptr);
}

Position TableReader::at(std::string_view key) const {
    const Entry* entry = table_->find(key);
    return entry != nullptr ? entry->node.at : at_;
}

bool TableReader::says(std::string_view key, std::string_view word) const {
    const Entry* entry = table_->find(key);
    const auto* text = entry != nullptr ? std::get_if<std::string>(&entry->node.value) : nullptr;
    return text != nullptr && *text == word;
}

const Node* TableReader::find(std::string_view key) {
    if (!knows(key)) {
        known_.emplace_back(key);
    }
    const Entry* entry = table_->find(key);
    return entry != nullptr ? &entry->node : nullptr;
}

const Node* TableReader::require(std::string_view key, std::string_view example) {
    const Node* node = find(key);
    if (node == nullptr) {
        missing_.emplace_back(key, example);
    }
    return node;
}

std::optional<std::string> TableReader::checked_text(std::string_view key, bool breaks) {
    const Node* node = find(key);
    return node != nullptr ? as_text(source_, *node, in_quotes(key), breaks) : std::nullopt;
}

std::optional<std::string> TableReader::text(std::string_view key) {
    return checked_text(key, false);
}

std::string TableReader::text_or(std::string_view key, std::string fallback) {
    return text(key).value_or(std::move(fallback));
}

std::string TableReader::required_text(std::string_view key, std::string_view example) {
    return require(key, example) != nullptr ? text_or(key, "") : "";
}

std::string TableReader::passage(std::string_view key) {
    return checked_text(key, true).value_or("");
}

Mention TableReader::id() {
    const std::string id = required_text("id", "id = \"...\"");
    if (!id.empty() && !valid_id(id)) {
        error("id", "id " + in_quotes(id) +
                        " has other signs than a-z, 0-9 and -; write it without them");
    }
    return {id, at("id")};
}

std::string TableReader::address(std::string_view key) {
    const auto address = text(key);
    if (address && !valid_address(*address)) {
        error(key, in_quotes(*address) +
                       " is not a mail address; write it as name@domain, without spaces");
        return "";
    }
    return address.value_or("");
}

std::optional<Mention> TableReader::mention(std::string_view key) {
    const auto id = text(key);
    return id ? std::optional<Mention>({*id, at(key)}) : std::nullopt;
}

std::optional<std::vector<Mention>> TableReader::mentions(std::string_view key) {
    const Node* node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    std::vector<Mention> result;
    if (const List* list = node->list()) {
        for (const Node& element : *list) {
            const auto id = as_text(source_, element, "an entry of " + in_quotes(key));
            if (!id) {
                return std::nullopt;
            }
            result.push_back({*id, element.at});
        }
        return result;
    }
    if (!std::holds_alternative<std::string>(node->value)) {
        wrong_kind(source_, *node, in_quotes(key), "a text in quotes or a list of them");
        return std::nullopt;
    }
    const auto id = as_text(source_, *node, in_quotes(key));
    if (!id) {
        return std::nullopt;
    }
    return std::vector<Mention>{{*id, node->at}};
}

std::optional<int> TableReader::whole(std::string_view key, int min, int max) {
    const Node* node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    const auto* number = std::get_if<std::int64_t>(&node->value);
    if (number == nullptr) {
        wrong_kind(source_, *node, in_quotes(key), "a whole number without quotes");
        return std::nullopt;
    }
    if (*number < min || *number > max) {
        error(key, in_quotes(key) + " is " + std::to_string(*number) + "; write a number from " +
                       std::to_string(min) + " to " + std::to_string(max));
        return std::nullopt;
    }
    return static_cast<int>(*number);
}

std::optional<bool> TableReader::flag(std::string_view key) {
    const Node* node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    const bool* value = std::get_if<bool>(&node->value);
    if (value == nullptr) {
        wrong_kind(source_, *node, in_quotes(key), "true or false without quotes");
        return std::nullopt;
    }
    return *value;
}

std::optional<Date> TableReader::date(std::string_view key) {
    const Node* node = find(key);
    return node != nullptr ? as_date(source_, *node, in_quotes(key)) : std::nullopt;
}

std::optional<TimeOfDay> TableReader::time(std::string_view key) {
    const Node* node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    const auto* time = std::get_if<WallTime>(&node->value);
    if (time == nullptr) {
        wrong_kind(source_, *node, in_quotes(key), "a time without quotes, as 07:30:00");
        return std::nullopt;
    }
    if (!time->whole_minute) {
        error(key, in_quotes(key) + " has seconds; write a whole minute, as 07:30:00");
        return std::nullopt;
    }
    return TimeOfDay(time->hour * 60 + time->minute);
}

const Node* TableReader::table(std::string_view key) {
    const Node* node = find(key);
    if (node != nullptr && node->table() == nullptr) {
        wrong_kind(source_, *node, in_quotes(key),
                   "a table, as " + std::string(key) + " = { ... }");
        return nullptr;
    }
    return node;
}

std::vector<const Node*> TableReader::tables(std::string_view key) {
    const Node* node = find(key);
    std::vector<const Node*> result;
    if (node == nullptr) {
        return result;
    }
    const List* list = node->list();
    if (list == nullptr) {
        wrong_kind(source_, *node, in_quotes(key),
                   "a list of tables: " + std::string(key) + " = [{ ... }] or [[" +
                       std::string(key) + "]]");
        return result;
    }
    for (const Node& element : *list) {
        if (element.table() == nullptr) {
            wrong_kind(source_, element, "an entry of " + in_quotes(key), "a table in { }");
        } else {
            result.push_back(&element);
        }
    }
    return result;
}

void TableReader::unknown_word(std::string_view key, const std::string& word,
                               const std::vector<std::string>& words) {
    // Any sign is near any other, and means something else.
    const bool letters =
        std::any_of(word.begin(), word.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
    const auto near = letters ? nearest(word, words) : std::nullopt;
    error(key, in_quotes(key) + " is " + in_quotes(word) + "; " +
                   (near ? "did you mean " + in_quotes(*near) + "?" : "write " + or_list(words)));
}

bool TableReader::knows(std::string_view key) const {
    return std::find(known_.begin(), known_.end(), key) != known_.end();
}

bool TableReader::has_unknown() const {
    return std::any_of(table_->entries.begin(), table_->entries.end(),
                       [&](const Entry& entry) { return !knows(entry.key); });
}

void TableReader::finish() {
    std::vector<std::string> misspelt;
    for (const Entry& entry : table_->entries) {
        if (knows(entry.key)) {
            continue;
        }
        const auto near = nearest(entry.key, known_);
        source_.error(entry.at, "unknown key " + in_quotes(entry.key) + " in " + what_ + "; " +
                                    (near ? "did you mean " + in_quotes(*near) + "?"
                                          : "remove it or write " + or_list(known_)));
        misspelt.push_back(near.value_or(""));
    }
    for (const auto& [key, example] : missing_) {
        if (std::find(misspelt.begin(), misspelt.end(), key) == misspelt.end()) {
            source_.error(at_, what_ + " has no " + in_quotes(key) + "; add " + example);
        }
    }
    missing_.clear();
}

}  // namespace dondoc
