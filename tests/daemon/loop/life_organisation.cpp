// Random organisations in time, and how people edit them. What comes out is what config/ lets pass:
// a successor is there on the day after, stand-ins go round to nobody, leads do not overlap.
#include <algorithm>

#include "tests/daemon/loop/life.h"

namespace dondoc::loop_test {

namespace {

using Words = std::vector<std::string>;
using std::chrono::days;

// Each may stand in for those before, so that nobody comes round to himself or herself.
const Words people{"an", "binh", "chi", "dung", "giang", "hai", "khanh", "lan"};
const std::string office_id = "phong-tccb";
const std::string next_office_id = "phong-thi-dua";

void add_unit(World& world, const std::string& id, const std::string& contact,
              const std::string& head) {
    Unit made;
    made.id = made.name = id;
    made.contact = contact;
    made.head = head;
    world.organisation.units[id] = made;
}

// What other edits made impossible goes.
void keep_possible(Organisation& organisation) {
    for (auto& [id, unit] : organisation.units) {
        if (unit.from && unit.until && *unit.until < *unit.from) unit.from.reset();
        if (!unit.until) unit.successors.clear();
    }
    for (auto& [id, unit] : organisation.units) {
        std::erase_if(unit.successors, [&](const std::string& successor) {
            const Unit& next = organisation.units.at(successor);
            const Date begins = *unit.until + days(1);
            return successor == id || !next.begun_on(begins) || next.ended_on(begins);
        });
    }
}

std::string ends_a_unit(Chance& chance, World& world) {
    Unit& unit = world.unit(chance.one_in(8) ? office_id : chance.of(unit_ids));
    unit.successors.clear();
    unit.until = chance.one_in(4) ? std::nullopt : std::optional(random_day(chance));
    const Words heirs = unit.id == office_id ? Words{next_office_id} : unit_ids;
    for (int count = chance.between(0, 2); count > 0 && unit.until; --count) {
        const std::string heir = chance.of(heirs);
        if (std::ranges::find(unit.successors, heir) == unit.successors.end())
            unit.successors.push_back(heir);
    }
    keep_possible(world.organisation);
    std::string words = unit.id + " ends on " + (unit.until ? iso_date(*unit.until) : "no day");
    for (const std::string& heir : unit.successors)
        words += ", succeeded by " + heir;
    return words;
}

std::string begins_a_unit(Chance& chance, World& world) {
    Unit& unit = world.unit(chance.of(unit_ids));
    unit.from = unit.from || chance.one_in(4) ? std::nullopt : std::optional(random_day(chance));
    keep_possible(world.organisation);
    return unit.id + " begins on " + (unit.from ? iso_date(*unit.from) : "no day");
}

// Merged into another, or split into two, under new names from one day on.
std::string merges_or_splits(Chance& chance, World& world) {
    const Date last = random_day(chance);
    const bool split = chance.one_in(2);
    for (const char* id : {"vien-moi", "tram-moi"}) {
        world.unit(id).from = last + days(1);
        world.unit(id).until.reset();
    }
    std::string words = "on " + iso_date(last);
    for (const char* id : {"bv-da-khoa", "tt-y-te"}) {
        if (split && id == std::string("tt-y-te")) break;
        Unit& unit = world.unit(id);
        unit.until = last;
        unit.successors = split ? Words{"vien-moi", "tram-moi"} : Words{"vien-moi"};
        words += std::string(" ") + id;
    }
    keep_possible(world.organisation);
    return words + (split ? " is split" : " are merged");
}

std::string renames_a_unit(Chance& chance, World& world) {
    Unit& unit = world.unit(chance.of(unit_ids));
    unit.renamed = {{random_day(chance), unit.id + " (mới)", ""}};
    return unit.id + " has another name from " + iso_date(unit.renamed.front().from);
}

std::string sends_somebody_away(Chance& chance, World& world) {
    auto& absences = world.organisation.absences;
    const int who = chance.between(0, static_cast<int>(people.size()) - 2);
    const std::string person = people[static_cast<std::size_t>(who)];
    if (std::erase_if(absences, [&](const Absence& one) { return one.person == person; }) > 0)
        return person + " is not away";
    const Date first = random_day(chance);
    Absence away{person, {first, first + days(chance.between(0, 20))}, "", "nghỉ phép"};
    const int instead = chance.between(who + 1, static_cast<int>(people.size()) - 1);
    if (!chance.one_in(5)) away.stand_in = people[static_cast<std::size_t>(instead)];
    absences.push_back(away);
    return person + " is away from " + iso_date(away.days.first) + " to " +
           iso_date(away.days.last) + ", in place «" + away.stand_in + "»";
}

std::string changes_the_clusters(Chance& chance, World& world) {
    auto& clusters = world.organisation.clusters;
    clusters.clear();
    Cluster one{"cum-mot", "Cụm một", {}, {}};
    Cluster two{"cum-hai", "Cụm hai", {}, {}};
    for (const std::string& unit : unit_ids) {
        Cluster* its = chance.one_in(3) ? &two : &one;
        if (!chance.one_in(4)) its->units.push_back(unit);
    }
    std::string words;
    for (Cluster* cluster : {&one, &two}) {
        Date first = day("2017-01-01");
        for (int count = chance.between(0, 3); count > 0; --count) {
            const Date last = first + days(chance.between(10, 90));
            cluster->leads.push_back({chance.of(unit_ids), {first, last}});
            first = last + days(chance.one_in(3) ? 9 : 1);
        }
        words += (words.empty() ? "" : "; ") + cluster->id + " of " +
                 std::to_string(cluster->units.size());
        clusters[cluster->id] = *cluster;
    }
    return words;
}

std::string changes_people(Chance& chance, World& world) {
    const std::string unit = chance.of(unit_ids);
    const bool head = chance.one_in(2);
    std::string& person = head ? world.unit(unit).head : world.unit(unit).contact;
    person = chance.one_in(6) ? "" : chance.of(people);
    return (head ? "head of " : "contact of ") + unit + " is «" + person + "»";
}

std::string changes_the_officer(Chance& chance, World& world) {
    std::string& officer = world.unit(office_id).contact;
    officer = officer.empty() || chance.one_in(2) ? "giang" : "";
    return "the officer is «" + officer + "»";
}

std::string changes_an_address(Chance& chance, World& world) {
    Person& person = world.organisation.people.at(chance.of(people));
    person.address = person.address.empty() ? person.id + "@so-y-te.example" : "";
    return person.id + " has the address «" + person.address + "»";
}

}  // namespace

const Words unit_ids{"bv-da-khoa", "tt-y-te", "tram-mot", "vien-moi", "tram-moi"};

const std::vector<Edit>& organisation_edits() {
    static const std::vector<Edit> all{
        {4, "ends a unit", ends_a_unit},
        {2, "begins a unit", begins_a_unit},
        {4, "merges or splits", merges_or_splits},
        {2, "renames a unit", renames_a_unit},
        {4, "sends somebody away", sends_somebody_away},
        {2, "changes the clusters", changes_the_clusters},
        {4, "changes people", changes_people},
        {2, "changes the officer", changes_the_officer},
        {2, "changes an address", changes_an_address},
    };
    return all;
}

void add_organisation(Chance& chance, World& world) {
    Person lan = world.organisation.people.at("an");
    lan.id = lan.name = "lan";
    lan.address = "lan@so-y-te.example";
    world.organisation.people["lan"] = lan;
    add_unit(world, "tram-mot", "chi", "");
    add_unit(world, "vien-moi", "lan", "dung");
    add_unit(world, "tram-moi", "an", "");
    add_unit(world, next_office_id, "lan", "");
    changes_the_clusters(chance, world);
    for (int count = chance.between(0, 4); count > 0; --count)
        choose(chance, organisation_edits()).make(chance, world);
}

std::string described(const Organisation& organisation) {
    std::string text;
    for (const auto& [id, unit] : organisation.units) {
        text += "unit " + id + ": " + unit.contact + "/" + unit.head;
        if (unit.from) text += " from " + iso_date(*unit.from);
        if (unit.until) text += " until " + iso_date(*unit.until);
        for (const std::string& successor : unit.successors)
            text += " > " + successor;
        text += "\n";
    }
    for (const Absence& away : organisation.absences)
        text += away.person + " away " + iso_date(away.days.first) + " to " +
                iso_date(away.days.last) + ", «" + away.stand_in + "» in place\n";
    for (const auto& [id, cluster] : organisation.clusters) {
        text += "cluster " + id + ":";
        for (const std::string& unit : cluster.units)
            text += " " + unit;
        for (const Cluster::Lead& lead : cluster.leads)
            text += ", led by " + lead.unit + " " + iso_date(lead.days.first) + " to " +
                    iso_date(lead.days.last);
        text += "\n";
    }
    return text;
}

}  // namespace dondoc::loop_test
