// What the journal folds to, against the rows, the agenda, and a plan made now.
#include <algorithm>

#include "daemon/loop/catch_up.h"
#include "daemon/loop/migration.h"
#include "tests/daemon/loop/promises.h"
#include "workflows/suspension.h"

namespace dondoc::loop_test {

namespace {

const Instant far = at("2100-01-01 00:00");
constexpr std::size_t rows_max = 10000;

std::string text(const std::optional<Instant>& moment) {
    return moment ? clock(*moment) : "never";
}

std::string text(const std::optional<Term>& term) {
    if (!term) return "undated";
    return iso_date(term->last_permitted) + ' ' + iso_date(term->last_working) + ' ' +
           (term->opens ? iso_date(*term->opens) : "") + (term->confirmed ? "" : " unconfirmed");
}

// Which rung an event speaks of.
std::string told_of(const Event& event) {
    if (const auto* fell = std::get_if<NoticeFellDue>(&event)) return ' ' + fell->key;
    const auto* passed = std::get_if<RungPassedOver>(&event);
    return passed ? ' ' + passed->key + ' ' + passed->because : "";
}

// A plan made now must find nothing to do that was not done, and look again at the same moment.
void expect_at_rest(const std::string& what, const Plan& fresh,
                    const std::optional<Instant>& row_next, Instant now) {
    for (const Event& event : fresh.events) {
        const auto* moved = std::get_if<PhaseMoved>(&event);
        EXPECT_TRUE(std::holds_alternative<Rescheduled>(event))
            << what << ": planned anew at " << clock(now) << " there would be " << name_of(event)
            << (moved ? ' ' + moved->why : "") << told_of(event);
    }
    EXPECT_EQ(text(row_next), text(fresh.next))
        << what << ": its agenda row is not that of a plan made anew at " << clock(now);
    EXPECT_TRUE(!row_next || *row_next > now) << what << " is due and left lying at " << clock(now);
}

}  // namespace

PhaseState Promises::state_of(const std::string& phase) const {
    const auto found = phases_.find(phase);
    const bool known = found != phases_.end() && !found->second.withdrawn;
    return known ? found->second.state : PhaseState::open;
}

std::vector<DateSpan> Promises::suspended_days(const std::string& unit) const {
    std::vector<DateSpan> days;
    const auto found = suspended_.find(unit);
    if (found == suspended_.end()) return days;
    for (const auto& [first, last] : found->second)
        days.push_back({first, last});
    return days;
}

std::vector<DateSpan> Promises::silenced_days(const ObligationId& id) const {
    std::vector<DateSpan> days;
    for (const Silenced& one : silences_) {
        const auto units = ids_in(one.units);
        const bool campaign = one.campaign.empty() || one.campaign == id.campaign;
        const bool duty = one.duty.empty() || one.duty == id.duty;
        const bool unit = units.empty() || std::ranges::count(units, id.unit) > 0;
        if (campaign && duty && unit) days.push_back({*one.from, *one.until});
    }
    return days;
}

bool Promises::on_its_way(const Obligation& obligation) const {
    const std::string id = obligation.id.text();
    return std::ranges::any_of(fell_, [&](const auto& each) {
        const auto& [key, fell] = each;
        return fell.about == id && fell.event.round == obligation.round &&
               !is_question(fell.event.rung) && !suppressed_.contains(key) && still_waits(key);
    });
}

bool Promises::escalated(const Obligation& obligation) const {
    const std::string id = obligation.id.text();
    return std::ranges::any_of(fell_, [&](const auto& each) {
        const auto& [key, fell] = each;
        return fell.about == id && fell.event.round == obligation.round &&
               fell.event.kind == NoticeKind::escalation;
    });
}

void Promises::compare_obligation(const Office& office, const Obligation& folded) {
    const std::string id = folded.id.text();
    const auto row = must(office.store->read().obligation(id));
    ASSERT_TRUE(row) << id << " has no row";
    EXPECT_EQ(text_of(*row), text_of(folded)) << "the row is not what its events say";
    EXPECT_EQ(text(row->term), text(folded.term)) << id;
    if (row->next) awake_.insert({Subject::Kind::obligation, id});

    const auto definition = office.definitions->find(folded.id.campaign);
    if (!definition || !definition->names(folded)) {
        EXPECT_TRUE(folded.settled()) << id << " is owed, and no plan names it";
        EXPECT_EQ(text(row->next), "never") << id << " is named by no plan";
        return;
    }
    const Duty& duty = *definition->campaign.duty(folded.id.duty);
    if (folded.state == ObligationState::withdrawn &&
        !shares_of(*definition, duty, folded.id.occurrence, office.now).contains(folded.id.unit)) {
        EXPECT_EQ(text(row->next), "never") << id << " is owed by others";
        return;
    }
    Obligation fresh = folded;
    fresh.next = row->next;
    Surroundings around{state_of(folded.id.campaign + '.' + duty.phase), on_its_way(folded), false,
                        suspended_days(folded.id.unit)};
    around.escalated = escalated(folded);
    around.silenced = silenced_days(folded.id);
    // An escalation that waits for a reminder told beside it looks again after a while, though that
    // reminder may have left meanwhile.
    const bool escalating = folded.overdue_on(definition->zone.date_of(office.now));
    const bool looks_again = escalating && row->next && *row->next > office.now &&
                             *row->next <= office.now + escalation_recheck;
    Plan plan = plan_change(*definition, dates_, fresh, around, office.now);
    // While a person is asked nobody is told; rungs that pass meanwhile are set down with the
    // answer. Those that wait for the window when their unit is suspended are when it opens.
    const auto passed = [&](const Event& event) {
        const auto* rung = std::get_if<RungPassedOver>(&event);
        return rung && (folded.asking || (rung->because == "suspended" && row->next));
    };
    bool suspended = std::erase_if(plan.events, passed) > 0 && !folded.asking;
    // A suspension moves no row: what was to be told in its days looks again on the day.
    if (row->next && *row->next > office.now)
        suspended |= covering(around.suspended, definition->zone.date_of(*row->next)).has_value();
    if (!looks_again && !suspended) expect_at_rest(id, plan, row->next, office.now);
    EXPECT_TRUE(!row->next || *row->next > office.now) << id << " is due and left lying";
    const bool chased = folded.owed() && folded.term && !folded.asking;
    const bool asks = folded.request && !folded.request->told;
    EXPECT_TRUE(chased || asks || !row->next) << id << " is not chased, and has a next moment";
    compare_term(*definition, folded);
    if (chased && around.phase != PhaseState::held) compare_ladder(*definition, *row, office.now);
}

// Deadlines that come down to their day without any counting.
void Promises::compare_term(const Definition& definition, const Obligation& folded) const {
    if (!folded.owed() || folded.granted) return;
    const Duty& duty = *definition.campaign.duty(folded.id.duty);
    const Deadline& deadline = duty.occurrence(folded.id.occurrence)->deadline;
    std::optional<Date> day = deadline.span.last;
    if (deadline.anchor) {
        const auto set = dates_.find(deadline.anchor->event);
        day = set == dates_.end() ? std::nullopt : std::optional(set->second);
    }
    if (day && (deadline.op == DueOperator::relative || deadline.working_days_before > 0)) {
        EXPECT_TRUE(folded.term) << folded.id.text() << " has no day, though its event has one";
        return;
    }
    if (deadline.op == DueOperator::none) day.reset();
    if (day && deadline.op == DueOperator::before) day = *day - std::chrono::days(1);
    const auto last = folded.term ? std::optional(folded.term->last_permitted) : std::nullopt;
    EXPECT_EQ(day ? iso_date(*day) : "", last ? iso_date(*last) : "") << folded.id.text();
}

// Of the present round every rung has told, was passed over, lies ahead, or is looked at again.
void Promises::compare_ladder(const Definition& definition, const Obligation& row,
                              Instant now) const {
    const Duty& duty = *definition.campaign.duty(row.id.duty);
    for (const std::string& rung : row.rungs_done) {
        const std::string key = notice_key(row.id, row.round, rung);
        EXPECT_TRUE(fell_.contains(key) || passed_.contains(key)) << key << " was never done";
    }
    for (const Rung& rung : definition.ladder_of(duty).rungs) {
        if (std::ranges::count(row.rungs_done, rung.id) > 0) continue;
        const auto day = counted_day(*definition.calendar, *row.term, rung);
        if (!day) continue;
        const Instant moment = definition.zone.at(*day, definition.sending.window.from);
        const bool kept = row.needs_release(rung) || (row.held && rung.after_deadline());
        if (kept && moment <= now) continue;
        const std::string what = rung.id + " of " + row.id.text();
        const Date today = definition.zone.date_of(now);
        const Date heard =
            heard_day(*definition.calendar, silenced_days(row.id), std::max(*day, today));
        const Instant opens = definition.zone.at(heard, definition.sending.window.from);
        const Instant latest = std::max({moment, next_opening(definition, now), opens});
        EXPECT_TRUE(row.next && *row.next <= latest)
            << what << " is forgotten until " << text(row.next);
    }
}

void Promises::compare_phases(const Office& office) {
    for (auto& [id, folded] : phases_) {
        folded.obligations = folded.unsettled = 0;
        for (const auto& [name, obligation] : obligations_) {
            if (obligation.id.campaign + '.' + obligation.phase != id) continue;
            folded.obligations += obligation.state != ObligationState::withdrawn;
            folded.unsettled += !obligation.settled();
        }
        const auto row = must(office.store->read().phase(folded.campaign, folded.phase));
        ASSERT_TRUE(row) << id << " has no row";
        EXPECT_EQ(row->state, folded.state) << id;
        EXPECT_EQ(row->by_hand, folded.by_hand) << id;
        EXPECT_EQ(row->withdrawn, folded.withdrawn) << id;
        EXPECT_EQ(row->obligations, folded.obligations) << id;
        EXPECT_EQ(row->unsettled, folded.unsettled) << id;
        if (row->next) awake_.insert({Subject::Kind::phase, id});
        const auto definition = office.definitions->find(folded.campaign);
        if (!definition || !definition->campaign.phase(folded.phase)) {
            EXPECT_EQ(text(row->next), "never") << id;
            continue;
        }
        compare_phase_days(*definition, folded, office.now);
        PhaseRecord fresh = folded;
        fresh.next = row->next;
        expect_at_rest(id, plan_phase(*definition, dates_, fresh, office.now), row->next,
                       office.now);
    }
}

// By the days that the plan names for it, whatever its duties say.
void Promises::compare_phase_days(const Definition& definition, const PhaseRecord& record,
                                  Instant now) const {
    const Phase& phase = *definition.campaign.phase(record.phase);
    const Date today = definition.zone.date_of(now);
    const auto named = [&](const std::optional<Date>& own, const std::string& event) {
        const auto set = dates_.find(event);
        return set == dates_.end() ? own : std::optional(set->second);
    };
    const auto from = named(phase.from, phase.from_event);
    const auto to = named(phase.to, phase.to_event);
    const bool planned = record.state == PhaseState::planned;
    EXPECT_FALSE(planned && from && *from <= today) << phase.id << " should have begun";
    const bool open = record.state == PhaseState::open && record.unsettled > 0;
    EXPECT_FALSE(open && to && *to < today) << phase.id << " should be closing";
    EXPECT_FALSE(record.state == PhaseState::closing && to && *to >= today)
        << phase.id << " closes before its end";
    const bool closed = record.state == PhaseState::closed && !record.by_hand;
    EXPECT_FALSE(closed && record.unsettled > 0) << phase.id << " is closed too early";
}

std::map<std::string, DutyWatch> Promises::counted_watches(Date today) const {
    std::map<std::string, DutyWatch> watches;
    for (const auto& [name, o] : obligations_) {
        DutyWatch& watch = watches[o.id.campaign + '.' + o.id.duty];
        watch.campaign = o.id.campaign;
        watch.duty = o.id.duty;
        const bool undated = o.owed() && !o.term;
        const bool asking = o.owed() && o.asking;
        watch.undated += undated;
        watch.asking += asking;
        const auto hidden = covering(suspended_days(o.id.unit), today);
        if (!hidden || (!undated && !asking)) continue;
        watch.undated_hidden += undated;
        watch.asking_hidden += asking;
        watch.hidden_until =
            watch.hidden_until ? std::min(*watch.hidden_until, hidden->last) : hidden->last;
    }
    return watches;
}

void Promises::compare_duties(const Office& office) {
    const Zone zone = *office.configuration.zone;
    for (auto& [id, counted] : counted_watches(zone.date_of(office.now))) {
        const auto row = must(office.store->read().duty_watch(counted.campaign, counted.duty));
        if (!row) {
            EXPECT_EQ(counted.undated + counted.asking, 0) << id << " is watched by nobody";
            continue;
        }
        EXPECT_EQ(row->undated, counted.undated) << id;
        EXPECT_EQ(row->asking, counted.asking) << id;
        EXPECT_EQ(row->last_month, last_month_[id]) << id;
        if (row->next) awake_.insert({Subject::Kind::duty, id});
        const auto definition = office.definitions->find(counted.campaign);
        if (!definition || !definition->campaign.duty(row->duty)) continue;
        DutyWatch watch = counted;
        watch.last_month = last_month_[id];
        watch.next = row->next;
        const Plan fresh = plan_duty(*definition, watch, office.now);
        // One that has nothing to ask any more, or not so soon, finds that when its row falls due.
        const bool ahead = row->next && *row->next > office.now;
        const bool idle = ahead && fresh.events.size() <= 1 &&
                          (!fresh.next || counted.hidden_until || *row->next < *fresh.next);
        if (!idle) expect_at_rest(id, fresh, row->next, office.now);
    }
}

// Nothing vanishes: what fell due is sent, waiting, passed over, suppressed or failed, with a
// reason.
void Promises::compare_notices(const Office& office) const {
    std::size_t known = 0;
    std::set<Subject> subjects;
    for (const auto& [key, fell] : fell_) {
        const bool whole = fell.about.find('.') == fell.about.npos;
        const auto kind = fell.event.kind == NoticeKind::digest ? Subject::Kind::digest
                          : fell.event.rung == go_ahead_rung    ? Subject::Kind::campaign
                          : whole                               ? Subject::Kind::unit
                          : ObligationId::parse(fell.about)     ? Subject::Kind::obligation
                                                                : Subject::Kind::duty;
        subjects.insert({kind, fell.about});
    }
    for (const Subject& subject : subjects) {
        for (const NoticeRecord& notice : must(office.store->read().notices_about(subject))) {
            EXPECT_FALSE(notice.because.empty()) << notice.key;
            if (notice.state == NoticeState::passed_over) {
                EXPECT_TRUE(passed_.contains(notice.key)) << notice.key;
                continue;
            }
            ++known;
            ASSERT_TRUE(fell_.contains(notice.key)) << notice.key;
            expect_in_one_letter(notice);
            EXPECT_EQ(notice.state == NoticeState::suppressed, suppressed_.contains(notice.key))
                << notice.key;
            if (notice.state == NoticeState::suppressed) continue;
            const auto settled = settled_.find(notice.message);
            const std::string fate = settled == settled_.end() ? "" : settled->second;
            EXPECT_EQ(notice.state == NoticeState::sent, fate == "delivery_succeeded")
                << notice.key;
            EXPECT_EQ(notice.state == NoticeState::failed,
                      fate == "delivery_failed" || fate == "message_bounced")
                << notice.key;
            const auto message = must(office.store->read().message(notice.message));
            ASSERT_TRUE(message) << notice.key << " is in no message";
            EXPECT_EQ(message->next.has_value(), fate.empty()) << notice.key;
        }
    }
    EXPECT_EQ(known, fell_.size()) << "notices vanished";
}

void Promises::compare_addresses(const Office& office) const {
    std::set<std::pair<std::string, std::string>> rows;
    for (const AddressFault& fault : must(office.store->read().address_faults()))
        rows.emplace(fault.person, fault.address);
    EXPECT_EQ(rows, marked_);
}

// What is told to one person at one moment by one channel goes in one letter, unless that was
// written before.
void Promises::expect_in_one_letter(const NoticeRecord& notice) const {
    const Fell& fell = fell_.at(notice.key);
    const NoticeFellDue& event = fell.event;
    const std::string letter = message_key(event.person, event.channel, event.moment, event.copy);
    if (notice.message == letter) return;
    const auto closed = closed_.find(letter);
    EXPECT_TRUE(closed != closed_.end() && closed->second < fell.number)
        << notice.key << " is not in " << letter << " but in " << notice.message;
}

void Promises::compare_agenda(const Office& office) {
    const auto rows = must(office.store->read().due(far, rows_max));
    EXPECT_EQ(std::set<Subject>(rows.begin(), rows.end()), awake_);
    EXPECT_EQ(rows.size(), awake_.size());
    EXPECT_EQ(must(office.store->read().event_dates(campaign_id)), dates_);
}

}  // namespace dondoc::loop_test
