#include "tests/house/source_text.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <regex>

namespace dondoc::house {

std::string SourceFile::folder() const {
    const auto slash = path.rfind('/');
    return slash == path.npos ? "" : path.substr(0, slash);
}

std::string SourceFile::top_folder() const {
    const auto slash = path.find('/');
    return slash == path.npos ? "" : path.substr(0, slash);
}

std::string SourceFile::extension() const {
    return std::filesystem::path(path).extension();
}

bool SourceFile::is_cpp() const {
    return extension() == ".h" || extension() == ".cpp";
}

bool SourceFile::is_product() const {
    const auto top = top_folder();
    return top == "workflows" || top == "notifiers" || top == "config" || top == "daemon";
}

namespace {

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

// Walks a source once and blanks what it is told to.
class Blanker {
public:
    Blanker(std::string_view source, bool literals) : text_(source), literals_(literals) {}

    std::string run() {
        while (at_ < text_.size())
            step();
        return std::move(text_);
    }

private:
    void step() {
        const std::string_view rest = std::string_view(text_).substr(at_);
        if (rest.starts_with("//")) {
            blank_to(text_.find('\n', at_), true);
        } else if (rest.starts_with("/*")) {
            blank_to(after(text_.find("*/", at_ + 2), 2), true);
        } else if (rest.starts_with("R\"") && !preceded_by_word()) {
            raw_string();
        } else if (rest.front() == '"' || (rest.front() == '\'' && !separates_digits())) {
            quoted(rest.front());
        } else {
            ++at_;
        }
    }

    void raw_string() {
        const auto open = text_.find('(', at_);
        if (open == text_.npos) return blank_to(open, literals_);
        const std::string close = ")" + text_.substr(at_ + 2, open - at_ - 2) + "\"";
        blank_to(after(text_.find(close, open), close.size()), literals_);
    }

    void quoted(char quote) {
        auto end = at_ + 1;
        while (end < text_.size() && text_[end] != quote && text_[end] != '\n')
            end += text_[end] == '\\' ? 2 : 1;
        blank_to(end + 1, literals_);
    }

    bool preceded_by_word() const { return at_ > 0 && is_word(text_[at_ - 1]); }

    // 1'000: the word before the mark begins with a digit.
    bool separates_digits() const {
        auto begin = at_;
        while (begin > 0 && (is_word(text_[begin - 1]) || text_[begin - 1] == '\''))
            --begin;
        return begin < at_ && std::isdigit(static_cast<unsigned char>(text_[begin]));
    }

    static std::size_t after(std::size_t found, std::size_t length) {
        return found == std::string::npos ? found : found + length;
    }

    void blank_to(std::size_t end, bool blank) {
        end = std::min(end, text_.size());
        for (; at_ < end; ++at_)
            if (blank && text_[at_] != '\n') text_[at_] = ' ';
    }

    std::string text_;
    bool literals_;
    std::size_t at_ = 0;
};

// Directives, with the lines they go on over, say nothing about bodies.
std::string without_directives(std::string text) {
    bool directive = false;
    bool line_begins = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (line_begins && text[i] == '#') directive = true;
        if (text[i] == '\n') {
            line_begins = true;
            if (i == 0 || text[i - 1] != '\\') directive = false;
            continue;
        }
        if (!std::isspace(static_cast<unsigned char>(text[i]))) line_begins = false;
        if (directive && !(text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '\n'))
            text[i] = ' ';
    }
    return text;
}

enum class Scope {
    outer,  // a namespace or a type
    value,  // an initialiser
    body,   // of a function, or inside one
};

// What a brace opens, told by the words before it, from the end of the statement before.
Scope opened_by(std::string head) {
    static const std::regex outer(R"((^|[^\w])(namespace|extern|enum|union)\b)");
    static const std::regex type(R"((^|[^\w])(class|struct)\b[^()]*$)");
    static const std::regex body(
        R"(()"
        R"([)\]] ?(const|noexcept|override|final|mutable|&|&&| )*)"  // f() const
        R"(|[)][^()]*->[^()]*)"                                      // f() -> T
        R"(|[)] ?(noexcept)? ?:[^:].*[}])"                           // A() : a_{1}
        R"() ?$)");
    const auto both_blank = [](char a, char b) { return std::isspace(a) && std::isspace(b); };
    head.erase(std::unique(head.begin(), head.end(), both_blank), head.end());
    std::replace(head.begin(), head.end(), '\n', ' ');
    if (std::regex_search(head, outer) || std::regex_search(head, type)) return Scope::outer;
    return std::regex_search(head, body) ? Scope::body : Scope::value;
}

}  // namespace

std::string without_comments(std::string_view source) {
    return Blanker(source, false).run();
}

std::string without_comments_and_literals(std::string_view source) {
    return Blanker(source, true).run();
}

namespace {

// What one text has and the other has blanked.
std::string blanked(std::string_view before, std::string_view after) {
    std::string text(before);
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == after[i] && text[i] != '\n') text[i] = ' ';
    return text;
}

}  // namespace

std::string comments_of(std::string_view source) {
    return blanked(source, without_comments(source));
}

std::string literals_of(std::string_view source) {
    return blanked(without_comments(source), without_comments_and_literals(source));
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return lines;
}

unsigned line_at(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, offset);
    return static_cast<unsigned>(std::count(before.begin(), before.end(), '\n')) + 1;
}

std::vector<Include> includes_of(std::string_view source) {
    static const std::regex include(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
    std::vector<Include> found;
    const auto text = without_comments(source);
    unsigned number = 0;
    for (const auto line : lines_of(text)) {
        ++number;
        std::match_results<std::string_view::const_iterator> match;
        if (std::regex_search(line.begin(), line.end(), match, include))
            found.push_back({number, match[2].str(), match[1].str() == "\""});
    }
    return found;
}

std::vector<Body> function_bodies(std::string_view source) {
    const auto text = without_directives(without_comments_and_literals(source));
    std::vector<Body> bodies;
    std::vector<Scope> scopes;
    std::size_t head = 0;    // where the words before the next brace begin
    std::size_t opened = 0;  // the outermost function's brace
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ';') head = i + 1;
        const bool inside = !scopes.empty() && scopes.back() == Scope::body;
        if (text[i] == '{') {
            scopes.push_back(inside ? Scope::body : opened_by(text.substr(head, i - head)));
            if (!inside && scopes.back() == Scope::body) opened = i;
            if (scopes.back() != Scope::value) head = i + 1;
        } else if (text[i] == '}' && !scopes.empty()) {
            if (scopes.back() != Scope::value) head = i + 1;
            scopes.pop_back();
            if (!inside || (!scopes.empty() && scopes.back() == Scope::body)) continue;
            const auto line = line_at(text, opened);
            bodies.push_back({line, line_at(text, i) - line + 1});
        }
    }
    return bodies;
}

}  // namespace dondoc::house
