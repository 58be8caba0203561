#include "tests/workflows/timeline.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dondoc::test {

namespace {

// Of a nudge's key.
std::string month_of(const std::string& key) {
    return key.substr(key.rfind("/nudge/") + 7);
}

}  // namespace

Timeline::Timeline(const World& world, std::string_view start) : Timeline(world, at(start)) {}

Timeline::Timeline(const World& world, Instant start)
    : definition_(world.definition()), now_(start) {
    begin();
    plan_due();
}

// Phases first: an obligation is born into the state of its phase.
void Timeline::begin() {
    for (const Phase& phase : definition_.campaign.phases) {
        if (phases_.contains(phase.id)) continue;
        phases_[phase.id].record.campaign = campaign_id;
        phases_[phase.id].record.phase = phase.id;
    }
    for (const Duty& duty : definition_.campaign.duties) {
        DutyWatch& watch = watches_[duty.id];
        watch.campaign = campaign_id;
        watch.duty = duty.id;
        for (const std::string& unit : duty.obligors) {
            const ObligationId id = owed_by(duty.id, unit);
            if (!rows_.contains(id.text())) rows_[id.text()].obligation.id = id;
        }
    }
    for (auto& [id, row] : rows_) {
        if (row.events.empty()) born(row.obligation.id);
    }
    recount();
}

void Timeline::born(const ObligationId& id) {
    const std::string phase = definition_.campaign.duty(id.duty)->phase;
    const PhaseState state = phase.empty() ? PhaseState::open : phases_.at(phase).record.state;
    Surroundings around{.phase = state};
    around.suspended = days_of(suspensions_, id.unit);
    Row& row = rows_.at(id.text());
    const Plan plan = plan_birth(definition_, dates_, id, around, now_);
    row.obligation = dondoc::born(id, std::get<ObligationBorn>(plan.events.front()), now_);
    row.events.emplace_back(now_, plan.events.front());
    write(id.text(), plan.events.front());
    record(row, {plan.events.begin() + 1, plan.events.end()});
    row.obligation.next = plan.next;
    check(row, plan);
}

void Timeline::run_to(Instant end) {
    for (auto moment = next(); moment && *moment <= end; moment = next()) {
        carry(*moment - std::chrono::milliseconds(1));
        now_ = std::max(now_, *moment);
        plan_due();
    }
    carry(end);
    now_ = end;
}

void Timeline::down_until(Instant end) {
    now_ = end;
    plan_due();
}

void Timeline::down_until(std::string_view time, const World& changed) {
    now_ = at(time);
    change(changed);
}

void Timeline::plan_due() {
    for (int turns = 0; plan_due_once(); ++turns) {
        if (turns == 100) {
            ADD_FAILURE() << "planning does not come to rest at " << clock(now_) << log_;
            return;
        }
    }
    carry(now_);
}

bool Timeline::plan_due_once() {
    const auto due = [&](const std::optional<Instant>& next) { return next && *next <= now_; };
    bool any = false;
    for (auto& [id, phase] : phases_) {
        if (!phase.due && !due(phase.record.next)) continue;
        plan_phase_now(phase);
        any = true;
    }
    for (auto& [id, row] : rows_) {
        if (!due(row.obligation.next)) continue;
        plan_again(row);
        any = true;
    }
    for (auto& [id, watch] : watches_) {
        if (!due(watch.next)) continue;
        plan_watch_now(watch);
        any = true;
    }
    return any;
}

std::optional<Instant> Timeline::next() const {
    std::optional<Instant> first;
    const auto take = [&](const std::optional<Instant>& moment) {
        if (moment && (!first || *moment < *first)) first = moment;
    };
    for (const auto& [id, row] : rows_)
        take(row.obligation.next);
    for (const auto& [id, phase] : phases_)
        take(phase.due ? now_ : phase.record.next);
    for (const auto& [id, watch] : watches_)
        take(watch.next);
    return first;
}

