// Where faults are collected while files are read. Reading goes on after each of them.
#pragma once

#include <map>
#include <string>
#include <utility>
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
    // What is wrong, then what to do: "unknown key 'prot'; did you mean 'port'?"; put on one line.
    void error(const std::string& file, Position at, std::string text);
    void warning(const std::string& file, Position at, std::string text,
                 Topic topic = Topic::other);

    // The same fault of one cause, found at many places of a file: the first is reported, with how
    // many more there are.
    void repeated_error(const std::string& file, Position at, const std::string& text);

    std::size_t errors() const { return errors_; }

    // All of them by file, line, column; what stands at the same place in the order it was found.
    std::vector<Diagnostic> sorted() const;

private:
    struct Repeat {
        std::size_t first = 0;  // in all_
        int more = 0;
    };

    std::vector<Diagnostic> all_;
    std::map<std::pair<std::string, std::string>, Repeat> repeats_;  // by file and text
    std::size_t errors_ = 0;
};

}  // namespace dondoc
