// The store at a start: what is refused in words, what is mended, what waits for a person.
#include "daemon/service/opening.h"

#include <gmock/gmock.h>

#include <fstream>

#include "daemon/store/audit.h"
#include "daemon/store/backup.h"
#include "tests/daemon/store/nine_rows.h"

namespace dondoc::store_test {
namespace {

using testing::HasSubstr;

class Opening : public NineRows {
protected:
    std::string refusal(Language language = Language::en) const {
        const auto state = must(StateDirectory::take(folder.path));
        const auto store = open_store(state, language);
        return store ? "opened" : store.error().text;
    }
    void has_run_here() const { must(must(StateDirectory::take(folder.path)).write_token()); }
};

TEST_F(Opening, TakesAStoreThatIsSound) {
    has_run_here();
    EXPECT_EQ(refusal(), "opened");
}

TEST_F(Opening, RefusesADamagedFileAndSaysHowACopyIsPutBack) {
    std::filesystem::resize_file(folder.file(), std::filesystem::file_size(folder.file()) / 2);
    EXPECT_THAT(refusal(), HasSubstr("the file is damaged"));
    EXPECT_THAT(refusal(), HasSubstr("dondoc backup --store COPY " + folder.file().string()));
    EXPECT_THAT(refusal(Language::vi), HasSubstr("tệp dữ liệu bị hỏng"));
    EXPECT_THAT(refusal(Language::vi), HasSubstr("chuyển " + folder.file().string()));
}

TEST_F(Opening, RefusesAJournalThatWasChangedAndNamesTheRow) {
    tamper("UPDATE journal SET actor = 'ai' WHERE number = 4");
    EXPECT_THAT(refusal(), HasSubstr("row 4 is not as it was written"));
    EXPECT_THAT(refusal(Language::vi), HasSubstr("dòng 4 không còn như khi được ghi"));
}

TEST_F(Opening, BeginsFromNothingOnlyWhereNoDaemonHasRun) {
    std::filesystem::remove(folder.file());
    EXPECT_EQ(refusal(), "opened");
    has_run_here();
    std::ofstream(folder.file(), std::ios::trunc).flush();
    EXPECT_THAT(refusal(), HasSubstr("holds nothing, though a daemon has run here"));
    std::filesystem::remove(folder.file());
    EXPECT_THAT(refusal(Language::vi), HasSubstr("không có dữ liệu, dù dondoc đã từng chạy"));
}

TEST_F(Opening, MakesTablesAnewThatSaySomethingElseThanTheJournal) {
    tamper("UPDATE obligations SET state = 'waived' WHERE unit = 'u3'; DELETE FROM agenda");
    EXPECT_EQ(refusal(), "opened");
    EXPECT_TRUE(must(must(Audit::open(folder.file()))->verify_projections()).empty());
}

TEST_F(Opening, PausesTheSendingOfACopyThatWasPutBackOnceAndSaysWhy) {
    must(back_up(folder.file(), folder.file("copy.db")));
    World world(must(Store::open(folder.file("copy.db"))));
    must(pause_if_put_back(*world.store, Language::en, at("08:00")));
    auto state = must(world.read().daemon_state());
    EXPECT_TRUE(state.paused);
    EXPECT_FALSE(state.copied);
    EXPECT_THAT(state.pause_reason, HasSubstr("was put back from a copy"));
    world.happens(daemon(), {SendingResumed{"đã nhập lại"}});
    must(pause_if_put_back(*world.store, Language::en, at("09:00")));
    EXPECT_FALSE(must(world.read().daemon_state()).paused);
}

TEST_F(Opening, KeepsTheReasonOfAPauseThatStoodInTheCopy) {
    {
        World world(must(Store::open(folder.file())));
        world.happens(daemon(), {SendingPaused{"bão số 3"}});
    }
    must(back_up(folder.file(), folder.file("copy.db")));
    World world(must(Store::open(folder.file("copy.db"))));
    must(pause_if_put_back(*world.store, Language::vi, at("08:00")));
    EXPECT_THAT(must(world.read().daemon_state()).pause_reason, HasSubstr("(bão số 3)"));
}

}  // namespace
}  // namespace dondoc::store_test
