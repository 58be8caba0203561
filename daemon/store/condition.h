// The condition of a list, put together from what a filter asks for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/store/sqlite.h"

namespace dondoc {

// Values are bound in the order in which they were added.
class Condition {
public:
    template <class... Values>
    void add(std::string_view term, Values... values) {
        text_ += text_.empty() ? " WHERE " : " AND ";
        text_ += term;
        (values_.emplace_back(std::move(values)), ...);
    }
    // `column` is one of the words; any, if there are none.
    void add_any(std::string_view column, const std::vector<std::string>& words) {
        if (words.empty()) return;
        std::string term = std::string(column) + " IN (?";
        for (std::size_t i = 1; i < words.size(); ++i)
            term += ", ?";
        add(term + ")");
        add_values(words);
    }
    // For the marks of the term added last.
    void add_values(const std::vector<std::string>& words) {
        values_.insert(values_.end(), words.begin(), words.end());
    }
    void bind_to(Statement& statement) const {
        for (const auto& value : values_)
            std::visit([&](const auto& one) { statement.bind(one); }, value);
    }
    const std::string& text() const { return text_; }

private:
    std::string text_;
    std::vector<std::variant<std::int64_t, std::string, Date>> values_;
};

}  // namespace dondoc
