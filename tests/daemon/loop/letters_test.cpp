// The first claim: what is dropped, who is written to, and the facts that the letter states.
#include "daemon/loop/letters.h"

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

World plan(std::string_view rungs = "-1.contact") {
    return World().has_ladder(rungs).owes("dang-ky", before("2017-01-30"));
}

// What is queued for 24/01 is held there by a pause, which ends at 09:00.
template <class Meanwhile>
std::string what_becomes_of_it(Office& office, Meanwhile meanwhile) {
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-01-24 08:00");
    meanwhile();
    office.resume();
    office.run_to("2017-01-24 09:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.message_to("an").state, MessageState::suppressed);
    return office.notices();
}

TEST(Letters, DropsWhatWasSubmittedMeanwhile) {
    Office office(plan());
    EXPECT_EQ(what_becomes_of_it(office, [&] { office.decide(submission()); }),
              "\ndang-ky/1/bv-da-khoa/1/-1.contact  suppressed  submitted\n");
}

TEST(Letters, DropsWhatWasWaivedMeanwhile) {
    Office office(plan());
    EXPECT_EQ(what_becomes_of_it(office, [&] { office.decide(waiver()); }),
              "\ndang-ky/1/bv-da-khoa/1/-1.contact  suppressed  waived\n");
}

TEST(Letters, DropsWhatBelongsToARoundThatIsOver) {
    Office office(plan());
    EXPECT_EQ(what_becomes_of_it(office, [&] { office.decide(extension("2017-03-31")); }),
              "\ndang-ky/1/bv-da-khoa/1/-1.contact  suppressed  round_over\n");
}

TEST(Letters, DropsWhatIsNotInThePlanAnyMore) {
    World edited = plan();
    Office office(edited);
    EXPECT_EQ(what_becomes_of_it(office,
                                 [&] {
                                     edited.campaign.duties.clear();
                                     office.changes(edited);
                                     office.start(office.now);
                                 }),
              "\ndang-ky/1/bv-da-khoa/1/-1.contact  suppressed  withdrawn\n");
}

TEST(Letters, DropsWhatBelongsToACampaignThatIsGone) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-01-24 08:00");
    office.drops(campaign_id);
    office.start(office.now);
    office.resume();
    office.run_to("2017-01-24 09:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.message_to("an").state, MessageState::suppressed);
}

TEST(Letters, DropsAQuestionThatWasAnswered) {
    World undated_duty = World().owes("tong-ket", undated());
    Office office(undated_duty);
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-01-03 09:00");
    undated_duty.deadline("tong-ket") = before("2017-11-15");
    office.changes(undated_duty);
    office.start(office.now);
    office.resume();
    office.run_to("2017-01-03 10:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_NE(office.notices().find("tong-ket/nudge/2017-01  suppressed  nothing_to_ask"),
              std::string::npos)
        << office.notices();
}

TEST(Letters, SendsTheRestOfAMessageOfWhichAPartLapsed) {
    Office office(plan().owes("sang-kien", before("2017-01-30")));
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-01-24 08:00");
    office.decide(submission());
    office.resume();
    office.run_to("2017-01-24 08:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-24 08:00  an  -1.contact sang-kien.bv-da-khoa
)");
}

// A question to the coordinator, and a reminder by hand, are no rungs.
TEST(Letters, DropsNoHeldBackRungForWhatSpeaksOfSomethingElse) {
    Office office(plan("+1.coordinator"));
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-02-02 08:00");
    EXPECT_EQ(office.decide(request("2017-02-06")), "carried");
    office.run_to("2017-02-02 09:00");
    office.resume();
    office.run_to("2017-02-02 10:00");
    EXPECT_EQ(office.notices(), R"(
dang-ky/1/bv-da-khoa/1/+1.coordinator  sent  on_time
dang-ky/1/bv-da-khoa/request/1  sent  extension_requested
)");
}

TEST(Letters, DropsNoReminderByHandForARungThatCameLater) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-01-23 08:00");
    EXPECT_EQ(said(office.loop->execute(
                  {RemindNow{owed_by("dang-ky"), {"phong-tccb", "họp"}}, "cli:giang"}, office.now)),
              "carried");
    office.run_to("2017-01-24 08:00");
    office.resume();
    office.run_to("2017-01-24 09:00");
    EXPECT_EQ(office.notices(), R"(
dang-ky/1/bv-da-khoa/1/-1.contact  sent  on_time
dang-ky/1/bv-da-khoa/1/by-hand-1.contact  sent  by_hand
)");
}

