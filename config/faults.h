// Where faults are collected while files are read. Reading goes on after each of them.
#pragma once

#include <string>
#include <vector>

#include "config/configuration.h"

namespace dondoc {

// 1-based; the column counts code points. Line 0: the file as a whole.
struct Position {
    unsigned line = 0;
    unsigned column = 0;

    friend auto operator<=>(const Position&, const Position&) = default;
};

class Faults {
public:
    // `text` says what is wrong, then what to do: "unknown key 'prot'; did you mean 'port'?".
    void error(const std::string& file, Position at, std::string text);
    void warning(const std::string& file, Position at, std::string text);

    std::size_t errors() const { return errors_; }

    // All of them by file, line, column; what stands at the same place in the order it was found.
    std::vector<Diagnostic> sorted() const;

private:
    std::vector<Diagnostic> all_;
    std::size_t errors_ = 0;
};

}  // namespace dondoc
