#include "workflows/ladder_look.h"

#include <algorithm>
#include <utility>

#include "workflows/check.h"
#include "workflows/remind.h"
#include "workflows/suspension.h"

namespace dondoc {

namespace {

// One look at the ladder of one obligation. Decisions are collected and written out in ladder
// order.
class Pass {
public:
    Pass(const Definition& definition, const Obligation& obligation, const Surroundings& around,
         Instant now)
        : definition_(definition),
          obligation_(obligation),
          around_(around),
          now_(now),
          duty_(*definition.campaign.duty(obligation.id.duty)),
          moments_(rung_moments(definition, obligation)) {}

    Plan plan() {
        sort_out();
        if (!due_.empty()) decide_due();
        return result();
    }

    // Nobody is told until a person answers; what is past is said to be past.
    Plan plan_asking() {
        for (const RungMoment& moment : moments_) {
            if (done(*moment.rung)) continue;
            const std::string_view too_early = too_early_for(moment);
            if (moment.at <= now_ && !too_early.empty()) pass_over(moment, too_early);
        }
        because_ = "overdue_at_birth";
        return result();
    }

private:
    Plan result() {
        if (events_.empty() && next_ != obligation_.next) events_.push_back(Rescheduled{because_});
        return {std::move(events_), next_};
    }

    // Why a rung fell before its time; empty if it did not.
    std::string_view too_early_for(const RungMoment& moment) const {
        if (moment.at < obligation_.round_began) return "before_first_seen";
        return before_issue(definition_, moment.day) ? "before_issue" : "";
    }
    bool done(const Rung& rung) const {
        return std::ranges::find(obligation_.rungs_done, rung.id) != obligation_.rungs_done.end();
    }

    // Nobody may be told of a rung while the unit is suspended, nor afterwards of one that was
    // still to be told when that began; one that a person releases is to be told since then.
    bool falls_to_suspension(const RungMoment& moment) const {
        const Date today = definition_.zone.date_of(now_);
        if (kept(moment)) return false;
        return touches(around_.suspended, was_released(moment) ? today : moment.day, today);
    }

    // Rungs already told are left alone, those before the round began or the plan was issued, and
    // those of a suspended unit, passed over; those ahead give the next moment.
    void sort_out() {
        for (const RungMoment& moment : moments_) {
            if (done(*moment.rung)) continue;
            const std::string_view too_early = too_early_for(moment);
            const Instant heard = heard_at(moment);
            if (moment.at > now_) {
                look_again(std::max(heard, moment.at));
            } else if (!too_early.empty()) {
                pass_over(moment, too_early);
            } else if (falls_to_suspension(moment)) {
                pass_over(moment, "suspended");
            } else if (heard > now_) {
                because_ = "silenced";
                look_again(heard);
            } else {
                due_.push_back(moment);
            }
        }
    }

    // When a silence lets it fall due; before now if none keeps it any more. It does so until the
    // first window after it opens.
    Instant heard_at(const RungMoment& moment) const {
        const Date from = std::max(moment.day, definition_.zone.date_of(now_));
        const Date day = heard_on(from);
        if (day > from) return opening(day);
        for (const DateSpan& span : around_.silenced) {
            if (span.last < moment.day || span.last >= from) continue;
            const Instant over = opening(heard_on(span.last));
            if (over > now_) return over;
        }
        return moment.at;
    }
    Instant opening(Date day) const {
        return definition_.zone.at(day, definition_.sending.window.from);
    }
    Date heard_on(Date day) const { return heard_again(definition_, around_.silenced, day); }

