// The texts of messages as people edit them: one template put over the built-in ones.
#include "notifiers/builtin_templates.h"
#include "notifiers/compose.h"
#include "notifiers/compose_samples.h"
#include "notifiers/compose_template.h"
#include "notifiers/text.h"
#include "tests/fuzzing/target.h"

namespace dondoc::fuzzing {
namespace {

// What a letter says comes from configuration and people: it may hold anything.
std::vector<Letter> hostile_letters(Language language) {
    auto letters = sample_letters(language);
    for (Letter& letter : letters) {
        letter.person_name = "<b>{{person_name}}\"&\\";
        for (LetterItem& item : letter.items)
            item.deliverable = "Báo cáo </p><script>{{{units}}}\r\n--";
    }
    return letters;
}

// Of the language that the template is for.
const std::vector<Letter>& letters_for(const std::string& name) {
    static const auto vietnamese = hostile_letters(Language::vi);
    static const auto english = hostile_letters(Language::en);
    return name.find(".en.") == name.npos ? vietnamese : english;
}

void judge(const LetterText& text, bool own_html) {
    demand(text.subject.empty() || is_sentence(text.subject), "a subject is one line",
           text.subject);
    demand(text.plain.empty() || text.plain.ends_with('\n'), "lines of the text have an end",
           text.plain);
    for (const std::string& part : {text.subject, text.plain, text.html})
        demand(valid_utf8(part) && nfc(part) == part, "a letter is UTF-8 in NFC", part);
    if (!own_html)
        demand(text.html.find("<script>") == text.html.npos, "what is told is escaped in HTML",
               text.html);
}

}  // namespace

// The name of a template, and its text.
void fuzz_template(std::string_view input) {
    const auto parts = fields(input, 2);
    const std::string name(parts[0]);
    const bool html = name.ends_with(".html");
    if (const auto alone = Template::parse(parts[1], html ? Escape::html : Escape::none); !alone) {
        demand(is_sentence(alone.error().text), "a template's fault is a sentence",
               alone.error().text);
        return;  // a composer, which compiles all templates, would say the same
    }
    const auto composer = Composer::make({{name, std::string(parts[1])}});
    if (!composer) {
        demand(is_sentence(composer.error().text), "a template's fault is a sentence",
               composer.error().text);
        return;
    }
    // The last has a section of each kind; of the others one, for they take long.
    const auto& letters = letters_for(name);
    for (const Letter& letter : {letters.back(), letters[parts[1].size() % letters.size()]}) {
        const auto text = composer->compose(letter);
        demand(static_cast<bool>(text), "what was accepted composes every letter",
               text ? "" : text.error().text);
        judge(*text, html);
    }
}

std::vector<std::string> template_seeds() {
    std::vector<std::string> seeds;
    for (const BuiltinTemplate& one : builtin_templates())
        if (one.name.starts_with("reminder.vi.") || one.name.starts_with("report.en."))
            seeds.push_back(joined({std::string(one.name), std::string(one.text)}));
    for (const std::string text :
         {"{{#a}}{{/a}}", "{{> frame}}", "{{=<% %>=}}", "{{{body}}}", "{{!c}}{{^late}}x{{/late}}"})
        seeds.push_back(joined({"reminder.vi.txt", text}));
    return seeds;
}

}  // namespace dondoc::fuzzing
