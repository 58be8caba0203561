// What must hold of each event, given what the journal said before it.
#include <algorithm>

#include "tests/daemon/loop/promises.h"
#include "workflows/reader_change.h"
#include "workflows/remind.h"
#include "workflows/suspension.h"

namespace dondoc::loop_test {

namespace {

const Rung* rung_named(const Definition& definition, const ObligationId& id,
                       const std::string& rung) {
    const Duty* duty = definition.campaign.duty(id.duty);
    if (!duty) return nullptr;
    for (const Rung& one : definition.ladder_of(*duty).rungs)
        if (one.id == rung) return &one;
    return nullptr;
}

bool of_the_unit(const NoticeFellDue& event) {
    return event.audience == Audience::contact || event.audience == Audience::head;
}

// As its id says; the ladder may have it no more.
Rung rung_written(const std::string& id) {
    Rung rung;
    if (!id.starts_with("start")) rung.offset = std::stoi(id);
    return rung;
}

}  // namespace

std::optional<Date> counted_day(const WorkCalendar& calendar, const Term& term, const Rung& rung) {
    if (!rung.offset)
        return term.opens && *term.opens < term.last_working ? term.opens : std::nullopt;
    const std::chrono::days step{*rung.offset > 0 ? 1 : -1};
    Date at = *rung.offset > 0 ? term.last_permitted : term.last_working;
    for (int left = std::abs(*rung.offset); left > 0;) {
        at += step;
        left -= calendar.working(at);
    }
    return at;
}

Date heard_day(const WorkCalendar& calendar, const std::vector<DateSpan>& silenced, Date day) {
    const auto quiet = [&] {
        return std::ranges::any_of(
            silenced, [&](const DateSpan& span) { return span.first <= day && day <= span.last; });
    };
    if (!quiet()) return day;
    while (quiet() || !calendar.working(day))
        day += std::chrono::days(1);
    return day;
}

void Promises::judge_birth(const JournalEntry& entry) {
    const auto id = ObligationId::parse(entry.subject.id);
    ASSERT_TRUE(id);
    EXPECT_FALSE(obligations_.contains(entry.subject.id)) << "born twice: " << entry.subject.id;
    obligations_[entry.subject.id] = born(*id, std::get<ObligationBorn>(entry.event), entry.at);
}

// A round begins on a return, an extension and a restoring, and when the obligation's own deadline
// moved; never else.
void Promises::judge_round(const Obligation& before, const RoundBegun& event) {
    const std::string id = before.id.text();
    const auto last_day = [](const std::optional<Term>& term) {
        return term ? std::optional(term->last_permitted) : std::nullopt;
    };
    EXPECT_TRUE(!event.granted || last_day(event.term) >= event.granted) << id;
    const std::string last(name_of(last_event_.at(id)));
    if (event.why == "returned" || event.why == "extended") {
        EXPECT_EQ(last, event.why) << id;
        return;
    }
    EXPECT_EQ(event.granted, before.granted) << id << " loses the day that was granted";
    if (event.why == "undone") {
        EXPECT_EQ(last, "reopened") << id;
    } else if (event.why == "restored") {
        EXPECT_EQ(before.state, ObligationState::withdrawn) << id;
    } else if (event.why == "took_over") {
        EXPECT_EQ(last, "took_over") << id;
        // A unit that was exempted of its own share owes what comes to it.
        const bool exempt = before.state == ObligationState::waived && !before.arrived;
        EXPECT_TRUE(exempt || before.state == ObligationState::withdrawn) << id;
    } else if (event.why == "issue_edited") {
        EXPECT_TRUE(before.owed()) << id;
        EXPECT_NE(before.asking, event.asking) << id << " begins a round for nothing";
    } else {
        EXPECT_TRUE(event.why == "edited" || event.why == "event_dated") << event.why;
        EXPECT_TRUE(before.owed()) << id << " is not owed, and begins a round: " << event.why;
        EXPECT_NE(last_day(before.term), last_day(event.term))
            << id << " begins a round for nothing";
    }
}

// The day of what is owed moves with a round alone.
void Promises::judge_term(const Obligation& before, const TermRecomputed& event) const {
    const bool moved = before.term.has_value() != event.term.has_value() ||
                       (before.term && before.term->last_permitted != event.term->last_permitted);
    EXPECT_FALSE(before.owed() && moved) << before.id.text() << " moves without a round";
}

// A unit's request is told once, while it is open.
void Promises::judge_request(const Obligation& before, const NoticeFellDue& event) {
    EXPECT_TRUE(before.owed()) << event.key;
    EXPECT_TRUE(before.request && !before.request->told) << event.key << " is told again";
    EXPECT_EQ(event.audience, Audience::coordinator) << event.key;
}

void Promises::judge_notice(const Office& office, const Obligation& before,
                            const NoticeFellDue& event, Instant at) {
    use_key(event.key);
    const Fell fell{before.id.text(), event, at, pass_, last_.number};
    const auto definition = office.definitions->find(before.id.campaign);
    ASSERT_TRUE(definition) << event.key << " is of no plan";
    EXPECT_FALSE(doubted_ && last_.by == "dondoc")
        << event.key << " is planned by a clock that is not believed";
    judge_reader(*definition, event, before.id, definition->zone.date_of(event.moment));
    EXPECT_TRUE(in_sending_window(*definition, event.moment)) << event.key;
    EXPECT_GE(event.moment, event.planned) << event.key;
    judge_anew(event);
    if (first_key(event.key) != event.key) {
        EXPECT_TRUE(before.owed() || event.rung == share_rung) << event.key;
    } else if (event.rung == request_rung) {
        judge_request(before, event);
    } else if (event.rung == share_rung) {
        EXPECT_FALSE(before.owed()) << event.key << " though the unit is reminded of it";
    } else if (event.rung == gate_rung) {
        EXPECT_TRUE(before.owed()) << event.key;
    } else if (event.rung.starts_with(announced_rung)) {
        judge_announcement(*definition, before, event, at);
    } else if (event.rung == unchased_rung) {
        const Date today = definition->zone.date_of(at);
        EXPECT_TRUE(before.overdue_on(today) && !before.asking) << event.key;
        EXPECT_FALSE(escalated(before)) << event.key << " though somebody was told";
        EXPECT_EQ(event.audience, Audience::coordinator) << event.key;
    } else {
        EXPECT_TRUE(before.owed()) << event.key << " about what is " << to_string(before.state);
        EXPECT_NE(state_of(before.id.campaign + '.' + before.phase), PhaseState::held) << event.key;
        EXPECT_EQ(event.round, before.round) << event.key;
        if (event.rung.starts_with(rung_by_hand))
            judge_reminder(*definition, before, event, at);
        else
            judge_rung(*definition, before, fell);
    }
    fell_[event.key] = fell;
}

// Told to another reader only instead of the one it was told to first; or once more to the same, as
// its phase was held when the rest of its letter left, or as its letter failed and goes by another
// channel.
void Promises::judge_anew(const NoticeFellDue& event) const {
    if (first_key(event.key) == event.key) return;
    const std::string before = event.key.substr(0, event.key.rfind('/'));
    const auto letter = message_of_.find(before);
    if (letter != message_of_.end() && rerouted_.contains(letter->second)) {
        const NoticeFellDue& first = fell_.at(before).event;
        EXPECT_TRUE(first.channel != event.channel || first.person != event.person) << event.key;
        return;
    }
    EXPECT_TRUE(suppressed_.contains(before)) << event.key << " is told beside " << before;
    EXPECT_TRUE(held_.contains(before) || fell_.at(before).event.person != event.person)
        << event.key;
}

void Promises::judge_rung(const Definition& definition, const Obligation& before,
                          const Fell& fell) const {
    const NoticeFellDue& event = fell.event;
    const std::string where = event.key + " at " + clock(fell.at);
    EXPECT_FALSE(before.asking) << where << " though a person is asked first";
    EXPECT_GE(event.planned, before.round_began) << where << " is of before its round";
    if (event.rung == returned_rung) {
        EXPECT_EQ(before.state, ObligationState::returned) << where << " of no return";
        EXPECT_EQ(event.planned, next_opening(definition, before.round_began)) << where;
        EXPECT_EQ(event.audience, Audience::contact) << where;
    } else {
        judge_step(definition, before, fell);
    }
    judge_told(definition, before, fell);
    const Date today = definition.zone.date_of(fell.at);
    EXPECT_FALSE(covering(silenced_days(before.id), today)) << where << " though it is silenced";
}

void Promises::judge_step(const Definition& definition, const Obligation& before,
                          const Fell& fell) const {
    const NoticeFellDue& event = fell.event;
    const std::string where = event.key + " at " + clock(fell.at);
    const Rung* rung = rung_named(definition, before.id, event.rung);
    if (!rung || !before.term) {
        ADD_FAILURE() << where << " stands on no ladder";
        return;
    }
    const Date planned = definition.zone.date_of(event.planned);
    const Date day = counted_day(*definition.calendar, *before.term, *rung).value_or(Date{});
    const bool released = rung->release == Release::required;
    EXPECT_TRUE(released ? planned >= day : planned == day) << where << " on a wrong day";
    EXPECT_FALSE(before.needs_release(*rung)) << where << " and nobody released it";
    EXPECT_FALSE(before.held && rung->after_deadline()) << where << " though a person holds it";
    if (rung->after_deadline()) judge_escalation(definition, fell, day);
}

// The coordinator hears of what is told the next working day, or waits for a release.
void Promises::judge_announcement(const Definition& definition, const Obligation& before,
                                  const NoticeFellDue& event, Instant at) const {
    EXPECT_TRUE(before.owed() && !before.asking && !before.held) << event.key;
    EXPECT_EQ(event.audience, Audience::coordinator) << event.key;
    const Date today = definition.zone.date_of(at);
    EXPECT_FALSE(covering(suspended_days(before.id.unit), today)) << event.key;
    Date next = today + std::chrono::days(1);
    while (!definition.calendar->working(next))
        next += std::chrono::days(1);
    const auto& done = before.rungs_done;
    bool any = false;
    for (const Rung& rung : definition.ladder_of(*definition.campaign.duty(before.id.duty)).rungs) {
        const auto day = counted_day(*definition.calendar, *before.term, rung);
        if (!day || std::ranges::find(done, rung.id) != done.end()) continue;
        const Date told = heard_day(*definition.calendar, silenced_days(before.id), *day);
        const bool waits = before.needs_release(rung) && told <= next;
        any = any || waits || (rung.after_deadline() && told == next);
    }
    EXPECT_TRUE(any) << event.key << " announces nothing at " << clock(at);
}

// On a day on which the unit may be told, and nobody twice.
void Promises::judge_told(const Definition& definition, const Obligation& before,
                          const Fell& fell) const {
    const NoticeFellDue& event = fell.event;
    const std::string where = event.key + " at " + clock(fell.at);
    const WorkCalendar& calendar = *definition.calendar;
    const Zone& zone = definition.zone;
    const Date planned = zone.date_of(event.planned);
    const Date today = zone.date_of(fell.at);
    EXPECT_TRUE(calendar.working(planned)) << where;
    EXPECT_LE(calendar.count(planned, today), definition.sending.catch_up_age_max)
        << where << " is too old to be caught up on";
    // Whoever is born this very moment is looked at once more before the letter is made.
    const bool suspended = touches(suspended_days(before.id.unit), planned, today);
    EXPECT_FALSE(suspended && before.round_began != fell.at)
        << where << " though the unit is suspended";
    const auto& issued = definition.campaign.issued;
    EXPECT_TRUE(!issued || planned >= *issued) << where << " before the issue";
    for (const auto& [key, other] : fell_) {
        if (other.about != fell.about || other.event.round != event.round) continue;
        if (other.event.because == "by_hand" || is_question(other.event.rung)) continue;
        if (suppressed_.contains(key)) continue;
        // On the calendar of today, which may not be the one it was told by.
        const auto its_day =
            other.event.rung == returned_rung ? zone.date_of(other.event.planned)
            : before.term ? counted_day(calendar, *before.term, rung_written(other.event.rung))
                          : std::nullopt;
        EXPECT_TRUE(other.event.audience != event.audience || !its_day || *its_day < planned)
            << where << " after " << key;
        // Somebody who reads one of them in another's place learns both of two matters.
        const bool two_matters = of_the_unit(other.event) != of_the_unit(event) &&
                                 other.event.instead_of != event.instead_of;
        EXPECT_TRUE(other.pass != pass_ || other.event.person != event.person || two_matters)
            << where << " and " << key << " tell one person at once";
    }
}

// An escalation leaves while an earlier rung of its round is on its way only after a working day,
// and says so.
void Promises::judge_escalation(const Definition& definition, const Fell& fell, Date day) const {
    const auto silenced = silenced_days(*ObligationId::parse(fell.about));
    const Date heard = heard_day(*definition.calendar, silenced, day);
    const Instant patience =
        definition.zone.at(definition.calendar->shift(heard, 1), definition.sending.window.from);
    for (const auto& [key, other] : fell_) {
        const bool earlier = other.about == fell.about && other.event.round == fell.event.round &&
                             other.event.planned < fell.event.planned;
        const bool question = is_question(other.event.rung);
        if (!earlier || question || suppressed_.contains(key) || !still_waits(key)) continue;
        EXPECT_GE(fell.at, patience) << fell.event.key << " overtakes " << key;
        EXPECT_EQ(fell.event.because, "reminder_undelivered") << fell.event.key;
    }
}

// Asked for by who may, about what may be told of today.
void Promises::judge_reminder(const Definition& definition, const Obligation& before,
                              const NoticeFellDue& event, Instant at) const {
    const auto* asked = std::get_if<ReminderAsked>(&last_event_.at(before.id.text()));
    ASSERT_TRUE(asked) << event.key << " was asked for by nobody";
    const Date today = definition.zone.date_of(at);
    const Organisation& organisation = *definition.organisation;
    const Cluster* cluster = organisation.cluster_of(before.id.unit);
    const auto stands_for = [&](std::string_view id) {
        const Unit* unit = organisation.unit(id);
        return unit && organisation.acting(*unit, today).id == asked->unit;
    };
    EXPECT_TRUE(stands_for(definition.campaign.coordinator) ||
                (cluster && stands_for(cluster->lead_on(today))))
        << event.key << " is asked for by " << asked->unit;
    EXPECT_FALSE(asked->reason.empty()) << event.key;
    EXPECT_TRUE(before.term) << event.key << " is about what has no day";
    EXPECT_FALSE(covering(suspended_days(before.id.unit), today)) << event.key;
    EXPECT_FALSE(covering(silenced_days(before.id), today)) << event.key;
    if (event.audience != Audience::contact) {
        EXPECT_TRUE(stands_for(definition.campaign.coordinator)) << event.key;
        EXPECT_TRUE(before.overdue_on(today) && !before.asking && !before.held) << event.key;
    }
    EXPECT_EQ(event.planned, at) << event.key;
}

// Sending begins: nobody is told of what is not owed any more.
void Promises::judge_composing(const Office& office, const std::string& message, Instant at) {
    EXPECT_FALSE(doubted_) << message << " is written by a clock that is not believed";
    const Date today = office.configuration.zone->date_of(at);
    const auto again = tried_again_.find(message);
    const bool asked_again = again != tried_again_.end() && back_ && again->second >= *back_;
    for (const NoticeRecord& notice : must(office.store->read().notices_in(message))) {
        // The letter that asks for the go-ahead waits for none, nor does one that a person has
        // tried again since.
        const bool missed = held_back_ && notice.planned < *back_;
        const bool waits = missed && notice.about.kind != Subject::Kind::campaign && !asked_again;
        EXPECT_TRUE(suppressed_.contains(notice.key) || !waits)
            << notice.key << " leaves without the go-ahead";
        const bool owed = notice.about.kind == Subject::Kind::obligation;
        if (suppressed_.contains(notice.key) || !owed) continue;
        const Obligation& obligation = obligations_.at(notice.about.id);
        const Fell& fell = fell_.at(notice.key);
        judge_reader(*office.definitions->find(obligation.id.campaign), fell.event, obligation.id,
                     today);
        if (notice.rung == share_rung) continue;
        EXPECT_TRUE(obligation.owed()) << notice.key << " is sent though it is settled";
        EXPECT_FALSE(covering(suspended_days(obligation.id.unit), today))
            << notice.key << " is sent though the unit is suspended";
        EXPECT_FALSE(!is_question(notice.rung) && covering(silenced_days(obligation.id), today))
            << notice.key << " is sent though it is silenced";
        const bool request = notice.rung == request_rung;
        EXPECT_TRUE(!request || obligation.request) << notice.key << " is sent though answered";
        const bool step = notice.kind == NoticeKind::escalation && !is_question(notice.rung) &&
                          !notice.rung.starts_with(rung_by_hand);
        EXPECT_FALSE(step && obligation.held) << notice.key << " is sent though a person holds it";
        EXPECT_TRUE(request || obligation.round == notice.round)
            << notice.key << " is sent though its round is over";
    }
}

void Promises::use_key(const std::string& key) {
    EXPECT_FALSE(fell_.contains(key) || passed_.contains(key)) << key << " is used twice";
}

}  // namespace dondoc::loop_test
