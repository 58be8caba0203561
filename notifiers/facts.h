// What a template can say: names with their values. Every object of one sort always has the same
// names, so that a name that is missing is a mistake in the template and never a matter of the
// letter.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dondoc {

// A text, a yes or no, or a list of such objects. What is unknown is `false`, so that `{{#name}}`
// asks for it.
struct Facts {
    using Value = std::variant<bool, std::string, std::vector<Facts>>;
    std::map<std::string, Value, std::less<>> values;

    void say(std::string name, std::string text) {
        values[std::move(name)] = text.empty() ? Value(false) : Value(std::move(text));
    }
    void flag(std::string name, bool value) { values[std::move(name)] = Value(value); }
    void list(std::string name, std::vector<Facts> items) {
        values[std::move(name)] = Value(std::move(items));
    }
};

}  // namespace dondoc
