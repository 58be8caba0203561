#include "daemon/words/catalogue.h"

#include <gtest/gtest.h>

#include <set>

namespace dondoc {
namespace {

TEST(Catalogue, SaysASentenceInBothLanguages) {
    EXPECT_EQ(text("due_soon", Language::vi), "đến hạn trong 3 ngày làm việc");
    EXPECT_EQ(text("due_soon", Language::en), "due within 3 working days");
}

TEST(Catalogue, HasEverySentenceItNames) {
    std::set<std::string_view> names;
    for (const std::string_view name : text_names()) {
        names.insert(name);
        for (const Language language : {Language::vi, Language::en})
            EXPECT_NE(text(name, language), "") << name;
    }
    EXPECT_EQ(names.size(), text_names().size());
    EXPECT_TRUE(names.contains("overdue_title"));
}

TEST(CatalogueDeathTest, StopsAtANameThatItDoesNotHave) {
    EXPECT_DEATH(text("no_such_sentence", Language::vi), "");
}

}  // namespace
}  // namespace dondoc
