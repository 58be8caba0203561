#include "daemon/loop/difference.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "daemon/loop/migration.h"
#include "daemon/loop/setting_changes.h"
#include "workflows/check.h"
#include "workflows/reader_change.h"

namespace dondoc {

namespace {

std::optional<Date> last_day(const std::optional<Term>& term) {
    return term ? std::optional(term->last_permitted) : std::nullopt;
}
std::optional<Date> working_day(const std::optional<Term>& term) {
    return term ? std::optional(term->last_working) : std::nullopt;
}

// What the migration of one obligation comes to; nothing if only its next moment moves. `before`
// is empty for one that nobody has seen yet.
std::optional<ObligationChange> change_of(const ObligationId& id, const Change& change,
                                          const std::optional<Obligation>& before) {
    using Kind = ObligationChange::Kind;
    const std::optional<Term> term = before ? before->term : std::nullopt;
    std::optional<ObligationChange> found;
    for (const Event& event : change.events) {
        if (const auto* born = std::get_if<ObligationBorn>(&event)) {
            found = {
                Kind::added, id, born->asking ? "overdue_at_birth" : "", {}, last_day(born->term)};
        } else if (const auto* gone = std::get_if<Withdrawn>(&event)) {
            // What is born into a skipped phase was nobody's and stays so.
            found.reset();
            if (before) found = {Kind::withdrawn, id, gone->why, last_day(term), {}};
        } else if (std::holds_alternative<HandedOver>(event)) {
            found = {Kind::withdrawn, id, "handed_over", last_day(term), {}};
        } else if (const auto* round = std::get_if<RoundBegun>(&event)) {
            found = {before && before->settled() ? Kind::restored : Kind::moved, id,
                     round->asking ? "overdue_at_birth" : "", last_day(term),
                     last_day(round->term)};
        } else if (const auto* counted = std::get_if<TermRecomputed>(&event)) {
            if (found || working_day(counted->term) == working_day(term)) continue;
            found = {Kind::recounted, id, "", working_day(term), working_day(counted->term)};
        }
    }
    return found;
}

// The campaigns and obligations that the migration touches.
class Migrating {
public:
    Migrating(const Reader& reader, const InForce& before, const InForce& after, Difference& told)
        : reader_(reader), before_(before), after_(after), told_(told) {}

    Done run(Instant now) {
        return migrate(reader_, after_.definitions, now,
                       [this](const Step& step) { return look_at(step); });
    }

private:
    Done look_at(const Step& step) {
        for (const Change& change : step.changes) {
            if (change.subject.kind == Subject::Kind::campaign) add_campaign(change.subject.id);
            if (change.subject.kind != Subject::Kind::obligation) continue;
            const auto id = ObligationId::parse(change.subject.id);
            CHECK(id.has_value());
            const auto before = reader_.obligation(change.subject.id);
            if (!before) return before.error();
            if (auto found = change_of(*id, change, *before))
                told_.obligations.push_back(*std::move(found));
        }
        return done;
    }

    void add_campaign(const std::string& id) {
        using Kind = CampaignChange::Kind;
        const bool was = before_.definitions.find(id) != nullptr;
        const bool is = after_.definitions.find(id) != nullptr;
        told_.campaigns.push_back({was && is ? Kind::changed
                                   : is      ? Kind::added
                                             : Kind::removed,
                                   id});
    }

