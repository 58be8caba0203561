#include "notifiers/compose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "notifiers/phrases.h"
#include "tests/notifiers/letters.h"

namespace dondoc {
namespace {

using letters::composed;
using letters::day;
using ::testing::HasSubstr;
using ::testing::Not;

// Renewed with UPDATE_GOLDEN=1 and read in review.
void expect_golden(const std::string& name, const std::string& text) {
    const std::filesystem::path file =
        std::filesystem::path(DONDOC_TESTS_DIR) / "notifiers" / "golden" / name;
    if (std::getenv("UPDATE_GOLDEN")) {
        std::ofstream(file, std::ios::binary) << text;
        return;
    }
    std::ifstream in(file, std::ios::binary);
    ASSERT_TRUE(in) << file << " is not there; UPDATE_GOLDEN=1 writes it";
    std::stringstream golden;
    golden << in.rdbuf();
    EXPECT_EQ(golden.str(), text) << file << " differs; UPDATE_GOLDEN=1 renews it";
}

TEST(Compose, WordsEveryKindOfLetterInBothLanguages) {
    for (const auto& [name, letter] : letters::all())
        for (const auto& [language, suffix] :
             {std::pair(Language::vi, "vi"), std::pair(Language::en, "en")}) {
            Letter in_language = letter;
            in_language.language = language;
            const LetterText text = composed(in_language);
            expect_golden(name + "." + suffix + ".txt",
                          "Subject: " + text.subject + "\n\n" + text.plain);
            expect_golden(name + "." + suffix + ".html", text.html);
        }
}

TEST(Compose, RemindsInTheWordsOfThePlanThenTheWeekday) {
    const LetterText text = composed(letters::to_contact(
        day(2017, 6, 8), {letters::midterm_report(NoticeKind::reminder, Audience::contact)}));
    EXPECT_EQ(text.subject,
              "[Sở Y tế Lào Cai] Nhắc nộp Báo cáo sơ kết thi đua 6 tháng đầu năm 2017: còn 05 ngày "
              "làm việc");
    EXPECT_THAT(text.plain, HasSubstr("chậm nhất là ngày 15/6/2017 (thứ Năm)."));
    EXPECT_THAT(text.plain,
                HasSubstr("Đến 07 giờ 30 phút ngày 08/6/2017, hệ thống chưa ghi nhận báo cáo"));
    EXPECT_THAT(text.plain, HasSubstr("Kính gửi: Bệnh viện Đa khoa huyện A\n"));
    EXPECT_THAT(text.plain, HasSubstr("Trân trọng./.\n"));
    EXPECT_THAT(text.plain, HasSubstr("Thông báo tự động, không thay thế văn bản hành chính.\n"));
}

TEST(Compose, ShowsTheLastWorkingDayWhereTheLastPermittedDayIsNotWorked) {
    const LetterText text =
        composed(letters::to_contact(day(2017, 1, 11), {letters::registration()}));
    EXPECT_THAT(
        text.plain,
        HasSubstr("trước 30/01/2017 (thứ Hai), tức là chậm nhất Chủ nhật 29/01/2017; ngày làm việc "
                  "cuối cùng là thứ Tư 25/01/2017."));
}

TEST(Compose, SaysForWhichYearSomethingIsOwedIfItIsNotThePlansOwn) {
    LetterItem item = letters::registration();
    item.deliverable = "Tổng kết phong trào thi đua";
    item.cycle = 2016;
    EXPECT_THAT(composed(letters::to_contact(day(2017, 1, 11), {item})).plain,
                HasSubstr("có nhiệm vụ gửi Tổng kết phong trào thi đua (của năm 2016)"));
    item.deliverable = "Tổng kết phong trào thi đua năm 2016";
    EXPECT_THAT(composed(letters::to_contact(day(2017, 1, 11), {item})).plain,
                Not(HasSubstr("(của năm 2016)")));
}

TEST(Compose, CallsAnOfficialLetterNoPlan) {
    LetterItem item = letters::registration();
    item.campaign_title = "Công văn số 342/SYT-TCCB";
    const std::string text = composed(letters::to_contact(day(2017, 1, 11), {item})).plain;
    EXPECT_THAT(text, HasSubstr("Thực hiện Công văn số 342/SYT-TCCB của"));
}

TEST(Compose, CitesTheRemindersAlreadySentWithTheirDates) {
    LetterItem item = letters::midterm_report(NoticeKind::escalation, Audience::head);
    item.told = {{day(2017, 6, 1)}, {day(2017, 6, 8)}, {day(2017, 6, 13)}, {day(2017, 6, 14)}};
    item.working_days_late = 1;
    const LetterText text = composed(letters::to_head(day(2017, 6, 16), {item}));
    EXPECT_EQ(text.subject,
              "[Sở Y tế Lào Cai] Đôn đốc Báo cáo sơ kết thi đua 6 tháng đầu năm 2017: quá hạn 01 "
              "ngày làm việc");
    EXPECT_THAT(text.plain, HasSubstr("Đơn vị đã được nhắc ngày 01/6, 08/6, 13/6 và 14/6/2017."));
    EXPECT_THAT(text.plain,
                HasSubstr("Kính gửi: Đồng chí Trần Văn Một, Giám đốc Bệnh viện Đa khoa huyện A\n"));
}

TEST(Compose, PutsTheYearWhereRemindersCrossIt) {
    LetterItem item = letters::registration();
    item.told = {{day(2016, 12, 29)}, {day(2017, 1, 3)}, {day(2017, 1, 3)}};
    item.working_days_late = 1;
    const LetterText text = composed(letters::to_contact(day(2017, 2, 2), {item}));
    EXPECT_THAT(text.plain, HasSubstr("đã được nhắc ngày 29/12/2016 và 03/01/2017."));
}

TEST(Compose, NeverMakesUpADayForAMonth) {
    for (const auto& [name, letter] : letters::all())
        if (name == "reminder_within_month") {
            const LetterText text = composed(letter);
            EXPECT_THAT(text.plain, HasSubstr("trong tháng 9/2025"));
            EXPECT_THAT(text.plain, Not(HasSubstr("30/9/2025")));
            EXPECT_THAT(text.html, Not(HasSubstr("30/9/2025")));
            EXPECT_THAT(text.plain, HasSubstr("chưa công bố"));
        }
}

Term term_to(Date permitted, Date working) {
    return {.last_permitted = permitted, .last_working = working, .opens = {}, .confirmed = true};
}

TEST(Compose, NamesTheYearWherePlansSpeakOfEveryYear) {
    LetterItem item = letters::registration();
    item.deliverable = "Đánh giá thành tích để xét khen thưởng";
    item.deadline = {};
    item.deadline.op = DueOperator::within;
    item.deadline.grain = Grain::year;
    item.deadline.span = year_span(2018);
    item.deadline.written = "hàng năm";
    item.term = term_to(day(2018, 12, 31), day(2018, 12, 28));
    item.period = Period{year_span(2018), Grain::year, {}};
    const std::string yearly = composed(letters::to_contact(day(2018, 12, 3), {item})).plain;
    EXPECT_THAT(yearly, HasSubstr("để xét khen thưởng về Sở Y tế Lào Cai hàng năm (năm 2018)"));
    EXPECT_THAT(yearly, Not(HasSubstr("kỳ năm 2018)")));
    item.own_day = OwnDay{day(2019, 1, 31)};
    item.term = term_to(day(2019, 1, 31), day(2019, 1, 31));
    EXPECT_THAT(composed(letters::to_contact(day(2018, 12, 3), {item})).plain,
                HasSubstr("(kỳ năm 2018)"))
        << "nothing else says it then";
}

TEST(Compose, SaysByWhatAnObligationHasADayOfItsOwn) {
    Obligation one;
    EXPECT_EQ(own_day_of(one), std::nullopt);
    one.term = term_to(day(2017, 2, 20), day(2017, 2, 20));
    one.granted = day(2017, 2, 20);
    const auto words = [&](const char* why, Language language) {
        one.round_why = why;
        return deadline_words(letters::registration().deadline, one.term, own_day_of(one),
                              language);
    };
    EXPECT_THAT(words("extended", Language::vi),
                HasSubstr("nay được gia hạn đến hết ngày 20/02/2017"));
    EXPECT_THAT(words("returned", Language::vi),
                HasSubstr("nay phải gửi lại chậm nhất ngày 20/02/2017"));
    EXPECT_THAT(words("returned", Language::en),
                HasSubstr("now to be sent again by the end of 20 February 2017"));
    EXPECT_THAT(words("undone", Language::vi), HasSubstr("nay thời hạn là hết ngày 20/02/2017"));
}

// A buffer has a day of its own, even before a month; what its words name is the later deadline.
TEST(Compose, TellsTheDayOfABufferBesideWhatItIsCountedBackFrom) {
    LetterItem item = letters::registration();
    item.deadline = {};
    item.deadline.op = DueOperator::within;
    item.deadline.grain = Grain::month;
    item.deadline.span = month_span(2017, 3);
    item.deadline.working_days_before = 10;
    item.term = term_to(day(2017, 3, 17), day(2017, 3, 17));
    const auto text = [&] { return composed(letters::to_contact(day(2017, 3, 6), {item})).plain; };
    EXPECT_THAT(text(), HasSubstr("trước 10 ngày làm việc so với hạn trong tháng 3/2017, tức là "
                                  "chậm nhất thứ Sáu 17/3/2017"));
    item.deadline.op = DueOperator::by;
    item.deadline.grain = Grain::day;
    item.deadline.span = {day(2017, 3, 31), day(2017, 3, 31)};
    item.deadline.written = "mười ngày trước hạn 31/3/2017";
    EXPECT_THAT(text(), HasSubstr("mười ngày trước hạn 31/3/2017, tức là chậm nhất thứ Sáu "
                                  "17/3/2017"));
}

TEST(Compose, BeginsTheWordsOfThePlanSmallInsideASentence) {
    LetterItem item = letters::registration();
    item.deadline.op = DueOperator::within;
    item.deadline.grain = Grain::month;
    item.deadline.span = month_span(2017, 9);
    item.term = term_to(day(2017, 9, 30), day(2017, 9, 29));
    item.deadline.written = "Tháng 9/2017";
    EXPECT_THAT(composed(letters::to_contact(day(2017, 9, 1), {item})).plain,
                HasSubstr(" về Sở Y tế Lào Cai tháng 9/2017."));
    item.deadline.written = "Đến kỳ tổng kết năm 2017";
    EXPECT_THAT(composed(letters::to_contact(day(2017, 9, 1), {item})).plain,
                HasSubstr(" về Sở Y tế Lào Cai đến kỳ tổng kết năm 2017."));
    item.deadline.written = "Quốc khánh năm 2017";
    EXPECT_THAT(composed(letters::to_contact(day(2017, 9, 1), {item})).plain,
                HasSubstr(" về Sở Y tế Lào Cai Quốc khánh năm 2017."));
}

TEST(Compose, CountsTheSectionsOfALetterInItsSubject) {
    for (const auto& [name, letter] : letters::all())
        if (name == "many") {
            const LetterText text = composed(letter);
            EXPECT_EQ(text.subject,
                      "[Sở Y tế Lào Cai] 03 việc cần thực hiện: 01 quá hạn, 02 đến hạn");
            const auto late = text.plain.find("1. Đôn đốc");
            const auto soon = text.plain.find("2. Nhắc nộp (khẩn) Hồ sơ");
            const auto later = text.plain.find("3. Thông báo thời hạn nộp Đăng ký");
            EXPECT_LT(late, soon);
            EXPECT_LT(soon, later);
            EXPECT_NE(later, std::string::npos);
        }
}

TEST(Compose, ReportsAllLateUnitsOfADutyInOneSection) {
    for (const auto& [name, letter] : letters::all())
        if (name == "report_director") {
            const LetterText text = composed(letter);
            EXPECT_EQ(text.subject,
                      "[Báo cáo] Đơn vị chưa gửi Báo cáo sơ kết thi đua 6 tháng đầu năm 2017");
            EXPECT_THAT(text.plain, HasSubstr("có 03/18 đơn vị chưa gửi"));
            EXPECT_THAT(text.plain, HasSubstr("đã nhắc 01/6, 08/6, 13/6, 14/6; đã đôn đốc 16/6."));
            EXPECT_THAT(text.plain, HasSubstr("Trung tâm Y tế huyện B"));
            EXPECT_THAT(text.plain, HasSubstr("có thư nhắc không chuyển được"));
            EXPECT_THAT(text.plain, HasSubstr("Kính gửi: Đồng chí Giám đốc Sở Y tế Lào Cai\n"));
            EXPECT_THAT(text.plain, HasSubstr("Trân trọng báo cáo./.\n"));
        }
}

TEST(Compose, MarksACopyInSubjectAndGreeting) {
    Letter letter = letters::to_head(
        day(2017, 6, 8), {letters::midterm_report(NoticeKind::reminder, Audience::contact)});
    letter.copy = true;
    const LetterText text = composed(letter);
    EXPECT_THAT(text.subject, HasSubstr("(để biết)"));
    EXPECT_THAT(
        text.plain,
        HasSubstr(
            "Kính gửi: Đồng chí Trần Văn Một, Giám đốc Bệnh viện Đa khoa huyện A (để biết)\n"));
}

TEST(Compose, NamesAUnitOnceWhereTheTitleNamesItToo) {
    for (const char* title : {"Trưởng phòng Tổ chức cán bộ", "Chuyên viên Phòng Tổ chức cán bộ"}) {
        Letter letter = letters::to_contact(
            day(2017, 6, 8), {letters::midterm_report(NoticeKind::reminder, Audience::contact)});
        letter.desk.title = title;
        EXPECT_THAT(composed(letter).plain, HasSubstr(std::string(title) + ", điện thoại"));
    }
}

TEST(Compose, EscapesValuesInHtmlAlone) {
    LetterItem item = letters::midterm_report(NoticeKind::reminder, Audience::contact);
    item.deliverable = "Báo cáo <b>\"A & B\"</b>";
    const LetterText text = composed(letters::to_contact(day(2017, 6, 8), {item}));
    EXPECT_THAT(text.plain, HasSubstr("Báo cáo <b>\"A & B\"</b>"));
    EXPECT_THAT(text.html, HasSubstr("Báo cáo &lt;b&gt;&quot;A &amp; B&quot;&lt;/b&gt;"));
    EXPECT_THAT(text.html, Not(HasSubstr("<b>")));
}

TEST(Compose, KeepsTheSubjectOnOneLineWhateverTheDeliverableSays) {
    LetterItem item = letters::midterm_report(NoticeKind::reminder, Audience::contact);
    item.deliverable = "Báo cáo\r\nBcc: all@x.example\n\tnăm\u2028 2017";
    const LetterText text = composed(letters::to_contact(day(2017, 6, 8), {item}));
    EXPECT_THAT(text.subject, HasSubstr("Nhắc nộp Báo cáo Bcc: all@x.example năm 2017: còn"));
}

TEST(Compose, DoesNotReadValuesAsTemplates) {
    LetterItem item = letters::midterm_report(NoticeKind::reminder, Audience::contact);
    item.deliverable = "{{issuer}} {{#x}}";
    const LetterText text = composed(letters::to_contact(day(2017, 6, 8), {item}));
    EXPECT_THAT(text.plain, HasSubstr("{{issuer}} {{#x}}"));
}

TEST(Compose, WritesComposedUnicode) {
    LetterItem item = letters::midterm_report(NoticeKind::reminder, Audience::contact);
    item.deliverable = "Ba\u0301o ca\u0301o";  // decomposed
    const LetterText text = composed(letters::to_contact(day(2017, 6, 8), {item}));
    EXPECT_THAT(text.subject, HasSubstr("Báo cáo"));
    EXPECT_THAT(text.plain, HasSubstr("Báo cáo"));
}

TEST(Compose, GivesTheSameBytesForTheSameLetter) {
    for (const auto& [name, letter] : letters::all()) {
        const LetterText once = composed(letter);
        const LetterText again = composed(letter);
        EXPECT_EQ(once.plain, again.plain) << name;
        EXPECT_EQ(once.html, again.html) << name;
    }
}

TEST(Compose, WordsLettersInManyThreadsAtOnce) {
    const auto composer = Composer::make({});
    ASSERT_TRUE(composer) << composer.error().text;
    const auto letters = letters::all();
    std::vector<std::vector<std::string>> worded(4);
    {
        std::vector<std::jthread> threads;
        for (auto& mine : worded)
            threads.emplace_back([&] {
                for (const auto& [name, letter] : letters)
                    mine.push_back(composer->compose(letter)->html);
            });
    }
    for (const auto& mine : worded)
        EXPECT_EQ(mine, worded[0]);
    EXPECT_EQ(worded[0].size(), letters.size());
}

TEST(Compose, RefusesALetterWithoutItems) {
    const auto composer = Composer::make({});
    ASSERT_TRUE(composer) << composer.error().text;
    EXPECT_EQ(composer->compose(letters::to_contact(day(2017, 6, 8), {})).error().text,
              "a letter needs at least one item");
}

TEST(Compose, TakesTheTextsOfTheConfigurationOverItsOwn) {
    const auto composer =
        Composer::make({{"reminder.vi.subject", "Mời nộp {{deliverable}} ({{time}})"}});
    ASSERT_TRUE(composer) << composer.error().text;
    const auto text = composer->compose(letters::to_contact(
        day(2017, 6, 8), {letters::midterm_report(NoticeKind::reminder, Audience::contact)}));
    ASSERT_TRUE(text) << text.error().text;
    EXPECT_EQ(text->subject,
              "[Sở Y tế Lào Cai] Mời nộp Báo cáo sơ kết thi đua 6 tháng đầu năm 2017 (còn 05 ngày "
              "làm việc)");
}

}  // namespace
}  // namespace dondoc
