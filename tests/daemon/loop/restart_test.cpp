// Whatever the moment at which the daemon dies, it goes on where it stopped: nothing is lost and
// nothing is told twice. Processes are killed in the acceptance tests; here the loop is thrown away
// after every possible turn and made anew over the same store file.
#include <map>

#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

constexpr const char* end = "2017-02-10 00:00";

World plan() {
    return World()
        .has_ladder("-1.contact +1.head +3.superior")
        .has_phase("gd")
        .owes("dang-ky", before("2017-01-30"), "gd", {"bv-da-khoa", "tt-y-te"})
        .owes("tong-ket", undated());
}

std::unique_ptr<Office> office_of(const std::filesystem::path& file) {
    auto office = std::make_unique<Office>(plan(), file);
    office->script = {{at("2017-01-24 10:00"),
                       {DecideObligation{owed_by("dang-ky", "tt-y-te"), submission()}, "script"}}};
    // The first delivery of all is put off; so is none after it.
    office->channel = [tried = std::make_shared<bool>(false)](const Consignment&) -> Outcome {
        if (!std::exchange(*tried, true)) return RetryLater{"450 busy"};
        return Sent{"250 ok"};
    };
    return office;
}

// Lines without the tries: those may differ, a message that died in flight is tried once more.
std::string outcome_of(const Office& office) {
    std::string text = office.notices();
    for (const MessageRecord& message : must(office.store->read().messages({}, 100, "")).rows)
        text += message.key + ' ' + message.subject + '\n';
    return text;
}

// Every Message-ID that the channel saw stands for the same bytes each time.
void expect_stable(const std::vector<Office::Carried>& carried) {
    std::map<std::string, std::string> bytes;
    for (const auto& each : carried) {
        const Parcel& parcel = each.consignment.parcel;
        EXPECT_EQ(bytes.try_emplace(parcel.id, parcel.bytes).first->second, parcel.bytes);
    }
}

TEST(Restart, AtAnyTurnLosesNothingAndTellsNothingTwice) {
    const Folder folder;
    const auto undisturbed = office_of(folder.file("undisturbed.db"));
    undisturbed->start("2017-01-03 08:00");
    int turns = 0;
    while (undisturbed->turn(at(end)))
        ++turns;
    ASSERT_GT(turns, 25);
    const std::string expected = outcome_of(*undisturbed);

    for (int died_after = 0; died_after <= turns; ++died_after) {
        const auto file = folder.file(std::to_string(died_after) + ".db");
        auto office = office_of(file);
        office->start("2017-01-03 08:00");
        for (int turn = 0; turn < died_after; ++turn)
            office->turn(at(end));
        const auto seen = office->carried;
        const auto channel = office->channel;
        const std::size_t in_flight = office->loop->in_flight();
        office.reset();  // the loop and its store; what was in flight is forgotten

        office = office_of(file);
        office->carried = seen;
        office->channel = channel;
        const DaemonState state = must(office->store->read().daemon_state());
        office->start(state.position.value_or(at("2017-01-03 08:00")));
        EXPECT_TRUE(office->steps.empty()) << "the plan was put to work twice";
        office->run_to(end);

        EXPECT_EQ(outcome_of(*office), expected) << "died after turn " << died_after;
        expect_stable(office->carried);
        EXPECT_LE(office->carried.size(), undisturbed->carried.size() + in_flight);
        EXPECT_EQ(must(office->store->read().verify_journal()), std::nullopt);
    }
}

}  // namespace

}  // namespace dondoc::loop_test
