// The projections are nothing but the journal seen from another side: a long life of random steps,
// and the same tables made anew from the journal alone.
#include <gmock/gmock.h>

#include <map>
#include <random>
#include <utility>

#include "tests/daemon/store/world.h"

namespace dondoc::store_test {
namespace {

// Chooses one valid step after the other. Whatever it chooses depends on the seed alone.
class Life {
public:
    Life(World& world, unsigned seed) : world_(world), random_(seed) {
        for (const auto* name : {"register", "midterm", "final"})
            phase_moves(name, PhaseBorn{});
    }

    void step() {
        world_.now += std::chrono::minutes{pick(30)};
        switch (pick(15)) {
            case 14: return silence();
            case 13: return suspend();
            case 0: return bear();
            case 1: return decide();
            case 2: return begin_round();
            case 3: return recompute();
            case 4: return move_phase();
            case 5: return nudge_coordinator();
            case 6:
            case 7: return deliver();
            case 8: return pause();
            case 9: return date_event();
            default: return tell();
        }
    }

private:
    int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
    bool maybe(int one_in) { return pick(one_in) == 0; }
    std::string any_phase() {
        static const char* names[] = {"", "register", "midterm", "final"};
        return names[pick(4)];
    }
    std::optional<Term> any_term() {
        if (maybe(4)) return std::nullopt;
        Term made{day("2017-01-20") + std::chrono::days{pick(200)}, {}, {}, !maybe(5)};
        made.last_working = made.last_permitted - std::chrono::days{pick(3)};
        if (maybe(3)) made.opens = made.last_working - std::chrono::days{20};
        return made;
    }
    std::optional<Instant> any_next() {
        if (maybe(3)) return std::nullopt;
        return world_.now + std::chrono::minutes{pick(3000)};
    }
    std::string new_key() { return "key-" + std::to_string(++keys_); }
    // Now and then one that was used before.
    std::string any_key() {
        return maybe(10) ? "key-" + std::to_string(1 + pick(keys_ + 1)) : new_key();
    }

    void phase_moves(const std::string& name, Event event) {
        world_.happens(phase("plan." + name), {std::move(event)}, any_next());
    }
    void move_phase() {
        std::string name = any_phase();
        if (name.empty()) return world_.happens(campaign(), {CampaignApplied{"f" + new_key(), 2}});
        if (world_.phase(name).withdrawn) return phase_moves(name, PhaseBorn{});
        if (maybe(8)) return phase_moves(name, PhaseWithdrawn{"not_in_definition"});
        phase_moves(name, PhaseMoved{static_cast<PhaseState>(pick(6)),
                                     maybe(2) ? "by_hand" : "end_date", ""});
    }

