#include "workflows/contacts.h"

#include <algorithm>
#include <utility>

#include "workflows/reader_change.h"
#include "workflows/suspension.h"

namespace dondoc {

namespace {

constexpr std::chrono::days one_day{1};

Date first_working_day(const WorkCalendar& calendar, Date day) {
    return calendar.first_working_on_or_after(span_around(day, Grain::quarter).first);
}

// The days that one campaign goes by in the quarter of a day.
struct QuarterDays {
    std::string name;
    Date first_working;
    Instant asks;
    Instant lists;
};

QuarterDays quarter_days(const Definition& definition, Date day) {
    const WorkCalendar& calendar = *definition.calendar;
    const Date first = first_working_day(calendar, day);
    const auto opening = [&](Date on) {
        return definition.zone.at(on, definition.sending.window.from);
    };
    return {span_id(day, Grain::quarter), first, opening(first),
            opening(calendar.shift(first, confirm_days))};
}

bool may_ask(const Definition& definition, const std::string& unit, Date day) {
    const Campaign& campaign = definition.campaign;
    return definition.sending.confirm_contacts && campaign.begins() <= day &&
           day <= campaign.period.last && unit != campaign.coordinator &&
           definition.takes_part(unit, day);
}

std::string key_of(const Definition& definition, std::string_view rung, const std::string& unit,
                   const std::string& quarter) {
    return definition.campaign.id + '/' + std::string(rung) + '/' + unit + '/' + quarter;
}

class Planning {
public:
    Planning(const std::vector<ContactAsker>& askers, const ContactWatch& watch, Instant now)
        : askers_(askers), watch_(watch), now_(now) {}

    Plan plan() {
        if (!askers_.empty()) look();
        if (!next_) next_ = next_question();
        if (events_.empty() && next_ != watch_.next)
            events_.push_back(Rescheduled{put_off_.empty() ? "waits_for_quarter" : put_off_});
        return {std::move(events_), next_};
    }

private:
    // One of those that may ask today; of several the first in which the unit is not suspended.
    const ContactAsker* asker_today() {
        const ContactAsker* first = nullptr;
        for (const ContactAsker& one : askers_) {
            const Date today = one.definition->zone.date_of(now_);
            const Date asked_on = quarter_days(*one.definition, today).first_working;
            if (!may_ask(*one.definition, watch_.unit, today) ||
                !may_ask(*one.definition, watch_.unit, asked_on))
                continue;
            if (!covering(one.suspended, today)) return &one;
            if (!first) first = &one;
        }
        return first;
    }

    void look() {
        const ContactAsker* asker = asker_today();
        if (!asker) return;
        const Definition& definition = *asker->definition;
        const Date today = definition.zone.date_of(now_);
        const QuarterDays quarter = quarter_days(definition, today);
        const bool suspended = covering(asker->suspended, today).has_value();
        if (watch_.asked != quarter.name) {
            if (watch_.open) pass_over(definition, unconfirmed_rung, watch_.asked, "too_old");
            if (now_ < quarter.asks || confirmed_in(watch_, quarter.name, definition.zone)) return;
            ask(definition, quarter, today, suspended);
        } else if (watch_.open && now_ < quarter.lists) {
            next_ = quarter.lists;
        } else if (watch_.open) {
            list(definition, quarter, today, suspended);
        }
    }

    void ask(const Definition& definition, const QuarterDays& quarter, Date today, bool suspended) {
        const int age = definition.calendar->count(quarter.first_working, today);
        const int age_max = std::min(definition.sending.catch_up_age_max, confirm_days - 1);
        if (!watch_.next)
            return pass_over(definition, confirm_rung, quarter.name, "before_first_seen");
        if (age > age_max) return pass_over(definition, confirm_rung, quarter.name, "too_old");
        if (suspended) return pass_over(definition, confirm_rung, quarter.name, "suspended");
        const Unit& unit = definition.unit(watch_.unit);
        const bool told = tell(definition, confirm_rung, quarter.name,
                               definition.organisation->person(unit.contact), quarter.asks);
        if (told) next_ = quarter.lists;
    }

