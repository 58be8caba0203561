#include "config/faults.h"

#include <algorithm>
#include <tuple>

#include "notifiers/text.h"
#include "workflows/check.h"

namespace dondoc {

std::string_view to_string(Topic topic) {
    switch (topic) {
        case Topic::other: return "other";
        case Topic::people: return "people";
        case Topic::conflict: return "conflict";
        case Topic::target: return "target";
        case Topic::collating: return "collating";
        case Topic::day_off: return "day_off";
        case Topic::calendar: return "calendar";
        case Topic::undated: return "undated";
        case Topic::recipients: return "recipients";
        case Topic::legal_basis: return "legal_basis";
        case Topic::quote: return "quote";
    }
    CHECK(false);
}

std::string Diagnostic::str() const {
    std::string place = file;
    if (line > 0) {
        place += ":" + std::to_string(line) + ":" + std::to_string(column);
    }
    return place + (severity == Severity::error ? ": error: " : ": warning: ") + text;
}

void Faults::error(const std::string& file, Position at, std::string text) {
    ++errors_;
    all_.push_back(
        {Severity::error, one_line(file), at.line, at.column, one_line(text), Topic::other});
}

void Faults::warning(const std::string& file, Position at, std::string text, Topic topic) {
    all_.push_back({Severity::warning, one_line(file), at.line, at.column, one_line(text), topic});
}

void Faults::repeated_error(const std::string& file, Position at, const std::string& text) {
    const auto [repeat, fresh] = repeats_.try_emplace({file, text}, Repeat{all_.size(), 0});
    if (fresh) {
        error(file, at, text);
    } else {
        ++repeat->second.more;
    }
}

std::vector<Diagnostic> Faults::sorted() const {
    std::vector<Diagnostic> result = all_;
    for (const auto& [place, repeat] : repeats_) {
        if (repeat.more > 0) {
            result[repeat.first].text += " (named " + std::to_string(repeat.more) +
                                         (repeat.more == 1 ? " more time" : " more times") + ")";
        }
    }
    std::stable_sort(result.begin(), result.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    });
    return result;
}

}  // namespace dondoc