    void bear() {
        std::vector<Change> births;
        for (int i = pick(6); i >= 0; --i) {
            const std::string unit = "u" + std::to_string(++units_);
            births.push_back(
                {owed(unit), {ObligationBorn{any_phase(), any_term(), maybe(5)}}, any_next()});
            if (maybe(2)) births.back().events.push_back(passed(new_key()));
        }
        world_.happens(std::move(births));
    }
    std::string any_unit() {
        if (units_ == 0) bear();
        return "u" + std::to_string(1 + pick(units_));
    }
    void decide() {
        const std::string unit = any_unit();
        static const auto choices = [] {
            Submitted figures{day("2017-01-16"), "2/BC", ""};
            figures.figures = {{"hai-long", FigureRole::target, Decimal{855, 1}},
                               {"sang-kien", FigureRole::actual, Decimal{12, 0}}};
            return std::vector<Event>{
                figures,
                Submitted{day("2017-01-15"), "1/BC", "nộp\nsớm", day("2017-01-14"), "Giám đốc"},
                Accepted{"đạt"},
                Returned{"thiếu \\ phụ lục"},
                Waived{"sáp nhập", "Giám đốc Sở"},
                Withdrawn{"not_in_definition"},
                ExtensionRequested{day("2017-03-15"), "lũ", "2/CV"},
                ExtensionDeclined{"đủ thời gian"},
                Acknowledged{"đã nhận"},
                FileHandedIn{"ab", "báo cáo.pdf", 7},
                Reopened{"ghi nhầm"}};
        }();
        const auto choice = static_cast<std::size_t>(pick(static_cast<int>(choices.size())));
        world_.happens(owed(unit), {choices[choice]}, any_next());
    }
    void suspend() {
        const std::string unit = any_unit();
        const Date from = day("2017-02-01") + std::chrono::days{pick(5)};
        if (maybe(2))
            return world_.happens(
                campaign(), {UnitSuspended{unit, from, from + std::chrono::days{pick(9)}, "lũ",
                                           "Giám đốc Sở"}});
        world_.happens(campaign(), {SuspensionEnded{unit, from, from, "hết lũ"}});
    }
    void silence() {
        const Date from = day("2017-02-01") + std::chrono::days{pick(5)};
        if (silences_ == 0 || maybe(2))
            return world_.happens(daemon(), {Silenced{++silences_, "plan", "", any_unit(), from,
                                                      from + std::chrono::days{pick(9)}, "họp"}});
        world_.happens(daemon(), {SilenceEnded{1 + pick(silences_), from, "họp xong"}});
    }
    void begin_round() {
        static const char* whys[] = {"returned", "extended", "edited", "event_dated", "restored"};
        RoundBegun event{whys[pick(5)], any_term(), {}, maybe(6)};
        if (event.term && maybe(2)) event.granted = event.term->last_permitted;
        world_.happens(owed(any_unit()), {event}, any_next());
    }
    void recompute() {
        world_.happens(owed(any_unit()), {TermRecomputed{any_phase(), any_term()}}, any_next());
    }

    NoticeFellDue any_notice() {
        static const char* people[] = {"an", "binh", "chi", "dung"};
        NoticeFellDue e = notice(any_key(), people[pick(4)]);
        e.moment = std::chrono::floor<std::chrono::hours>(world_.now);
        e.planned = e.moment;
        e.copy = maybe(6);
        e.audience = static_cast<Audience>(pick(5));
        e.rung = std::to_string(pick(9)) + ".head";
        return e;
    }
    void tell() {
        std::vector<Change> changes;
        for (int i = pick(4); i >= 0; --i) {
            Change change{owed(any_unit()), {any_notice()}, any_next()};
            if (maybe(3))
                change.events.push_back(passed(any_key(), maybe(3) ? "no_person" : "too_old"));
            if (maybe(6)) change.events.push_back(Rescheduled{"outside_window"});
            changes.push_back(std::move(change));
        }
        world_.happens(std::move(changes));
    }
    void nudge_coordinator() {
        const std::string month = "2017-" + std::to_string(10 + pick(9));
        NoticeFellDue e = nudge(month);
        e.moment = std::chrono::floor<std::chrono::hours>(world_.now);
        world_.happens(duty(), {e}, any_next());
    }
    void date_event() {
        static const char* events[] = {"khai-mac", "be-mac"};
        world_.happens(campaign(),
                       {EventDated{events[pick(2)], day("2017-03-01") + std::chrono::days{pick(90)},
                                   "thông báo " + new_key()}});
    }
    void pause() {
        if (maybe(4))
            return world_.happens(daemon(), {ChannelDown{maybe(2) ? "mail" : "webhook", "mất mạng",
                                                         1 + pick(5), world_.now}});
        if (maybe(4)) return world_.happens(daemon(), {ChannelUp{"mail"}});
        if (maybe(6)) return world_.happens(daemon(), {ClockJumped{world_.now, at("07:30")}});
        if (maybe(6)) return world_.happens(daemon(), {ClockReturned{}});
        if (maybe(6)) return world_.happens(daemon(), {CatchUpBegun{world_.now}});
        if (maybe(6)) return world_.happens(daemon(), {CatchUpWeighed{3, maybe(2)}});
        if (maybe(6)) return world_.happens(daemon(), {CatchUpReleased{"xong"}});
        if (maybe(2)) return world_.happens(daemon(), {SendingPaused{"bảo trì"}});
        world_.happens(daemon(), {SendingResumed{"xong"}});
    }

