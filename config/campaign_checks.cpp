#include "config/campaign_checks.h"

#include <algorithm>

namespace dondoc {
namespace {

using std::chrono::days;

constexpr int collating_days_max = 60;
// A final report may come in a little before the campaign ends: the year's last weeks are foreseen
// in it. Earlier than this it reports on what has not happened.
constexpr days final_report_lead_max{31};
// A plan is often issued some weeks into its period. Half a year is more likely a wrong year.
constexpr days begins_before_issue_max{183};
constexpr days begins_after_issue_max{366};

std::string quoted(const std::string& text) {
    return "«" + text + "»";
}

std::string days_words(int count) {
    return std::to_string(count) + (count == 1 ? " working day" : " working days");
}

bool whole_years(const DateSpan& span) {
    return span.first == year_span(year_of(span.first)).first &&
           span.last == year_span(year_of(span.last)).last;
}

class Checker {
public:
    Checker(const Source& source, const Campaign& campaign, const PlanPlaces& places,
            const CheckRules& rules, const WorkCalendar* calendar)
        : source_(source),
          campaign_(campaign),
          places_(places),
          rules_(rules),
          calendar_(calendar) {}

    void check() {
        if (campaign_.issued) {
            // A period that a part has taken over is spoken of where it is written.
            if (places_.period.line > 0) {
                check_issue(places_.period, campaign_.period, "the campaign's period");
            }
            for (const Phase& phase : campaign_.phases) {
                if (phase.from && phase.to) {
                    check_issue(places_.phases.at(phase.id), {*phase.from, *phase.to},
                                "phase " + in_quotes(phase.id));
                }
            }
            // Of a period that was over, this goes without saying.
            if (calendar_ != nullptr && campaign_.period.last >= *campaign_.issued) {
                check_overdue_at_birth();
            }
        }
        check_bases();
        check_indicators();
        check_gates();
        check_conflicts();
        if (calendar_ != nullptr) {
            check_final_reports();
            check_collating();
        }
    }

private:
    void check_issue(Position, const DateSpan&, const std::string& what);
    void check_overdue_at_birth();
    void check_bases();
    void check_indicators();
    void check_gates();
    void check_conflicts();
    void check_final_reports();
    void check_collating();
    std::optional<Term> collated_term(const Duty& inward, const std::string& occurrence,
                                      const Term& above) const;
    void check_collated(Position, const std::string& upward, const Occurrence&,
                        const std::vector<std::string>& duties);
    void warn_of_short_time(Position, const std::string& upward, const Term& above,
                            const Duty& inward, const Term& below);

