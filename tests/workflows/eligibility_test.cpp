// Who passes which gate, with the facts behind it.
#include "workflows/eligibility.h"

#include <gtest/gtest.h>

#include "tests/workflows/world.h"
#include "workflows/planner.h"

namespace dondoc {
namespace {

using namespace test;

Gate gate(std::vector<Gate::Requirement> requirements) {
    Gate made;
    made.id = "dang-ky-truoc";
    made.title = "Không đăng ký thì không xét danh hiệu";
    made.requirements = std::move(requirements);
    return made;
}

class Case {
public:
    Case() {
        world_.has_phase("gd-dang-ky").has_phase("gd-tong-ket", "", "", PhaseKind::final);
        world_.has_phase("gd-phat-dong", "", "", PhaseKind::launch);
        world_.owes("dang-ky", before("2017-01-30"), "gd-dang-ky", {"bv-da-khoa", "tt-y-te"});
        world_.duty("dang-ky").deliverable = "Bản đăng ký";
        world_.campaign.gates = {gate({{"dang-ky", {}}})};
    }

    Case& requires_kind(PhaseKind kind) {
        world_.campaign.gates = {gate({{"", kind}})};
        return *this;
    }
    Obligation& stands(const std::string& unit, ObligationState state,
                       const std::string& duty = "dang-ky") {
        Obligation made;
        made.id = owed_by(duty, unit);
        made.state = state;
        made.term = term_of(world_.deadline(duty), *world_.definition().calendar);
        obligations_.push_back(made);
        return obligations_.back();
    }
    Case& phase(const std::string& id, PhaseState state, bool by_hand = false,
                PhaseState begun_as = PhaseState::planned) {
        PhaseRecord record;
        record.campaign = campaign_id;
        record.phase = id;
        for (const PhaseState to : {begun_as, state})
            apply(record, PhaseMoved{to, by_hand ? "by_hand" : "from_date", ""});
        phases_.push_back(record);
        return *this;
    }

    // A line a unit, then one for each fact.
    std::string table(std::string_view today = "2017-02-03",
                      Language language = Language::vi) const {
        const Definition definition = world_.definition();
        std::string text = "\n";
        for (const JudgedUnit& unit : eligibility(definition, sources_, day(today), language)) {
            text += std::string(unit.passed ? "yes " : "no  ") + unit.unit + '\n';
            for (const JudgedGate& judged : unit.gates) {
                for (const JudgedRequirement& requirement : judged.requirements) {
                    for (const GateFact& fact : requirement.facts)
                        text += std::string(fact.met ? "  + " : "  - ") + fact.words + '\n';
                }
            }
        }
        return text;
    }

