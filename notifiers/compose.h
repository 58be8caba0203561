// From facts to words: a letter rendered through templates that people can edit.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "notifiers/letter.h"
#include "workflows/result.h"

namespace dondoc {

// The texts of the templates by name, as config read them: `<kind>.<language>.<part>`, such as
// "reminder.vi.txt". The built-in ones stand in notifiers/templates; README.md lists the kinds, the
// parts and the names a template can use.
using TemplateTexts = std::map<std::string, std::string, std::less<>>;

// Compiled templates; immutable, any thread.
class Composer {
public:
    // The built-in texts with `overrides` put over them. Fails on a template that does not exist,
    // does not parse, is larger than template_size_max, or uses a name that letters do not have:
    // the text names the template and its line and says what to do. Overrides do not depend on each
    // other, so whoever wants all faults at once may try them one by one.
    static Result<Composer> make(const TemplateTexts& overrides);

    Composer(Composer&&) noexcept;
    Composer& operator=(Composer&&) noexcept;
    ~Composer();

    // Deterministic: the same letter gives the same bytes. Fails on a letter without items.
    Result<LetterText> compose(const Letter&) const;

private:
    struct Compiled;
    explicit Composer(std::unique_ptr<Compiled>);
    std::unique_ptr<Compiled> compiled_;
};

inline constexpr std::size_t template_size_max = 64 * 1024;

}  // namespace dondoc
