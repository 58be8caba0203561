// The links to units' pages: sealed, and put into the letters that may have them.
#include "daemon/loop/unit_link.h"

#include <algorithm>
#include <set>

#include "notifiers/mail.h"
#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

const UnitLink of_hospital{"bv-da-khoa", day("2017-04-24"), 3};

TEST(UnitLink, SaysWhoseItIsUntilWhenAndOfWhichGeneration) {
    const LinkKey key = LinkKey::random();
    const std::string token = key.token(of_hospital);
    EXPECT_EQ(key.read(token), of_hospital);
    EXPECT_TRUE(std::ranges::all_of(token, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    })) << token;
    EXPECT_EQ(key.token(of_hospital), token) << "the same bytes for the same link";
    EXPECT_EQ(must(LinkKey::from(key.text())).read(token), of_hospital);
}

TEST(UnitLink, IsOfOneUnitOneDayAndOneGenerationAlone) {
    const LinkKey key = LinkKey::random();
    std::set<std::string> tokens;
    for (const char* unit : {"bv-da-khoa", "bv-da-kho", "tt-mat"})
        for (const char* iso : {"2017-04-24", "2017-04-25"})
            for (const int generation : {0, 3, 31})
                tokens.insert(key.token({unit, day(iso), generation}));
    EXPECT_EQ(tokens.size(), 18u);
}

TEST(UnitLink, IsNoneOnceAnySignOfItIsAnother) {
    const LinkKey key = LinkKey::random();
    const std::string token = key.token(of_hospital);
    for (std::size_t at = 0; at < token.size(); ++at) {
        std::string tampered = token;
        tampered[at] = tampered[at] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(key.read(tampered)) << at;
        EXPECT_FALSE(key.read(token.substr(0, at))) << at;
    }
    for (const std::string& foreign : {token + "A", token + "=", " " + token,
                                       std::string(5000, 'A'), std::string(), std::string("feed")})
        EXPECT_FALSE(key.read(foreign)) << foreign;
}

TEST(UnitLink, OfAnotherKeyOpensNothing) {
    const std::string foreseen = LinkKey().token(of_hospital);
    EXPECT_EQ(LinkKey().read(foreseen), of_hospital) << "what is only foreseen is always the same";
    EXPECT_FALSE(LinkKey::random().read(foreseen));
    EXPECT_FALSE(LinkKey::from("AAAA"));
    EXPECT_FALSE(LinkKey::from(std::string(43, '!')));
}

TEST(UnitLink, HasACodeForItsFormsThatIsNoLinkItself) {
    const LinkKey key = LinkKey::random();
    const std::string token = key.token(of_hospital);
    EXPECT_EQ(key.form_code(token), key.form_code(token));
    EXPECT_NE(key.form_code(token), key.form_code(token + "A"));
    EXPECT_NE(key.form_code(token), LinkKey::random().form_code(token));
    EXPECT_FALSE(key.read(key.form_code(token)));
}

// ---- in letters

World plan(std::string_view rungs) {
    return World().has_ladder(rungs).owes("dang-ky", before("2017-01-30"));
}

void give_links(Office& office) {
    office.configuration.links.public_url = "https://dondoc.example";
}

// The token in a letter; empty if it has none.
std::string token_in(const std::string& text) {
    const std::string begin = "https://dondoc.example/u/";
    const auto at = text.find(begin);
    if (at == text.npos) return {};
    const auto end = text.find_first_of("\n\"<", at);
    return text.substr(at + begin.size(), end - at - begin.size());
}

TEST(UnitLink, StandsInRemindersToTheContactForNinetyDays) {
    Office office(plan("-1.contact"));
    give_links(office);
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 08:00");
    const std::string letter = office.letter_to("an");
    EXPECT_EQ(LinkKey().read(token_in(letter)), (UnitLink{"bv-da-khoa", day("2017-04-24"), 0}))
        << letter;
    EXPECT_NE(letter.find("works to the end of 24 April 2017"), std::string::npos) << letter;
}

TEST(UnitLink, StandsInNoLetterToLeaders) {
    Office office(plan("+1.head +3.superior +5.director"));
    give_links(office);
    office.start("2017-01-03 08:00");
    office.run_to("2017-02-10 08:00");
    std::size_t letters = 0;
    for (const auto& carried : office.carried) {
        ++letters;
        EXPECT_EQ(plain_text_of(carried.consignment.parcel.bytes).find("/u/"), std::string::npos);
    }
    EXPECT_GE(letters, 3u);
}

TEST(UnitLink, StandsNowhereWithoutAnAddressOfTheDaemon) {
    Office office(plan("-1.contact"));
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 08:00");
    EXPECT_EQ(office.letter_to("an").find("/u/"), std::string::npos);
}

TEST(UnitLink, OfLaterLettersIsOfTheNextGenerationOnceTheyAreRevoked) {
    Office office(plan("-2.contact -1.contact"));
    give_links(office);
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-23 08:00");
    EXPECT_EQ(LinkKey().read(token_in(office.letter_to("an")))->generation, 0);
    EXPECT_EQ(said(office.execute(RevokeLinks{"bv-da-khoa", " "})), "refused reason_missing");
    EXPECT_EQ(said(office.execute(RevokeLinks{"khong-co", "lộ"})), "not found");
    EXPECT_EQ(must(office.store->read().link_generation("bv-da-khoa")), 0);
    EXPECT_EQ(said(office.execute(RevokeLinks{"bv-da-khoa", "thư bị chuyển tiếp"})), "carried");
    EXPECT_EQ(must(office.store->read().link_generation("bv-da-khoa")), 1);
    EXPECT_EQ(must(office.store->read().link_generation("tt-mat")), 0);
    office.run_to("2017-01-24 08:00");
    EXPECT_EQ(LinkKey().read(token_in(office.letter_to("an")))->generation, 1);
    EXPECT_EQ(said(office.execute(RevokeLinks{"bv-da-khoa", "lần nữa"})), "carried");
    EXPECT_EQ(must(office.store->read().link_generation("bv-da-khoa")), 2);
}

}  // namespace

}  // namespace dondoc::loop_test
