#include "config/readiness.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "workflows/check.h"

namespace dondoc {

namespace {

std::string quoted(const std::string& text) {
    return "«" + text + "»";
}

// What reading warned of. Roles, addresses and recipients are listed name by name instead.
std::optional<Finding> finding_of(const Diagnostic& warning) {
    Finding finding{
        Settler::issuer, false, std::string(to_string(warning.topic)), {}, warning.text};
    switch (warning.topic) {
        case Topic::people:
        case Topic::recipients: return {};
        case Topic::conflict:
        case Topic::target: finding.must = true; break;
        case Topic::other:
        case Topic::quote: break;
        case Topic::collating:
            finding.who = Settler::coordinator;
            finding.must = true;
            break;
        case Topic::undated:
            finding.who = Settler::coordinator;
            finding.must = true;
            break;
        case Topic::calendar: finding.who = Settler::administrator; break;
        case Topic::day_off:
        case Topic::legal_basis: finding.who = Settler::nobody; break;
    }
    finding.where =
        warning.file + ":" + std::to_string(warning.line) + ":" + std::to_string(warning.column);
    return finding;
}

// The roles that the reminders of one campaign need, each complained of once a family.
class Roles {
public:
    explicit Roles(std::vector<Finding>& found) : found_(found) {}

    void look(const Definition& definition) {
        const Campaign& campaign = definition.campaign;
        const Organisation& organisation = *definition.organisation;
        const DateSpan& period = campaign.period;
        for (const Duty& duty : campaign.duties) {
            if (duty.upward) continue;
            std::vector<const Unit*> units;
            for (const std::string& id : duty.obligors)
                add_standing(organisation, definition.unit(id), period, units);
            for (const Unit* unit : units) {
                ask(organisation, *unit, "contact", unit->contact);
                ask(organisation, *unit, "head", unit->head);
            }
            if (tells(definition, duty, Audience::cluster_lead))
                for (const Unit* unit : units)
                    look_at_cluster(definition, duty, *unit);
        }
        for (const Unit* office :
             acting(organisation, definition.unit(campaign.coordinator), period))
            ask(organisation, *office, "contact", office->contact);
        const bool superior = std::ranges::any_of(campaign.duties, [&](const Duty& duty) {
            return tells(definition, duty, Audience::superior);
        });
        for (const Unit* issuer : acting(organisation, definition.unit(campaign.issuer), period)) {
            ask(organisation, *issuer, "head", issuer->head);
            if (superior) ask(organisation, *issuer, "superior", issuer->superior);
        }
        for (const Absence& absence : organisation.absences)
            look_at_absence(organisation, absence, campaign.period);
    }

private:
    static bool tells(const Definition& definition, const Duty& duty, Audience audience) {
        const auto& rungs = definition.ladder_of(duty).rungs;
        return std::ranges::find(rungs, audience, &Rung::audience) != rungs.end();
    }

    // The unit and whoever takes over from it, as far as they stand within the period; each once.
    static void add_standing(const Organisation& organisation, const Unit& unit,
                             const DateSpan& period, std::vector<const Unit*>& into) {
        const bool stands = unit.begun_on(period.last) && !unit.ended_on(period.first);
        if (stands && std::ranges::find(into, &unit) == into.end()) into.push_back(&unit);
        if (!unit.ended_on(period.last)) return;
        for (const std::string& id : unit.successors) {
            if (const Unit* next = organisation.unit(id))
                add_standing(organisation, *next, period, into);
        }
    }

    // Those that act for the unit, one after another, in the course of the period.
    static std::vector<const Unit*> acting(const Organisation& organisation, const Unit& unit,
                                           const DateSpan& period) {
        std::vector<const Unit*> all{&organisation.acting(unit, period.first)};
        while (all.back()->ended_on(period.last)) {
            const Unit& next = organisation.acting(unit, *all.back()->until + std::chrono::days(1));
            if (&next == all.back()) break;  // nobody came after it
            all.push_back(&next);
        }
        return all;
    }

    void lacks(std::string text) {
        add(found_, {Settler::administrator, true, "people", {}, std::move(text)});
    }

    void ask(const Organisation& organisation, const Unit& unit, const std::string& role,
             const std::string& person) {
        if (!asked_.insert(unit.id + "." + role).second) return;
        if (person.empty()) {
            lacks("unit '" + unit.id + "' (" + unit.name + ") has no " + role + "; add " + role +
                  " = a person's id");
            return;
        }
        holders_.insert(person);
        const Person* holder = organisation.person(person);
        if (holder && holder->address.empty()) {
            lacks("'" + person + "' (" + holder->name + "), " + role + " of '" + unit.id +
                  "', has no address; add address = \"...\"");
        }
    }

    // Of a unit whose duty has a rung for the lead of its cluster.
    void look_at_cluster(const Definition& definition, const Duty& duty, const Unit& unit) {
        const Organisation& organisation = *definition.organisation;
        const Cluster* cluster = organisation.cluster_of(unit.id);
        if (!cluster) {
            if (!asked_.insert(unit.id + " cluster").second) return;
            lacks("unit '" + unit.id + "' (" + unit.name +
                  ") stands in no cluster, and the ladder '" + definition.ladder_of(duty).id +
                  "' tells its lead; add it to a [[cluster]]");
            return;
        }
        const DateSpan& period = definition.campaign.period;
        Date day = period.first;  // the first one that is not looked at yet
        for (const Cluster::Lead& lead : cluster->leads) {
            if (lead.days.last < period.first || lead.days.first > period.last) continue;
            look_for_lead(*cluster, {day, lead.days.first - std::chrono::days(1)});
            day = lead.days.last + std::chrono::days(1);
            const Unit& leads = organisation.acting(definition.unit(lead.unit), lead.days.first);
            ask(organisation, leads, "contact", leads.contact);
        }
        look_for_lead(*cluster, {day, period.last});
    }

