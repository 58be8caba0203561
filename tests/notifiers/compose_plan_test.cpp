// What a letter says of its plan, of what has been reported, and what it asks of whom.
#include <gmock/gmock.h>

#include "notifiers/compose.h"
#include "tests/notifiers/letters.h"

namespace dondoc {
namespace {

using letters::composed;
using letters::day;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Compose, CitesThePlanByItsNumberAndDayOfIssueAsOfficialLettersDo) {
    LetterItem item = letters::registration();
    const auto words = [&](Language language) {
        Letter letter = letters::to_contact(day(2017, 1, 11), {item});
        letter.language = language;
        return composed(letter).plain;
    };
    item.plan_number = "315/KH-SYT";
    item.plan_issued = day(2016, 12, 5);
    EXPECT_THAT(words(Language::vi),
                HasSubstr("Thực hiện Kế hoạch số 315/KH-SYT ngày 05/12/2016 của Sở Y tế Lào Cai "
                          "(“Công tác thi đua, khen thưởng năm 2017”), đơn vị có"));
    EXPECT_THAT(words(Language::en),
                HasSubstr("Under plan no. 315/KH-SYT of Sở Y tế Lào Cai, issued 5 December 2016 "
                          "(“Công tác thi đua, khen thưởng năm 2017”), your unit is"));
    item.part = "Cơ sở y tế xanh";
    EXPECT_THAT(words(Language::vi),
                HasSubstr("(“Công tác thi đua, khen thưởng năm 2017”; phần “Cơ sở y tế xanh”)"));
    item.campaign_title = "Công văn số 315/KH-SYT";
    item.part.clear();
    EXPECT_THAT(words(Language::vi),
                HasSubstr("Công văn số 315/KH-SYT ngày 05/12/2016 của Sở Y tế Lào Cai, đơn vị"));
    item.plan_number.clear();
    EXPECT_THAT(words(Language::vi), HasSubstr("Công văn ngày 05/12/2016 của Sở Y tế Lào Cai (“"));
}

TEST(Compose, QuotesTheSentenceOfThePlanToTheUnitThatOwesIt) {
    LetterItem item = letters::midterm_report(NoticeKind::reminder, Audience::contact);
    item.quote = "Các đơn vị gửi **báo cáo**\n về Sở Y tế.";
    const LetterText reminder = composed(letters::to_contact(day(2017, 6, 8), {item}));
    EXPECT_THAT(reminder.plain, HasSubstr("(thứ Năm).\n\nNguyên văn: “Các đơn vị gửi báo cáo về Sở "
                                          "Y tế.”\n\nĐến 07 giờ 30"));
    EXPECT_THAT(reminder.html, HasSubstr("<em>“Các đơn vị gửi báo cáo về Sở Y tế.”</em></p>"));
    item.working_days_late = 1;
    EXPECT_THAT(composed(letters::to_contact(day(2017, 6, 16), {item})).plain,
                HasSubstr("Nguyên văn: “Các đơn vị gửi báo cáo về Sở Y tế.”\n\nĐề nghị đơn vị"));
}

TEST(Compose, AsksForNothingInACopyAndSaysWhatHasBeenReported) {
    LetterItem item = letters::midterm_report(NoticeKind::escalation, Audience::head);
    item.working_days_late = 3;
    item.answer_by = day(2017, 6, 21);
    item.reported = {{"Sáu", "Phó Giám đốc", "Sở Y tế Lào Cai", day(2017, 6, 20)},
                     {"Bảy", "", "", day(2017, 6, 19)},
                     {"Sáu", "Phó Giám đốc", "Sở Y tế Lào Cai", day(2017, 6, 22)}};
    Letter letter = letters::to_head(day(2017, 6, 20), {item});
    EXPECT_THAT(composed(letter).plain,
                HasSubstr("Phòng Tổ chức cán bộ đã báo cáo đồng chí Phó Giám đốc Sở Y tế Lào Cai "
                          "ngày 20/6 và 22/6/2017 và đồng chí Bảy ngày 19/6/2017."));
    EXPECT_THAT(composed(letter).plain, HasSubstr("sẽ tiếp tục báo cáo Lãnh đạo Sở"));
    letter.copy = true;
    EXPECT_THAT(composed(letter).plain, HasSubstr("\n\nKính gửi đồng chí để biết. Sau ngày 21/6"));
    EXPECT_THAT(composed(letter).plain, Not(HasSubstr("chỉ đạo")));
    EXPECT_THAT(composed(letter).html, Not(HasSubstr("chỉ đạo")));
}

TEST(Compose, AsksTheDeskToEnterWhatItHasSentItselfAndNotToTellTheDesk) {
    LetterItem item = letters::midterm_report(NoticeKind::reminder, Audience::contact);
    item.unit = item.issuer;
    const Letter letter = letters::to_coordinator(day(2017, 6, 8), {item});
    EXPECT_THAT(composed(letter).plain,
                HasSubstr("Trường hợp đã gửi, đề nghị cập nhật số, ngày văn bản vào hệ thống."));
    EXPECT_THAT(composed(letter).plain, Not(HasSubstr("thông báo số, ngày văn bản")));
}

}  // namespace
}  // namespace dondoc