    const Source& source_;
    const Campaign& campaign_;
    const PlanPlaces& places_;
    const CheckRules& rules_;
    const WorkCalendar* calendar_;
};

void Checker::check_issue(Position at, const DateSpan& span, const std::string& what) {
    const Date issued = *campaign_.issued;
    const std::string is = what + ", " + iso_date(span.first) + " to " + iso_date(span.last) + ",";
    const std::string of_issue = "the plan was issued on " + iso_date(issued);
    if (span.last < issued) {
        source_.warning(at, is + " was over when " + of_issue + "; check the year");
    } else if (span.first > issued + begins_after_issue_max) {
        source_.warning(at, is + " begins more than a year after " + of_issue + "; check the year");
    } else if (span.first < issued - begins_before_issue_max && !whole_years(span)) {
        const auto early = (issued - span.first).count();
        source_.warning(at, is + " is out of keeping with the issue date: it begins " +
                                std::to_string(early) + " days before " + of_issue +
                                "; check the year");
    } else if (span.first < issued) {
        source_.warning(
            at, is + " begins before " + of_issue + "; nobody is told anything of the time before");
    }
}

// Once a duty: the first of its times that were over stands for all.
void Checker::check_overdue_at_birth() {
    for (const Duty& duty : campaign_.duties) {
        for (const Occurrence& occurrence : duty.occurrences) {
            const auto term = term_of(occurrence.deadline, *calendar_);
            if (!term || term->last_permitted >= *campaign_.issued) {
                continue;
            }
            source_.warning(places_.duties.at(duty.id),
                            "the deadline " + iso_date(term->last_permitted) +
                                " had passed when the plan was issued on " +
                                iso_date(*campaign_.issued) +
                                ": the coordinator will be asked about it, and nobody reminded; "
                                "if the plan only recalls an older document, write it as "
                                "[[history]]");
            break;
        }
    }
}

void Checker::check_bases() {
    for (std::size_t i = 0; i < campaign_.legal_basis.size(); ++i) {
        const LegalBasis& basis = campaign_.legal_basis[i];
        if (!basis.to || !campaign_.period.contains(*basis.to) ||
            *basis.to == campaign_.period.last) {
            continue;
        }
        source_.warning(
            places_.legal_basis[i],
            in_quotes(basis.document) + " is in force until " + iso_date(*basis.to) +
                " only, inside the campaign's period" +
                (basis.replaced_by.empty() ? std::string()
                                           : ", and replaced by " + in_quotes(basis.replaced_by)) +
                "; see what that changes, nothing is changed by itself",
            Topic::legal_basis);
    }
}

void Checker::check_indicators() {
    for (std::size_t i = 0; i < campaign_.indicators.size(); ++i) {
        const Indicator& indicator = campaign_.indicators[i];
        if (impossible(indicator)) {
            source_.warning(places_.indicators[i],
                            "indicator " + in_quotes(indicator.id) + " (" +
                                std::string(to_string(indicator.comparator)) + " " +
                                indicator.written + ") cannot be reached by anybody: " +
                                quoted(indicator.quote) + "; ask what is meant",
                            Topic::target);
        }
    }
}

void Checker::check_gates() {
    for (std::size_t i = 0; i < campaign_.gates.size(); ++i) {
        for (const auto& [duty, kind] : campaign_.gates[i].requirements) {
            if (!kind || std::ranges::count(campaign_.phases, *kind, &Phase::kind) > 0) {
                continue;
            }
            const std::string name = in_quotes(std::string(to_string(*kind)));
            source_.warning(places_.gates[i],
                            "gate " + in_quotes(campaign_.gates[i].id) + " requires " + name +
                                ", and no phase is of that kind, so nobody can pass it; add "
                                "the phase, or name the duty that is meant");
        }
    }
}

void Checker::check_conflicts() {
    for (std::size_t i = 0; i < campaign_.conflicts.size(); ++i) {
        const Conflict& conflict = campaign_.conflicts[i];
        if (!conflict.settled.empty()) {
            continue;
        }
        std::string words = "the plan does not agree with itself: " + conflict.text;
        for (std::size_t q = 0; q < conflict.quotes.size(); ++q) {
            words += (q == 0 ? ": " : " and ") + quoted(conflict.quotes[q]);
        }
        source_.warning(places_.conflicts[i],
                        words + "; let a person decide and write settled = \"...\"",
                        Topic::conflict);
    }
}

// Said once: the first such report stands for all.
void Checker::check_final_reports() {
    for (const Duty& duty : campaign_.duties) {
        const Phase* phase = campaign_.phase(duty.phase);
        if (phase == nullptr || phase->kind != PhaseKind::final || duty.cycle != 0) {
            continue;
        }
        for (const Occurrence& occurrence : duty.occurrences) {
            const auto term = term_of(occurrence.deadline, *calendar_);
            if (term && campaign_.period.contains(term->last_permitted) &&
                term->last_permitted + final_report_lead_max < campaign_.period.last) {
                source_.warning(places_.duties.at(duty.id),
                                "the final report " + in_quotes(duty.id) + " is due by " +
                                    iso_date(term->last_permitted) +
                                    ", before the campaign ends on " +
                                    iso_date(campaign_.period.last) + ": " + quoted(duty.quote) +
                                    "; check that this is meant");
                return;
            }
        }
    }
}

void Checker::check_collating() {
    for (const Duty& duty : campaign_.duties) {
        for (const Occurrence& occurrence : duty.occurrences) {
            check_collated(places_.duties.at(duty.id), duty.id, occurrence, duty.collates);
        }
    }
    for (std::size_t i = 0; i < campaign_.implements.size(); ++i) {
        const Superior& superior = campaign_.implements[i];
        check_collated(places_.implements[i], superior.document, {"1", superior.due},
                       superior.collates);
    }
}

// Of an inward duty the occurrence of the same id is what is collated, or its only one; of a yearly
// report made of monthly ones, the last that is due before it.
std::optional<Term> Checker::collated_term(const Duty& inward, const std::string& occurrence,
                                           const Term& above) const {
    if (const Occurrence* same = inward.occurrence(occurrence)) {
        return term_of(same->deadline, *calendar_);
    }
    if (inward.occurrences.size() == 1) {
        return term_of(inward.occurrences.front().deadline, *calendar_);
    }
    std::optional<Term> last;
    for (const Occurrence& one : inward.occurrences) {
        const auto term = term_of(one.deadline, *calendar_);
        if (term && term->last_permitted <= above.last_permitted &&
            (!last || last->last_permitted < term->last_permitted)) {
            last = term;
        }
    }
    return last;
}

void Checker::check_collated(Position at, const std::string& upward, const Occurrence& occurrence,
                             const std::vector<std::string>& duties) {
    const auto above = term_of(occurrence.deadline, *calendar_);
    if (!above) {
        return;
    }
    for (const std::string& id : duties) {
        const Duty* inward = campaign_.duty(id);
        if (inward == nullptr) {
            continue;
        }
        if (const auto below = collated_term(*inward, occurrence.id, *above)) {
            warn_of_short_time(at, upward, *above, *inward, *below);
        }
    }
}

void Checker::warn_of_short_time(Position at, const std::string& upward, const Term& above,
                                 const Duty& inward, const Term& below) {
    const int left = calendar_->count(below.last_permitted, above.last_working);
    if (left >= rules_.collating_days_min) {
        return;
    }
    const std::string both = in_quotes(inward.id) + " is due by " + iso_date(below.last_permitted) +
                             " and " + in_quotes(upward) + ", which is made of it, by " +
                             iso_date(above.last_permitted);
    if (above.last_permitted == below.last_permitted) {
        source_.warning(at,
                        both +
                            ", the same day: there is no time to collate; set an earlier "
                            "day for the units",
                        Topic::collating);
    } else if (left < 0) {
        source_.warning(at, both + ", which is earlier; put the two in order", Topic::collating);
    } else {
        source_.warning(at,
                        both + ": that leaves " + days_words(left) + " to collate, " +
                            std::to_string(rules_.collating_days_min) +
                            " are wanted; set an earlier day for the units",
                        Topic::collating);
    }
}

}  // namespace

CheckRules read_check_rules(TableReader& main) {
    CheckRules rules;
    if (const Node* node = main.table("check")) {
        TableReader table(main.source(), *node, "[check]");
        rules.collating_days_min =
            table.whole("collating_days", 0, collating_days_max).value_or(rules.collating_days_min);
        table.finish();
    }
    return rules;
}

void check_campaign(const Source& source, const Campaign& campaign, const PlanPlaces& places,
                    const CheckRules& rules, const WorkCalendar* calendar) {
    Checker(source, campaign, places, rules, calendar).check();
}

void check_day_count(const Source& source, Position at, DateSpan span, int working_days,
                     const WorkCalendar& calendar) {
    const int counted = calendar.count(span.first - days{1}, span.last);
    if (counted != working_days) {
        source.warning(at, "the plan says " + days_words(working_days) + ", but " +
                               iso_date(span.first) + " to " + iso_date(span.last) + " has " +
                               std::to_string(counted) +
                               ", both ends counted; ask which of the two is meant");
    }
}

}  // namespace dondoc
