// How a unit has kept its deadlines: a history on the left, what it counts as on the right. The
// registration is due by 29/01/2017, a Sunday in the Tết break; the first working day after it is
// Thursday 02/02.
#include "workflows/record.h"

#include <gtest/gtest.h>

#include "tests/workflows/world.h"

namespace dondoc {
namespace {

using namespace test;

const WorkCalendar& calendar() {
    static const Definition definition = World().definition();
    return *definition.calendar;
}

std::optional<Term> due(std::string_view iso) {
    return term_by(day(iso), calendar());
}

const Zone& zone() {
    static const Zone of_the_plan = World().definition().zone;
    return of_the_plan;
}

class History {
public:
    explicit History(std::optional<Term> term = due("2017-01-29"), bool asking = false) {
        past_.push_back({at("2017-01-09 08:00"), ObligationBorn{"", term, asking}});
    }
    History& then(std::string_view when, Event event) {
        past_.push_back({at(when), std::move(event)});
        return *this;
    }
    History& arrives(std::string_view iso) {
        return then(std::string(iso) + " 09:00", Submitted{day(iso), "", ""});
    }
    History& returned(std::string_view when, std::string_view new_day) {
        then(when, Returned{"thiếu biểu"});
        return then(when, RoundBegun{"returned", due(new_day), {}});
    }
    History& extended(std::string_view when, std::string_view new_day) {
        then(when, Extended{"mưa lũ", day(new_day)});
        return then(when, RoundBegun{"extended", due(new_day), day(new_day)});
    }

    RecordLine line(std::string_view today = "2017-03-01") const {
        const auto line = record_of(owed_by("dang-ky"), past_,
                                    {calendar(), zone(), day(today), suspended_, until_});
        EXPECT_TRUE(line);
        return line.value_or(RecordLine{});
    }
    // "late 2", "returns 1", "extensions 1"
    std::string counts(std::string_view today = "2017-03-01") const {
        const RecordLine one = line(today);
        std::string text(to_string(one.how));
        if (is_counted(one.how)) text += ' ' + std::to_string(one.days_late);
        if (one.returns > 0) text += ", returns " + std::to_string(one.returns);
        if (one.extensions > 0) text += ", extensions " + std::to_string(one.extensions);
        return text;
    }

    std::optional<TakenOver> taken_over(std::string_view unit, std::string_view when,
                                        std::string_view until = "") const {
        const auto last = until.empty() ? std::nullopt : std::optional(day(until));
        return dondoc::taken_over(owed_by("dang-ky"), past_,
                                  {calendar(), zone(), day("2017-12-31"), suspended_, last},
                                  {std::string(unit), at(when)});
    }

    History& until(std::string_view last) {
        until_ = day(last);
        return *this;
    }

