// Who may ask for a reminder at once, and what is refused.
#include "workflows/remind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workflows/world.h"

namespace dondoc {
namespace {

using namespace test;

// bv-da-khoa leads the cluster of tt-y-te in the first half of the year.
struct Office : World {
    Office() {
        has_ladder("-1.contact");
        owes("so-ket", by("2017-06-15"), "", {"bv-da-khoa", "tt-y-te"});
        organisation.clusters["cum-1"] = {"cum-1",
                                          "Cụm 1",
                                          {"tt-y-te"},
                                          {{"bv-da-khoa", {day("2017-01-01"), day("2017-06-30")}}}};
        owed.id = owed_by("so-ket", "tt-y-te");
        owed.term = Term{day("2017-06-15"), day("2017-06-15"), {}, true};
        owed.next = at("2017-06-14 07:30");
    }

    std::string ask(const std::string& unit, std::string_view time = "2017-06-05 09:00",
                    const std::string& reason = "họp cụm", PhaseState phase = PhaseState::open) {
        Surroundings around{.phase = phase, .suspended = suspended, .reminded_by_hand = last};
        around.earlier_on_its_way = on_its_way;
        auto decided =
            decide(definition(), owed, around, {unit, reason, again, tell}, at(time), Language::en);
        if (const auto* refusal = std::get_if<Refusal>(&decided)) return refusal->code;
        const auto& events = std::get<std::vector<Event>>(decided);
        const auto& asked = std::get<ReminderAsked>(events.at(0));
        const auto& notice = std::get<NoticeFellDue>(events.at(1));
        for (const Event& event : events)
            apply(owed, event, at(time));
        return asked.unit + ": " + notice.rung + " " + notice.person + " " + clock(notice.moment) +
               " " + notice.key;
    }

