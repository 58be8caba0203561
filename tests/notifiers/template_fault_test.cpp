// Bad templates: one fault each, beside the exact words.
#include <gtest/gtest.h>

#include <string>

#include "notifiers/compose.h"

namespace dondoc {
namespace {

std::string fault_of(const std::string& name, const std::string& text) {
    const auto composer = Composer::make({{name, text}});
    return composer ? "none" : composer.error().text;
}

std::string nested(int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i)
        text += "{{#to}}";
    text += "x";
    for (int i = 0; i < depth; ++i)
        text += "{{/to}}";
    return text;
}

TEST(TemplateFault, NamesTheNameThatWasMeant) {
    EXPECT_EQ(fault_of("urge.vi.txt", "Kính gửi\n{{delivrable}}"),
              "template urge.vi.txt: line 2: letters have no name «delivrable»; did you mean "
              "«deliverable»?");
}

TEST(TemplateFault, IsFoundInASectionThatIsNotTaken) {
    EXPECT_EQ(fault_of("report.en.html", "{{#copy}}{{^copy}}{{zzzzzzzzzz}}{{/copy}}{{/copy}}"),
              "template report.en.html: line 1: letters have no name «zzzzzzzzzz»");
}

TEST(TemplateFault, IsANameOfSectionsUsedInTheFrame) {
    EXPECT_EQ(fault_of("frame.vi.txt", "{{deliverable}}"),
              "template frame.vi.txt: line 1: letters have no name «deliverable»");
}

TEST(TemplateFault, IsANameOfAListUsedOutsideIt) {
    EXPECT_EQ(fault_of("frame.en.txt", "{{body}}"),
              "template frame.en.txt: the name «body» is not known here");
}

TEST(TemplateFault, IsATemplateThatDoesNotExist) {
    EXPECT_EQ(
        fault_of("remainder.vi.txt", "x"),
        "template remainder.vi.txt: there is no such template; did you mean «reminder.vi.txt»?");
    EXPECT_EQ(fault_of("something-else-altogether", "x"),
              "template something-else-altogether: there is no such template");
}

TEST(TemplateFault, IsASectionThatIsNotClosed) {
    EXPECT_EQ(fault_of("urge.vi.txt", "a\n{{#to}}"),
              "template urge.vi.txt: line 2: section to is not closed; write {{/to}}");
}

TEST(TemplateFault, IsToldOnOneLineWhateverItQuotes) {
    EXPECT_EQ(fault_of("urge.vi.txt", "{{#t\n\x01o}}"),
              "template urge.vi.txt: line 1: section t o is not closed; write {{/t o}}");
}

TEST(TemplateFault, IsASectionThatIsNotOpen) {
    EXPECT_EQ(fault_of("urge.vi.txt", "{{/to}}"),
              "template urge.vi.txt: line 1: {{/to}} closes a section that is not open");
}

TEST(TemplateFault, IsASectionClosedOutOfOrder) {
    EXPECT_EQ(
        fault_of("urge.vi.txt", "{{#to}}\n{{#via}}\n{{/to}}\n{{/via}}"),
        "template urge.vi.txt: line 3: {{/to}} stands where {{/via}} is needed (opened in line 2)");
}

TEST(TemplateFault, IsATagThatIsNotClosed) {
    EXPECT_EQ(fault_of("urge.vi.txt", "a\n\n{{to"),
              "template urge.vi.txt: line 3: a tag is not closed; write }} after its name");
    EXPECT_EQ(fault_of("urge.vi.txt", "{{"),
              "template urge.vi.txt: line 1: a tag is not closed; write }} after its name");
    EXPECT_EQ(fault_of("urge.vi.txt", "{{{to}}"),
              "template urge.vi.txt: line 1: a tag is not closed; write }}} after its name");
}

TEST(TemplateFault, IsATagWithoutAName) {
    EXPECT_EQ(fault_of("urge.vi.txt", "{{ }}"), "template urge.vi.txt: line 1: a tag has no name");
    EXPECT_EQ(fault_of("urge.vi.txt", "{{#}}{{/}}"),
              "template urge.vi.txt: line 1: a tag has no name");
}

TEST(TemplateFault, IsAPartialOrOtherDelimiters) {
    EXPECT_EQ(
        fault_of("urge.vi.txt", "{{>urge}}"),
        "template urge.vi.txt: line 1: {{>urge}} includes another template; write its text here");
    EXPECT_EQ(fault_of("urge.vi.txt", "{{=<% %>=}}"),
              "template urge.vi.txt: line 1: {{=...=}} changes the delimiters; write {{ and }} "
              "everywhere");
}

TEST(TemplateFault, IsTooManySectionsInEachOther) {
    EXPECT_EQ(fault_of("urge.vi.txt", nested(16)), "none");
    EXPECT_EQ(
        fault_of("urge.vi.txt", nested(17)),
        "template urge.vi.txt: line 1: more than 16 sections in each other; write it flatter");
    EXPECT_EQ(
        fault_of("urge.vi.txt", nested(4000)),
        "template urge.vi.txt: line 1: more than 16 sections in each other; write it flatter");
}

TEST(TemplateFault, IsATextTooLarge) {
    EXPECT_EQ(fault_of("urge.vi.txt", std::string(template_size_max, 'x')), "none");
    EXPECT_EQ(fault_of("urge.vi.txt", std::string(template_size_max + 1, 'x')),
              "template urge.vi.txt: has 65537 bytes; at most 65536 are allowed");
}

TEST(TemplateFault, IsTextThatIsNotUtf8) {
    EXPECT_EQ(fault_of("urge.vi.txt", "Th\xE0nh"),
              "template urge.vi.txt: is not UTF-8; save it as UTF-8");
}

TEST(TemplateFault, DoesNotStopAtCommentsAndUnescapedNames) {
    EXPECT_EQ(fault_of("urge.vi.txt", "{{! note }}{{{to}}}{{&to}}"), "none");
}

}  // namespace
}  // namespace dondoc