    History& suspended(std::string_view from, std::string_view to) {
        suspended_.push_back({day(from), day(to)});
        return *this;
    }

private:
    std::vector<PastEvent> past_;
    std::vector<DateSpan> suspended_;
    std::optional<Date> until_;
};

TEST(Record, CountsWorkingDaysFromTheLastPermittedDayToTheArrival) {
    EXPECT_EQ(History().arrives("2017-01-20").counts(), "on_time 0");
    EXPECT_EQ(History().arrives("2017-01-29").counts(), "on_time 0");
    EXPECT_EQ(History().arrives("2017-01-31").counts(), "late 0");  // no day was worked between
    EXPECT_EQ(History().arrives("2017-02-02").counts(), "late 1");
    EXPECT_EQ(History().arrives("2017-02-06").counts(), "late 3");
}

TEST(Record, SaysHowLateTheSubmissionThatStandsCame) {
    History one;
    one.arrives("2017-02-03");
    EXPECT_EQ(one.line().late_by, 2);
    one.returned("2017-02-06 09:00", "2017-02-10");
    EXPECT_FALSE(one.line().late_by) << "none stands";
    one.arrives("2017-02-09");
    EXPECT_FALSE(one.line().late_by) << "it came in time";
    EXPECT_EQ(one.line().days_late, 2);
    EXPECT_EQ(how_words(one.line(), Language::vi), "nộp trễ hạn");
    const RecordLine day_off = History().arrives("2017-01-31").line();
    EXPECT_EQ(day_off.late_by, 0);
    EXPECT_EQ(how_words(day_off, Language::vi), "nộp trễ hạn (ngày nghỉ)");
    EXPECT_EQ(late_words(0, Language::vi), "trễ hạn (ngày nghỉ)");
    EXPECT_EQ(late_words(3, Language::vi), "trễ hạn 03 ngày làm việc");
    EXPECT_EQ(late_words(1, Language::en), "late by 1 working day");
    EXPECT_FALSE(
        History().suspended("2017-01-25", "2017-02-07").arrives("2017-02-03").line().late_by);
}

TEST(Record, JudgesByTheRegisteredArrivalNotByTheDayItIsRecorded) {
    History one;
    one.then("2017-02-20 09:00", Submitted{day("2017-01-28"), "12/BC", ""});
    EXPECT_EQ(one.counts(), "on_time 0");
}

TEST(Record, CountsWhatIsStillMissingUpToToday) {
    EXPECT_EQ(History().counts("2017-01-29"), "not_due");
    EXPECT_EQ(History().counts("2017-02-02"), "missing 1");
    EXPECT_EQ(History().counts("2017-02-08"), "missing 5");
}

TEST(Record, DoesNotBlameTheFirstSubmissionForItsReturn) {
    History one;
    one.arrives("2017-01-20").returned("2017-02-06 09:00", "2017-02-10");
    EXPECT_EQ(one.counts("2017-02-08"), "on_time 0, returns 1");
    EXPECT_EQ(one.line("2017-02-08").last_permitted, day("2017-02-10"));
    EXPECT_FALSE(one.line("2017-02-08").arrived);
    EXPECT_EQ(one.counts("2017-02-14"), "missing 2, returns 1");
    one.arrives("2017-02-09");
    EXPECT_EQ(one.counts(), "on_time 0, returns 1");
}

TEST(Record, AddsUpTheDaysOfAllRounds) {
    History one;
    one.arrives("2017-02-03").returned("2017-02-06 09:00", "2017-02-10").arrives("2017-02-13");
    EXPECT_EQ(one.counts(), "late 3, returns 1");
    EXPECT_EQ(one.line().submissions, 2);
    EXPECT_EQ(one.line().arrived, day("2017-02-13"));
}

TEST(Record, ForgivesTheDaysBeforeAnExtension) {
    History one;
    one.extended("2017-02-06 09:00", "2017-02-10");
    EXPECT_EQ(one.counts("2017-02-08"), "not_due, extensions 1");
    one.arrives("2017-02-10");
    EXPECT_EQ(one.counts(), "on_time 0, extensions 1");
    EXPECT_EQ(History().extended("2017-01-20 09:00", "2017-02-10").arrives("2017-02-14").counts(),
              "late 2, extensions 1");
}

TEST(Record, IsNeverWorsenedByADeadlineMovedAfterTheSubmission) {
    History earlier;
    earlier.arrives("2017-01-25").then("2017-01-26 09:00", TermRecomputed{"", due("2017-01-20")});
    EXPECT_EQ(earlier.counts(), "on_time 0");
    History later;
    later.arrives("2017-02-06")
        .then("2017-02-07 09:00", RoundBegun{"edited", due("2017-02-10"), {}});
    EXPECT_EQ(later.counts(), "on_time 0");
}

TEST(Record, FollowsADeadlineMovedBeforeTheSubmission) {
    History one;
    one.then("2017-01-12 09:00", RoundBegun{"edited", due("2017-01-20"), {}});
    one.arrives("2017-01-24");
    EXPECT_EQ(one.counts(), "late 2");
}

TEST(Record, LeavesOutWhatNobodyCanBeBlamedFor) {
    EXPECT_EQ(History(std::nullopt).counts(), "undated");
    EXPECT_EQ(History(std::nullopt).arrives("2017-02-06").counts(), "undated");
    EXPECT_EQ(History().then("2017-02-06 09:00", Waived{"giải thể"}).counts(), "waived");
    EXPECT_EQ(History().then("2017-02-06 09:00", Withdrawn{"not_in_definition"}).counts(),
              "withdrawn");
    EXPECT_EQ(History().arrives("2017-02-06").then("2017-02-07 09:00", Waived{"nhầm"}).counts(),
              "waived");
}

TEST(Record, LeavesOutWhatWasOverdueBeforeTheUnitCouldBeTold) {
    EXPECT_EQ(History(due("2017-01-03"), true).counts(), "known_too_late");
    EXPECT_EQ(History(due("2017-01-03"), true).arrives("2017-01-20").counts(), "known_too_late");
    History answered(due("2017-01-03"), true);
    answered.extended("2017-01-10 09:00", "2017-01-20");
    EXPECT_EQ(answered.counts("2017-01-24"), "missing 2, extensions 1");
}

TEST(Record, DoesNotCountTheDaysOnWhichTheUnitIsSuspended) {
    // The deadline falls among them: it stands at the last of them.
    const auto flood = [] { return History().suspended("2017-01-25", "2017-02-03"); };
    EXPECT_EQ(flood().counts("2017-01-29"), "not_due");
    EXPECT_EQ(flood().counts("2017-02-03"), "suspended");
    EXPECT_EQ(flood().counts("2017-02-07"), "missing 2");
    EXPECT_EQ(flood().arrives("2017-02-03").counts(), "on_time 0");
    EXPECT_EQ(flood().arrives("2017-02-06").counts(), "late 1");
    // They come after it: they are left out of the count.
    const auto later = [] { return History().suspended("2017-02-03", "2017-02-07"); };
    EXPECT_EQ(later().counts("2017-02-06"), "missing 1");
    EXPECT_EQ(later().arrives("2017-02-09").counts(), "late 3");
    EXPECT_EQ(History().suspended("2017-03-06", "2017-03-10").arrives("2017-02-09").counts(),
              "late 6");
}

TEST(Record, TakesASuspensionThatIsProlongedAcrossDaysOffForOne) {
    // The deadline is Sunday 29/01; the first working day after the first suspension is 02/02.
    const auto flood = [] {
        return History()
            .suspended("2017-01-25", "2017-01-31")
            .suspended("2017-02-02", "2017-02-07");
    };
    EXPECT_EQ(flood().counts("2017-02-01"), "suspended");
    EXPECT_EQ(flood().counts("2017-02-06"), "suspended");
    EXPECT_EQ(flood().arrives("2017-02-06").counts(), "on_time 0");
    EXPECT_EQ(flood().counts("2017-02-09"), "missing 2");
    EXPECT_EQ(History().suspended("2017-01-25", "2017-01-31").counts("2017-02-01"), "missing 0");
    EXPECT_EQ(History().suspended("2017-02-02", "2017-02-07").counts("2017-02-03"), "missing 0")
        << "it had the whole of its time";
}

TEST(Record, ForgetsASubmissionThatWasRecordedByMistake) {
    History one;
    one.arrives("2017-02-06").then("2017-02-07 09:00", Reopened{"ghi nhầm đơn vị"});
    EXPECT_EQ(one.counts("2017-02-07"), "missing 4");
    EXPECT_EQ(one.line("2017-02-07").submissions, 0);
    History waiver;
    waiver.arrives("2017-01-20").returned("2017-01-23 09:00", "2017-02-10");
    waiver.then("2017-02-03 09:00", Waived{"nhầm", "Giám đốc"});
    waiver.then("2017-02-06 09:00", Reopened{"nhầm"});
    EXPECT_EQ(waiver.line("2017-02-07").submissions, 1);
}

TEST(Record, ShowsWhatWasTakenOverAsItStoodWhenItPassedOn) {
    History late;
    late.arrives("2017-01-19").returned("2017-01-20 09:00", "2017-02-06");
    late.then("2017-02-13 09:00", HandedOver{"moi khac", "Thông báo 15"});
    late.then("2017-02-20 09:00", RoundBegun{"took_over", {}, {}});
    const auto taken = late.taken_over("khac", "2017-02-13 09:00");
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->line.how, Punctuality::missing);
    EXPECT_EQ(taken->line.days_late, 5);
    EXPECT_EQ(taken->line.returns, 1);
    EXPECT_EQ(taken->on, day("2017-02-13"));
    EXPECT_EQ(taken->reason, "Thông báo 15");
    EXPECT_FALSE(late.taken_over("kha", "2017-02-13 09:00")) << "it never passed to that unit";
    EXPECT_FALSE(late.taken_over("khac", "2017-02-20 09:00")) << "nor then";
    EXPECT_EQ(late.taken_over("moi", "2017-02-13 09:00", "2017-02-10")->line.days_late, 4)
        << "a unit that has ended is late no longer than to its last day";
    History early;
    early.then("2017-01-20 00:00", HandedOver{"moi"});
    EXPECT_EQ(early.taken_over("moi", "2017-01-20 00:00")->line.how, Punctuality::not_due);
}

TEST(Record, KeepsWhatAUnitWasLateWithWhenItWasHandedOver) {
    const auto given = [](std::string_view on) {
        return History().then(on, HandedOver{"moi", "Thông báo 15"});
    };
    EXPECT_EQ(given("2017-02-06 09:00").counts("2017-06-01"), "missing 3");
    EXPECT_EQ(given("2017-02-06 09:00").line().handed_over, day("2017-02-06"));
    EXPECT_EQ(given("2017-01-20 09:00").counts("2017-06-01"), "handed_over");
    EXPECT_EQ(History().until("2017-02-03").then("2017-02-04 00:00", HandedOver{"moi"}).counts(),
              "missing 2")
        << "to the last day of a unit that has ended";
    EXPECT_EQ(
        History().until("2017-02-03").then("2017-02-04 00:00", Withdrawn{"unit_ended"}).counts(),
        "missing 2")
        << "nobody succeeds it";
    EXPECT_EQ(History().then("2017-01-20 00:00", Withdrawn{"unit_ended"}).counts(), "withdrawn");
    History back = given("2017-02-06 09:00");
    back.then("2017-02-07 09:00", RoundBegun{"took_over", due("2017-02-10"), {}});
    EXPECT_EQ(back.counts("2017-02-09"), "not_due");
}

TEST(Record, CountsLateRoundsBeforeAHandOver) {
    History one;
    one.arrives("2017-02-03").returned("2017-02-06 09:00", "2017-02-10");
    one.then("2017-02-07 09:00", HandedOver{"moi"});
    EXPECT_EQ(one.counts(), "late 2, returns 1");
}

TEST(Record, KeepsASubmissionWhoseAcceptanceOrWaiverIsTakenBack) {
    for (const Event& mistake : {Event(Accepted{}), Event(Waived{"nhầm", "Giám đốc"})}) {
        History one;
        one.arrives("2017-02-06").then("2017-02-07 09:00", mistake);
        one.then("2017-02-08 09:00", Reopened{"nhầm"});
        EXPECT_EQ(one.counts("2017-02-20"), "late 3");
        EXPECT_EQ(one.line().submissions, 1);
    }
}

TEST(Record, PassesOverWhatPeopleWereToldAndWhatHasNoBirth) {
    History one;
    one.then("2017-02-02 07:30", NoticeFellDue{}).arrives("2017-02-02");
    EXPECT_EQ(one.counts(), "late 1");
    EXPECT_FALSE(record_of(owed_by("dang-ky"), {{at("2017-01-09 08:00"), Accepted{}}},
                           {calendar(), zone(), day("2017-03-01")}));
}

TEST(Record, AddsUpWhatCountsAndCountsTheRestApart) {
    const RecordSum sum =
        sum_of({History().arrives("2017-01-20").line(), History().arrives("2017-02-06").line(),
                History().line("2017-02-08"),
                History().extended("2017-01-20 09:00", "2017-02-10").arrives("2017-02-09").line(),
                History(std::nullopt).line()});
    EXPECT_EQ(sum.counted, 4);
    EXPECT_EQ(sum.on_time, 2);
    EXPECT_EQ(sum.late, 1);
    EXPECT_EQ(sum.missing, 1);
    EXPECT_EQ(sum.days_late, 8);
    EXPECT_EQ(sum.extensions, 1);
    EXPECT_EQ(sum.not_counted, 1);
}

}  // namespace
}  // namespace dondoc
