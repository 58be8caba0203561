// Whom a letter greets, and by which post.
#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

// bv-da-khoa leads the cluster of both; everybody has a title.
World led(std::string_view rungs) {
    World world;
    world.has_ladder(rungs);
    world.owes("so-ket", by("2017-06-15"), "", {"tt-y-te"});
    world.unit("so-y-te").name = "Sở Y tế";
    world.unit("phong-tccb").name = "Phòng Tổ chức cán bộ";
    world.unit("bv-da-khoa").name = "Bệnh viện Đa khoa";
    world.unit("tt-y-te").name = "Trung tâm Y tế";
    for (auto& [id, person] : world.organisation.people)
        person.title = id == "an" || id == "chi" ? "Cán bộ tổ chức" : "Giám đốc";
    world.organisation.people["hai"].title = "Phó Giám đốc";
    world.organisation.people["giang"].title = "Chuyên viên";
    world.organisation.clusters["cum-1"] = {
        "cum-1",
        "Cụm thi đua số 1",
        {"bv-da-khoa", "tt-y-te"},
        {{"bv-da-khoa", {day("2017-01-01"), day("2017-12-31")}}}};
    return world;
}

// The line of the letter's greeting, and of whose place it is read in.
std::string greeting(World world, const std::string& person) {
    Office office(world);
    office.configuration.language = Language::vi;
    office.start("2017-05-02 08:00");
    office.run_to("2017-07-01 00:00");
    const std::string letter = office.letter_to(person);
    return letter.substr(0, letter.find("\n\n") + 1);
}

TEST(Greeting, GivesEverybodyThePostOfTheirOwnUnit) {
    EXPECT_EQ(greeting(led("+1.cluster-lead"), "an"),
              "Kính gửi: Đồng chí an, Cán bộ tổ chức Bệnh viện Đa khoa, trưởng cụm thi đua số 1\n");
    EXPECT_EQ(greeting(led("+1.head"), "dung"),
              "Kính gửi: Đồng chí dung, Giám đốc Trung tâm Y tế\n");
    EXPECT_EQ(greeting(led("+1.superior"), "hai"), "Kính gửi: Đồng chí Phó Giám đốc Sở Y tế\n");
    EXPECT_EQ(greeting(led("+1.coordinator"), "giang"),
              "Kính gửi: Đồng chí giang, Chuyên viên Phòng Tổ chức cán bộ\n");
}

TEST(Greeting, GivesAStandInTheirOwnPostAndNotThatOfWhomTheyStandInFor) {
    const auto away = [](World world, const char* person, const char* stand_in) {
        world.organisation.absences = {
            {person, {day("2017-06-01"), day("2017-06-30")}, stand_in, "nghỉ phép"}};
        return world;
    };
    EXPECT_EQ(greeting(away(led("+1.head"), "dung", "binh"), "binh"),
              "Kính gửi: Đồng chí binh, Giám đốc Bệnh viện Đa khoa\n"
              "(Đồng chí binh nhận thay đồng chí Giám đốc dung vắng mặt từ ngày 01/6/2017 đến hết "
              "ngày 30/6/2017.)\n");
    EXPECT_THAT(greeting(away(led("+1.cluster-lead"), "an", "dung"), "dung"),
                testing::StartsWith("Kính gửi: Đồng chí dung, Giám đốc Trung tâm Y tế\n"));
    World outside = away(led("+1.head"), "dung", "moi");
    outside.organisation.people["moi"] = outside.organisation.people["dung"];
    outside.organisation.people["moi"].id = outside.organisation.people["moi"].name = "moi";
    EXPECT_THAT(greeting(outside, "moi"), testing::StartsWith("Kính gửi: Đồng chí moi, Giám đốc\n"))
        << "holds no role in any unit";
}

TEST(Greeting, NamesTheUnitThatTheLetterIsAboutWhereItsReaderHasSeveral) {
    World world = led("+1.head");
    world.unit("bv-da-khoa").head = "dung";
    EXPECT_EQ(greeting(world, "dung"), "Kính gửi: Đồng chí dung, Giám đốc Trung tâm Y tế\n");
}

}  // namespace

}  // namespace dondoc::loop_test
