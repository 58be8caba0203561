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
        for (const Duty& duty : campaign.duties) {
            if (duty.upward) continue;
            for (const std::string& id : duty.obligors) {
                const Unit& unit = definition.unit(id);
                ask(organisation, unit, "contact", unit.contact);
                ask(organisation, unit, "head", unit.head);
            }
        }
        const Unit& issuer = definition.unit(campaign.issuer);
        const Unit& office = definition.unit(campaign.coordinator);
        ask(organisation, office, "contact", office.contact);
        ask(organisation, issuer, "head", issuer.head);
        if (tells_superior(definition)) ask(organisation, issuer, "superior", issuer.superior);
        for (const Absence& absence : organisation.absences)
            look_at_absence(organisation, absence, campaign.period);
    }

private:
    static bool tells_superior(const Definition& definition) {
        const auto& duties = definition.campaign.duties;
        return std::ranges::any_of(duties, [&](const Duty& duty) {
            const auto& rungs = definition.ladder_of(duty).rungs;
            return std::ranges::find(rungs, Audience::superior, &Rung::audience) != rungs.end();
        });
    }

    void ask(const Organisation& organisation, const Unit& unit, const std::string& role,
             const std::string& person) {
        if (!asked_.insert(unit.id + "." + role).second) return;
        if (person.empty()) {
            add(found_, {Settler::administrator,
                         true,
                         "people",
                         {},
                         "unit '" + unit.id + "' (" + unit.name + ") has no " + role + "; add " +
                             role + " = a person's id"});
            return;
        }
        holders_.insert(person);
        const Person* holder = organisation.person(person);
        if (holder && holder->address.empty()) {
            add(found_, {Settler::administrator,
                         true,
                         "people",
                         {},
                         "'" + person + "' (" + holder->name + "), " + role + " of '" + unit.id +
                             "', has no address; add address = \"...\""});
        }
    }

    // Of somebody who was asked about: nobody reads what is told meanwhile.
    void look_at_absence(const Organisation& organisation, const Absence& absence,
                         const DateSpan& period) {
        const bool meanwhile =
            absence.days.first <= period.last && period.first <= absence.days.last;
        if (!absence.stand_in.empty() || !meanwhile || !holders_.contains(absence.person)) return;
        const std::string days =
            iso_date(absence.days.first) + " to " + iso_date(absence.days.last);
        if (!asked_.insert(absence.person + " " + days).second) return;
        add(found_,
            {Settler::administrator,
             true,
             "people",
             {},
             "'" + absence.person + "' (" + organisation.person(absence.person)->name +
                 ") is away from " + days + " and nobody stands in; add stand_in = a person's id"});
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
