#include "workflows/suspension.h"

#include <algorithm>
#include <set>
#include <utility>

#include "workflows/wording.h"

namespace dondoc {

namespace {

using Events = std::vector<Event>;
using Decided = std::variant<Events, Refusal>;

constexpr std::size_t units_named_max = 12;  // in a refusal

std::string span_words(const DateSpan& days, Language language) {
    return language == Language::vi
               ? official_date(days.first) + " đến hết " + official_date(days.last)
               : iso_date(days.first) + " to " + iso_date(days.last);
}

Refusal no_units(Language language) {
    return {"units_missing", in_words(language, "Thiếu đơn vị; cần nêu mã các đơn vị (--units)",
                                      "The units are missing; name them by their ids (--units)")};
}

void add_with_successors(const Organisation& organisation, const std::string& id,
                         std::set<std::string>& units) {
    if (!units.insert(id).second) return;
    const Unit* unit = organisation.unit(id);
    if (!unit) return;
    for (const std::string& successor : unit->successors)
        add_with_successors(organisation, successor, units);
}

void add_obligors(const Definition& definition, std::set<std::string>& units) {
    for (const Duty& duty : definition.campaign.duties)
        for (const std::string& unit : duty.obligors)
            add_with_successors(*definition.organisation, unit, units);
}

Refusal unknown_unit(const std::string& unit, const std::set<std::string>& known,
                     Language language) {
    std::string names;
    std::size_t count = 0;
    for (const std::string& one : known) {
        if (count++ == units_named_max) {
            names += ", …";
            break;
        }
        names += (names.empty() ? "" : ", ") + one;
    }
    return {"unit_unknown",
            in_words(language,
                     "Đơn vị «" + unit +
                         "» không có nghĩa vụ nào trong kế hoạch này; chỉ tạm dừng được đơn vị có "
                         "nghĩa vụ: " +
                         names,
                     "The unit «" + unit +
                         "» owes nothing by this campaign; only units that do can be suspended: " +
                         names)};
}

std::optional<Refusal> refuse_days(const Campaign& campaign, const SuspendAsked& asked, Date today,
                                   Language language) {
    if (!asked.from || !asked.to) {
        return Refusal{
            "date_missing",
            in_words(language,
                     "Thiếu thời gian tạm dừng; cần nêu ngày đầu (--from) và ngày cuối "
                     "(--to)",
                     "The days are missing; give the first (--from) and the last (--to)")};
    }
    for (const Date day : {*asked.from, *asked.to})
        if (auto refusal = far_from_campaign(campaign, day, language)) return refusal;
    if (*asked.to < *asked.from) {
        return Refusal{
            "dates_reversed",
            in_words(language,
                     "Ngày cuối " + official_date(*asked.to) + " ở trước ngày đầu " +
                         official_date(*asked.from) + "; ngày cuối phải từ ngày đầu trở đi",
                     "The last day " + iso_date(*asked.to) + " lies before the first " +
                         iso_date(*asked.from) + "; the last must be the first or later")};
    }
    if (*asked.to < today) {
        return Refusal{
            "date_in_past",
            in_words(language,
                     "Ngày cuối " + official_date(*asked.to) +
                         " đã qua, việc đã báo không rút lại được; ngày cuối phải từ hôm "
                         "nay " +
                         official_date(today) + " trở đi",
                     "The last day " + iso_date(*asked.to) +
                         " has passed, and what was told stays told; the last day must be "
                         "today, " +
                         iso_date(today) + ", or later")};
    }
    return {};
}

Refusal already_suspended(const Suspension& known, Language language) {
    const std::string days =
        span_words(known.days, language) +
        (known.above.empty() ? ""
                             : in_words(language, " theo kế hoạch «", " by «") + known.above + "»");
    return {"already_suspended",
            in_words(language,
                     "Đơn vị «" + known.unit + "» đã được tạm dừng từ " + days +
                         "; chọn những ngày khác, hoặc kết thúc lần đó trước (unsuspend)",
                     "The unit «" + known.unit + "» is suspended from " + days +
                         " already; choose other days, or end that first (unsuspend)")};
}

Refusal suspended_above(const Suspension& known, Language language) {
    return {"suspended_above",
            in_words(language,
                     "Đơn vị «" + known.unit + "» được tạm dừng theo kế hoạch «" + known.above +
                         "»; kết thúc ở kế hoạch đó",
                     "The unit «" + known.unit + "» is suspended by the campaign «" + known.above +
                         "»; end it there")};
}

}  // namespace

std::vector<DateSpan> days_of(const std::vector<Suspension>& all, std::string_view unit) {
    std::vector<DateSpan> days;
    for (const Suspension& one : all)
        if (one.unit == unit) days.push_back(one.days);
    return merged(std::move(days));
}

std::vector<DateSpan> merged(std::vector<DateSpan> days) {
    std::erase_if(days, [](const DateSpan& span) { return span.last < span.first; });
    std::ranges::sort(days, {}, &DateSpan::first);
    std::vector<DateSpan> all;
    for (const DateSpan& span : days) {
        if (all.empty() || all.back().last + std::chrono::days(1) < span.first) {
            all.push_back(span);
        } else {
            all.back().last = std::max(all.back().last, span.last);
        }
    }
    return all;
}

std::optional<DateSpan> covering(const std::vector<DateSpan>& spans, Date day) {
    const auto found =
        std::ranges::find_if(spans, [&](const DateSpan& span) { return span.contains(day); });
    return found == spans.end() ? std::nullopt : std::optional(*found);
}

std::vector<UnitSuspended> passed_on(const std::vector<Suspension>& all, const Unit& ended,
                                     std::string_view heir, Date today) {
    constexpr std::chrono::days day{1};
    std::vector<UnitSuspended> rest;
    auto known = days_of(all, heir);
    for (const Suspension& one : all) {
        if (one.unit != ended.id || !ended.until || one.days.last < today) continue;
        Date from = std::max(one.days.first, *ended.until + day);
        while (const auto span = covering(known, from))
            from = span->last + day;
        if (one.days.last < from) continue;
        rest.push_back({std::string(heir), from, one.days.last, one.reason, one.approver});
        known.push_back({from, one.days.last});
    }
    return rest;
}

bool touches(const std::vector<DateSpan>& spans, Date first, Date last) {
    return std::ranges::any_of(spans, [&](const DateSpan& span) {
        return span.first <= span.last && span.first <= last && first <= span.last;
    });
}

Decided suspend(const Definition& definition, const std::vector<Suspension>& known,
                const SuspendAsked& asked, Date today, Language language, const Parts& parts) {
    if (asked.units.empty()) return no_units(language);
    if (auto refusal = without_reason(asked.reason, language)) return *std::move(refusal);
    if (auto refusal = without_approver(asked.approver, language)) return *std::move(refusal);
    if (auto refusal = refuse_days(definition.campaign, asked, today, language))
        return *std::move(refusal);
    std::set<std::string> owing;
    add_obligors(definition, owing);
    for (const auto& part : parts)
        add_obligors(*part, owing);
    Events events;
    for (const std::string& unit : std::set(asked.units.begin(), asked.units.end())) {
        if (!owing.contains(unit)) return unknown_unit(unit, owing, language);
        for (const Suspension& one : known) {
            if (one.unit == unit && touches({one.days}, *asked.from, *asked.to))
                return already_suspended(one, language);
        }
        events.push_back(UnitSuspended{unit, *asked.from, *asked.to, asked.reason, asked.approver});
    }
    return events;
}

Decided end_suspension(const std::vector<Suspension>& known, const std::vector<std::string>& units,
                       const std::string& reason, Date today, Language language) {
    if (units.empty()) return no_units(language);
    if (auto refusal = without_reason(reason, language)) return *std::move(refusal);
    Events events;
    for (const std::string& unit : std::set(units.begin(), units.end())) {
        const std::size_t before = events.size();
        const Suspension* above = nullptr;
        for (const Suspension& one : known) {
            if (one.unit != unit || !touches({one.days}, today, Date::max())) continue;
            if (!one.above.empty()) {
                above = &one;
                continue;
            }
            const Date last = std::max(today, one.days.first) - std::chrono::days(1);
            events.push_back(SuspensionEnded{unit, one.days.first, last, reason});
        }
        if (events.size() > before) continue;
        if (above) return suspended_above(*above, language);
        return Refusal{
            "not_suspended",
            in_words(language,
                     "Đơn vị «" + unit +
                         "» không đang và không sắp được tạm dừng; chỉ kết thúc được lần "
                         "tạm dừng chưa qua",
                     "The unit «" + unit +
                         "» neither is nor is going to be suspended; only a suspension "
                         "that is not over can be ended")};
    }
    return events;
}

}  // namespace dondoc
