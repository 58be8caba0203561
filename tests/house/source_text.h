// C++ source as text: enough of its shape (comments, literals, bodies) for the house rules to read
// it without a compiler. Approximate by design; what it cannot know it lets pass.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dondoc::house {

struct SourceFile {
    std::string path;  // relative to the top, `daemon/store/store.h`
    std::string text;

    std::string folder() const;      // `daemon/store`; "" at the top
    std::string top_folder() const;  // `daemon`; "" at the top
    std::string extension() const;   // `.h`; of the last name
    bool is_cpp() const;             // .h or .cpp
    bool is_product() const;         // below workflows, notifiers, config or daemon
};

// Blanks keep every line and column where it was.
std::string without_comments(std::string_view source);
std::string without_comments_and_literals(std::string_view source);
std::string comments_of(std::string_view source);
std::string literals_of(std::string_view source);

// Split at '\n'; a last line without one counts.
std::vector<std::string_view> lines_of(std::string_view text);
unsigned line_at(std::string_view text, std::size_t offset);  // 1-based

struct Include {
    unsigned line;
    std::string path;  // as written
    bool quoted;       // "…", else <…>
};
std::vector<Include> includes_of(std::string_view source);

struct Body {
    unsigned line;   // of its opening brace
    unsigned lines;  // from the opening brace to the closing one, both counted
};
// Bodies of functions, constructors, tests and lambdas that stand in a namespace or a class.
std::vector<Body> function_bodies(std::string_view source);

}  // namespace dondoc::house
