// What is said of a letter that came back, and whose address it is.
#include <gtest/gtest.h>

#include "tests/workflows/world.h"
#include "workflows/bounce.h"
#include "workflows/explain.h"

namespace dondoc::test {
namespace {

TEST(Bounce, IsSaidWithItsCodeAndWhatThatMeans) {
    struct Case {
        const char* status;
        const char* vi;
        const char* en;
    };
    for (const Case& one : {
             Case{"5.1.1", "5.1.1, không có địa chỉ này", "5.1.1, there is no such address"},
             Case{"5.1.10", "5.1.10, không có địa chỉ này", "5.1.10, there is no such address"},
             Case{"5.1.2", "5.1.2, không có máy chủ thư của địa chỉ này",
                  "5.1.2, the address has no mail server"},
             Case{"5.1.8", "5.1.8, địa chỉ người gửi bị từ chối",
                  "5.1.8, the sender's address was refused"},
             Case{"4.2.2", "4.2.2, hộp thư đầy", "4.2.2, the mailbox is full"},
             Case{"5.2.1", "5.2.1, hộp thư đã khóa hoặc ngừng dùng",
                  "5.2.1, the mailbox is closed or not used"},
             Case{"4.4.7", "4.4.7, không chuyển được trong thời hạn của máy chủ thư",
                  "4.4.7, it could not be delivered in time"},
             Case{"5.7.26", "5.7.26, máy chủ thư của người nhận từ chối theo quy định riêng",
                  "5.7.26, the recipient's mail server refuses it by its rules"},
             Case{"5.0.0", "5.0.0", "5.0.0"},
             Case{"5", "5", "5"},
             Case{"", "", ""},
         }) {
        EXPECT_EQ(bounce_words(one.status, "", Language::vi), one.vi);
        EXPECT_EQ(bounce_words(one.status, "", Language::en), one.en);
    }
    EXPECT_EQ(bounce_words("5.1.1", "550 no", Language::en),
              "5.1.1, there is no such address (550 no)");
}

TEST(Bounce, IsKeptAsOneReasonThatCanBeExplained) {
    const std::string code = came_back_code({"an@x.example", "5.1.1", "550 no such user"});
    EXPECT_TRUE(has_come_back(code));
    EXPECT_FALSE(has_come_back("550 no such user"));
    EXPECT_EQ(explain_code(code, Language::vi),
              "bị trả lại: 5.1.1, không có địa chỉ này (550 no such user)");
    EXPECT_EQ(explain_code(came_back_code({"an@x.example", "4.4.7", ""}), Language::en),
              "came back: 4.4.7, it could not be delivered in time");
    EXPECT_EQ(explain_code("came_back: ", Language::en), "came back: ");
}

TEST(Bounce, HasThePersonInTheKeyOfItsNotice) {
    const std::string key = address_key("plan", "bv", "an", "2017-01-11T00:41:00Z");
    EXPECT_EQ(key, "plan/address/bv/an/2017-01-11T00:41:00Z");
    EXPECT_EQ(person_of_address_key(key), "an");
    EXPECT_EQ(person_of_address_key("x"), "") << "no such key";
}

TEST(Bounce, IsOfTheUnitThatThePersonServes) {
    World world;
    const Definition definition = world.definition();
    EXPECT_EQ(unit_of_address(definition, "an", "bv-da-khoa"), "bv-da-khoa");
    EXPECT_EQ(unit_of_address(definition, "chi", "bv-da-khoa"), "tt-y-te")
        << "chi is contact there";
    EXPECT_EQ(unit_of_address(definition, "ai-do", "bv-da-khoa"), definition.campaign.coordinator);
}

TEST(Bounce, IsToldToTheCoordinatorInTheNextMessageUnlessItIsTheirOwn) {
    World world;
    const Definition definition = world.definition();
    const auto told = tell_of_address(definition, "an", "k", at("2017-01-11 07:41"));
    ASSERT_TRUE(told);
    EXPECT_EQ(told->person, "giang");
    EXPECT_EQ(clock(told->moment), "2017-01-11 07:45");
    const auto late = tell_of_address(definition, "an", "k", at("2017-01-13 18:00"));
    EXPECT_EQ(clock(late->moment), "2017-01-16 07:30") << "on the next working day";
    EXPECT_FALSE(tell_of_address(definition, "giang", "k", at("2017-01-11 07:41")));
    world.unit("phong-tccb").contact = "";
    EXPECT_FALSE(tell_of_address(world.definition(), "an", "k", at("2017-01-11 07:41")));
}

}  // namespace
}  // namespace dondoc::test
