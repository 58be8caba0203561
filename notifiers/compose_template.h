// One template: mustache with missing names made an error. Part of composing; see compose.h.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "notifiers/facts.h"
#include "workflows/result.h"

namespace dondoc {

enum class Escape {
    none,
    html,
    json,  // inside the quotes of a JSON text
};

// Immutable once parsed; any thread. Known tags: {{name}}, {{{name}}}, {{#name}}, {{^name}},
// {{/name}},
// {{!comment}}. Partials and other delimiters are refused: nobody needs them here, and a partial
// that names itself has no end.
class Template {
public:
    struct Use {
        std::string name;
        int line = 1;
    };

    // The error says the line and what is wrong; the caller says which template it was.
    static Result<Template> parse(std::string_view text, Escape);

    // Every name the text asks for, in the order of the text, those in sections not taken as well.
    const std::vector<Use>& uses() const { return uses_; }

    // `near` is asked first, then `far`. Fails if a name is in neither.
    Result<std::string> render(const Facts& near, const Facts& far) const;

private:
    struct Parsed;
    std::shared_ptr<Parsed> parsed_;
    std::vector<Use> uses_;
};

// Of the known names the one most like `name`, if one is like it; else empty.
std::string nearest_name(std::string_view name, const std::vector<std::string>& known);

inline constexpr int template_depth_max = 16;  // sections in sections

}  // namespace dondoc
