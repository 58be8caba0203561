#include "daemon/loop/head_digest_facts.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "daemon/loop/digest_facts.h"
#include "daemon/loop/head_digests.h"
#include "daemon/loop/letter_items.h"

namespace dondoc {

namespace {

// Puts each matter into its list.
class Sorting {
public:
    Sorting(const Reader& reader, Date today, bool several_units)
        : reader_(reader), today_(today), several_units_(several_units) {}

    Done add(const HeadMatter& one) {
        const Obligation& obligation = one.obligation;
        const bool waits = obligation.state == ObligationState::submitted;
        const bool late = one.chased && obligation.overdue_on(today_);
        const bool tells = is_pressing(one, today_);
        const bool returned = one.chased && obligation.state == ObligationState::returned;
        if (!waits && !tells && !returned) return done;
        auto matter = matter_of(one);
        if (!matter) return matter.error();
        auto& list = waits    ? bulletin_.waiting
                     : !tells ? bulletin_.returned
                     : late   ? bulletin_.late
                              : bulletin_.soon;
        list.push_back(*std::move(matter));
        const Desk desk = desk_of(*one.definition, today_);
        if (std::ranges::find(bulletin_.desks, desk) == bulletin_.desks.end())
            bulletin_.desks.push_back(desk);
        return done;
    }

    HeadBulletin& bulletin() { return bulletin_; }

private:
    Result<HeadBulletin::Matter> matter_of(const HeadMatter& one) {
        const Definition& definition = *one.definition;
        const Campaign& campaign = definition.campaign;
        const auto [dates, is_new] = dates_.try_emplace(campaign.id);
        if (is_new) {
            auto read = reader_.event_dates(campaign.id);
            if (!read) return read.error();
            dates->second = *std::move(read);
        }
        HeadBulletin::Matter matter;
        matter.due = time_owed(definition, one.obligation, dates->second);
        if (several_units_) matter.unit = definition.unit(one.obligation.id.unit).name_on(today_);
        matter.title = campaign.plan_title();
        matter.part = campaign.plan.empty() ? "" : campaign.title;
        matter.returned = one.obligation.state == ObligationState::returned;
        if (const auto& term = one.obligation.term) {
            const WorkCalendar& calendar = *definition.calendar;
            matter.working_days = one.obligation.overdue_on(today_)
                                      ? calendar.count(term->last_permitted, today_)
                                      : calendar.count(today_, term->last_working);
        }
        return matter;
    }

    const Reader& reader_;
    const Date today_;
    const bool several_units_;
    std::map<std::string, EventDates> dates_;
    HeadBulletin bulletin_;
};

}  // namespace

Result<std::optional<LetterItem>> head_digest_item(const Reader& reader,
                                                   const Definitions& definitions,
                                                   const NoticeRecord& notice, Instant now) {
    if (definitions.all().empty()) return std::optional<LetterItem>();
    const Date today = definitions.all().begin()->second->zone.date_of(now);
    const std::string person = person_of_digest(notice.about.id);
    const auto matters = matters_of_head(reader, definitions, person, today);
    if (!matters) return matters.error();
    std::set<std::string> units;
    for (const HeadMatter& one : *matters)
        units.insert(one.obligation.id.unit);
    Sorting sorting(reader, today, units.size() > 1);
    for (const HeadMatter& one : *matters)
        if (auto added = sorting.add(one); !added) return added.error();
    if (sorting.bulletin().late.empty() && sorting.bulletin().soon.empty())
        return std::optional<LetterItem>();

    LetterItem item;
    item.kind = notice.kind;
    item.audience = notice.audience;
    item.obligation = "digest." + notice.about.id;
    item.because = notice.because;
    const Definition& first = *std::ranges::find_if(*matters, [&](const HeadMatter& one) {
                                   return is_pressing(one, today);
                               })->definition;
    item.issuer = unit_or_words(*first.organisation, first.campaign.issuer, today);
    if (units.size() == 1) item.unit = first.unit(*units.begin()).name_on(today);
    say_absence(item, first, notice);
    item.head_bulletin = std::move(sorting.bulletin());
    return std::optional(std::move(item));
}

}  // namespace dondoc