// ---- who is written to

TEST(Letters, RecordsAndCountsANoticeToSomebodyWithoutAnAddress) {
    World nameless = plan();
    nameless.organisation.people["an"].address.clear();
    Office office(nameless);
    office.start("2017-01-03 08:00");
    office.run_to("2017-03-01 00:00");
    EXPECT_EQ(office.sent(), "\n");
    EXPECT_EQ(office.message_to("an").state, MessageState::failed);
    EXPECT_EQ(office.notices(), R"(
dang-ky/1/bv-da-khoa/1/-1.contact  failed  no_address
)");
    EXPECT_EQ(must(office.store->read().counters(day("2017-01-24"), day("2017-01-25"))).failed, 1);
}

TEST(Letters, DoesNotTellARungAgainBecauseAPersonWasReplaced) {
    World replaced = plan("-5.contact -1.contact");
    Office office(replaced);
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-19 00:00");
    replaced.unit("bv-da-khoa").contact = "chi";
    office.changes(replaced);
    office.start("2017-01-19 08:00");
    office.run_to("2017-03-01 00:00");
    EXPECT_EQ(office.sent(), R"(
2017-01-18 07:30  an  -5.contact dang-ky.bv-da-khoa
2017-01-24 07:30  chi  -1.contact dang-ky.bv-da-khoa
)");
}

TEST(Letters, ResolvesTheAddressWhenTheMessageLeaves) {
    World moved = plan();
    Office office(moved);
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-01-24 08:00");
    moved.organisation.people["an"].address = "an.moi@so-y-te.example";
    office.changes(moved);
    office.start(office.now);
    office.resume();
    office.run_to("2017-01-24 08:00");
    ASSERT_EQ(office.carried.size(), 1u);
    EXPECT_EQ(office.carried[0].consignment.parcel.address, "an.moi@so-y-te.example");
}

TEST(Letters, SendsEverythingToTheRehearsalAddressMarkedWithItsTrueRecipient) {
    World nameless = plan("-2.contact -1.head");
    nameless.organisation.people["binh"].address.clear();  // no hindrance in a rehearsal
    Office office(nameless);
    office.configuration.rehearsal = "thu@so-y-te.example";
    office.start("2017-01-03 08:00");
    office.run_to("2017-03-01 00:00");
    ASSERT_EQ(office.carried.size(), 2u);
    for (const auto& each : office.carried)
        EXPECT_EQ(each.consignment.parcel.address, "thu@so-y-te.example");
    EXPECT_NE(office.carried[0].consignment.parcel.bytes.find(
                  "X-Dondoc-Intended-For: an <an@so-y-te.example>"),
              std::string::npos);
    EXPECT_NE(office.letter_to("an").find("an <an@so-y-te.example>"), std::string::npos);
}

TEST(Letters, AnswersGoToTheCoordinatorAndThreadsToTheObligation) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-25 00:00");
    const std::string& mail = office.carried.at(0).consignment.parcel.bytes;
    EXPECT_NE(mail.find("Reply-To: \"giang\"\r\n <giang@so-y-te.example>\r\n"), std::string::npos)
        << mail;
    EXPECT_NE(mail.find("References: <thi-dua-2017.dang-ky.1.bv-da-khoa@so-y-te.example>\r\n"),
              std::string::npos);
    EXPECT_NE(mail.find("Date: Tue, 24 Jan 2017 07:30:00 +0700\r\n"), std::string::npos);
    EXPECT_NE(mail.find("Message-ID: <" + office.carried[0].consignment.parcel.id + ">\r\n"),
              std::string::npos);
}

// ---- what the coordinator is asked

