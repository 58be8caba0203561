#include "notifiers/compose_template.h"

#include <algorithm>
#include <exception>
#include <kainjow/mustache.hpp>
#include <numeric>
#include <optional>
#include <set>

#include "notifiers/text.h"

namespace dondoc {
namespace {

namespace mustache = kainjow::mustache;

// What it quotes of a template may be anything.
Error at_line(int line, const std::string& what) {
    return {"line " + std::to_string(line) + ": " + one_line(what)};
}

struct Tag {
    char sort = ' ';  // '#', '^', '/', '!', '>', '=', ' ' for a plain name
    std::string name;
    int line = 1;
};

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

Tag tag_of(std::string_view contents, bool unescaped, int line) {
    contents = trimmed(contents);
    Tag tag{.sort = ' ', .name = {}, .line = line};
    if (!unescaped && !contents.empty() &&
        std::string_view("#^/!>=&").find(contents[0]) != std::string_view::npos) {
        tag.sort = contents[0] == '&' ? ' ' : contents[0];
        contents.remove_prefix(1);
    }
    tag.name = trimmed(contents);
    return tag;
}

// The same cut as the library makes as long as nobody changes the delimiters.
Result<std::vector<Tag>> tags_of(std::string_view text) {
    std::vector<Tag> tags;
    int line = 1;
    std::size_t seen = 0;
    for (auto at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", seen)) {
        line += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(seen),
                                            text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        const bool unescaped = text.substr(at).starts_with("{{{");
        const std::string_view closing = unescaped ? "}}}" : "}}";
        const auto begin = at + closing.size();
        const auto end = text.find(closing, begin);
        if (end == std::string_view::npos)
            return at_line(
                line, "a tag is not closed; write " + std::string(closing) + " after its name");
        tags.push_back(tag_of(text.substr(begin, end - begin), unescaped, line));
        seen = at;
        line += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(seen),
                                            text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
        seen = end + closing.size();
    }
    return tags;
}

std::optional<Error> fault_of(const Tag& tag) {
    if (tag.sort == '>')
        return at_line(tag.line,
                       "{{>" + tag.name + "}} includes another template; write its text here");
    if (tag.sort == '=')
        return at_line(tag.line, "{{=...=}} changes the delimiters; write {{ and }} everywhere");
    if (tag.sort != '!' && tag.name.empty()) return at_line(tag.line, "a tag has no name");
    return {};
}

// Sections close in order and do not nest too deep: the library walks them by recursion.
std::optional<Error> fault_of(const std::vector<Tag>& tags) {
    std::vector<const Tag*> open;
    for (const Tag& tag : tags) {
        if (auto fault = fault_of(tag)) return fault;
        if (tag.sort == '#' || tag.sort == '^') {
            open.push_back(&tag);
            if (open.size() > template_depth_max)
                return at_line(tag.line, "more than " + std::to_string(template_depth_max) +
                                             " sections in each other; write it flatter");
        } else if (tag.sort == '/') {
            if (open.empty())
                return at_line(tag.line, "{{/" + tag.name + "}} closes a section that is not open");
            if (open.back()->name != tag.name)
                return at_line(tag.line, "{{/" + tag.name + "}} stands where {{/" +
                                             open.back()->name + "}} is needed (opened in line " +
                                             std::to_string(open.back()->line) + ")");
            open.pop_back();
        }
    }
    if (!open.empty())
        return at_line(open.back()->line, "section " + open.back()->name +
                                              " is not closed; write {{/" + open.back()->name +
                                              "}}");
    return {};
}

mustache::data to_data(const Facts& facts);

mustache::data to_data(const Facts::Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return mustache::data(*flag);
    if (const auto* text = std::get_if<std::string>(&value)) return mustache::data(*text);
    mustache::data list(mustache::data::type::list);
    for (const Facts& item : std::get<std::vector<Facts>>(value))
        list.push_back(to_data(item));
    return list;
}

mustache::data to_data(const Facts& facts) {
    mustache::data object(mustache::data::type::object);
    for (const auto& [name, value] : facts.values)
        object.set(name, to_data(value));
    return object;
}

// Remembers what was asked for and is not there; the library would print nothing.
class StrictContext : public mustache::context<std::string> {
public:
    const mustache::data* get(const std::string& name) const override {
        const auto* found = mustache::context<std::string>::get(name);
        if (!found) missing.insert(name);
        return found;
    }
    mutable std::set<std::string> missing;
};

std::string plain(const std::string& text) {
    return text;
}

std::string in_json(const std::string& text) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out.append({'\\', c});
        else if (c == '\n')
            out += "\\n";
        else if (byte < 0x20)
            out.append({'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]});
        else
            out += c;
    }
    return out;
}

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] =
                std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

}  // namespace

struct Template::Parsed {
    explicit Parsed(const std::string& text) : body(text) {}
    // Rendering writes to it only where a partial or a lambda fails, and there are none.
    mustache::mustache body;
};

Result<Template> Template::parse(std::string_view text, Escape escape) {
    if (!valid_utf8(text)) return Error{"is not UTF-8; save it as UTF-8"};
    auto tags = tags_of(text);
    if (!tags) return tags.error();
    if (auto fault = fault_of(*tags)) return *fault;
    Template made;
    for (Tag& tag : *tags)
        if (tag.sort == ' ' || tag.sort == '#' || tag.sort == '^')
            made.uses_.push_back({std::move(tag.name), tag.line});
    try {
        made.parsed_ = std::make_shared<Parsed>(std::string(text));
    } catch (const std::exception& fault) {
        return Error{fault.what()};
    }
    auto& body = made.parsed_->body;
    if (!body.is_valid()) return Error{one_line(body.error_message())};
    switch (escape) {
        case Escape::none: body.set_custom_escape(plain); break;
        case Escape::html: break;  // the library's own
        case Escape::json: body.set_custom_escape(in_json); break;
    }
    return made;
}

Result<std::string> Template::render(const Facts& near, const Facts& far) const {
    try {
        const mustache::data near_data = to_data(near);
        const mustache::data far_data = to_data(far);
        StrictContext context;
        context.push(&far_data);
        context.push(&near_data);
        std::string text = parsed_->body.render(context);
        if (!context.missing.empty())
            return Error{"the name «" + *context.missing.begin() + "» is not known here"};
        return text;
    } catch (const std::exception& fault) {
        return Error{fault.what()};
    }
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& known) {
    constexpr std::size_t length_max = 64;  // a longer one is no typing error
    if (name.size() > length_max) return {};
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(2, name.size() / 3) + 1;
    for (const std::string& candidate : known) {
        const std::size_t steps = distance(name, candidate);
        if (steps < best_distance) {
            best_distance = steps;
            best = candidate;
        }
    }
    return best;
}

}  // namespace dondoc