    void decide_due() {
        const auto moment = sending_moment(definition_, obligation_.next, now_);
        const auto rests = [&](const RungMoment& rung) {
            return kept(rung) && obstacle_of(rung) == why_kept(rung);
        };
        if (std::ranges::all_of(due_, rests)) {
            because_ = why_kept(due_.front());
            return;
        }
        if (!moment) {
            because_ = "outside_window";
            look_again(next_opening(definition_, now_));
            return;
        }
        for (const RungMoment& rung : due_) {
            const std::string_view obstacle = obstacle_of(rung);
            if (obstacle == "earlier_rung_on_its_way") {
                because_ = obstacle;
                look_again(now_ + escalation_recheck);
            } else if (kept(rung) && obstacle == why_kept(rung)) {
                because_ = obstacle;  // in sight, until a person lets it go
            } else if (obstacle.empty()) {
                tell(rung, *moment);
            } else {
                pass_over(rung, obstacle);
            }
        }
    }

    // Why this rung tells nobody now; empty if it does.
    std::string_view obstacle_of(const RungMoment& rung) const {
        const auto later = [&](const RungMoment& other) {
            return other.rung->audience == rung.rung->audience && other.at > rung.at &&
                   (done(*other.rung) || (other.at <= now_ && !needs_release(other)));
        };
        if (std::ranges::any_of(moments_, later) || overtaken_before_edit(rung)) return "overtaken";
        if (kept(rung)) return why_kept(rung);
        const Addressee addressee = addressee_of(rung);
        if (!addressee.person) return addressee.nobody;
        const Date today = definition_.zone.date_of(now_);
        const int age = definition_.calendar->count(rung.day, today);
        if (age > definition_.sending.catch_up_age_max && !was_released(rung)) return "too_old";
        if (must_wait(rung)) return "earlier_rung_on_its_way";
        return higher_rung_reaches(addressee, rung) ? "same_person" : "";
    }

    // A later rung of the audience that an edited ladder does not have any more was done in this
    // round; ids are written offsets and audiences.
    bool overtaken_before_edit(const RungMoment& rung) const {
        const std::string audience = '.' + to_string(rung.rung->audience);
        return std::ranges::any_of(obligation_.rungs_done, [&](const std::string& id) {
            const auto same = [&](const RungMoment& other) { return other.rung->id == id; };
            if (!id.ends_with(audience) || id.starts_with("start")) return false;
            if (id.starts_with(rung_by_hand)) return false;
            if (std::ranges::any_of(moments_, same)) return false;
            Rung gone;
            gone.offset = std::stoi(id);
            return rung_day(gone, *obligation_.term, *definition_.calendar) > rung.day;
        });
    }

    // What a person keeps speaks to nobody yet, and stands in nobody's way.
    bool kept(const RungMoment& rung) const { return is_held(rung) || needs_release(rung); }
    std::string_view why_kept(const RungMoment& rung) const {
        return is_held(rung) ? "escalations_held" : "needs_release";
    }
    bool is_held(const RungMoment& rung) const {
        return obligation_.held && rung.rung->after_deadline();
    }
    bool needs_release(const RungMoment& rung) const {
        return obligation_.needs_release(*rung.rung);
    }
    // However long ago its day was: a person has said that it may be told now.
    bool was_released(const RungMoment& rung) const {
        return rung.rung->release == Release::required && !needs_release(rung);
    }

    // Today's: what is told now is read today.
    Addressee addressee_of(const RungMoment& rung) const {
        return resolve(definition_, duty_, obligation_.id.unit, rung.rung->audience,
                       definition_.zone.date_of(now_));
    }

    static bool of_the_unit(const RungMoment& rung) {
        return rung.rung->audience == Audience::contact || rung.rung->audience == Audience::head;
    }

    // What a unit's own people are told and what those above it are told stay two matters where
    // one person reads them in the place of different ones.
    static bool two_matters(const RungMoment& a, const Addressee& to_a, const RungMoment& b,
                            const Addressee& to_b) {
        return of_the_unit(a) != of_the_unit(b) && to_a.instead_of != to_b.instead_of;
    }

