// The store: the journal of events and its projections (obligations, phases, notices, messages,
// agenda, counters), all written in one transaction. It speaks the daemon's own words; SQLite is
// behind it. Owned by the loop's thread. The schema is described in daemon/store/README.md.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/store/reader.h"
#include "daemon/store/records.h"
#include "workflows/result.h"

namespace dondoc {

// Something that happened to one subject, and when it must be looked at again.
struct Change {
    Subject subject;
    std::vector<Event> events;    // at least one, in order
    std::optional<Instant> next;  // phases, obligations, duties, messages: their next moment
    std::string by = "dondoc";    // who did it
    std::string text{};           // with MessageComposed: the bytes that every try repeats
};

// What one transaction writes.
struct Step {
    Instant at{};
    std::vector<Change> changes{};
    std::optional<Instant> position{};          // virtual clock: its position after this step
    std::optional<std::int64_t> script_done{};  // lines of the event script carried out by now
    bool put_back = false;                      // the store is a copy no longer: see DaemonState
};

class Store {
public:
    // Opens or creates `file`; numbered migrations bring an older schema up to date. A newer schema
    // than this binary knows, a file that is no store and a folder that cannot be written are
    // errors in words.
    static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file);
    // A store that lives in memory and starts empty.
    static Result<std::unique_ptr<Store>> in_memory();
    // A copy of an existing store, which is not changed, in a temporary file: a store may be large.
    static Result<std::unique_ptr<Store>> copy_of(const std::filesystem::path& file);
    // Likewise of this one, as it was committed last.
    Result<std::unique_ptr<Store>> copy() const;
    ~Store();

    // Sees everything committed so far.
    const Reader& read() const;

    // All of the step or nothing. A NoticeFellDue or RungPassedOver whose key exists already is
    // left out: planning twice cannot tell twice. A change of which nothing is left still moves its
    // subject to `next`. What the journal keeps is UTF-8: bytes that are none become U+FFFD.
    //
    // An event about something that is not known, or that its subject cannot take (a second text
    // for a message, an outcome for one that is settled, a delay to no moment), is an error.
    //
    // Projections follow these rules:
    //   - obligations and phases by apply() of the core; their agenda row is `next`;
    //   - a NoticeFellDue joins the message of (person, channel, moment, copy), which is made if
    //     absent, queued and due at its moment. One that is composed or settled takes nothing more:
    //     the notice then goes into the message of the next free millisecond;
    //   - a delivery's outcome is the state of every notice of the message that is not suppressed;
    //   - when the last unsettled obligation of a phase settles, and when an unsettled one joins a
    //     phase that is closed, or open without a next moment, the phase falls due at once;
    //   - when the first undated obligation of a duty appears, or the first asking one, and when
    //     one of either kind comes or goes while nothing is waited for, its duty watch falls due at
    //     once.
    // "At once" is decided when the whole step stands, whatever the order of its changes.
    Done commit(const Step&);
    // Writes a page that says what it said before, and waits for the disk.
    Done prove_writable();

    // Makes every projection anew from the journal, in one transaction; message texts are kept.
    Done rebuild();

private:
    friend Result<std::string> dump_projections(const Store&);
    explicit Store(std::unique_ptr<Database>);
    std::unique_ptr<Database> database_;
    std::unique_ptr<Reader> reader_;
};

// One line for each row of each projection, for comparing stores in tests.
Result<std::string> dump_projections(const Store&);

}  // namespace dondoc
