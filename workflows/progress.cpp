#include "workflows/progress.h"

#include <map>
#include <utility>

#include "workflows/check.h"

namespace dondoc {

namespace {

Verdict verdict(bool reached) {
    return reached ? Verdict::met : Verdict::not_yet;
}

// The units of one indicator, each once, in the order they are named.
class Rows {
public:
    UnitProgress& of(const std::string& unit) {
        const auto [known, is_new] = places_.emplace(unit, rows_.size());
        if (is_new) rows_.emplace_back().unit = unit;
        return rows_[known->second];
    }
    std::vector<UnitProgress> take() && { return std::move(rows_); }

private:
    std::vector<UnitProgress> rows_;
    std::map<std::string, std::size_t> places_;
};

// Who is to say something of it, without the issuer: its number is the whole.
Rows expected(const Campaign& campaign, const Indicator& indicator) {
    Rows units;
    for (const Duty& duty : campaign.duties) {
        const auto role = role_in(campaign, duty, indicator);
        if (!role || duty.upward || !gives(campaign, duty, indicator, *role)) continue;
        for (const std::string& unit : duty.obligors)
            units.of(unit);
    }
    return units;
}

// Whether a number is the one of the department: by the direction of the duty it came with, whoever
// acts for the issuer by then. Of a duty that the plan has no more the unit tells.
bool of_the_issuer(const Campaign& campaign, const ObligationId& id) {
    const Duty* duty = campaign.duty(id.duty);
    return duty ? duty->upward : id.unit == campaign.issuer;
}

bool is_part_of_a_sum(const Indicator& indicator) {
    return indicator.level != IndicatorLevel::unit && indicator.unit == IndicatorUnit::count;
}

void judge(const Indicator& indicator, UnitProgress& unit) {
    if (unit.target) unit.short_of_plan = !reaches(indicator, unit.target->figure.value);
    if (unit.target && unit.actual) {
        const Decimal& wanted = unit.target->figure.value;
        const Decimal& actual = unit.actual->figure.value;
        unit.own =
            verdict(indicator.better == Better::higher ? actual >= wanted : actual <= wanted);
    }
    if (is_part_of_a_sum(indicator)) {
        unit.plan.reset();
        unit.short_of_plan = false;
    } else if (unit.actual) {
        unit.plan = verdict(reaches(indicator, unit.actual->figure.value));
    }
}

void count(IndicatorProgress& progress) {
    for (const UnitProgress& unit : progress.units) {
        progress.registered += unit.target.has_value();
        progress.reported += unit.actual.has_value();
        if (!unit.plan) continue;
        progress.met += *unit.plan == Verdict::met;
        progress.not_yet += *unit.plan == Verdict::not_yet;
        progress.unknown += *unit.plan == Verdict::unknown;
    }
}

// While reports are missing the sum can only grow: whether a ceiling is kept is not known before
// the last of them.
void add_up(const IndicatorProgress& progress, WholeProgress& whole) {
    for (const UnitProgress& unit : progress.units) {
        if (!unit.actual) continue;
        whole.source = WholeProgress::Source::sum;
        whole.value = whole.value.value_or(Decimal{}) + unit.actual->figure.value;
    }
    if (!whole.value) return;
    const bool complete = progress.reported == static_cast<int>(progress.units.size());
    const bool floor = progress.indicator->better == Better::higher;
    const bool reached = reaches(*progress.indicator, *whole.value);
    if (floor || complete || !reached) whole.verdict = verdict(reached);
}

// The day that a number is about: the last one of the period that it reports on, else the day by
// which it was due.
Date subject_day(const Campaign& campaign, const Reported& one) {
    const Duty* duty = campaign.duty(one.obligation.duty);
    const Occurrence* time = duty ? duty->occurrence(one.obligation.occurrence) : nullptr;
    if (time && time->period) return time->period->span.last;
    return one.due.value_or(one.arrived);
}

IndicatorProgress progress_of(const Campaign& campaign, const Indicator& indicator,
                              const std::vector<Reported>& all) {
    IndicatorProgress progress;
    progress.indicator = &indicator;
    Rows units = expected(campaign, indicator);
    const bool of_units = indicator.level == IndicatorLevel::unit;
    WholeProgress whole;
    std::map<std::string, Date> latest;  // of each unit the last day that its actual value is about
    for (const Reported& one : all) {
        if (one.figure.indicator != indicator.id) continue;
        const bool actual = one.figure.role == FigureRole::actual;
        const bool common = !of_units && of_the_issuer(campaign, one.obligation);
        if (actual) {
            // A report of an earlier period that comes late says nothing of a later one.
            auto& known = latest[common ? "" : one.obligation.unit];
            const Date about = subject_day(campaign, one);
            if (known > about) continue;
            known = about;
        }
        if (common) {
            (actual ? whole.value : whole.target) = one.figure.value;
            continue;
        }
        UnitProgress& unit = units.of(one.obligation.unit);
        (actual ? unit.actual : unit.target) = one;
    }
    progress.units = std::move(units).take();
    for (UnitProgress& unit : progress.units)
        judge(indicator, unit);
    count(progress);
    if (of_units) return progress;
    if (whole.value) {
        whole.source = WholeProgress::Source::issuer;
        whole.verdict = verdict(reaches(indicator, *whole.value));
    } else if (is_part_of_a_sum(indicator)) {
        add_up(progress, whole);
    }
    progress.whole = whole;
    return progress;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
    switch (verdict) {
        case Verdict::unknown: return "unknown";
        case Verdict::not_yet: return "not_yet";
        case Verdict::met: return "met";
    }
    CHECK(false);
}

std::vector<IndicatorProgress> progress(const Campaign& campaign,
                                        const std::vector<Reported>& reported) {
    std::vector<IndicatorProgress> all;
    for (const Indicator& indicator : campaign.indicators)
        all.push_back(progress_of(campaign, indicator, reported));
    return all;
}

}  // namespace dondoc
