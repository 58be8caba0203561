#include "notifiers/compose.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "notifiers/builtin_templates.h"
#include "notifiers/compose_facts.h"
#include "notifiers/compose_samples.h"
#include "notifiers/compose_template.h"
#include "notifiers/text.h"

namespace dondoc {
namespace {

constexpr std::string_view frame = "frame";
constexpr std::array languages{Language::vi, Language::en};

std::string_view suffix_of(Language language) {
    switch (language) {
        case Language::vi: return "vi";
        case Language::en: return "en";
    }
    return "";
}

std::string key_of(std::string_view kind, Language language, std::string_view part) {
    return std::string(kind) + "." + std::string(suffix_of(language)) + "." + std::string(part);
}

void collect_names(const Facts& facts, std::set<std::string>& names) {
    for (const auto& [name, value] : facts.values) {
        names.insert(name);
        if (const auto* items = std::get_if<std::vector<Facts>>(&value))
            for (const Facts& item : *items)
                collect_names(item, names);
    }
}

Facts wrapped(std::string heading, std::string body, std::string number) {
    Facts section;
    section.say("heading", std::move(heading));
    section.say("body", std::move(body));
    section.say("number", std::move(number));
    return section;
}

// The names that the frame or the sections can use, taken from letters themselves.
std::vector<std::string> known_names(bool in_frame) {
    std::set<std::string> names;
    for (const Letter& letter : sample_letters(Language::vi)) {
        const auto sections = sections_of(letter);
        collect_names(letter_facts(letter, sections), names);
        if (!in_frame)
            for (const Section& section : sections)
                collect_names(section_facts(letter, section), names);
    }
    if (in_frame) {
        names.insert("sections");
        collect_names(wrapped("", "", ""), names);
    }
    return {names.begin(), names.end()};
}

std::string question(const std::string& near) {
    return near.empty() ? std::string() : "; did you mean «" + near + "»?";
}

Result<TemplateTexts> with_overrides(const TemplateTexts& overrides) {
    TemplateTexts texts;
    std::vector<std::string> names;
    for (const BuiltinTemplate& builtin : builtin_templates()) {
        texts.emplace(builtin.name, builtin.text);
        names.emplace_back(builtin.name);
    }
    for (const auto& [name, text] : overrides) {
        const auto builtin = texts.find(name);
        if (builtin == texts.end())
            return Error{"template " + one_line(name) + ": there is no such template" +
                         question(nearest_name(name, names))};
        if (text.size() > template_size_max)
            return Error{"template " + name + ": has " + std::to_string(text.size()) +
                         " bytes; at most " + std::to_string(template_size_max) + " are allowed"};
        builtin->second = text;
    }
    return texts;
}

Done check_names(const Template& parsed, const std::vector<std::string>& known) {
    std::string faults;
    for (const Template::Use& use : parsed.uses()) {
        if (std::find(known.begin(), known.end(), use.name) != known.end()) continue;
        faults += (faults.empty() ? "" : "; ") + ("line " + std::to_string(use.line)) +
                  ": letters have no name «" + one_line(use.name) + "»" +
                  question(nearest_name(use.name, known));
    }
    if (!faults.empty()) return Error{faults};
    return done;
}

}  // namespace

struct Composer::Compiled {
    std::map<std::string, Template, std::less<>> templates;

    Result<std::string> render(std::string_view kind, Language language, std::string_view part,
                               const Facts& near, const Facts& far) const {
        const std::string name = key_of(kind, language, part);
        const auto found = templates.find(name);
        if (found == templates.end())
            return Error{"template " + name + ": there is no such template"};
        auto text = found->second.render(near, far);
        if (!text) return text.error().within("template " + name);
        return text;
    }

    // The sections worded in one part, wrapped up for the frame of the same part.
    Result<std::string> part(const Letter& letter, const std::vector<Section>& sections,
                             std::string_view part_name) const {
        const Facts far = letter_facts(letter, sections);
        std::vector<Facts> wrapped_sections;
        for (const Section& section : sections) {
            const Facts near = section_facts(letter, section);
            const std::string_view kind = template_name(section.kind);
            auto heading = render(kind, letter.language, "subject", near, far);
            if (!heading) return heading.error();
            auto body = render(kind, letter.language, part_name, near, far);
            if (!body) return body.error();
            const std::string tidy = tidy_lines(*body);
            wrapped_sections.push_back(wrapped(one_line(*heading), tidy.substr(0, tidy.size() - 1),
                                               std::to_string(wrapped_sections.size() + 1)));
        }
        Facts near;
        near.list("sections", std::move(wrapped_sections));
        return render(frame, letter.language, part_name, near, far);
    }
};

Composer::Composer(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Composer::Composer(Composer&&) noexcept = default;
Composer& Composer::operator=(Composer&&) noexcept = default;
Composer::~Composer() = default;

Result<Composer> Composer::make(const TemplateTexts& overrides) {
    auto texts = with_overrides(overrides);
    if (!texts) return texts.error();
    const auto frame_names = known_names(true);
    const auto section_names = known_names(false);
    auto compiled = std::make_unique<Compiled>();
    for (const auto& [name, text] : *texts) {
        auto parsed = Template::parse(text, name.ends_with(".html") ? Escape::html : Escape::none);
        if (!parsed) return parsed.error().within("template " + name);
        const bool in_frame = std::string_view(name).starts_with("frame.");
        const auto names_fit = check_names(*parsed, in_frame ? frame_names : section_names);
        if (!names_fit) return names_fit.error().within("template " + name);
        compiled->templates.emplace(name, std::move(*parsed));
    }
    Composer composer(std::move(compiled));
    for (const Language language : languages)
        for (const Letter& letter : sample_letters(language)) {
            const auto tried = composer.compose(letter);
            if (!tried) return tried.error();
        }
    return composer;
}

Result<LetterText> Composer::compose(const Letter& letter) const {
    if (letter.items.empty()) return Error{"a letter needs at least one item"};
    const auto sections = sections_of(letter);
    const auto subject = compiled_->part(letter, sections, "subject");
    if (!subject) return subject.error();
    const auto plain = compiled_->part(letter, sections, "txt");
    if (!plain) return plain.error();
    const auto html = compiled_->part(letter, sections, "html");
    if (!html) return html.error();
    return LetterText{
        .subject = one_line(*subject), .plain = tidy_lines(*plain), .html = tidy_lines(*html)};
}

}  // namespace dondoc