    // One claimable message takes the next step of its life.
    void deliver() {
        const auto channels = must(world_.read().outbox_channels());
        if (channels.empty()) return;
        const auto& channel =
            channels[static_cast<std::size_t>(pick(static_cast<int>(channels.size())))];
        const auto messages = must(world_.read().claimable(channel, world_.now, 5, {}));
        if (messages.empty()) return;
        const MessageRecord& one =
            messages[static_cast<std::size_t>(pick(static_cast<int>(messages.size())))];
        Change change{message(one), {}, {}};
        if (one.address.empty()) {
            const auto notices = must(world_.read().notices_in(one.key));
            const bool all = maybe(6);
            for (const auto& inside : notices)
                if (all || maybe(8))
                    change.events.push_back(NoticeSuppressed{inside.key, "submitted"});
            change.text = "Kính gửi " + one.key;
            if (all)
                change.events.push_back(MessageSuppressed{});
            else
                change.events.push_back(composed(change.text));
        } else if (maybe(3)) {
            change.events.push_back(DeliveryDelayed{one.attempts + 1, "451 h\xf4m sau", maybe(3)});
            change.next = world_.now + std::chrono::minutes{1 + pick(90)};
        } else if (maybe(5)) {
            change.events.push_back(DeliveryFailed{one.attempts + 1, "550"});
        } else {
            change.events.push_back(DeliverySucceeded{one.attempts + 1, "250 ok"});
        }
        world_.happens({change});
    }

    World& world_;
    std::mt19937 random_;
    int silences_ = 0;
    int keys_ = 0;
    int units_ = 0;
};

class Rebuild : public testing::TestWithParam<unsigned> {};
INSTANTIATE_TEST_SUITE_P(Seeds, Rebuild, testing::Values(1U, 2017U, 987654U));

TEST_P(Rebuild, ComesToTheVeryRowsThatTheLiveStoreHas) {
    constexpr int steps = 1500;
    World world(must(Store::in_memory()));
    Life life(world, GetParam());
    for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i)
        life.step();
    ASSERT_FALSE(testing::Test::HasFailure());

    const std::string live = world.dump();
    for (const auto* word : {"state=sent", "state=failed", "state=suppressed", "state=retrying",
                             "state=passed_over", "state=withdrawn", "agenda due=", "duties row="})
        EXPECT_THAT(live, testing::HasSubstr(word)) << "the life was too short to show much";
    ASSERT_EQ(error_of(world.store->rebuild()), "");
    EXPECT_TRUE(world.dump() == live) << "seed " << GetParam();
    EXPECT_EQ(must(world.read().verify_journal()), std::nullopt);
}

// The counters are kept by differences; they must be what counting from scratch gives.
TEST_P(Rebuild, KeepsCountersThatACountConfirms) {
    World world(must(Store::in_memory()));
    Life life(world, GetParam() + 1);
    for (int i = 0; i < 400 && !testing::Test::HasFailure(); ++i)
        life.step();
    std::map<std::string, std::pair<int, int>> phases;
    int undated = 0;
    int asking = 0;
    std::string cursor;
    do {
        const auto page = must(world.read().obligations({}, page_size_max, cursor));
        cursor = page.cursor;
        for (const auto& o : page.rows) {
            phases[o.phase].first += o.state != ObligationState::withdrawn;
            phases[o.phase].second += !o.settled();
            undated += o.owed() && !o.term;
            asking += o.owed() && o.asking;
        }
    } while (!cursor.empty());
    for (const auto* name : {"register", "midterm", "final"}) {
        EXPECT_EQ(world.phase(name).obligations, phases[name].first) << name;
        EXPECT_EQ(world.phase(name).unsettled, phases[name].second) << name;
    }
    EXPECT_EQ(world.duty().undated, undated);
    EXPECT_EQ(world.duty().asking, asking);
    EXPECT_GT(undated, 0);
}

TEST_P(Rebuild, IsTheSameLifeForTheSameSeed) {
    const auto live = [] {
        World world(must(Store::in_memory()));
        Life life(world, GetParam());
        for (int i = 0; i < 100; ++i)
            life.step();
        return world.dump();
    };
    EXPECT_EQ(live(), live());
}

}  // namespace
}  // namespace dondoc::store_test
