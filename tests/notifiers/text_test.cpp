#include "notifiers/text.h"

#include <gtest/gtest.h>
#include <utf8proc.h>

#include <cstdlib>
#include <string>

namespace dondoc {

namespace {

std::string utf8(utf8proc_int32_t code) {
    utf8proc_uint8_t bytes[4];
    const auto size = utf8proc_encode_char(code, bytes);
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::string composed_by_the_library(const std::string& text) {
    utf8proc_uint8_t* composed =
        utf8proc_NFC(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str()));
    std::string result(reinterpret_cast<const char*>(composed));
    std::free(composed);
    return result;
}

// Alone, after a letter, and before a mark that could join it.
TEST(Text, ComposesEveryCharacterOfTheFirstPlaneAsTheLibraryDoes) {
    for (utf8proc_int32_t code = 1; code < 0x10000; ++code) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        for (const std::string& text :
             {utf8(code), "a" + utf8(code), utf8(code) + "\xCC\x81", "ê" + utf8(code) + "x"}) {
            ASSERT_EQ(nfc(text), composed_by_the_library(text)) << "U+" << std::hex << code;
        }
    }
}

TEST(Text, KeepsVietnameseAndComposesItsPieces) {
    EXPECT_EQ(nfc("Sở Y tế Lào Cai – «đôn đốc»"), "Sở Y tế Lào Cai – «đôn đốc»");
    EXPECT_EQ(nfc("So\xCC\x9B\xCC\x89"), "Sở");
}

TEST(Text, PutsAMarkInPlaceOfBytesThatAreNoText) {
    EXPECT_EQ(nfc("a\xC3"), "a\xEF\xBF\xBD");
    EXPECT_EQ(nfc("\xE1\xBA"), "\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(nfc("\xC2 "), "\xEF\xBF\xBD ");
    EXPECT_EQ(one_line("\xFF"), "\xEF\xBF\xBD");
}

}  // namespace

}  // namespace dondoc