void Timeline::plan_phase_now(PhaseRow& row) {
    const Plan plan = plan_phase(definition_, dates_, row.record, now_);
    row.due = false;
    for (const Event& event : plan.events) {
        apply(row.record, event);
        write("phase " + row.record.phase, event);
    }
    row.record.next = plan.next;
    EXPECT_TRUE(!plan.next || *plan.next > now_) << "phase at " << clock(now_);
    const Plan idle = plan_phase(definition_, dates_, row.record, now_);
    EXPECT_TRUE(idle.events.empty() && idle.next == plan.next) << "phase at " << clock(now_);
}

void Timeline::plan_watch_now(DutyWatch& watch) {
    const Plan plan = plan_duty(definition_, shown(watch), now_);
    for (const Event& event : plan.events) {
        if (const auto* notice = std::get_if<NoticeFellDue>(&event)) {
            watch.last_month = month_of(notice->key);
            check_notice(*notice);
        }
        if (const auto* passed = std::get_if<RungPassedOver>(&event)) {
            watch.last_month = month_of(passed->key);
            use_key(passed->key);
        }
        write(watch.campaign + '.' + watch.duty, event);
    }
    watch.next = plan.next;
    EXPECT_TRUE(!plan.next || *plan.next > now_) << "watch at " << clock(now_);
    const Plan idle = plan_duty(definition_, shown(watch), now_);
    EXPECT_TRUE(idle.events.empty() && idle.next == plan.next) << "watch at " << clock(now_);
}

// What the store does as obligations change: a phase whose last obligation settles falls due at
// once, and a closed one that is joined by an unsettled one; and the watch of a duty that begins to
// wait.
void Timeline::recount() {
    std::map<std::string, std::pair<int, int>> phases, watches;
    for (const auto& [id, row] : rows_) {
        const Obligation& o = row.obligation;
        auto& [all, unsettled] = phases[o.phase];
        all += o.state != ObligationState::withdrawn;
        unsettled += !o.settled();
        auto& [undated, asking] = watches[o.id.duty];
        undated += o.owed() && !o.term;
        asking += o.owed() && o.asking;
    }
    for (auto& [id, phase] : phases_) {
        const auto [all, unsettled] = phases[id];
        phase.due |= unsettled == 0 && phase.record.unsettled > 0;
        phase.due |= unsettled > 0 && phase.record.state == PhaseState::closed;
        phase.record.obligations = all;
        phase.record.unsettled = unsettled;
    }
    for (auto& [id, watch] : watches_) {
        const auto [undated, asking] = watches[id];
        const bool changed = undated != watch.undated || asking != watch.asking;
        const bool first = (watch.undated == 0 && undated > 0) || (watch.asking == 0 && asking > 0);
        if (first || (changed && !watch.next && undated + asking > 0)) watch.next = now_;
        watch.undated = undated;
        watch.asking = asking;
    }
}

void Timeline::carry(Instant through) {
    if (!mail_up_) return;
    std::erase_if(on_its_way_, [&](const OnItsWay& n) { return n.moment <= through; });
}

void Timeline::plan(Row& row, const Planning& planning) {
    const Plan plan = planning(row.obligation, around(row.obligation));
    EXPECT_TRUE(!plan.events.empty() || plan.next == row.obligation.next) << "moved unseen" << log_;
    record(row, plan.events);
    row.obligation.next = plan.next;
    check(row, plan);
}

void Timeline::plan_again(Row& row) {
    plan(row, [&](const Obligation& o, const Surroundings& s) {
        return plan_obligation(definition_, o, s, now_);
    });
}

Surroundings Timeline::around(const Obligation& o) const {
    const Duty* duty = definition_.campaign.duty(o.id.duty);
    const auto phase = phases_.find(duty ? duty->phase : o.phase);
    const bool on_its_way = std::ranges::any_of(on_its_way_, [&](const OnItsWay& n) {
        return n.obligation == o.id.text() && n.round == o.round;
    });
    Surroundings around;
    if (phase != phases_.end()) around.phase = phase->second.record.state;
    around.earlier_on_its_way = on_its_way;
    const auto& events = rows_.at(o.id.text()).events;
    around.escalated = std::ranges::any_of(events, [&](const auto& past) {
        const auto* told = std::get_if<NoticeFellDue>(&past.second);
        return told && told->round == o.round && told->kind == NoticeKind::escalation;
    });
    around.suspended = days_of(suspensions_, o.id.unit);
    return around;
}

