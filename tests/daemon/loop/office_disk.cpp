// The office on a disk that fails.
#include <utility>

#include "daemon/store/audit.h"
#include "tests/daemon/loop/office.h"

namespace dondoc::loop_test {

namespace {

using simulation::FaultyDisk;

// Where the store lies is another place each time.
std::string without(std::string text, const std::string& path) {
    for (auto at = text.find(path); at != text.npos; at = text.find(path))
        text.erase(at, path.size());
    return text;
}

std::string words_of(const JournalFault& fault) {
    return "row " + std::to_string(fault.row) + " of the journal: fault " +
           std::to_string(static_cast<int>(fault.what)) + ' ' + fault.detail;
}

}  // namespace

Office::Office(const World& world, const std::filesystem::path& file, FaultyDisk& disk)
    : Office(world, nullptr) {
    file_ = file;
    disk_ = &disk;
}

bool Office::ended_well(const Error* why) {
    if (!disk_) {
        if (!why) return true;
        ADD_FAILURE() << why->text;
        std::abort();
    }
    const bool struck = disk_->struck();
    if (disk_->gone()) {
        troubles += "  " + clock(now) + "  it is dead\n";
        return false;
    }
    if (!why) return true;
    EXPECT_TRUE(struck) << why->text << ", though the disk was well";
    troubles += "  " + clock(now) + "  " + without(why->text, file_.string()) + '\n';
    return false;
}

bool Office::open_store() {
    other_.reset();
    {
        const FaultyDisk::AtWork at_work(*disk_);  // a good end is work too
        store.reset();
    }
    if (disk_->gone()) disk_->restart();
    auto opened = daemon_does<std::unique_ptr<Store>>([&] { return Store::open(file_); });
    if (!opened) return false;
    store = *std::move(opened);
    other_.emplace(file_);
    expect_what_was_acknowledged();
    return true;
}

// What is there now may be more: what was not acknowledged any more, and yet was done.
void Office::expect_what_was_acknowledged() {
    const auto audit = must(Audit::open(file_));
    std::vector<JournalHead> kept;
    if (head_.number > 0) kept.push_back(head_);
    const auto broken = must(audit->verify_journal(kept));
    EXPECT_FALSE(broken) << words_of(*broken);
    for (const ProjectionFault& fault : must(audit->verify_projections()))
        ADD_FAILURE() << fault.table << ' ' << fault.row << " is not what the journal makes of it";
    EXPECT_EQ(other_->ask("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(other_->ask("PRAGMA foreign_key_check"), "");
}

void Office::acknowledge(const Step& step) {
    steps.push_back(step);
    if (!disk_ || disk_->gone()) return;  // nobody was told any more
    const FaultyDisk::LookedAt looked(disk_);
    const std::string head =
        other_->ask("SELECT journal_number || ' ' || lower(hex(journal_hash)) FROM daemon");
    const auto space = head.find(' ');
    const std::int64_t before = head_.number;
    head_.number = std::stoll(head.substr(0, space));
    EXPECT_TRUE(step.changes.empty() || head_.number > before) << "acknowledged, and not there";
    head_.hash = head.substr(space + 1);
}

}  // namespace dondoc::loop_test
