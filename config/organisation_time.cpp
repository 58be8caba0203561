#include "config/organisation_time.h"

#include <algorithm>

namespace dondoc {

void OrganisationTime::read_unit(TableReader& table, Unit& unit) {
    read_span(table, unit);
    read_renamed(table, unit);
    read_moved(table, unit);
}

void OrganisationTime::read_span(TableReader& table, Unit& unit) {
    unit.from = table.date("from");
    unit.until = table.date("until");
    if (unit.from && unit.until && *unit.until < *unit.from) {
        table.error("until", "unit " + in_quotes(unit.id) + " ends before it begins, on " +
                                 iso_date(*unit.from) + "; correct one of the days");
        unit.until.reset();
    }
    for (const Mention& mention : table.mentions("successor").value_or(std::vector<Mention>{})) {
        const auto same = std::find(unit.successors.begin(), unit.successors.end(), mention.id);
        if (same != unit.successors.end()) {
            source_.error(mention.at, "unit " + in_quotes(mention.id) + " succeeds " +
                                          in_quotes(unit.id) + " twice; remove it here");
            continue;
        }
        unit.successors.push_back(mention.id);
        successors_.push_back({unit.id, mention});
    }
    if (!unit.successors.empty() && !table.has("until")) {
        table.error("successor", "unit " + in_quotes(unit.id) +
                                     " has a successor and no last day; add until = its last day");
    }
    if (unit.until && !table.has("successor")) {
        source_.warning(table.at("until"),
                        "unit " + in_quotes(unit.id) +
                            " ends and nobody succeeds it, so nobody will owe what it still owes "
                            "then; add successor = \"...\"");
    }
}

std::optional<Date> OrganisationTime::next_from(TableReader& entry,
                                                const std::vector<Date>& before) {
    entry.require("from", "from = the day it begins to hold");
    const auto from = entry.date("from");
    if (from && !before.empty() && *from <= before.back()) {
        entry.error("from", "'from' is not later than the entry before it, " +
                                iso_date(before.back()) + "; put them in order");
        return std::nullopt;
    }
    return from;
}

void OrganisationTime::read_renamed(TableReader& table, Unit& unit) {
    std::vector<Date> days;
    for (const Node* node : table.tables("renamed")) {
        TableReader entry(source_, *node, "an entry of 'renamed'");
        const auto from = next_from(entry, days);
        Unit::NameFrom name;
        name.name = entry.required_text("name", "name = \"...\"");
        name.short_name = entry.text_or("short_name", "");
        entry.finish();
        if (!from) {
            continue;
        }
        days.push_back(name.from = *from);
        unit.renamed.push_back(name);
    }
}

void OrganisationTime::read_moved(TableReader& table, Unit& unit) {
    std::vector<Date> days;
    for (const Node* node : table.tables("moved")) {
        TableReader entry(source_, *node, "an entry of 'moved'");
        const auto from = next_from(entry, days);
        entry.require("parent", "parent = a unit's id");
        const auto parent = entry.mention("parent");
        entry.finish();
        if (!from || !parent) {
            continue;
        }
        days.push_back(*from);
        unit.moved.push_back({*from, parent->id});
        moves_.push_back({unit.id, *from, *parent});
    }
}

void OrganisationTime::check_units() {
    for (const Named& named : successors_) {
        if (file_.units.check(source_, named.other)) {
            check_successor(named);
        }
    }
    for (const Moved& moved : moves_) {
        if (file_.units.check(source_, moved.parent)) {
            check_move(moved);
        }
    }
}

// Each successor ends later than its predecessor, so that no unit comes to succeed itself.
void OrganisationTime::check_successor(const Named& named) {
    const Unit* unit = file_.organisation->unit(named.unit);
    const Unit* successor = file_.organisation->unit(named.other.id);
    if (unit == nullptr || successor == nullptr || !unit->until) {
        return;
    }
    const Date begins = *unit->until + std::chrono::days(1);
    if (unit == successor) {
        source_.error(named.other.at, "unit " + in_quotes(unit->id) +
                                          " succeeds itself; name the unit that takes its place");
    } else if (!successor->begun_on(begins)) {
        source_.error(named.other.at,
                      in_quotes(successor->id) + " begins on " + iso_date(*successor->from) +
                          ", but " + in_quotes(unit->id) + " ends on " + iso_date(*unit->until) +
                          "; a successor must be there the day after");
    } else if (successor->ended_on(begins)) {
        source_.error(named.other.at, in_quotes(successor->id) + " ends on " +
                                          iso_date(*successor->until) + ", and " +
                                          in_quotes(unit->id) + " on " + iso_date(*unit->until) +
                                          "; a successor must be there the day after");
    }
}

// Of a ring of parents the move that closes it is found on its own day.
void OrganisationTime::check_move(const Moved& moved) {
    const Organisation& organisation = *file_.organisation;
    const Unit* up = organisation.unit(moved.parent.id);
    for (std::size_t steps = 0; up != nullptr && steps <= organisation.units.size(); ++steps) {
        if (up->id == moved.unit) {
            source_.error(moved.parent.at,
                          "unit " + in_quotes(moved.unit) + " stands above itself through " +
                              in_quotes(moved.parent.id) + " from " + iso_date(moved.from) +
                              "; correct one of the parents");
            return;
        }
        up = organisation.unit(up->parent_on(moved.from));
    }
}

std::optional<DateSpan> OrganisationTime::days(TableReader& table) {
    table.require("from", "from = the first day");
    table.require("to", "to = the last day");
    const auto from = table.date("from");
    const auto to = table.date("to");
    if (!from || !to) {
        return std::nullopt;
    }
    if (*to < *from) {
        table.error("to",
                    "'to' lies before 'from', " + iso_date(*from) + "; correct one of the days");
        return std::nullopt;
    }
    return DateSpan{*from, *to};
}

void OrganisationTime::read_absence(const Node& node) {
    TableReader table(source_, node, "[[absence]]");
    table.require("person", "person = a person's id");
    const auto person = table.mention("person");
    const auto stand_in = table.mention("stand_in");
    const auto span = days(table);
    Absence absence;
    absence.reason = table.text_or("reason", "");
    table.finish();
    if (!person || !file_.people.check(source_, *person)) {
        return;
    }
    absence.person = person->id;
    if (stand_in && file_.people.check(source_, *stand_in)) {
        if (stand_in->id == person->id) {
            source_.error(stand_in->at, in_quotes(person->id) +
                                            " cannot stand in for himself or herself; name "
                                            "another person");
            return;
        }
        absence.stand_in = stand_in->id;
        roles_.try_emplace(stand_in->id, "stand-in of " + in_quotes(person->id));
    } else if (!stand_in) {
        source_.warning(table.at(), in_quotes(person->id) +
                                        " is away and nobody stands in, so messages of these days "
                                        "wait unread; add stand_in = a person's id");
    }
    if (span) {
        absence.days = *span;
        absences_.push_back({absence, person->at});
    }
}

void OrganisationTime::check_absences() {
    std::vector<Absence>& all = file_.organisation->absences;
    for (const auto& [absence, at] : absences_) {
        const auto overlaps = [&](const Absence& other) {
            return other.person == absence.person && other.days.first <= absence.days.last &&
                   absence.days.first <= other.days.last;
        };
        if (std::any_of(all.begin(), all.end(), overlaps)) {
            source_.error(at, in_quotes(absence.person) +
                                  " is away twice on the same days; make one entry of them");
        } else {
            all.push_back(absence);
        }
    }
    // Of a ring of stand-ins the absence that begins last closes it on its first day.
    for (const auto& [absence, at] : absences_) {
        const Organisation& organisation = *file_.organisation;
        std::string reader = absence.stand_in;
        for (std::size_t hops = 0; hops <= all.size() && !reader.empty(); ++hops) {
            if (reader == absence.person) {
                source_.error(at, in_quotes(absence.person) + " and " +
                                      in_quotes(absence.stand_in) + " stand in for each other on " +
                                      iso_date(absence.days.first) +
                                      "; name somebody who is there");
                break;
            }
            const Absence* next = organisation.absence(reader, absence.days.first);
            reader = next != nullptr ? next->stand_in : "";
        }
    }
}

void OrganisationTime::read_cluster(const Node& node) {
    TableReader table(source_, node, "[[cluster]]");
    Cluster cluster;
    const Mention id = table.id();
    cluster.id = id.id;
    cluster.name = table.text_or("name", id.id);
    table.require("units", "units = [\"...\"]");
    const auto named = table.mentions("units").value_or(std::vector<Mention>{});
    for (const Mention& unit : named) {
        if (!file_.units.check(source_, unit)) {
            continue;
        }
        const auto [known, added] = clustered_.try_emplace(unit.id, cluster.id);
        if (added) {
            cluster.units.push_back(unit.id);
        } else {
            source_.error(unit.at, "unit " + in_quotes(unit.id) + " stands in cluster " +
                                       in_quotes(known->second) +
                                       " already; a unit stands in one, remove it here");
        }
    }
    read_leads(table, cluster, cluster.units.size() == named.size() && !named.empty());
    table.finish();
    if (file_.clusters.add(source_, id)) {
        file_.organisation->clusters.emplace(cluster.id, cluster);
    }
}

// Where a fault hides some of the cluster's units, any lead may be one of them.
void OrganisationTime::read_leads(TableReader& table, Cluster& cluster, bool units_known) {
    for (const Node* node : table.tables("lead")) {
        TableReader entry(source_, *node, "an entry of 'lead'");
        entry.require("unit", "unit = a unit's id");
        const auto unit = entry.mention("unit");
        const auto span = days(entry);
        entry.finish();
        if (!unit || !file_.units.check(source_, *unit) || !span) {
            continue;
        }
        if (!cluster.leads.empty() && span->first <= cluster.leads.back().days.last) {
            entry.error("from", "cluster " + in_quotes(cluster.id) + " is led by " +
                                    in_quotes(cluster.leads.back().unit) + " until " +
                                    iso_date(cluster.leads.back().days.last) +
                                    "; begin the next lead after that");
            continue;
        }
        const auto& units = cluster.units;
        if (units_known && std::ranges::find(units, unit->id) == units.end()) {
            source_.error(unit->at,
                          "unit " + in_quotes(unit->id) + " leads cluster " +
                              in_quotes(cluster.id) +
                              " but is not in it; add it to 'units', or name one of them");
            continue;
        }
        cluster.leads.push_back({unit->id, *span});
    }
}

}  // namespace dondoc