TEST(Letters, AskAboutEachTimeARecurringDutyIsOverdue) {
    World monthly = World().owes("bao-cao", by("2017-01-20"), "", {"bv-da-khoa", "tt-y-te"});
    Duty& duty = monthly.duty("bao-cao");
    duty.occurrences.clear();
    for (const unsigned month : {1u, 2u, 3u, 4u}) {
        const std::string id = "2017-0" + std::to_string(month);
        duty.occurrences.push_back(
            {id, by(id + "-20"), Period{month_span(2017, month), Grain::month}});
    }
    Office office(monthly);
    office.configuration.language = Language::vi;
    office.start("2017-04-03 08:00");
    const DecideObligation january{{campaign_id, "bao-cao", "2017-01", "bv-da-khoa"}, waiver()};
    EXPECT_EQ(said(office.loop->execute({january, "cli:giang"}, office.now)), "carried");
    office.run_to("2017-04-03 12:00");
    const std::string letter = office.letter_to("giang");
    const auto says = [&](const std::string& words) {
        EXPECT_NE(letter.find(words), std::string::npos) << words << "\n\n" << letter;
    };
    says("kỳ tháng 01/2017");
    says("chậm nhất là ngày 20/01/2017 (thứ Sáu).");
    says("kỳ tháng 02/2017");
    says("chậm nhất là ngày 20/02/2017 (thứ Hai).");
    says("kỳ tháng 3/2017");
    says("còn 01/02 đơn vị cần làm rõ.\n\n- tt-y-te\n");
    says("còn 02/02 đơn vị cần làm rõ");
    EXPECT_EQ(letter.find("tháng 4/2017)"), std::string::npos) << "April lies ahead\n" << letter;
}

TEST(Letters, SaysOfADeadlineThatWasMovedIntoThePastWhatWasToldBefore) {
    World congress = World()
                         .has_ladder("-10.contact -5.contact")
                         .has_event("be-mac", "Bế mạc Đại hội")
                         .owes("bao-cao", on_event("be-mac"));
    Office office(congress);
    office.configuration.language = Language::vi;
    office.start("2017-03-01 08:00");
    EXPECT_EQ(office.event("be-mac", "2017-03-30"), "carried");
    office.run_to("2017-04-03 07:00");
    EXPECT_EQ(office.event("be-mac", "2017-03-20"), "carried");
    office.run_to("2017-04-03 12:00");
    const std::string letter = office.letter_to("giang");
    EXPECT_NE(letter.find("Thời hạn này đã qua khi được xác định"), std::string::npos) << letter;
    EXPECT_NE(letter.find("trước đó đã nhắc ngày 16/3 và 23/3/2017"), std::string::npos) << letter;
    EXPECT_EQ(letter.find("bắt đầu theo dõi"), std::string::npos) << letter;
    EXPECT_EQ(letter.find("chưa báo cáo ai"), std::string::npos) << letter;
    EXPECT_NE(office.message_to("giang").subject.find("thời hạn đã qua khi được xác định"),
              std::string::npos);
}

TEST(Letters, SaysOfADeadlineBeforeTheDayOfIssueThatItIsOne) {
    World late_plan = plan();
    late_plan.campaign.issued = day("2017-02-02");
    Office office(late_plan);
    office.configuration.language = Language::vi;
    office.start("2017-01-03 08:00");
    office.run_to("2017-02-02 12:00");
    EXPECT_NE(office.letter_to("giang").find("Thời hạn này ở trước ngày ban hành kế hoạch"),
              std::string::npos)
        << office.letter_to("giang");
}

// ---- the facts; templates that state them and nothing else

TemplateTexts bare() {
    const std::string item =
        "{{deliverable}}: left {{days_left}}, late {{days_late}}, reminded {{reminded}}, urged "
        "{{urged}}, by {{answer_by}}, open {{units_open}} of {{units_all}}; "
        "{{#units}}{{unit}} {{head}}{{#note}} ({{note}}){{/note}}; {{/units}}";
    TemplateTexts texts{{"frame.en.txt", "{{#sections}}{{body}}\n{{/sections}}"}};
    for (const char* kind : {"reminder", "urge", "report"})
        texts[std::string(kind) + ".en.txt"] = item;
    return texts;
}