    World world_;

private:
    std::vector<Obligation> obligations_;
    std::vector<PhaseRecord> phases_;

public:
    GateSources sources_{obligations_, phases_};
};

TEST(Eligibility, TellsOnTimeFromLateAndLateFromNever) {
    Case one;
    Obligation& on_time = one.stands("bv-da-khoa", ObligationState::accepted);
    on_time.arrived = day("2017-01-28");
    on_time.document = "12/BC";
    one.stands("tt-y-te", ObligationState::pending);
    EXPECT_EQ(one.table(), R"(
yes bv-da-khoa
  + Bản đăng ký: đã nộp ngày 28/01/2017, số 12/BC, đúng hạn
no  tt-y-te
  - Bản đăng ký: chưa nộp, quá hạn 02 ngày làm việc
)");
}

TEST(Eligibility, LetsALateRegistrationPassAndSaysHowLate) {
    Case one;
    Obligation& late = one.stands("bv-da-khoa", ObligationState::submitted);
    late.arrived = day("2017-02-03");
    one.sources_.late[late.id.text()] = 2;
    one.stands("tt-y-te", ObligationState::returned).last_reason = "thiếu biểu";
    EXPECT_EQ(one.table("2017-02-03", Language::en), R"(
yes bv-da-khoa
  + Bản đăng ký: submitted on 2017-02-03, late by 2 working days
no  tt-y-te
  - Bản đăng ký: returned and not submitted again, overdue by 2 working days
)");
}

// The record is the judge of lateness: a deadline that was moved to an earlier day after a report
// had come does not make it late, and a day off is no working day.
TEST(Eligibility, LeavesLatenessToTheRecord) {
    Case one;
    one.stands("bv-da-khoa", ObligationState::accepted).arrived = day("2017-02-03");
    Obligation& on_a_day_off = one.stands("tt-y-te", ObligationState::accepted);
    on_a_day_off.arrived = day("2017-01-30");
    one.sources_.late[on_a_day_off.id.text()] = 0;
    EXPECT_EQ(one.table(), R"(
yes bv-da-khoa
  + Bản đăng ký: đã nộp ngày 03/02/2017, đúng hạn
yes tt-y-te
  + Bản đăng ký: đã nộp ngày 30/01/2017, trễ hạn (ngày nghỉ)
)");
}

TEST(Eligibility, JudgesAnExtendedOneByItsExtendedDay) {
    Case one;
    Obligation& extended = one.stands("bv-da-khoa", ObligationState::submitted);
    extended.term = term_by(day("2017-02-10"), *one.world_.definition().calendar);
    extended.granted = day("2017-02-10");
    extended.arrived = day("2017-02-09");
    one.stands("tt-y-te", ObligationState::pending).term =
        term_by(day("2017-02-10"), *one.world_.definition().calendar);
    EXPECT_EQ(one.table(), R"(
yes bv-da-khoa
  + Bản đăng ký: đã nộp ngày 09/02/2017, đúng hạn
no  tt-y-te
  - Bản đăng ký: chưa nộp, còn 05 ngày làm việc
)");
}

TEST(Eligibility, LetsTheWaivedPassAndDoesNotCountTheWithdrawn) {
    Case one;
    one.stands("bv-da-khoa", ObligationState::waived).last_reason = "đang giải thể";
    one.stands("tt-y-te", ObligationState::withdrawn);
    EXPECT_EQ(one.table(), R"(
yes bv-da-khoa
  + Bản đăng ký: được miễn: đang giải thể
yes tt-y-te
  + Bản đăng ký: đơn vị không phải thực hiện
)");
}

// A merger: what the ended unit had handed in counts for its successor, what it owed is that one's.
TEST(Eligibility, JudgesTheSuccessorInThePlaceOfAnEndedUnit) {
    Case one;
    one.world_.owes("so-ket", before("2017-02-01"), "gd-dang-ky", {"bv-da-khoa"});
    one.world_.duty("so-ket").deliverable = "Báo cáo";
    one.world_.campaign.gates = {gate({{"dang-ky", {}}, {"so-ket", {}}})};
    Unit heir = one.world_.unit("tt-y-te");
    heir.id = heir.name = "moi";
    one.world_.organisation.units["moi"] = heir;
    one.world_.unit("bv-da-khoa").until = day("2017-01-31");
    one.world_.unit("bv-da-khoa").successors = {"moi"};
    Obligation& before_it_ended = one.stands("bv-da-khoa", ObligationState::accepted);
    before_it_ended.arrived = day("2017-01-28");
    one.stands("bv-da-khoa", ObligationState::withdrawn, "so-ket").last_reason = "handed_over";
    one.stands("moi", ObligationState::pending, "so-ket");
    one.stands("tt-y-te", ObligationState::pending);
    const std::string others = R"(no  tt-y-te
  - Bản đăng ký: chưa nộp, quá hạn 02 ngày làm việc
  + Báo cáo: đơn vị không phải thực hiện
)";
    EXPECT_EQ(one.table(), R"(
no  moi
  + bv-da-khoa: Bản đăng ký: đã nộp ngày 28/01/2017, đúng hạn
  - Báo cáo: chưa nộp, quá hạn 02 ngày làm việc
)" + others);