    Obligation owed;
    std::vector<DateSpan> suspended;
    std::optional<Instant> last;  // the last reminder by hand, if it is of that day or waits
    bool again = false;
    bool on_its_way = false;  // a reminder of the round
    std::string tell;
};

TEST(Remind, IsForTheCoordinatorAndForThePresentLeadOfTheCluster) {
    Office office;
    EXPECT_EQ(office.ask("phong-tccb"),
              "phong-tccb: by-hand-1.contact chi 2017-06-05 09:05 "
              "thi-dua-2017/so-ket/1/tt-y-te/1/by-hand-1.contact");
    EXPECT_EQ(office.ask("bv-da-khoa"),
              "bv-da-khoa: by-hand-2.contact chi 2017-06-05 09:05 "
              "thi-dua-2017/so-ket/1/tt-y-te/1/by-hand-2.contact")
        << "its own key, numbered";
}

TEST(Remind, StandsInTheWayOfNoRungThatComesAfterIt) {
    Office office;
    office.ask("phong-tccb");
    const Plan plan = plan_obligation(office.definition(), office.owed, {}, at("2017-06-14 07:30"));
    ASSERT_FALSE(plan.events.empty());
    const auto* told = std::get_if<NoticeFellDue>(&plan.events.front());
    ASSERT_TRUE(told);
    EXPECT_EQ(told->rung, "-1.contact");
}

TEST(Remind, IsRefusedASecondTimeThatDayUnlessItIsSaidAgain) {
    Office office;
    office.last = at("2017-06-05 07:35");
    EXPECT_EQ(office.ask("phong-tccb"), "already_reminded");
    const auto decided = decide(office.definition(), office.owed, {.reminded_by_hand = office.last},
                                {"phong-tccb", "họp cụm"}, at("2017-06-05 09:00"), Language::vi);
    EXPECT_EQ(std::get<Refusal>(decided).text,
              "Đã có thư nhắc theo yêu cầu, gửi lúc 07:35 ngày 05/6/2017; nếu vẫn cần nhắc lần "
              "nữa, thêm --again");
    office.again = true;
    EXPECT_EQ(office.ask("phong-tccb").substr(0, 35), "phong-tccb: by-hand-1.contact chi 2");
}

TEST(Remind, IsRefusedToAnybodyElse) {
    Office office;
    EXPECT_EQ(office.ask("tt-y-te"), "not_entitled");
    EXPECT_EQ(office.ask(""), "not_entitled");
    EXPECT_EQ(office.ask("bv-da-khoa", "2017-07-03 09:00"), "not_entitled") << "leads no more";
    office.owed.id.unit = "bv-da-khoa";
    EXPECT_EQ(office.ask("tt-y-te"), "not_entitled") << "the unit that owes is in no cluster";
}

TEST(Remind, SaysWhoMay) {
    Office office;
    const auto decided = decide(office.definition(), office.owed, {}, {"tt-y-te", "x"},
                                at("2017-06-05 09:00"), Language::en);
    EXPECT_EQ(std::get<Refusal>(decided).text,
              "The unit «tt-y-te» may not remind «tt-y-te»; the coordinator «phong-tccb» and the "
              "present lead of its cluster, «bv-da-khoa», may");
}

TEST(Remind, IsRefusedWhereThereIsNothingToRemindOf) {
    Office office;
    EXPECT_EQ(office.ask("phong-tccb", "2017-06-05 09:00", " "), "reason_missing");
    EXPECT_EQ(office.ask("phong-tccb", "2017-06-05 09:00", "x", PhaseState::held), "phase_held");
    office.suspended = {{day("2017-06-01"), day("2017-06-09")}};
    EXPECT_EQ(office.ask("phong-tccb"), "suspended");
    office.suspended.clear();
    office.owed.state = ObligationState::submitted;
    EXPECT_EQ(office.ask("phong-tccb"), "not_owed");
    office.owed.state = ObligationState::pending;
    office.owed.term.reset();
    EXPECT_EQ(office.ask("phong-tccb"), "undated");
    office = Office();
    office.unit("tt-y-te").contact.clear();
    EXPECT_EQ(office.ask("phong-tccb"), "no_person");
}

TEST(Remind, NamesWhoActsForACoordinatorAndALeadThatHaveEnded) {
    Office office;
    Unit& old = office.unit("phong-tccb");
    old.until = day("2017-05-31");
    old.successors = {"phong-to-chuc"};
    office.organisation.units["phong-to-chuc"] = {"phong-to-chuc", "phong-to-chuc", "", "so-y-te",
                                                  "giang",         "giang",         "", ""};
    office.unit("bv-da-khoa").until = day("2017-05-31");
    office.unit("bv-da-khoa").successors = {"bv-moi"};
    office.organisation.units["bv-moi"] = {"bv-moi", "bv-moi", "", "", "an", "binh", "", ""};
    EXPECT_EQ(office.ask("phong-to-chuc").substr(0, 14), "phong-to-chuc:");
    const auto decided = decide(office.definition(), office.owed, {}, {"phong-tccb", "x"},
                                at("2017-06-05 09:00"), Language::vi);
    EXPECT_EQ(std::get<Refusal>(decided).text,
              "Đơn vị «phong-tccb» không được nhắc «tt-y-te»; chỉ đơn vị đầu mối «phong-to-chuc» "
              "hoặc trưởng cụm hiện nay «bv-moi» được nhắc");
}

TEST(Remind, IsRefusedBeforeThePlanIsIssued) {
    Office office;
    office.campaign.issued = day("2017-06-06");
    EXPECT_EQ(office.ask("phong-tccb"), "before_issue");
    const auto decided = decide(office.definition(), office.owed, {}, {"phong-tccb", "x"},
                                at("2017-06-05 09:00"), Language::vi);
    EXPECT_EQ(std::get<Refusal>(decided).text,
              "Kế hoạch ban hành ngày 06/6/2017; trước ngày đó không ai bị nhắc, chỉ nhắc từ ngày "
              "ban hành");
    EXPECT_EQ(office.ask("phong-tccb", "2017-06-06 09:00").substr(0, 11), "phong-tccb:");
}

TEST(Remind, IsForTheCoordinatorAloneWhileItIsAskedAboutWhatIsOverdue) {
    Office office;
    office.owed.asking = true;
    EXPECT_EQ(office.ask("bv-da-khoa"), "asking");
    EXPECT_EQ(office.ask("phong-tccb").substr(0, 11), "phong-tccb:") << "it is its own answer";
}

TEST(Remind, WaitsForTheNextSendingHourAndGoesToWhoeverStandsInThen) {
    Office office;
    office.organisation.absences = {{"chi", {day("2017-06-12"), day("2017-06-12")}, "dung", ""}};
    EXPECT_EQ(office.ask("phong-tccb", "2017-06-09 17:00"),
              "phong-tccb: by-hand-1.contact dung 2017-06-12 07:30 "
              "thi-dua-2017/so-ket/1/tt-y-te/1/by-hand-1.contact");
}

TEST(Remind, TellsThoseAboveOnlyOfWhatIsOverdueAndForTheCoordinatorAlone) {
    Office office;
    office.tell = "superior";
    EXPECT_EQ(office.ask("phong-tccb", "2017-06-15 09:00"), "not_overdue");
    EXPECT_EQ(office.ask("bv-da-khoa", "2017-06-19 09:00"), "not_entitled");
    office.on_its_way = true;
    EXPECT_EQ(office.ask("phong-tccb", "2017-06-19 09:00"), "earlier_on_its_way");
    office.on_its_way = false;
    office.owed.held = true;
    EXPECT_EQ(office.ask("phong-tccb", "2017-06-19 09:00"), "held");
    office.owed.held = false;
    office.owed.asking = true;
    EXPECT_EQ(office.ask("phong-tccb", "2017-06-19 09:00"), "asking");
    office.owed.asking = false;
    EXPECT_EQ(office.ask("phong-tccb", "2017-06-19 09:00", ""), "reason_missing");
    office.tell = "coordinator";
    EXPECT_EQ(office.ask("phong-tccb", "2017-06-19 09:00"), "reader_unknown");
    office.tell = "head";
    EXPECT_THAT(office.ask("phong-tccb", "2017-06-19 09:00"),
                testing::StartsWith("phong-tccb: by-hand-1.head "));
}

}  // namespace
}  // namespace dondoc
