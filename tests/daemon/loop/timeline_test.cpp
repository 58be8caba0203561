#include "daemon/loop/timeline.h"

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

std::string told(const Office& office, Language language) {
    std::string text = "\n";
    Timeline timeline(*office.definitions, *office.configuration.zone, language,
                      [&](const std::string& line) { text += line + '\n'; });
    for (const Step& step : office.steps)
        timeline.tell(step);
    return text;
}

World plan() {
    return World()
        .has_ladder("-1.contact")
        .has_phase("gd", "2017-01-10")
        .owes("dang-ky", before("2017-01-30"), "gd", {"bv-da-khoa", "tt-y-te"});
}

TEST(Timeline, TellsPhasesDecisionsAndMessagesAsTheyHappen) {
    World nameless = plan();
    nameless.organisation.people["chi"].address.clear();
    Office office(nameless);
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 08:00");
    office.decide(submission());
    office.decide(rework());
    office.decide(extension("2017-02-28"));
    office.decide(waiver(), "dang-ky", "tt-y-te");
    EXPECT_EQ(told(office, Language::en), R"(
2017-01-03 08:00  ★  thi-dua-2017: 2 obligations are followed
2017-01-10 00:00  ◆  phase «gd» open (its first day came)
2017-01-24 07:30  ✗  chi/mail/2017-01-24T00:30:00Z  the recipient has no address
2017-01-24 07:30  ✉  an@so-y-te.example  )" + office.message_to("an").subject +
                                              R"(
2017-01-24 08:00  ✓  thi-dua-2017.dang-ky.1.bv-da-khoa  submitted
2017-01-24 08:00  ✓  thi-dua-2017.dang-ky.1.bv-da-khoa  returned: thiếu biểu
2017-01-24 08:00  ✓  thi-dua-2017.dang-ky.1.bv-da-khoa  extended to 2017-02-28
2017-01-24 08:00  ✓  thi-dua-2017.dang-ky.1.tt-y-te  waived: đơn vị giải thể
)");
    EXPECT_NE(told(office, Language::vi).find("được gia hạn đến 28/02/2017"), std::string::npos);
}

TEST(Timeline, TellsRequestsSuspensionsAndMistakesTakenBack) {
    Office office(plan());
    office.start("2017-01-24 08:00");
    office.decide(request("2017-02-28"));
    office.decide(declining());
    office.decide(submission());
    office.decide(reopening());
    office.suspend({"tt-y-te"}, "2017-01-24", "2017-02-10");
    office.end_suspension({"tt-y-te"});
    EXPECT_EQ(told(office, Language::en), R"(
2017-01-24 08:00  ★  thi-dua-2017: 2 obligations are followed
2017-01-24 08:00  ✓  thi-dua-2017.dang-ky.1.bv-da-khoa  asks for time until 2017-02-28
2017-01-24 08:00  ✓  thi-dua-2017.dang-ky.1.bv-da-khoa  extension declined: đã đủ thời gian
2017-01-24 08:00  ✓  thi-dua-2017.dang-ky.1.bv-da-khoa  submitted
2017-01-24 08:00  ✓  thi-dua-2017.dang-ky.1.bv-da-khoa  reopened: ghi nhầm đơn vị
2017-01-24 08:00  ✓  thi-dua-2017  tt-y-te is suspended until 2017-02-10: lũ
2017-01-24 08:00  ✓  thi-dua-2017  tt-y-te is suspended no more: hết lũ
)");
}

TEST(Timeline, ReportsWhatWasSentToWhom) {
    Office office(plan());
    office.start("2017-01-03 08:00");
    office.run_to("2017-01-24 08:00");
    EXPECT_EQ(must(sending_report(office.store->read(), *office.configuration.organisation,
                                  Language::en)),
              "    1  an <an@so-y-te.example>\n"
              "    1  chi <chi@so-y-te.example>\n"
              "2 messages sent, 0 waiting, 0 not sent (see the journal)\n");
}

}  // namespace

}  // namespace dondoc::loop_test
