// The loop put to work over virtual time: a real store, a channel that records what it is given,
// and a driver that gives the loop and the channel their turns. No threads, no sleeping. The plan
// is a world of the core's tests (tests/workflows/world.h).
//
// With a disk that fails, the store is a file on it, and closed and opened at each start. The
// daemon may fail whenever it works then, if it says so: it tries again after a while as a real one
// does, and is started again when the machine or the process has died. Whatever it had acknowledged
// is held against the store that is opened.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/configuration.h"
#include "daemon/loop/difference.h"
#include "daemon/loop/loop.h"
#include "tests/daemon/store/raw.h"
#include "tests/simulation/faulty_disk.h"
#include "tests/workflows/world.h"

namespace dondoc::loop_test {

using namespace dondoc::test;
using simulation::FaultyDisk;

// The value, or the end of the test with the error in words.
template <class T>
T must(Result<T> result) {
    if (!result) {
        ADD_FAILURE() << result.error().text;
        std::abort();
    }
    return *std::move(result);
}

// A folder that goes with the test.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path file(const std::string& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// "carried", "refused <code>", "not found", or the error.
std::string said(const Answer&);

class Office {
public:
    explicit Office(const World&);  // a store in memory
    Office(const World&, const std::filesystem::path& store);
    Office(const World&, const std::filesystem::path& store, FaultyDisk&);

    // ---- how it is set up; takes effect at the next start, or apply()
    Configuration configuration;
    std::vector<ScriptLine> script;
    void changes(const World&);  // a plan edited, or one more
    void drops(const std::string& campaign);
    // Another one at this moment, with a copy of the store, whose channel sends everything.
    std::unique_ptr<Office> twin() const;
    void templates(const TemplateTexts&);

    // The daemon starts; what a loop before it had not committed is lost.
    void start(std::string_view time) { start(at(time)); }
    void start(Instant);
    // Down: nothing is planned and nothing leaves.
    void down_until(std::string_view time) { start(time); }

    // What the set-up above would change while the loop runs; changes nothing.
    Difference preview() const;
    // Puts it in force while the loop runs, and gives the difference that was told before.
    Difference apply();
    void adopt();  // the same, without a preview

    // Everything that is due until then, that moment included.
    void run_to(std::string_view time) { run_to(at(time)); }
    void run_to(Instant);
    // One turn: the outcome of a delivery comes in, or a message is delivered, or the loop makes a
    // step, or the clock moves on. False: nothing more until `end`.
    bool turn(Instant end);

    // What the channel answers; Sent unless set.
    std::function<Outcome(const Consignment&)> channel;
    // How long it takes to; no time unless set.
    std::function<std::chrono::milliseconds(const Consignment&)> takes;
    // Not at once, but when the daemon has its next turn: what it was not asked for, or again.
    void hears(Delivery);

    Answer execute(const decltype(Command::what)&);
    // The clock departs, or comes back; false if the disk kept that from being recorded.
    bool clock_departs(const std::optional<ClockJump>&);

    std::string decide(const Decision&, std::string_view duty = "dang-ky",
                       std::string_view unit = "bv-da-khoa");
    std::string phase(std::string_view phase, PhaseVerb, const std::string& reason = "Công văn 12");
    std::string event(const std::string& event, std::string_view iso,
                      const std::string& reason = "Thông báo 15");
    std::string suspend(const std::vector<std::string>& units, std::string_view from,
                        std::string_view to);
    std::string end_suspension(const std::vector<std::string>& units);
    std::string pause(const std::string& reason = "bão");
    std::string resume(const std::string& reason = "bão tan");

    // ---- what came of it
    // What was handed to the channel since the last time it was asked, a line a message:
    //     2017-01-11 07:30  an  -10.contact dang-ky.bv-da-khoa
    std::string sent();
    // Every notice by its key, with its state and reason.
    std::string notices() const;
    // The letter of the last consignment to this person, plain text.
    std::string letter_to(std::string_view person) const;
    std::string dump() const { return must(dump_projections(*store)); }
    MessageRecord message_to(std::string_view person) const;  // the newest
    Obligation obligation(std::string_view duty = "dang-ky",
                          std::string_view unit = "bv-da-khoa") const;

    struct Carried {
        Instant at;
        Consignment consignment;
        std::string person;
    };
    std::vector<Carried> carried;      // everything the channel was given
    std::vector<Step> steps;           // everything that was committed since the last start
    std::vector<std::string> refused;  // lines of the script that changed nothing
    std::vector<SetAside> aside;       // likewise what was set aside
    int starts = 0;
    std::string troubles;  // a line for each failure of the disk that the daemon told of, and death

    std::unique_ptr<Store> store;
    std::optional<Loop> loop;
    Instant now{};
    std::optional<Definitions> definitions;
    std::shared_ptr<const Composer> composer;

private:
    Office(const World&, std::unique_ptr<Store>);
    Office(const Office&, std::unique_ptr<Store>);
    std::shared_ptr<const InForce> set_up() const;
    bool begin();  // one start of the process; false: it could not, and said why
    bool open_store();
    void expect_what_was_acknowledged();
    void acknowledge(const Step&);
    bool bring_outcomes();
    void wait_until(Instant);
    // What the work gave; nothing if the disk kept it from being done.
    template <class T>
    std::optional<T> daemon_does(const std::function<Result<T>()>& work) {
        std::optional<FaultyDisk::AtWork> at_work;
        if (disk_) at_work.emplace(*disk_);
        Result<T> result = work();
        at_work.reset();
        if (!ended_well(result ? nullptr : &result.error())) return std::nullopt;
        return *std::move(result);
    }
    bool ended_well(const Error* why);  // nullptr: it was done, unless the machine has died
    bool died() const { return disk_ && disk_->gone(); }
    void deliver(const Consignment&);
    std::string line_of(const Consignment&) const;

    std::map<std::string, std::shared_ptr<const Definition>> plans_;
    int versions_ = 0;
    std::optional<Letters> letters_;
    std::shared_ptr<const InForce> in_force_;
    std::deque<Consignment> to_carry_;
    std::deque<Delivery> outcomes_;
    std::multimap<Instant, Delivery> late_;  // outcomes, by when they come in
    std::filesystem::path file_;
    FaultyDisk* disk_ = nullptr;
    std::optional<store_test::Raw> other_;  // a connection that reads beside the daemon's
    JournalHead head_;                      // of what was acknowledged
    std::string sent_ = "\n";
};

// What became of the notices about it: a line each, with its key, its state and the reason.
std::string fates(const Office&, const Subject& about);

// The rows of its store are what the journal makes of them.
void rebuilds_to_itself(const Office&);

// The plain text of a mail.
std::string plain_text(const std::string& mail);

}  // namespace dondoc::loop_test
