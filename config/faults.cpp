#include "config/faults.h"

#include <algorithm>
#include <tuple>

namespace dondoc {

std::string Diagnostic::str() const {
    std::string place = file;
    if (line > 0) {
        place += ":" + std::to_string(line) + ":" + std::to_string(column);
    }
    return place + (severity == Severity::error ? ": error: " : ": warning: ") + text;
}

void Faults::error(const std::string& file, Position at, std::string text) {
    ++errors_;
    all_.push_back({Severity::error, file, at.line, at.column, std::move(text)});
}

void Faults::warning(const std::string& file, Position at, std::string text) {
    all_.push_back({Severity::warning, file, at.line, at.column, std::move(text)});
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
