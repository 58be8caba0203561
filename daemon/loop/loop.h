// The loop: decides what is due, commits it, and hands finished messages to the courier. A plain
// run_once(now) that knows no Asio, no curl and no threads; the daemon, the simulator and the
// forecast call it alike. Owns the writing side of the store; one thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/loop/command.h"
#include "daemon/loop/definitions.h"
#include "daemon/loop/digests.h"
#include "daemon/loop/letters.h"
#include "daemon/loop/script.h"
#include "daemon/loop/standstill.h"
#include "daemon/loop/traffic.h"
#include "daemon/store/store.h"
#include "notifiers/channel.h"

namespace dondoc {

// A message on its way to a channel.
struct Consignment {
    std::string message;  // message key
    std::string channel;
    Parcel parcel;
};

// What became of it.
struct Delivery {
    std::string message;
    Outcome outcome;
};

struct Progress {
    bool more = false;            // call run_once again before the clock moves
    std::optional<Instant> next;  // else: nothing will happen before this moment; empty: never
};

struct LoopSettings {
    bool keep_position = false;        // store `now` with each step, for a virtual clock
    bool ask_go_ahead = true;          // false: whatever a downtime held back leaves unasked
    Language language = Language::vi;  // of refusals
    std::vector<ScriptLine> script;    // carried out at their instants
    std::function<void(const ScriptLine&, const Answer&)>
        on_refused;                                     // a line that changed nothing
    std::function<void(const SetAside&)> on_set_aside;  // once for each thing set aside
};

class Loop {
public:
    using Send = std::function<void(Consignment)>;  // must not block; the outcome comes by record()
    using Observer = std::function<void(const Step&)>;  // sees each step after it was committed

    Loop(Store&, const Definitions&, const Letters&, LoopSettings, Send, Observer);

    // Puts the configured campaigns to work: new ones are born, changed ones migrated, missing ones
    // withdrawn; all in one transaction. Call once, before anything else.
    Done apply_definitions(Instant now);

    // Other definitions, while running: the migration of every campaign in one transaction, said to
    // be done by `by`. `adopt` is called once it stands and puts them in the place of those this
    // loop refers to; an error before it has changed nothing.
    Done change_definitions(const Definitions& next, const std::string& by, Instant now,
                            const std::function<void()>& adopt);
    // Whether the clock is believed: a jump and its end are recorded once each, and while there is
    // one nothing is planned and nothing leaves. Call it before each run_once of a real clock.
    Done mind_clock(const std::optional<ClockJump>&, Instant now);

    // The language of refusals from now on.
    void speak(Language language) { settings_.language = language; }

    // One bounded step: outcomes that came in, else due script lines, else due rows of the agenda,
    // else the digests that follow from what was opened, else messages whose time has come. Rows
    // that have been due for an hour say that the daemon was down: if what that held back comes to
    // more messages than the configuration allows, they wait for a go-ahead, and the coordinators
    // are told so.
    Result<Progress> run_once(Instant now);

    // Carries out what a person asks. Nothing is half done: Carried means committed.
    Answer execute(const Command&, Instant now);

    // The outcome of a consignment; committed by the next run_once. One that is heard again, or of
    // a message that did not leave since the start, says nothing.
    void record(Delivery);
    // The same at once; true if there was anything to commit.
    Result<bool> commit_deliveries(Instant now);
    // Nothing, unless the disk refused the last thing that was to be stored. Every run_once() tries
    // it first, and does nothing while it refuses; it ends by itself.
    const std::optional<Standstill>& standstill() const { return standstill_; }
    // Messages handed over and not heard of yet.
    std::size_t in_flight() const { return traffic_.in_flight().size(); }

private:
    Result<bool> run_script(Instant now);
    Result<bool> plan_due(Instant now);
    Result<bool> notice_downtime(Instant now);
    Result<bool> plan_campaign(const Subject&, Instant now);
    Result<bool> plan_officers(Instant now);
    Result<bool> hand_over(Instant now);
    Result<bool> weigh_catch_up(const std::vector<MessageRecord>&, Instant now);
    Result<Progress> idle(Instant now);
    Done stand_still();

    Result<Change> plan(const Subject&, Instant now) const;
    // `given_up`: its channel has taken nothing for too long.
    Result<std::vector<Change>> settle_delivery(const Delivery&, bool given_up, Instant now) const;
    Result<std::vector<MessageRecord>> next_messages(Instant now);
    Result<Step> prepare(const std::vector<MessageRecord>&, std::vector<Consignment>&,
                         Instant now) const;
    Result<std::vector<Change>> bundle_later(
        const MessageRecord&, const std::map<std::string, std::int64_t>& letters_today,
        Instant now) const;
    Result<bool> give_up_unreadable(const Error& why, Instant now);
    Answer carry_out(const Command&, Step&) const;
    // With what follows from it for the heads of units; `write` without.
    Done commit(Step);
    Done write(Step);
    // Commits all of it in one transaction or, if the store refuses it, each change in its own:
    // what it refuses even then is set aside. Gives back what was; fails if the store takes
    // nothing, and with what may pass: a full disk is no fault of what was to be stored.
    Result<std::vector<Subject>> commit_what_can_be(const Step&);
    Done take_up_again(Instant now);
    // What is said of channels that are not configured any more.
    Done forget_channels(Instant now);

    Store& store_;
    const Definitions& definitions_;
    const Letters& letters_;
    LoopSettings settings_;
    Send send_;
    Observer observer_;
    Traffic traffic_;
    std::optional<Standstill> standstill_;
    std::vector<Delivery> arrived_;
    Digests digests_next_ = Digests::all;  // a death may have come before they were planned
};

// How many rows of the agenda one transaction plans.
inline constexpr std::size_t due_batch_max = 1000;

}  // namespace dondoc
