#include "daemon/loop/loop.h"

#include <algorithm>
#include <utility>

#include "daemon/loop/catch_up.h"
#include "daemon/loop/contacts.h"
#include "daemon/loop/head_digests.h"
#include "daemon/loop/migration.h"
#include "daemon/loop/shares.h"

namespace dondoc {

Loop::Loop(Store& store, const Definitions& definitions, const Letters& letters,
           LoopSettings settings, Send send, Observer observer)
    : store_(store),
      definitions_(definitions),
      letters_(letters),
      settings_(std::move(settings)),
      send_(std::move(send)),
      observer_(std::move(observer)) {}

Done Loop::commit(Step step) {
    if (auto woken = wake_heads(store_.read(), definitions_, step); !woken) return woken;
    return write(std::move(step));
}

Done Loop::write(Step step) {
    if (settings_.keep_position) step.position = step.at;
    auto committed = store_.commit(step);
    if (committed) {
        standstill_.reset();
        if (may_lengthen_digests(step)) digests_next_ = std::max(digests_next_, Digests::weekly);
        if (observer_) observer_(step);
    } else if (committed.error().may_pass && !standstill_) {
        standstill_ = {step.at, committed.error().text};
    }
    return committed;
}

Result<std::vector<Subject>> Loop::commit_what_can_be(const Step& step) {
    std::vector<Subject> aside;
    const auto note = [&](const Change& change) {
        const auto* event = std::get_if<SetAside>(&change.events.front());
        if (event && settings_.on_set_aside) settings_.on_set_aside(*event);
    };
    auto committed = commit(step);
    if (committed) {
        std::ranges::for_each(step.changes, note);
        return aside;
    }
    if (committed.error().may_pass) return committed.error();
    for (const Change& change : step.changes) {
        committed = commit({step.at, {change}});
        if (committed) {
            note(change);
            continue;
        }
        if (committed.error().may_pass) return committed.error();
        const Change instead = set_aside(change.subject, committed.error());
        if (!commit({step.at, {instead}})) return committed.error();
        note(instead);
        aside.push_back(change.subject);
    }
    return aside;
}

// A fault of the disk may have passed since, and the rows may have been made anew.
Done Loop::take_up_again(Instant now) {
    const auto aside = store_.read().set_aside();
    if (!aside) return aside.error();
    for (const Subject& subject : *aside) {
        auto change = plan(subject, now);
        // What still cannot be planned stays where it is, and was said once.
        if (change) (void)commit({now, {*std::move(change)}});
    }
    return done;
}

Done Loop::forget_channels(Instant now) {
    const auto down = store_.read().channels_down();
    if (!down) return down.error();
    Step step{now};
    for (const DownChannel& one : *down) {
        if (!letters_.knows_channel(one.channel))
            step.changes.push_back({daemon_subject(), {ChannelUp{one.channel}}, {}});
    }
    return step.changes.empty() ? Done(done) : commit(std::move(step));
}

Done Loop::apply_definitions(Instant now) {
    const auto state = store_.read().daemon_state();
    if (!state) return state.error();
    // Before anything is planned anew: what was missed could not be told from what is new then.
    if (!state->clock) {
        if (auto noticed = notice_downtime(now); !noticed) return noticed.error();
    }
    if (auto applied = change_definitions(definitions_, "dondoc", now, [] {}); !applied)
        return applied;
    auto down = store_.read().channels_down();
    if (!down) return down.error();
    traffic_ = Traffic(*std::move(down));
    return done;
}

Done Loop::change_definitions(const Definitions& next, const std::string& by, Instant now,
                              const std::function<void()>& adopt) {
    Step all{now};
    const auto gather = [&](Step step) {
        for (Change& change : step.changes) {
            change.by = by;
            all.changes.push_back(std::move(change));
        }
        return Done(done);
    };
    if (auto migrated = migrate(store_.read(), next, now, gather); !migrated) return migrated;
    const bool changes = !all.changes.empty();
    if (changes) {
        if (auto woken = wake_heads(store_.read(), next, all); !woken) return woken;
        if (auto committed = write(std::move(all)); !committed) return committed;
    }
    adopt();
    digests_next_ = Digests::all;
    traffic_.try_now();
    if (auto forgotten = forget_channels(now); !forgotten) return forgotten;
    if (auto taken = take_up_again(now); !taken) return taken;
    const auto state = store_.read().daemon_state();
    if (!state) return state.error();
    // At once: what is first seen now may be slept through.
    if (changes && !state->clock) {
        if (auto planned = plan_officers(now); !planned) return planned.error();
    }
    return done;
}

// Whatever is to be stored next may be far off; whoever asks how the daemon does should not wait
// for it.
Done Loop::stand_still() {
    if (!standstill_) return done;
    return store_.prove_writable();
}

Done Loop::mind_clock(const std::optional<ClockJump>& jump, Instant now) {
    const auto state = store_.read().daemon_state();
    if (!state) return state.error();
    if (jump.has_value() == state->clock.has_value()) return done;
    const Event event = jump ? Event(ClockJumped{jump->from, jump->to}) : Event(ClockReturned{});
    return commit({now, {{daemon_subject(), {event}, {}}}});
}

Result<Progress> Loop::run_once(Instant now) {
    if (auto writes = stand_still(); !writes) return writes.error();
    using Stage = Result<bool> (Loop::*)(Instant);
    const auto state = store_.read().daemon_state();
    if (!state) return state.error();
    std::vector<Stage> stages{&Loop::commit_deliveries, &Loop::run_script};
    if (!state->clock)
        stages.insert(stages.end(), {&Loop::plan_due, &Loop::plan_officers, &Loop::hand_over});
    for (const Stage stage : stages) {
        const auto did = (this->*stage)(now);
        if (!did) return did.error();
        if (*did) return Progress{true, {}};
    }
    standstill_.reset();
    return idle(now);
}

Result<Progress> Loop::idle(Instant now) {
    const Reader& reader = store_.read();
    const auto agenda = reader.next_moment();
    if (!agenda) return agenda.error();
    const auto state = reader.daemon_state();
    if (!state) return state.error();
    std::optional<Instant> next;
    const auto consider = [&](Instant moment) { next = next ? std::min(*next, moment) : moment; };
    if (*agenda && !state->clock) consider(**agenda);
    const auto script_done = static_cast<std::size_t>(state->script_done);
    if (script_done < settings_.script.size()) consider(settings_.script[script_done].at);
    if (!state->paused && !state->clock) {
        const auto waiting = reader.outbox_channels();
        if (!waiting) return waiting.error();
        const std::vector<std::string> out = traffic_.in_flight();
        const Room all = traffic_.room(letters_.delivery().per_minute, now);
        for (const std::string& channel : *waiting) {
            const std::string carrier = letters_.carrier_of(channel);
            const Room room = traffic_.room(carrier, letters_.per_minute(carrier), now);
            if (room.messages == 0 && !room.from) continue;  // an outcome will come in
            const Instant from = std::max(room.from.value_or(now), all.from.value_or(now));
            const auto message = reader.next_message_moment(channel, out);
            if (!message) return message.error();
            if (*message) consider(std::max(**message, from));
        }
    }
    return Progress{false, next};
}

Result<bool> Loop::run_script(Instant now) {
    if (settings_.script.empty()) return false;
    const auto state = store_.read().daemon_state();
    if (!state) return state.error();
    const auto line = static_cast<std::size_t>(state->script_done);
    if (line >= settings_.script.size() || settings_.script[line].at > now) return false;

    Step step{now};
    step.script_done = state->script_done + 1;
    const Answer answer = carry_out(settings_.script[line].command, step);
    if (const auto* error = std::get_if<Error>(&answer)) return *error;
    if (!std::holds_alternative<Carried>(answer)) {
        step.changes.clear();
        if (settings_.on_refused) settings_.on_refused(settings_.script[line], answer);
    }
    if (auto committed = commit(std::move(step)); !committed) return committed.error();
    return true;
}

Result<bool> Loop::notice_downtime(Instant now) {
    const auto begun = downtime_begun(store_.read(), now);
    if (!begun) return begun.error();
    if (!*begun) return false;
    const CatchUpBegun event{**begun};
    if (auto committed = commit({now, {{daemon_subject(), {event}, {}}}}); !committed)
        return committed.error();
    return true;
}

Result<bool> Loop::plan_due(Instant now) {
    const auto due = store_.read().due(now, due_batch_max);
    if (!due) return due.error();
    if (due->empty()) return false;
    if (const auto noticed = notice_downtime(now); !noticed || *noticed) return noticed;
    // First of all, since it decides who owes what: the rest is read anew after it.
    const auto campaign = std::ranges::find(*due, Subject::Kind::campaign, &Subject::kind);
    if (campaign != due->end() && !campaign->id.starts_with(no_subject))
        return plan_campaign(*campaign, now);
    Step step{now};
    for (const Subject& subject : *due) {
        auto change = plan(subject, now);
        if (!change && change.error().may_pass) return change.error();
        step.changes.push_back(change ? *std::move(change) : set_aside(subject, change.error()));
    }
    if (auto committed = commit_what_can_be(step); !committed) return committed.error();
    return true;
}

Result<bool> Loop::plan_officers(Instant now) {
    if (digests_next_ == Digests::none) return false;
    const auto step = plan_digests(store_.read(), definitions_, now, digests_next_);
    if (!step) return step.error().within("plan digests");
    const bool changes = !step->changes.empty();
    if (changes) {
        if (auto committed = commit_what_can_be(*step); !committed) return committed.error();
    }
    digests_next_ = Digests::none;
    return changes;
}

namespace {

// A row fell due for which nothing is defined: it rests.
Change rest(const Subject& subject) {
    return {subject, {Rescheduled{"not_in_definition"}}, {}};
}

Change due_change(const Subject& subject, Plan plan) {
    if (plan.events.empty()) plan.events.push_back(Rescheduled{"nothing_due"});
    return *change_of(subject, std::move(plan));
}

std::string before_dot(const std::string& id) {
    return id.substr(0, id.find('.'));
}
std::string after_dot(const std::string& id) {
    return id.substr(id.find('.') + 1);
}

}  // namespace

Result<bool> Loop::plan_campaign(const Subject& subject, Instant now) {
    Step step{now};
    if (const auto definition = definitions_.find(subject.id)) {
        auto followed = follow_organisation(store_.read(), *definition, now);
        if (followed) {
            step = *std::move(followed);
        } else if (followed.error().may_pass) {
            return followed.error();
        } else {
            step.changes.push_back(set_aside(subject, followed.error()));
        }
    } else {
        step.changes.push_back(rest(subject));
    }
    if (auto committed = commit_what_can_be(step); !committed) return committed.error();
    return true;
}

Result<Change> Loop::plan(const Subject& subject, Instant now) const {
    const Reader& reader = store_.read();
    if (subject.id.starts_with(no_subject)) return Error{"a row of the agenda belongs to nothing"};
    if (subject.kind == Subject::Kind::unit) {
        auto planned = plan_unit(reader, definitions_, subject.id, now);
        if (!planned) return planned.error();
        return due_change(subject, *std::move(planned));
    }
    if (subject.kind == Subject::Kind::digest) {
        auto planned = plan_one_digest(reader, definitions_, subject.id, now);
        if (!planned) return planned.error();
        return due_change(subject, *std::move(planned));
    }
    const auto definition = definitions_.find(before_dot(subject.id));
    if (!definition) return rest(subject);
    const Campaign& campaign = definition->campaign;
    switch (subject.kind) {
        case Subject::Kind::obligation: {
            const auto obligation = reader.obligation(subject.id);
            if (!obligation) return obligation.error();
            if (!*obligation || !definition->names(**obligation)) return rest(subject);
            const auto around = surroundings_of(reader, *definition, **obligation, now);
            if (!around) return around.error();
            return due_change(subject, plan_obligation(*definition, **obligation, *around, now));
        }
        case Subject::Kind::phase: {
            const auto record = reader.phase(campaign.id, after_dot(subject.id));
            if (!record) return record.error();
            if (!*record || !campaign.phase((*record)->phase)) return rest(subject);
            const auto dates = reader.event_dates(campaign.id);
            if (!dates) return dates.error();
            return due_change(subject, plan_phase(*definition, *dates, **record, now));
        }
        case Subject::Kind::duty: {
            const auto watch = reader.duty_watch(campaign.id, after_dot(subject.id));
            if (!watch) return watch.error();
            if (!*watch || !campaign.duty((*watch)->duty)) return rest(subject);
            const auto shown =
                reader.without_suspended(**watch, campaign.within, definition->zone.date_of(now));
            if (!shown) return shown.error();
            return due_change(subject, plan_duty(*definition, *shown, now));
        }
        case Subject::Kind::campaign: return Change{subject, {Rescheduled{"planned_anew"}}, now};
        case Subject::Kind::daemon:
        case Subject::Kind::message:
        case Subject::Kind::unit:
        case Subject::Kind::digest: break;
    }
    return Error{"a row of the agenda belongs to nothing that is planned"};
}

}  // namespace dondoc
