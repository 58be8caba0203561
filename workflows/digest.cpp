#include "workflows/digest.h"

#include <algorithm>
#include <utility>

#include "workflows/suspension.h"

namespace dondoc {

namespace {

constexpr std::chrono::days one_day{1};
constexpr std::string_view daily_suffix = ".daily";

class Planning {
public:
    Planning(const std::vector<DigestTopic>& topics, const DigestWatch& watch, Instant now)
        : topics_(topics), watch_(watch), now_(now), daily_(watch.period == Grain::day) {}

    Plan plan() {
        if (!topics_.empty()) {
            look();
            if (!next_) next_ = next_digest();
        }
        if (events_.empty() && next_ != watch_.next)
            events_.push_back(Rescheduled{next_ && put_off_ ? "outside_window"
                                          : daily_          ? "waits_for_day"
                                                            : "waits_for_week"});
        return {std::move(events_), next_};
    }

private:
    // One configuration has one zone, one calendar and one window.
    const Definition& any() const { return *topics_.front().definition; }
    Date today() const { return any().zone.date_of(now_); }

    DateSpan period_around(Date day) const { return span_around(day, watch_.period); }
    std::string period_id(Date day) const {
        return span_id(period_around(day).first, watch_.period);
    }
    Date period_after(Date day) const { return period_around(day).last + one_day; }

    // When the digest of a day's period is told; nothing if no day of it is worked, or there is
    // nothing to tell of on that day.
    std::optional<Instant> due(Date day) const {
        const DateSpan period = period_around(day);
        const Date first = any().calendar->first_working_on_or_after(period.first);
        const bool speaks =
            first <= period.last && std::ranges::any_of(topics_, [&](const DigestTopic& one) {
                return one.tells(watch_.person, first);
            });
        if (!speaks) return {};
        return any().zone.at(first, any().sending.window.from);
    }

    void look() {
        if (!watch_.next || comes_later()) return look_first();
        // The periods that have come since, the one that is told last.
        std::optional<Date> last;
        const Date from = any().zone.date_of(std::min(*watch_.next, now_));
        for (Date day = period_around(from).first; day <= today(); day = period_after(day)) {
            const auto moment = due(day);
            if (!moment || *moment > now_ || watch_.told >= period_id(day)) continue;
            if (last) pass_over(*last, "overtaken");
            last = day;
        }
        if (last) tell(*last);
    }

    bool comes_later() const {
        return *watch_.next > now_ &&
               period_id(any().zone.date_of(*watch_.next)) > period_id(today());
    }

    void look_first() {
        if (daily_) return;
        const auto moment = due(today());
        if (moment && *moment <= now_ && watch_.told < period_id(today()))
            pass_over(today(), "before_first_seen");
    }

    // Puts off what cannot leave now to a later hour or day of its own period.
    void tell(Date day) {
        const auto moment = sending_moment(any(), watch_.next, now_);
        const Instant leaves = moment.value_or(next_opening(any(), now_));
        if (period_id(any().zone.date_of(leaves)) != period_id(day))
            return pass_over(day, "too_old");
        if (!moment) {
            put_off_ = true;
            next_ = leaves;
            return;
        }
        const Organisation& organisation = *any().organisation;
        const Person& holder = *organisation.person(watch_.person);
        const Person& reader = *organisation.reader_for(holder, today());
        events_.push_back(NoticeFellDue{key_of(day), rung(), 0, NoticeKind::digest, audience(),
                                        reader.id, any().channel_of(reader), false, *moment,
                                        *due(day), daily_ ? "daily_digest" : "weekly_digest",
                                        &reader == &holder ? "" : holder.id});
    }

    void pass_over(Date day, std::string because) {
        events_.push_back(
            RungPassedOver{key_of(day), rung(), 0, audience(), *due(day), std::move(because)});
    }

    std::string key_of(Date day) const { return "digest/" + period_id(day) + '/' + watch_.person; }
    std::string rung() const { return std::string(daily_ ? daily_rung : weekly_rung); }
    Audience audience() const { return daily_ ? Audience::head : Audience::coordinator; }

    std::optional<Instant> next_digest() const {
        Date first = Date::max();
        Date last = today();
        for (const DigestTopic& one : topics_) {
            first = std::min(first, one.days.first);
            last = std::max(last, one.days.last);
        }
        for (Date day = std::max(first, today()); day <= last; day = period_after(day)) {
            const auto moment = due(day);
            if (moment && *moment > now_) return moment;
        }
        return {};
    }

    const std::vector<DigestTopic>& topics_;
    const DigestWatch& watch_;
    const Instant now_;
    const bool daily_;
    std::vector<Event> events_;
    std::optional<Instant> next_;
    bool put_off_ = false;
};

// Who holds the role that a topic is told to; nullptr: nobody.
const Person* holder(const DigestTopic& topic, Date day) {
    if (!topic.duty) return topic.definition->officer_on(day);
    const Addressee found =
        resolve(*topic.definition, *topic.duty, topic.unit, Audience::head, day);
    return found.instead_of ? found.instead_of : found.person;
}

}  // namespace

std::string period_of_key(std::string_view key) {
    const std::string_view rest = key.substr(key.find('/') + 1);
    return std::string(rest.substr(0, rest.find('/')));
}

std::string digest_id(std::string_view person, Grain period) {
    return std::string(person) + std::string(period == Grain::day ? daily_suffix : "");
}

std::string person_of_digest(std::string_view id) {
    return std::string(id.substr(0, id.find('.')));
}

Grain period_of_digest(std::string_view id) {
    return id.ends_with(daily_suffix) ? Grain::day : Grain::week;
}

bool DigestTopic::tells(std::string_view person, Date day) const {
    if (!days.contains(day) || covering(silent, day)) return false;
    const Person* told = holder(*this, day);
    return told && told->id == person;
}

std::optional<DigestTopic> weekly_topic(const Definition& definition,
                                        std::optional<Date> last_open) {
    const Campaign& campaign = definition.campaign;
    if (!definition.sending.weekly_digest) return {};
    const Date last = last_open ? std::max(campaign.period.last, *last_open + digest_grace)
                                : campaign.period.last;
    return DigestTopic{&definition, {campaign.begins(), last}};
}

std::optional<DigestTopic> daily_topic(const Definition& definition, const Obligation& obligation,
                                       PhaseState phase, std::vector<DateSpan> suspended) {
    const bool chased = obligation.owed() && !obligation.asking && obligation.term &&
                        phase != PhaseState::held && phase != PhaseState::skipped;
    if (!chased || !definition.names(obligation) ||
        !definition.tells_head(definition.unit(obligation.id.unit)))
        return {};
    const Date soon = definition.calendar->shift(obligation.term->last_working, -daily_ahead);
    return DigestTopic{&definition,
                       {std::max(soon, definition.campaign.begins()),
                        obligation.term->last_permitted + digest_grace},
                       std::move(suspended),
                       definition.campaign.duty(obligation.id.duty),
                       obligation.id.unit};
}

Plan plan_digest(const std::vector<DigestTopic>& topics, const DigestWatch& watch, Instant now) {
    return Planning(topics, watch, now).plan();
}

}  // namespace dondoc
