#include "config/organisation_file.h"

#include <algorithm>
#include <set>

#include "notifiers/mail.h"

namespace dondoc {
namespace {

class OrganisationReader {
public:
    OrganisationReader(const Document& document, const IdSet& channels, Faults& faults)
        : source_(document, faults), channels_(channels) {}

    OrganisationFile read() {
        TableReader root(source_, source_.document().root, "the file");
        for (const Node* node : root.tables("person")) {
            read_person(*node);
        }
        const auto units = root.tables("unit");
        for (const Node* node : units) {
            read_unit(*node);
        }
        check_parents();
        for (const Node* node : root.tables("group")) {
            read_group(*node);
        }
        root.finish();
        warn_of_silent_role_holders();
        return std::move(file_);
    }

private:
    void read_person(const Node& node);
    void read_unit(const Node& node);
    void read_group(const Node& node);
    void check_parents();
    void warn_of_silent_role_holders();
    std::string role(TableReader& unit, std::string_view key);

    Source source_;
    const IdSet& channels_;
    OrganisationFile file_;
    std::vector<std::pair<std::string, Mention>> parents_;  // of a unit, its parent
    std::map<std::string, std::string> roles_;              // of a person, the first role: "head of ..."
    std::set<std::string> bad_addresses_;                   // reported already
};

void OrganisationReader::read_person(const Node& node) {
    TableReader table(source_, node, "[[person]]");
    Person person;
    const Mention id = table.id();
    person.id = id.id;
    person.name = table.required_text("name", "name = \"...\"");
    person.title = table.text_or("title", "");
    person.address = table.text_or("address", "");
    person.phone = table.text_or("phone", "");
    if (const auto channel = table.mention("channel"); channel && channels_.check(source_, *channel)) {
        person.channel = channel->id;
    }
    if (table.has("address") && (person.address.empty() || !valid_address(person.address))) {
        bad_addresses_.insert(person.id);
        if (!person.address.empty()) {
            table.error("address", in_quotes(person.address) +
                                       " is not a mail address; write it as name@domain, without spaces");
        }
    }
    table.finish();
    if (file_.people.add(source_, id)) {
        file_.organisation->people.emplace(person.id, person);
    }
}

std::string OrganisationReader::role(TableReader& unit, std::string_view key) {
    const auto person = unit.mention(key);
    if (!person || !file_.people.check(source_, *person)) {
        return "";
    }
    const auto* id = std::get_if<std::string>(&unit.find("id")->value);
    roles_.try_emplace(person->id, std::string(key) + " of " + in_quotes(id != nullptr ? *id : ""));
    return person->id;
}

void OrganisationReader::read_unit(const Node& node) {
    TableReader table(source_, node, "[[unit]]");
    Unit unit;
    const Mention id = table.id();
    unit.id = id.id;
    unit.name = table.required_text("name", "name = \"...\"");
    unit.short_name = table.text_or("short_name", "");
    unit.phone = table.text_or("phone", "");
    const auto parent = table.mention("parent");
    for (const auto& [key, holder] : {std::pair{"contact", &unit.contact},
                                      std::pair{"head", &unit.head},
                                      std::pair{"superior", &unit.superior}}) {
        if (table.has("id")) {
            *holder = role(table, key);
        } else {
            table.find(key);
        }
    }
    table.finish();
    if (parent) {
        unit.parent = parent->id;
        parents_.emplace_back(unit.id, *parent);
    }
    if (file_.units.add(source_, id)) {
        file_.organisation->units.emplace(unit.id, unit);
    }
}

// Parents may stand after their children, so they are looked up when all units are known.
void OrganisationReader::check_parents() {
    std::map<std::string, std::string> above;
    for (const auto& [unit, parent] : parents_) {
        if (!file_.units.check(source_, parent)) {
            continue;
        }
        std::string up = parent.id;
        while (up != unit && above.count(up) > 0) {
            up = above[up];
        }
        if (up == unit) {
            source_.error(parent.at, "unit " + in_quotes(unit) + " stands above itself through " +
                                         in_quotes(parent.id) + "; correct one of the parents");
        } else {
            above.emplace(unit, parent.id);
        }
    }
}

void OrganisationReader::read_group(const Node& node) {
    TableReader table(source_, node, "[[group]]");
    Group group;
    const Mention id = table.id();
    group.id = id.id;
    group.name = table.text_or("name", id.id);
    if (table.require("units", "units = [\"...\"]") != nullptr) {
        const auto units = table.mentions("units").value_or(std::vector<Mention>{});
        for (const Mention& unit : units) {
            if (!file_.units.check(source_, unit)) {
                continue;
            }
            if (std::find(group.units.begin(), group.units.end(), unit.id) == group.units.end()) {
                group.units.push_back(unit.id);
            } else {
                source_.error(unit.at, "unit " + in_quotes(unit.id) + " stands twice in group " +
                                           in_quotes(group.id) + "; remove it here");
            }
        }
        const Node* list = table.find("units");
        if (list->list() != nullptr && list->list()->empty()) {
            source_.warning(list->at, "group " + in_quotes(group.id) +
                                          " is empty, nobody in it is reminded; name its units");
        }
    }
    table.finish();
    if (file_.groups.add(source_, id)) {
        file_.organisation->groups.emplace(group.id, group);
    }
}

void OrganisationReader::warn_of_silent_role_holders() {
    for (const auto& [id, role] : roles_) {
        const Person* person = file_.organisation->person(id);
        if (person != nullptr && person->address.empty() && bad_addresses_.count(id) == 0) {
            source_.warning(file_.people.place(id), in_quotes(id) + " is " + role +
                                                        " and has no address, so cannot be written to; "
                                                        "add address = \"...\"");
        }
    }
}

}  // namespace

OrganisationFile::OrganisationFile()
    : organisation(std::make_shared<Organisation>()),
      people("person", "add a [[person]] with this id to the organisation's file"),
      units("unit", "add a [[unit]] with this id to the organisation's file"),
      groups("group", "add a [[group]] with this id to the organisation's file") {}

OrganisationFile read_organisation(const Document& document, const IdSet& channels, Faults& faults) {
    return OrganisationReader(document, channels, faults).read();
}

}  // namespace dondoc
