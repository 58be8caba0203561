// A disk that takes nothing: nothing is lost, nothing is set aside, and it goes on by itself.
#include <gmock/gmock.h>

#include "tests/daemon/loop/office.h"
#include "tests/daemon/store/small_disk.h"

namespace dondoc::loop_test {
namespace {

using store_test::SmallDisk;
using testing::HasSubstr;

World plan() {
    return World().has_ladder("-5.contact -1.contact").owes("dang-ky", before("2017-01-30"));
}

struct OnDisk {
    OnDisk() { office.start("2017-01-09 08:00"); }
    // As full as it is now: what a step writes is appended to the log.
    rlim_t full() const { return std::filesystem::file_size(folder.file("dondoc.db-wal")); }
    std::string turn(std::string_view time) {
        const auto progress = office.loop->run_once(at(time));
        return progress ? "went on" : progress.error().text;
    }

    Folder folder;
    Office office{plan(), folder.file("dondoc.db")};
};

TEST(Standstill, OfAFullDiskSetsNothingAsideAndEndsByItself) {
    OnDisk it;
    {
        const SmallDisk disk(it.full());
        EXPECT_THAT(it.turn("2017-01-18 07:30"), HasSubstr("commit: "));
        ASSERT_TRUE(it.office.loop->standstill());
        EXPECT_EQ(it.office.loop->standstill()->since, at("2017-01-18 07:30"));
        EXPECT_THAT(it.turn("2017-01-18 07:31"), HasSubstr("write to the store: "));
        EXPECT_EQ(it.office.loop->standstill()->since, at("2017-01-18 07:30"));
    }
    EXPECT_EQ(must(it.office.store->read().set_aside()).size(), 0U);
    it.office.run_to("2017-01-18 08:00");
    EXPECT_FALSE(it.office.loop->standstill());
    EXPECT_EQ(it.office.message_to("an").state, MessageState::sent);
}

TEST(Standstill, TakesNoDecisionAndSaysWhyNot) {
    OnDisk it;
    {
        const SmallDisk disk(it.full());
        EXPECT_THAT(it.office.pause(), HasSubstr("commit: "));
        EXPECT_TRUE(it.office.loop->standstill()) << "though nothing is due";
    }
    EXPECT_FALSE(must(it.office.store->read().daemon_state()).paused);
    EXPECT_EQ(it.turn("2017-01-09 08:00"), "went on");
    EXPECT_FALSE(it.office.loop->standstill()) << "it need not wait for the next moment";
    EXPECT_EQ(it.office.pause(), "carried");
}

TEST(Standstill, KeepsTheOutcomeOfALetterThatHadLeftAndSendsItOnce) {
    OnDisk it;
    it.office.run_to("2017-01-18 07:00");
    int sent = 0;
    rlim_t full = 0;
    std::optional<SmallDisk> disk;
    it.office.channel = [&](const Consignment&) -> Outcome {
        ++sent;
        full = it.full();
        return Sent{"250 ok"};
    };
    while (sent == 0)
        ASSERT_TRUE(it.office.turn(at("2017-01-18 07:30")));
    disk.emplace(full);
    it.office.turn(at("2017-01-18 07:30"));
    disk.reset();
    it.office.run_to("2017-01-18 09:00");
    EXPECT_EQ(sent, 1);
    EXPECT_EQ(it.office.message_to("an").state, MessageState::sent);
}

}  // namespace
}  // namespace dondoc::loop_test
