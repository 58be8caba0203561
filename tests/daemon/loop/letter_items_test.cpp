// What a letter says of the plan, of a return and of what leadership was told.
#include "daemon/loop/letter_items.h"

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

World plan(std::string_view rungs = "-1.contact") {
    return World().has_ladder(rungs).owes("dang-ky", before("2017-01-30"));
}

TEST(Letters, CitesThePlanByNumberAndDayAndAPartBesideTheDocumentItStandsIn) {
    World part = plan();
    part.campaign.number = "315/KH-SYT";
    part.campaign.issued = day("2016-12-20");
    part.campaign.plan = "Phong trào thi đua năm 2017";
    part.campaign.title = "Cơ sở y tế xanh";
    part.duty("dang-ky").quote = "Các đơn vị đăng ký trước 30/01/2017.";
    Office office(part);
    office.configuration.language = Language::vi;
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 12:00");
    EXPECT_NE(
        office.letter_to("an").find("Kế hoạch số 315/KH-SYT ngày 20/12/2016 của so-y-te "
                                    "(“Phong trào thi đua năm 2017”; phần “Cơ sở y tế xanh”)"),
        std::string::npos)
        << office.letter_to("an");
    EXPECT_NE(office.letter_to("an").find("Nguyên văn: “Các đơn vị đăng ký trước 30/01/2017.”"),
              std::string::npos)
        << office.letter_to("an");
}

TEST(Letters, TellsTheHeadWhatLeadershipHasBeenToldInTheSameMinute) {
    World copied = plan("+1.head +3.superior +3.head/copy +5.director");
    copied.organisation.people["hai"].title = "Phó Giám đốc";
    Office office(copied);
    office.configuration.language = Language::vi;
    office.start("2017-01-03 08:00");
    office.run_to("2017-02-02 12:00");
    EXPECT_NE(office.letter_to("binh").find("sẽ báo cáo Lãnh đạo so-y-te"), std::string::npos)
        << office.letter_to("binh");
    office.run_to("2017-02-06 12:00");
    const std::string letter = office.letter_to("binh");
    EXPECT_NE(letter.find("phong-tccb đã báo cáo đồng chí Phó Giám đốc so-y-te ngày 06/02/2017."),
              std::string::npos)
        << letter;
    EXPECT_NE(letter.find("Sau ngày 07/02/2017, nếu chưa nhận được bản đăng ký, phong-tccb sẽ "
                          "tiếp tục báo cáo Lãnh đạo so-y-te"),
              std::string::npos)
        << letter;
}

TEST(Letters, TellsTheUnitWhyItsReportWasReturned) {
    Office office(plan());
    office.configuration.language = Language::vi;
    office.start("2017-01-03 08:00");
    EXPECT_EQ(office.decide(submission()), "carried");
    EXPECT_EQ(office.decide(rework("2017-02-15")), "carried");
    EXPECT_EQ(office.decide(request("2017-02-20")), "carried");
    EXPECT_EQ(office.decide(declining()), "carried");
    office.run_to("2017-02-14 12:00");
    EXPECT_NE(office.letter_to("an").find(
                  "Văn bản đã gửi được trả lại để bổ sung, hoàn thiện, lý do: thiếu biểu."),
              std::string::npos)
        << office.letter_to("an");
}

}  // namespace

}  // namespace dondoc::loop_test