// As the store tells it: without what belongs to suspended units.
DutyWatch Timeline::shown(DutyWatch watch) const {
    const Date today = definition_.zone.date_of(now_);
    for (const auto& [id, row] : rows_) {
        const Obligation& o = row.obligation;
        const auto span = covering(days_of(suspensions_, o.id.unit), today);
        if (!span || o.id.duty != watch.duty || !o.owed() || (o.term && !o.asking)) continue;
        watch.undated_hidden += !o.term;
        watch.asking_hidden += o.asking;
        watch.hidden_until = std::min(watch.hidden_until.value_or(span->last), span->last);
    }
    return watch;
}

void Timeline::record(Row& row, const std::vector<Event>& events) {
    std::set<Audience> heard;
    for (const Event& event : events) {
        row.events.emplace_back(now_, event);
        apply(row.obligation, event, now_);
        if (const auto* notice = std::get_if<NoticeFellDue>(&event)) {
            check_notice(*notice);
            const bool told = is_question(notice->rung) || heard.insert(notice->audience).second;
            EXPECT_TRUE(told) << notice->key;
            if (notice->kind != NoticeKind::nudge)
                on_its_way_.push_back({row.obligation.id.text(), notice->round, notice->moment});
        }
        if (const auto* passed = std::get_if<RungPassedOver>(&event)) {
            use_key(passed->key);
            passed_over_[passed->key] = passed->because;
        }
        write(row.obligation.id.text(), event);
    }
    recount();
}

void Timeline::check(const Row& row, const Plan& plan) const {
    const Obligation& o = row.obligation;
    const std::string where = text_of(o) + " at " + clock(now_) + log_;
    EXPECT_TRUE(!plan.next || *plan.next > now_) << "planned for the past: " << where;
    const Plan idle = plan_obligation(definition_, o, around(o), now_);
    EXPECT_TRUE(idle.events.empty()) << name_of(idle.events.front()) << " again: " << where;
    EXPECT_TRUE(idle.next == plan.next) << "the next moment wavers: " << where;
    check_fold(row);
}

void Timeline::check_fold(const Row& row) const {
    Obligation folded =
        dondoc::born(row.obligation.id, std::get<ObligationBorn>(row.events.front().second),
                     row.events.front().first);
    for (const auto& [when, event] : row.events)
        apply(folded, event, when);
    EXPECT_EQ(text_of(folded), text_of(row.obligation));
}

void Timeline::check_notice(const NoticeFellDue& notice) {
    use_key(notice.key);
    notices_.push_back(notice);
    EXPECT_TRUE(in_sending_window(definition_, notice.moment)) << clock(notice.moment);
    EXPECT_TRUE(in_sending_window(definition_, now_)) << "told at " << clock(now_);
    EXPECT_GE(notice.moment, notice.planned) << notice.key;
    EXPECT_LT(now_ - sending_slot, notice.moment) << notice.key << " at " << clock(now_);
    EXPECT_LE(notice.moment, now_ + sending_slot) << notice.key << " at " << clock(now_);
}

void Timeline::use_key(const std::string& key) {
    EXPECT_TRUE(keys_.insert(key).second) << key << " twice";
}

const Obligation& Timeline::obligation(std::string_view duty, std::string_view unit) const {
    return rows_.at(owed_by(duty, unit).text()).obligation;
}

std::vector<Obligation> Timeline::obligations() const {
    std::vector<Obligation> all;
    for (const auto& [id, row] : rows_)
        all.push_back(row.obligation);
    return all;
}

std::vector<PhaseRecord> Timeline::phases() const {
    std::vector<PhaseRecord> records;
    for (const auto& [id, row] : phases_)
        records.push_back(row.record);
    return records;
}

std::string Timeline::passed_over(const Obligation& o, const std::string& rung) const {
    const auto found = passed_over_.find(notice_key(o.id, o.round, rung));
    return found == passed_over_.end() ? "" : found->second;
}

}  // namespace dondoc::test