    const Reader& reader_;
    const InForce& before_;
    const InForce& after_;
    Difference& told_;
};

Result<Instant> end_of_outlook(const Reader& reader, const InForce& before, const InForce& after,
                               Instant now) {
    const Date today = after.zone().date_of(now);
    Date last = today;
    for (const InForce* side : {&before, &after}) {
        for (const auto& [id, definition] : side->definitions.all()) {
            const auto dates = reader.event_dates(id);
            if (!dates) return dates.error();
            last = std::max(last, last_day_of(*definition, *dates));
        }
    }
    return after.zone().at(std::min(last + outlook_tail, today + outlook_max), TimeOfDay{0});
}

// What would leave under one of the two configurations.
Result<std::vector<Foreseen>> foresee(const Store& store, const Side& side, const Difference& asked,
                                      const std::function<bool()>& go_on) {
    auto copy = store.copy();
    if (!copy) return copy.error();
    if (asked.paused) {
        const Change resumed{daemon_subject(), {SendingResumed{"outlook"}}, {}};
        if (auto committed = (*copy)->commit({asked.from, {resumed}}); !committed)
            return committed.error();
    }
    std::vector<Foreseen> foreseen;
    RehearsalHooks hooks{[&](const Foreseen& notice) { foreseen.push_back(notice); },
                         [](const ScriptLine&, const Answer&) {}, go_on};
    const auto rehearsed = rehearse(**copy, side.in_force.configuration, side.in_force.definitions,
                                    side.composer, {asked.from, asked.until, {}, ""}, hooks);
    if (!rehearsed) return rehearsed.error();
    return foreseen;
}

// The key without the round: a date that moved begins another round with the same promises. What
// is told more than once gets a number.
class Promises {
public:
    std::string of(const Foreseen& notice) {
        std::string name = first_key(notice.key);
        const auto rung = name.rfind('/');
        const auto round = name.rfind('/', rung - 1);
        if (notice.kind == NoticeKind::reminder || notice.kind == NoticeKind::escalation)
            name.erase(round, rung - round);
        const int times = ++told_[name];
        return times == 1 ? name : name + '#' + std::to_string(times);
    }

private:
    std::map<std::string, int> told_;
};

bool bears_on_letters(const SettingChange& change) {
    return !change.at_next_start && change.key != "base_url";
}

bool same_reader(const Foreseen& one, const Foreseen& other) {
    return one.address == other.address && one.channel == other.channel && one.copy == other.copy;
}

std::map<std::string, Foreseen> by_promise(const std::vector<Foreseen>& all) {
    std::map<std::string, Foreseen> notices;
    Promises promises;
    for (const Foreseen& notice : all)
        notices.emplace(promises.of(notice), notice);
    return notices;
}

void compare_notices(const std::vector<Foreseen>& before, const std::vector<Foreseen>& after,
                     Difference& told) {
    using Kind = NoticeChange::Kind;
    auto then = by_promise(before);
    for (const auto& [promise, notice] : by_promise(after)) {
        const auto known = then.extract(promise);
        if (!known) {
            told.notices.push_back({Kind::gained, notice, {}});
        } else if (known.mapped().at != notice.at) {
            told.notices.push_back({Kind::moved, notice, known.mapped()});
        } else if (!same_reader(known.mapped(), notice)) {
            told.notices.push_back({Kind::redirected, notice, known.mapped()});
        }
    }
    for (const auto& [promise, notice] : then)
        told.notices.push_back({Kind::lost, notice, {}});
    std::ranges::stable_sort(told.notices, {},
                             [](const NoticeChange& change) { return change.notice.at; });
}

struct Message {
    const Foreseen* first = nullptr;
    std::set<std::string> promises;
};

// By person, channel, moment and whether it is a copy, whose hash a Message-ID begins with: behind
// it stands the sender's domain, which may change.
std::map<std::string, Message> by_message(const std::vector<Foreseen>& all) {
    std::map<std::string, Message> messages;
    Promises promises;
    for (const Foreseen& notice : all) {
        Message& message = messages[notice.message.substr(0, notice.message.find('@'))];
        if (!message.first) message.first = &notice;
        message.promises.insert(promises.of(notice));
    }
    return messages;
}

void compare_messages(const std::vector<Foreseen>& before, const std::vector<Foreseen>& after,
                      Difference& told) {
    const auto add = [&](bool gained, const Message& message) {
        const Foreseen& notice = *message.first;
        told.messages.push_back(
            {gained, notice.at, notice.message, notice.address, notice.subject});
    };
    auto then = by_message(before);
    for (const auto& [id, message] : by_message(after)) {
        const auto known = then.extract(id);
        if (!known) {
            add(true, message);
        } else if (known.mapped().promises != message.promises) {
            ++told.altered;
        }
    }
    for (const auto& [id, message] : then)
        add(false, message);
    std::ranges::stable_sort(told.messages, {}, &MessageChange::at);
}

}  // namespace

Date last_day_of(const Definition& definition, const EventDates& dates) {
    const Campaign& campaign = definition.campaign;
    Date last = campaign.period.last;
    for (const Duty& duty : campaign.duties) {
        for (const Occurrence& occurrence : duty.occurrences) {
            const auto term = term_of(dated(occurrence.deadline, dates), *definition.calendar);
            if (term) last = std::max(last, term->last_permitted);
        }
    }
    return last;
}

bool Difference::nothing() const {
    return campaigns.empty() && settings.empty();
}

std::size_t Difference::count(NoticeChange::Kind kind) const {
    return static_cast<std::size_t>(std::ranges::count(notices, kind, &NoticeChange::kind));
}

Result<Difference> difference_between(const Store& store, const Side& old_side,
                                      const Side& new_side, Instant now,
                                      const std::function<bool()>& go_on) {
    const InForce& before = old_side.in_force;
    const InForce& after = new_side.in_force;
    Difference told;
    told.from = told.until = now;
    const auto state = store.read().daemon_state();
    if (!state) return state.error();
    told.paused = state->paused;
    told.settings = setting_changes(before.configuration, after.configuration);
    if (auto migrated = Migrating(store.read(), before, after, told).run(now); !migrated)
        return migrated.error();
    if (told.campaigns.empty() && std::ranges::none_of(told.settings, bears_on_letters))
        return told;
    const auto until = end_of_outlook(store.read(), before, after, now);
    if (!until) return until.error();
    told.until = *until;
    const auto then = foresee(store, old_side, told, go_on);
    if (!then) return then.error().within("look ahead as it stands");
    const auto coming = foresee(store, new_side, told, go_on);
    if (!coming) return coming.error().within("look ahead as it would be");
    compare_notices(*then, *coming, told);
    compare_messages(*then, *coming, told);
    return told;
}

std::string_view to_string(CampaignChange::Kind kind) {
    switch (kind) {
        case CampaignChange::Kind::added: return "added";
        case CampaignChange::Kind::changed: return "changed";
        case CampaignChange::Kind::removed: return "removed";
    }
    CHECK(false);
}

std::string_view to_string(ObligationChange::Kind kind) {
    switch (kind) {
        case ObligationChange::Kind::added: return "added";
        case ObligationChange::Kind::withdrawn: return "withdrawn";
        case ObligationChange::Kind::restored: return "restored";
        case ObligationChange::Kind::moved: return "moved";
        case ObligationChange::Kind::recounted: return "recounted";
    }
    CHECK(false);
}

std::string_view to_string(NoticeChange::Kind kind) {
    switch (kind) {
        case NoticeChange::Kind::gained: return "gained";
        case NoticeChange::Kind::lost: return "lost";
        case NoticeChange::Kind::moved: return "moved";
        case NoticeChange::Kind::redirected: return "redirected";
    }
    CHECK(false);
}

}  // namespace dondoc
