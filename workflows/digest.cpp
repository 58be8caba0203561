#include "workflows/digest.h"

#include <algorithm>
#include <utility>

#include "workflows/period.h"

namespace dondoc {

namespace {

constexpr std::chrono::days one_day{1};

DateSpan week_around(Date day) {
    return span_around(day, Grain::week);
}
std::string week_id(Date day) {
    return span_id(week_around(day).first, Grain::week);
}

class Planning {
public:
    Planning(const std::vector<DigestCampaign>& campaigns, const DigestWatch& watch, Instant now)
        : campaigns_(campaigns), watch_(watch), now_(now) {}

    Plan plan() {
        if (!campaigns_.empty()) {
            look();
            if (!next_) next_ = next_digest();
        }
        if (events_.empty() && next_ != watch_.next)
            events_.push_back(Rescheduled{next_ && put_off_ ? "outside_window" : "waits_for_week"});
        return {std::move(events_), next_};
    }

private:
    // One configuration has one zone, one calendar and one window.
    const Definition& any() const { return *campaigns_.front().definition; }
    Date today() const { return any().zone.date_of(now_); }

    // When the digest of a day's week is told; nothing if no day of it is worked, or there is
    // nothing to tell of on that day.
    std::optional<Instant> due(Date day) const {
        const DateSpan week = week_around(day);
        const Date first = any().calendar->first_working_on_or_after(week.first);
        const bool speaks = std::ranges::any_of(campaigns_, [&](const DigestCampaign& one) {
            return in_digest(one, watch_.person, first);
        });
        if (first > week.last || !speaks) return {};
        return any().zone.at(first, any().sending.window.from);
    }

    void look() {
        if (!watch_.next || comes_later()) return look_first();
        // The weeks that have come since, the one that is told last.
        std::optional<Date> last;
        const Date from = any().zone.date_of(std::min(*watch_.next, now_));
        for (Date day = week_around(from).first; day <= today(); day += one_day * 7) {
            const auto moment = due(day);
            if (!moment || *moment > now_ || watch_.told >= week_id(day)) continue;
            if (last) pass_over(*last, "overtaken");
            last = day;
        }
        if (last) tell(*last);
    }

    bool comes_later() const {
        return *watch_.next > now_ && week_id(any().zone.date_of(*watch_.next)) > week_id(today());
    }

    void look_first() {
        const auto moment = due(today());
        if (moment && *moment <= now_ && watch_.told < week_id(today()))
            pass_over(today(), "before_first_seen");
    }

    // Puts off what cannot leave now to a later hour or day of its own week.
    void tell(Date day) {
        const auto moment = sending_moment(any(), watch_.next, now_);
        const Instant leaves = moment.value_or(next_opening(any(), now_));
        if (week_id(any().zone.date_of(leaves)) != week_id(day)) return pass_over(day, "too_old");
        if (!moment) {
            put_off_ = true;
            next_ = leaves;
            return;
        }
        const Organisation& organisation = *any().organisation;
        const Person& holder = *organisation.person(watch_.person);
        const Person& reader = *organisation.reader_for(holder, today());
        events_.push_back(NoticeFellDue{key_of(day), std::string(weekly_rung), 0,
                                        NoticeKind::digest, Audience::coordinator, reader.id,
                                        any().channel_of(reader), false, *moment, *due(day),
                                        "weekly_digest", &reader == &holder ? "" : holder.id});
    }

    void pass_over(Date day, std::string because) {
        events_.push_back(RungPassedOver{key_of(day), std::string(weekly_rung), 0,
                                         Audience::coordinator, *due(day), std::move(because)});
    }

    std::string key_of(Date day) const { return "digest/" + week_id(day) + '/' + watch_.person; }

    std::optional<Instant> next_digest() const {
        Date last = today();
        for (const DigestCampaign& one : campaigns_) {
            last = std::max(last, one.definition->campaign.period.last);
            if (one.last_open) last = std::max(last, *one.last_open + digest_grace);
        }
        for (Date day = week_around(today()).first; day <= last; day += one_day * 7) {
            const auto moment = due(day);
            if (moment && *moment > now_) return moment;
        }
        return {};
    }

    const std::vector<DigestCampaign>& campaigns_;
    const DigestWatch& watch_;
    const Instant now_;
    std::vector<Event> events_;
    std::optional<Instant> next_;
    bool put_off_ = false;
};

}  // namespace

std::string week_of_key(std::string_view key) {
    const std::string_view rest = key.substr(key.find('/') + 1);
    return std::string(rest.substr(0, rest.find('/')));
}

bool in_digest(const DigestCampaign& one, std::string_view person, Date day) {
    const Campaign& campaign = one.definition->campaign;
    const Date last = one.last_open ? std::max(campaign.period.last, *one.last_open + digest_grace)
                                    : campaign.period.last;
    if (!one.definition->sending.weekly_digest || day < campaign.begins() || day > last)
        return false;
    const Person* officer = one.definition->officer_on(day);
    return officer && officer->id == person;
}

Plan plan_digest(const std::vector<DigestCampaign>& campaigns, const DigestWatch& watch,
                 Instant now) {
    return Planning(campaigns, watch, now).plan();
}

}  // namespace dondoc