    one.world_.unit("bv-da-khoa").successors = {"tt-y-te"};
    EXPECT_EQ(one.table(), R"(
no  tt-y-te
  + bv-da-khoa: Bản đăng ký: đã nộp ngày 28/01/2017, đúng hạn
  - Bản đăng ký: chưa nộp, quá hạn 02 ngày làm việc
  + Báo cáo: đơn vị không phải thực hiện
)") << "each once";
}

TEST(Eligibility, SaysWhoIsSuspendedAndWhoDecided) {
    Case one;
    one.requires_kind(PhaseKind::launch).phase("gd-phat-dong", PhaseState::open, true);
    one.sources_.decisions["gd-phat-dong"] = {"lan", day("2017-01-05"), "họp sớm"};
    EXPECT_EQ(one.table().substr(0, one.table().find("yes tt-y-te")), R"(
yes bv-da-khoa
  + giai đoạn «gd-phat-dong»: đang mở (do lan quyết định ngày 05/01/2017: họp sớm)
)");
    Case other;
    other.stands("bv-da-khoa", ObligationState::pending);
    other.stands("tt-y-te", ObligationState::waived).last_reason = "mới lập";
    other.sources_.suspended["bv-da-khoa"] = {{day("2017-02-01"), day("2017-02-10")}};
    other.sources_.decisions[owed_by("dang-ky", "tt-y-te").text()] = {"Giám đốc Sở",
                                                                      day("2017-01-10"), ""};
    EXPECT_EQ(other.table(), R"(
no  bv-da-khoa
  - Bản đăng ký: chưa nộp, tạm dừng đến hết ngày 10/02/2017
yes tt-y-te
  + Bản đăng ký: được miễn: mới lập (do Giám đốc Sở quyết định ngày 10/01/2017)
)");
    EXPECT_NE(other.table("2017-02-03", Language::en).find("(decided by Giám đốc Sở on 2017-01-10"),
              std::string::npos)
        << other.table("2017-02-03", Language::en);
}

// Before an award phase the coordinator is asked about a unit that has missed what a gate requires.
TEST(Gate, IsPutBeforeTheCoordinatorOnceARoundAheadOfTheFirstRung) {
    World world;
    world.has_phase("gd-khen-thuong", "", "", PhaseKind::award);
    world.owes("dang-ky", before("2017-01-30"));
    world.owes("ho-so", by("2017-06-15"), "gd-khen-thuong").has_ladder("-5.contact +1.head");
    world.campaign.gates = {gate({{"dang-ky", {}}})};
    const Definition definition = world.definition();
    const Plan birth = plan_birth(definition, {}, owed_by("ho-so"), {}, at("2017-05-02 08:00"));
    EXPECT_EQ(birth.next, at("2017-06-05 07:30")) << "three working days before 08/6";
    Obligation one = born(owed_by("ho-so"), std::get<ObligationBorn>(birth.events.front()),
                          at("2017-05-02 08:00"));
    one.next = birth.next;
    Surroundings around;
    const Plan free = plan_obligation(definition, one, around, at("2017-06-05 07:30"));
    EXPECT_EQ(free.next, at("2017-06-08 07:30"));
    EXPECT_TRUE(std::holds_alternative<Rescheduled>(free.events.at(0))) << "nobody is asked";
    around.barred = true;
    const Plan barred = plan_obligation(definition, one, around, at("2017-06-05 07:30"));
    const auto& asked = std::get<NoticeFellDue>(barred.events.at(0));
    EXPECT_EQ(asked.person + " " + asked.rung + " " + asked.because, "giang gate gate_closed");
    EXPECT_EQ(barred.next, at("2017-06-08 07:30")) << "the unit is reminded all the same";
    apply(one, barred.events.at(0), at("2017-06-05 07:30"));
    one.next = barred.next;
    const Plan rung = plan_obligation(definition, one, around, at("2017-06-08 07:30"));
    ASSERT_EQ(rung.events.size(), 1u) << "it is asked once";
    EXPECT_EQ(std::get<NoticeFellDue>(rung.events.at(0)).rung, "-5.contact");
}

TEST(Gate, DoesNotKeepOutWhoHasMissedNothingYet) {
    Case one;
    one.world_.has_phase("gd-khen-thuong", "", "", PhaseKind::award);
    one.world_.owes("ho-so", by("2017-06-15"), "gd-khen-thuong");
    one.stands("bv-da-khoa", ObligationState::pending);
    const Definition definition = one.world_.definition();
    const Duty& duty = *definition.campaign.duty("ho-so");
    const auto count = [&](std::string_view today) {
        return obstacles_before(definition, duty, "bv-da-khoa", one.sources_, day(today),
                                Language::vi)
            .size();
    };
    EXPECT_EQ(count("2017-01-20"), 0u);
    EXPECT_EQ(count("2017-02-03"), 1u);
    EXPECT_TRUE(gates_before(definition.campaign, "gd-dang-ky").empty());
}

TEST(Eligibility, JudgesEverybodyByWhatTheIssuerOwesUpward) {
    Case one;
    one.world_.owes("tong-ket-dot", before("2017-02-10"), "gd-tong-ket", {"so-y-te"})
        .duty("tong-ket-dot")
        .upward = true;
    one.world_.duty("tong-ket-dot").deliverable = "Báo cáo tổng kết";
    one.world_.campaign.gates = {gate({{"tong-ket-dot", {}}})};
    const std::string& name = one.world_.unit("so-y-te").name;
    Obligation& its = one.stands("so-y-te", ObligationState::pending, "tong-ket-dot");
    EXPECT_EQ(one.table(),
              "\nno  bv-da-khoa\n  - " + name +
                  ": Báo cáo tổng kết: chưa nộp, còn 04 ngày làm việc\nno  tt-y-te\n  - " + name +
                  ": Báo cáo tổng kết: chưa nộp, còn 04 ngày làm việc\n");
    one.world_.has_phase("gd-khen-thuong", "", "", PhaseKind::award);
    one.world_.owes("ho-so", by("2017-06-15"), "gd-khen-thuong");
    const Definition definition = one.world_.definition();
    EXPECT_TRUE(obstacles_before(definition, *definition.campaign.duty("ho-so"), "bv-da-khoa",
                                 one.sources_, day("2017-03-01"), Language::vi)
                    .empty())
        << "it is no question about the unit";
    its.state = ObligationState::accepted;
    its.arrived = day("2017-02-09");
    EXPECT_EQ(one.table(),
              "\nyes bv-da-khoa\n  + " + name +
                  ": Báo cáo tổng kết: đã nộp ngày 09/02/2017, đúng hạn\nyes tt-y-te\n  + " + name +
                  ": Báo cáo tổng kết: đã nộp ngày 09/02/2017, đúng hạn\n");
    its.state = ObligationState::withdrawn;
    EXPECT_EQ(one.table(), R"(
yes bv-da-khoa
  + Báo cáo tổng kết: không ai phải thực hiện
yes tt-y-te
  + Báo cáo tổng kết: không ai phải thực hiện
)");
}

TEST(Eligibility, WantsEveryTimeOfADuty) {
    Case one;
    Occurrence first = one.world_.duty("dang-ky").occurrences.front();
    first.id = "dot-2";
    one.world_.duty("dang-ky").occurrences.push_back(first);
    one.stands("bv-da-khoa", ObligationState::accepted).arrived = day("2017-01-20");
    one.stands("bv-da-khoa", ObligationState::pending).id.occurrence = "dot-2";
    one.stands("tt-y-te", ObligationState::accepted).arrived = day("2017-01-20");
    EXPECT_EQ(one.table("2017-01-20"), R"(
no  bv-da-khoa
  + Bản đăng ký (1): đã nộp ngày 20/01/2017, đúng hạn
  - Bản đăng ký (dot-2): chưa nộp, còn 03 ngày làm việc
yes tt-y-te
  + Bản đăng ký (1): đã nộp ngày 20/01/2017, đúng hạn
)");
}

TEST(Eligibility, JudgesAKindOfPhaseByTheUnitsOwnObligationsInIt) {
    Case one;
    one.requires_kind(PhaseKind::registration).phase("gd-dang-ky", PhaseState::closed);
    one.stands("bv-da-khoa", ObligationState::pending);
    EXPECT_EQ(one.table(), R"(
no  bv-da-khoa
  - Bản đăng ký: chưa nộp, quá hạn 02 ngày làm việc
yes tt-y-te
  + giai đoạn «gd-dang-ky»: đã kết thúc
)");
}

TEST(Eligibility, JudgesAPhaseWithoutDutiesByItsState) {
    const auto facts = [](PhaseKind kind, const std::string& phase, PhaseState state) {
        const std::string text = Case().requires_kind(kind).phase(phase, state, true).table();
        return text.substr(1, text.find("tt-y-te") - 5);
    };
    EXPECT_EQ(facts(PhaseKind::launch, "gd-phat-dong", PhaseState::open),
              "yes bv-da-khoa\n  + giai đoạn «gd-phat-dong»: đang mở (do người phụ trách quyết "
              "định)\n");
    EXPECT_EQ(facts(PhaseKind::launch, "gd-phat-dong", PhaseState::planned),
              "no  bv-da-khoa\n  - giai đoạn «gd-phat-dong»: chưa mở (do người phụ trách quyết "
              "định)\n");
    EXPECT_EQ(facts(PhaseKind::final, "gd-tong-ket", PhaseState::open),
              "no  bv-da-khoa\n  - giai đoạn «gd-tong-ket»: đang mở (do người phụ trách quyết "
              "định)\n");
    EXPECT_EQ(facts(PhaseKind::final, "gd-tong-ket", PhaseState::closed),
              "yes bv-da-khoa\n  + giai đoạn «gd-tong-ket»: đã kết thúc (do người phụ trách quyết "
              "định)\n");
    EXPECT_EQ(facts(PhaseKind::final, "gd-tong-ket", PhaseState::skipped),
              "no  bv-da-khoa\n  - kế hoạch không có giai đoạn tổng kết\n");
}

TEST(Eligibility, TakesALaunchForHeldThoughItIsOnHoldSince) {
    const auto first_line = [](PhaseState begun_as) {
        const std::string text = Case()
                                     .requires_kind(PhaseKind::launch)
                                     .phase("gd-phat-dong", PhaseState::held, true, begun_as)
                                     .table();
        return text.substr(1, text.find('\n', 1) - 1);
    };
    EXPECT_EQ(first_line(PhaseState::open), "yes bv-da-khoa");
    EXPECT_EQ(first_line(PhaseState::planned), "no  bv-da-khoa");
}

TEST(Eligibility, LetsEverybodyPassWhereThePlanSetsNoGate) {
    Case one;
    one.world_.campaign.gates.clear();
    EXPECT_EQ(one.table(), "\nyes bv-da-khoa\nyes tt-y-te\n");
}

}  // namespace
}  // namespace dondoc