    void list(const Definition& definition, const QuarterDays& quarter, Date today,
              bool suspended) {
        const Date due = definition.zone.date_of(quarter.lists);
        const int age = definition.calendar->count(due, today);
        if (age > definition.sending.catch_up_age_max)
            return pass_over(definition, unconfirmed_rung, quarter.name, "too_old");
        if (suspended) return pass_over(definition, unconfirmed_rung, quarter.name, "suspended");
        tell(definition, unconfirmed_rung, quarter.name, definition.officer_on(today),
             quarter.lists);
    }

    // False if it has to wait for the sending window.
    bool tell(const Definition& definition, std::string_view rung, const std::string& quarter,
              const Person* holder, Instant planned) {
        if (!holder) {
            pass_over(definition, rung, quarter, "no_person");
            return true;
        }
        const auto moment = sending_moment(definition, watch_.next, now_);
        if (!moment) {
            put_off_ = "outside_window";
            next_ = next_opening(definition, now_);
            return false;
        }
        const Date today = definition.zone.date_of(now_);
        const Person& reader = *definition.organisation->reader_for(*holder, today);
        const bool asks = rung == confirm_rung;
        events_.push_back(NoticeFellDue{
            key_of(definition, rung, watch_.unit, quarter), std::string(rung), 0, NoticeKind::nudge,
            asks ? Audience::contact : Audience::coordinator, reader.id,
            definition.channel_of(reader), false, *moment, planned,
            asks ? "confirm_contact" : "contact_unconfirmed", &reader == holder ? "" : holder->id});
        return true;
    }

    void pass_over(const Definition& definition, std::string_view rung, const std::string& quarter,
                   std::string because) {
        const auto audience = rung == confirm_rung ? Audience::contact : Audience::coordinator;
        events_.push_back(RungPassedOver{key_of(definition, rung, watch_.unit, quarter),
                                         std::string(rung), 0, audience, now_, std::move(because)});
    }

    // The first question that lies ahead; nothing if no campaign runs long enough.
    std::optional<Instant> next_question() const {
        std::optional<Date> first, last;
        for (const ContactAsker& one : askers_) {
            const Date today = one.definition->zone.date_of(now_);
            first = first ? std::min(*first, today) : today;
            const Date end = one.definition->campaign.period.last;
            last = last ? std::max(*last, end) : end;
        }
        if (!first) return {};
        for (Date day = span_around(*first, Grain::quarter).first; day <= *last;
             day = span_around(day, Grain::quarter).last + one_day) {
            std::optional<Instant> next;
            for (const ContactAsker& one : askers_) {
                const QuarterDays quarter = quarter_days(*one.definition, day);
                const bool ahead = quarter.asks > now_;
                if (ahead && may_ask(*one.definition, watch_.unit, quarter.first_working))
                    next = next ? std::min(*next, quarter.asks) : quarter.asks;
            }
            if (next) return next;
        }
        return {};
    }

    const std::vector<ContactAsker>& askers_;
    const ContactWatch& watch_;
    const Instant now_;
    std::vector<Event> events_;
    std::optional<Instant> next_;
    std::string put_off_;
};

}  // namespace

std::string quarter_of_key(std::string_view key) {
    const std::string first = first_key(key);
    return first.substr(first.rfind('/') + 1);
}

bool confirmed_in(const ContactWatch& watch, const std::string& quarter, const Zone& zone) {
    return watch.confirmed && span_id(zone.date_of(*watch.confirmed), Grain::quarter) >= quarter;
}

Date answer_day(const WorkCalendar& calendar, Date day) {
    return calendar.shift(first_working_day(calendar, day), confirm_days - 1);
}

Plan plan_contact(const std::vector<ContactAsker>& askers, const ContactWatch& watch, Instant now) {
    return Planning(askers, watch, now).plan();
}

}  // namespace dondoc