TEST(Letters, StatesTheDaysLeftAndThenTheDaysLateAndWhatWasToldBefore) {
    Office office(plan("-5.contact -1.contact +1.head +3.superior"));
    office.templates(bare());
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 12:00");
    EXPECT_EQ(office.letter_to("an"),
              "Bản đăng ký thi đua năm 2017: left 1, late , reminded 18 January 2017, urged , by , "
              "open 1 of 1; bv-da-khoa binh;\n");
    office.run_to("2017-02-02 12:00");
    EXPECT_EQ(
        office.letter_to("binh"),
        "Bản đăng ký thi đua năm 2017: left , late 1, reminded 18 January and 24 January 2017, "
        "urged , by 3 February 2017, open 1 of 1; bv-da-khoa binh;\n");
}

TEST(Letters, CitesNoReminderThatWentToTheRehearsalAddressOnly) {
    Office office(plan("-5.contact -2.contact -1.contact"));
    office.templates(bare());
    office.configuration.rehearsal = "thu@so-y-te.example";
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-19 08:00");
    EXPECT_TRUE(office.message_to("an").rehearsal);
    office.configuration.rehearsal.clear();
    office.start("2017-01-19 08:00");
    office.run_to("2017-01-25 00:00");
    EXPECT_FALSE(office.message_to("an").rehearsal);
    EXPECT_EQ(office.carried.size(), 3u);
    EXPECT_EQ(office.letter_to("an"),
              "Bản đăng ký thi đua năm 2017: left 1, late , reminded 23 January 2017, urged , by , "
              "open 1 of 1; bv-da-khoa binh;\n");
}

TEST(Letters, ListsTheLateUnitsOfADutyWithTheirHeadsAndTheShareThatIsOpen) {
    World three = World().has_ladder("+3.superior");
    three.organisation.people["binh"].title = "Giám đốc";
    three.owes("dang-ky", before("2017-01-30"), "", {"bv-da-khoa", "tt-y-te", "phong-tccb"});
    Office office(three);
    office.templates(bare());
    office.start("2017-01-03 08:00");
    EXPECT_EQ(office.decide(submission(), "dang-ky", "phong-tccb"), "carried");
    office.run_to("2017-02-06 12:00");
    EXPECT_EQ(office.letter_to("hai"),
              "Bản đăng ký thi đua năm 2017: left , late 3, reminded , urged , by , open 2 of 3; "
              "bv-da-khoa Giám đốc binh; tt-y-te dung;\n");
}

TEST(Letters, PutsLateThingsFirstThenByDeadline) {
    World order = World().has_ladder("-1.superior +1.superior");
    order.owes("c", before("2017-02-08"))
        .owes("b", before("2017-02-04"))
        .owes("a", before("2017-02-03"));
    for (const char* id : {"a", "b", "c"})
        order.duty(id).deliverable = id;
    order.duty("c").occurrences[0].deadline = before("2017-02-08");
    Office office(order);
    office.templates(bare());
    office.start("2017-01-03 08:00");
    office.run_to("2017-02-03 12:00");  // a: +1; b, last worked on the 3rd: none; c: none
    office.run_to("2017-02-06 12:00");  // b: +1; c, last worked on the 7th: -1
    const std::string letter = office.letter_to("hai");
    EXPECT_LT(letter.find("b:"), letter.find("c:")) << letter;
    EXPECT_NE(letter.find("c:"), std::string::npos) << letter;
}

TEST(Letters, StatesTheDaysOfTheMomentItLeavesNotOfTheMorningItWasMeantFor) {
    Office office(plan("-5.contact"));
    office.templates(bare());
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-01-20 08:00");
    office.resume();
    office.run_to("2017-01-20 08:00");
    EXPECT_NE(office.letter_to("an").find("left 3,"), std::string::npos) << office.letter_to("an");
}

TEST(Letters, IsTheSameLetterForTheSameMessageAtTheSameMoment) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    office.pause();
    office.run_to("2017-01-24 08:00");
    const Letters letters(office.configuration, *office.definitions, *office.composer);
    const MessageRecord message = office.message_to("an");
    const auto draft = [&] {
        return must(letters.draft(office.store->read(), message, office.now));
    };
    EXPECT_EQ(std::get<Draft::Composed>(draft().result).bytes,
              std::get<Draft::Composed>(draft().result).bytes);
}

}  // namespace

}  // namespace dondoc::loop_test