    // Two audiences may be one person: the higher rung speaks, and of one offset the one that is
    // not a copy, else the one written later.
    bool higher_rung_reaches(const Addressee& addressee, const RungMoment& rung) const {
        bool past = false;
        for (const RungMoment& other : due_) {
            if (other.rung == rung.rung) {
                past = true;
                continue;
            }
            const Addressee reached = kept(other) ? Addressee{} : addressee_of(other);
            if (!reached.person || reached.person->id != addressee.person->id) continue;
            if (two_matters(rung, addressee, other, reached)) continue;
            if (other.at > rung.at) return true;
            if (other.at < rung.at) continue;
            if (other.rung->copy != rung.rung->copy ? rung.rung->copy : past) return true;
        }
        return false;
    }

    // An escalation waits for the rungs of its round that are on their way, one working day at
    // most; for those told in this very pass until it looks again, which is what a row that is not
    // yet due says.
    bool must_wait(const RungMoment& rung) const {
        if (!rung.rung->after_deadline()) return false;
        if (first_told_ && *first_told_ < rung.at) return true;
        const bool waiting = obligation_.next && *obligation_.next > now_;
        return around_.earlier_on_its_way && (waiting || now_ < patience_ends(rung));
    }
    Instant patience_ends(const RungMoment& rung) const {
        return opening(definition_.calendar->shift(heard_on(rung.day), 1));
    }

    void tell(const RungMoment& rung, Instant moment) {
        if (!first_told_) first_told_ = rung.at;
        const Addressee addressee = addressee_of(rung);
        const Person& person = *addressee.person;
        const bool undelivered = rung.rung->after_deadline() && around_.earlier_on_its_way;
        const NoticeKind kind =
            rung.rung->after_deadline() ? NoticeKind::escalation : NoticeKind::reminder;
        const std::string& channel = definition_.channel_of(person);
        const bool late = moment != rung.at;
        const std::string_view because = undelivered          ? "reminder_undelivered"
                                         : was_released(rung) ? "released"
                                         : late               ? "catch_up"
                                                              : "on_time";
        events_.push_back(NoticeFellDue{
            key(rung), rung.rung->id, obligation_.round, kind, rung.rung->audience, person.id,
            channel, rung.rung->copy, moment,
            late && was_released(rung) ? std::min(now_, moment) : rung.at, std::string(because),
            addressee.instead_of ? addressee.instead_of->id : ""});
    }

    void pass_over(const RungMoment& rung, std::string_view because) {
        events_.push_back(RungPassedOver{key(rung), rung.rung->id, obligation_.round,
                                         rung.rung->audience, rung.at, std::string(because)});
    }

    void look_again(Instant at) { next_ = next_ ? std::min(*next_, at) : at; }

    std::string key(const RungMoment& rung) const {
        return notice_key(obligation_.id, obligation_.round, rung.rung->id);
    }

    const Definition& definition_;
    const Obligation& obligation_;
    const Surroundings around_;
    const Instant now_;
    const Duty& duty_;
    const std::vector<RungMoment> moments_;
    std::vector<RungMoment> due_;        // in the order they fell due
    std::optional<Instant> first_told_;  // when the first rung told in this pass fell due
    std::vector<Event> events_;
    std::optional<Instant> next_;
    std::string because_ = "planned_anew";
};

}  // namespace

Date heard_again(const Definition& definition, const std::vector<DateSpan>& silenced, Date day) {
    while (const auto span = covering(silenced, day))
        day = definition.calendar->first_working_on_or_after(span->last + std::chrono::days(1));
    return day;
}

bool before_issue(const Definition& definition, Date day) {
    return definition.campaign.issued && day < *definition.campaign.issued;
}

Plan look_at_ladder(const Definition& definition, const Obligation& obligation,
                    const Surroundings& around, Instant now) {
    CHECK(obligation.term.has_value());
    Pass pass(definition, obligation, around, now);
    return obligation.asking ? pass.plan_asking() : pass.plan();
}

}  // namespace dondoc
