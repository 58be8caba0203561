#include "config/document.h"

#include <gtest/gtest.h>

#include "workflows/suggest.h"

namespace dondoc {
namespace {

TEST(Utf8, IsFaultyAtItsFirstBadByte) {
    EXPECT_FALSE(first_bad_utf8("Sở Y tế\nLào Cai"));
    EXPECT_EQ(first_bad_utf8("Sở Y tế\nLà\xC3"), (Position{2, 3}));
    EXPECT_EQ(first_bad_utf8("\xED\xA0\x80"), (Position{1, 1})) << "half a surrogate pair";
    EXPECT_EQ(first_bad_utf8("a\xC0\xAF"), (Position{1, 2})) << "an overlong slash";
}

TEST(Nfc, ComposesWhatIsTypedInParts) {
    EXPECT_EQ(to_nfc("Lu\xCC\x9B\xCC\x9B"), to_nfc(to_nfc("Lu\xCC\x9B\xCC\x9B")));
    EXPECT_EQ(to_nfc("e\xCC\x82\xCC\x81"), "ế");
    EXPECT_EQ(to_nfc(std::string_view("a\0b", 3)), std::string("a\0b", 3));
}

TEST(Document, KeepsItsKeysInTheOrderOfTheFileWithTheirPlaces) {
    Faults faults;
    const auto document = parse_document("x.toml", "zoo = 1\n  apple = [2, 3]\n", faults);
    ASSERT_TRUE(document);
    const auto& entries = document->root.table()->entries;
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].key, "zoo");
    EXPECT_EQ(entries[1].at, (Position{2, 3}));
    EXPECT_EQ(entries[1].node.list()->at(1).at, (Position{2, 15}));
}

TEST(Document, TellsAFaultOnOneLineWhateverItQuotes) {
    Faults faults;
    EXPECT_FALSE(parse_document("x\n.toml", std::string("a = t\0\x1B[2J", 10), faults));
    faults.warning("y.toml", {1, 1}, "'a\nb' is odd; correct it");
    const auto told = faults.sorted();
    ASSERT_EQ(told.size(), 2u);
    for (const Diagnostic& one : told)
        for (const char c : one.str())
            EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20) << one.str();
}

TEST(Document, CountsColumnsInLettersAndNotInBytes) {
    Faults faults;
    const auto document = parse_document("x.toml", "a = [\"Sở Y tế\", 5]", faults);
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root.table()->entries[0].node.list()->at(1).at, (Position{1, 17}));
}

TEST(Document, RefusesTablesNestedWithoutEnd) {
    Faults faults;
    EXPECT_FALSE(parse_document("x.toml", "a = " + std::string(5000, '['), faults));
    EXPECT_EQ(faults.errors(), 1u);
}

TEST(Faults, AreSortedByPlaceAndKeepTheirOrderAtOnePlace) {
    Faults faults;
    faults.error("b.toml", {1, 1}, "first");
    faults.warning("a.toml", {10, 1}, "second");
    faults.error("a.toml", {9, 2}, "third");
    faults.error("a.toml", {9, 2}, "fourth");
    faults.error("a.toml", {}, "fifth");
    std::string lines;
    for (const auto& diagnostic : faults.sorted())
        lines += diagnostic.str() + "\n";
    EXPECT_EQ(lines,
              "a.toml: error: fifth\n"
              "a.toml:9:2: error: third\n"
              "a.toml:9:2: error: fourth\n"
              "a.toml:10:1: warning: second\n"
              "b.toml:1:1: error: first\n");
    EXPECT_EQ(faults.errors(), 4u);
}

TEST(Suggestion, CountsLettersPutInTakenOutOrChanged) {
    EXPECT_EQ(edit_distance("", "abc"), 3u);
    EXPECT_EQ(edit_distance("prot", "port"), 2u);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
    EXPECT_EQ(edit_distance("same", "same"), 0u);
}

TEST(Suggestion, IsTheNearestNameAndNothingFar) {
    EXPECT_EQ(nearest("prot", {"host", "port", "ports"}), "port");
    EXPECT_EQ(nearest("hots", {"port", "host"}), "host");
    EXPECT_FALSE(nearest("address", {"port", "host"}));
    EXPECT_FALSE(nearest("at", {"to", "id"})) << "two of two letters is another word";
    EXPECT_EQ(nearest("a", {"at"}), "at");
    EXPECT_FALSE(nearest(std::string(100000, 'x'), {"x"}));
}

}  // namespace
}  // namespace dondoc