    void look_for_lead(const Cluster& cluster, const DateSpan& without) {
        if (without.last < without.first) return;
        const std::string days = iso_date(without.first) + " to " + iso_date(without.last);
        if (!asked_.insert(cluster.id + " " + days).second) return;
        lacks("cluster '" + cluster.id + "' (" + cluster.name + ") has no lead from " + days +
              "; add one");
    }

    // Of somebody who was asked about: nobody reads what is told meanwhile.
    void look_at_absence(const Organisation& organisation, const Absence& absence,
                         const DateSpan& period) {
        const bool meanwhile =
            absence.days.first <= period.last && period.first <= absence.days.last;
        if (!meanwhile || !holders_.contains(absence.person)) return;
        const Person* stand_in = organisation.person(absence.stand_in);
        if (stand_in && !stand_in->address.empty()) return;
        const std::string days =
            iso_date(absence.days.first) + " to " + iso_date(absence.days.last);
        if (!asked_.insert(absence.person + " " + days).second) return;
        if (stand_in) {
            lacks("'" + absence.stand_in + "' (" + stand_in->name + "), who stands in for '" +
                  absence.person + "' from " + days + ", has no address; add address = \"...\"");
            return;
        }
        lacks("'" + absence.person + "' (" + organisation.person(absence.person)->name +
              ") is away from " + days + " and nobody stands in; add stand_in = a person's id");
    }

    std::vector<Finding>& found_;
    std::set<std::string> asked_;
    std::set<std::string> holders_;  // who holds the roles that were asked about
};

bool undated(const Occurrence& occurrence) {
    return occurrence.deadline.op == DueOperator::none || occurrence.deadline.anchor;
}

void look_at_dates(const Campaign& campaign, std::vector<Finding>& found) {
    for (const Duty& duty : campaign.duties) {
        const auto first = std::ranges::find_if(duty.occurrences, undated);
        if (first == duty.occurrences.end() || first->deadline.interval_missing) continue;
        const auto& anchor = first->deadline.anchor;
        const std::string what = campaign.id + "." + duty.id + " (" + duty.deliverable + ")";
        const std::string how =
            anchor ? " waits for the day of " + quoted(anchor->title) +
                         "; set it with `dondoc event` when it is known"
                   : " has no date; set one, until then the coordinator is asked every month and "
                     "units are not reminded";
        add(found, {Settler::coordinator, !anchor, "undated", {}, what + how});
    }
    for (const Superior& superior : campaign.implements) {
        if (superior.due.op != DueOperator::none) continue;
        add(found,
            {Settler::coordinator,
             false,
             "superior",
             {},
             quoted(superior.document) + (superior.issuer.empty() ? "" : " of " + superior.issuer) +
                 ": by when it wants its report is not known; ask, and write due = ..."});
    }
}

void look_at_recipients(const Campaign& campaign, std::vector<Finding>& found) {
    std::string list;
    for (const Duty& duty : campaign.duties) {
        if (duty.to.empty()) list += (list.empty() ? "" : ", ") + duty.id;
    }
    if (list.empty()) return;
    add(found, {Settler::issuer,
                false,
                "recipients",
                {},
                campaign.id + ": no recipient is named for " + list +
                    "; add to = \"...\" where the plan says one"});
}

}  // namespace

std::string_view to_string(Settler who) {
    switch (who) {
        case Settler::administrator: return "administrator";
        case Settler::issuer: return "issuer";
        case Settler::coordinator: return "coordinator";
        case Settler::nobody: return "nobody";
    }
    CHECK(false);
}

std::vector<std::shared_ptr<const Definition>> family_of(const Configuration& configuration,
                                                         std::string_view campaign) {
    std::vector<std::shared_ptr<const Definition>> family;
    for (const auto& definition : configuration.campaigns) {
        const Campaign& one = definition->campaign;
        const bool part = std::ranges::find(one.within, campaign) != one.within.end();
        if (one.id == campaign || part) family.push_back(definition);
    }
    return family;
}

void add(std::vector<Finding>& found, Finding finding) {
    const auto rank = [](const Finding& one) { return std::pair(one.who, !one.must); };
    const auto place = std::ranges::upper_bound(found, rank(finding), {}, rank);
    found.insert(place, std::move(finding));
}

std::vector<Finding> findings(const Reading& reading, std::string_view campaign) {
    CHECK(reading.configuration.has_value());
    const Configuration& configuration = *reading.configuration;
    std::vector<Finding> found;
    std::set<std::string> files;
    Roles roles(found);
    for (const auto& definition : family_of(configuration, campaign)) {
        files.insert(configuration.campaign_files.at(definition->campaign.id));
        roles.look(*definition);
        look_at_dates(definition->campaign, found);
        look_at_recipients(definition->campaign, found);
    }
    for (const Diagnostic& warning : reading.diagnostics) {
        if (!files.contains(warning.file)) continue;
        if (auto finding = finding_of(warning)) add(found, *std::move(finding));
    }
    return found;
}

}  // namespace dondoc
