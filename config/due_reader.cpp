#include "config/due_reader.h"

#include <utility>

#include "config/recurrence_entry.h"

namespace dondoc {

std::vector<Occurrence> DueReader::read(TableReader& duty, bool upward) {
    const Node* node = duty.find("due");
    if (node == nullptr) {
        return {{"1", {}}};
    }
    IdSet ids("occurrence", "");
    if (node->table() != nullptr) {
        return entry(*node, 1, upward, ids);
    }
    if (node->list() == nullptr) {
        duty.error("due", "'due' is " + std::string(node->kind()) +
                              "; write a table, as due = { before = 2017-01-30 }");
        return {};
    }
    const auto list = duty.tables("due");
    if (node->list()->empty()) {
        duty.error("due", "'due' is an empty list; leave it out for a duty without a date");
    }
    std::vector<Occurrence> result;
    for (std::size_t i = 0; i < list.size(); ++i) {
        for (Occurrence& one : entry(*list[i], i + 1, upward, ids)) {
            result.push_back(std::move(one));
        }
    }
    return result;
}

std::vector<Occurrence> DueReader::entry(const Node& node, std::size_t position, bool upward,
                                         IdSet& ids) {
    TableReader due(source_, node, "'due'");
    std::vector<Occurrence> result;
    if (recurs(due)) {
        result = recurring(due, upward, ids);
    } else if (auto one = single(due, position, ids)) {
        result.push_back(*std::move(one));
    }
    due.finish();
    return result;
}

std::optional<Occurrence> DueReader::single(TableReader& due, std::size_t position, IdSet& ids) {
    Mention id{std::to_string(position), due.at()};
    if (const auto given = due.mention("occurrence")) {
        id = *given;
        if (!valid_id(id.id)) {
            due.error("occurrence",
                      "occurrence " + in_quotes(id.id) +
                          " has other signs than a-z, 0-9 and -; write it as \"2017-02\"");
        }
    }
    const bool fresh = ids.add(source_, id);
    const auto deadline = read_deadline(due, events_);
    if (!deadline || !fresh) {
        return std::nullopt;
    }
    warn_of_term(*deadline, due.at());
    return Occurrence{id.id, *deadline};
}

std::vector<Occurrence> DueReader::recurring(TableReader& due, bool upward, IdSet& ids) {
    if (due.find("occurrence") != nullptr) {
        due.error("occurrence",
                  "'occurrence' names one time, and this 'due' recurs: each time is named by its "
                  "period; remove it");
    }
    const auto found = read_recurrence(due, {period_, upward});
    if (!found) {
        return {};
    }
    std::vector<Occurrence> fresh;
    for (const Occurrence& one : *found) {
        if (!ids.add(source_, {one.id, due.at()})) {
            return {};  // one fault is enough: the others would be of the same kind
        }
        fresh.push_back(one);
    }
    warn_of_terms(fresh, due.at());
    warn_of_cutoffs(fresh, due.at());
    return fresh;
}

void DueReader::warn_of_term(const Deadline& deadline, Position at) {
    if (calendar_ == nullptr) {
        return;
    }
    const auto term = term_of(deadline, *calendar_);
    if (!term) {
        return;
    }
    const std::string last = iso_date(term->last_permitted);
    if (period_ && !period_->contains(term->last_permitted)) {
        source_.warning(at, "the deadline " + last + " lies outside the campaign's period " +
                                iso_date(period_->first) + " to " + iso_date(period_->last) +
                                "; check the year");
    }
    // A month or year does not name its last day, so nobody is misled when that is a Sunday.
    if (deadline.grain == Grain::day && term->last_working != term->last_permitted) {
        const std::string name = calendar_->describe(term->last_permitted).name;
        source_.warning(at,
                        "the last permitted day " + last + " is not a working day (" +
                            weekday_name(term->last_permitted, Language::en) +
                            (name.empty() ? "" : ", " + name) +
                            "); reminders aim at the last "
                            "working day, " +
                            iso_date(term->last_working),
                        Topic::day_off);
    }
    warn_of_unconfirmed(*term, at);
}

// A recurrence falls on days off now and then; that is said once for all of its times.
void DueReader::warn_of_terms(const std::vector<Occurrence>& occurrences, Position at) {
    if (calendar_ == nullptr) {
        return;
    }
    std::size_t off = 0;
    std::string first;
    for (const Occurrence& one : occurrences) {
        const auto term = term_of(one.deadline, *calendar_);
        warn_of_unconfirmed(*term, at);
        if (one.deadline.grain != Grain::day || term->last_working == term->last_permitted) {
            continue;
        }
        if (off++ == 0) {
            first = iso_date(term->last_permitted) + " (" +
                    weekday_name(term->last_permitted, Language::en) + ")";
        }
    }
    if (off > 0) {
        source_.warning(at,
                        std::to_string(off) + " of the " + std::to_string(occurrences.size()) +
                            " last permitted days are not working days, the first is " + first +
                            "; reminders aim at the last working day before",
                        Topic::day_off);
    }
}

// Decree 09/2019/NĐ-CP, art. 8: at least one working day from closing the figures to the report.
void DueReader::warn_of_cutoffs(const std::vector<Occurrence>& occurrences, Position at) {
    if (calendar_ == nullptr) {
        return;
    }
    for (const Occurrence& one : occurrences) {
        if (!one.period || !one.period->figures) {
            continue;
        }
        const Date closed = one.period->figures->last;
        const Date due = term_of(one.deadline, *calendar_)->last_permitted;
        if (calendar_->count(closed, due) < 1) {
            source_.warning(at, "figures close on " + iso_date(closed) + " and are due by " +
                                    iso_date(due) +
                                    ", less than one working day later (decree 09/2019, art. 8); "
                                    "let the report be due later, or the figures close earlier");
            return;
        }
    }
}

void DueReader::warn_of_unconfirmed(const Term& term, Position at) {
    for (int year = year_of(term.last_working); year <= year_of(term.last_permitted); ++year) {
        if (!calendar_->confirmed(year) && unconfirmed_.insert(year).second) {
            source_.warning(
                at,
                "the deadline depends on the calendar of " + std::to_string(year) +
                    ", which is not confirmed; check it when the holidays are announced",
                Topic::calendar);
        }
    }
}

}  // namespace dondoc
