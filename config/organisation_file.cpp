#include "config/organisation_file.h"

#include <algorithm>
#include <set>

#include "config/organisation_time.h"

namespace dondoc {
namespace {

class OrganisationReader {
public:
    OrganisationReader(const Document& document, const IdSet& channels, Faults& faults)
        : source_(document, faults), channels_(channels), time_(source_, file_, roles_) {}

    OrganisationFile read() {
        TableReader root(source_, source_.document().root, "the file");
        const auto people = entries(root, "person", file_.people);
        const auto units = entries(root, "unit", file_.units);
        const auto groups = entries(root, "group", file_.groups);
        const auto clusters = entries(root, "cluster", file_.clusters);
        const auto absences = root.tables("absence");
        if (root.has_unknown()) {  // a misspelt [[unit]] hides units
            file_.people.mark_incomplete();
            file_.units.mark_incomplete();
            file_.groups.mark_incomplete();
        }
        for (const Node* node : people) {
            read_person(*node);
        }
        for (const Node* node : units) {
            read_unit(*node);
        }
        check_parents();
        time_.check_units();
        for (const Node* node : groups) {
            read_group(*node);
        }
        for (const Node* node : clusters) {
            time_.read_cluster(*node);
        }
        for (const Node* node : absences) {
            time_.read_absence(*node);
        }
        time_.check_absences();
        root.finish();
        warn_of_silent_role_holders();
        return std::move(file_);
    }

private:
    std::vector<const Node*> entries(TableReader& root, std::string_view key, IdSet& ids) const;
    void read_person(const Node& node);
    void read_person_channels(TableReader&, Person&) const;
    void read_unit(const Node& node);
    void read_group(const Node& node);
    void check_parents();
    void warn_of_silent_role_holders();
    std::string role(TableReader& unit, const std::string& id, std::string_view key);

    Source source_;
    const IdSet& channels_;
    OrganisationFile file_;
    std::vector<std::pair<std::string, Mention>> parents_;  // of a unit, its parent
    std::map<std::string, std::string> roles_;  // of a person, the first role: "head of ..."
    std::set<std::string> bad_addresses_;       // reported already
    OrganisationTime time_;
};

std::vector<const Node*> OrganisationReader::entries(TableReader& root, std::string_view key,
                                                     IdSet& ids) const {
    const std::size_t errors = source_.errors();
    const auto tables = root.tables(key);
    if (source_.errors() != errors) {
        ids.mark_incomplete();
    }
    return tables;
}

// `channel`, or `channels` in the order they are tried.
void OrganisationReader::read_person_channels(TableReader& table, Person& person) const {
    const auto one = table.mention("channel");
    const auto several = table.mentions("channels");
    if (several && table.has("channel")) {
        table.error("channels", "'channels' beside 'channel'; keep one of them");
        return;
    }
    if (several && several->empty()) {
        table.error("channels", "'channels' is empty; name one at least, or leave it out");
        return;
    }
    std::vector<std::string> ids;
    for (const Mention& mention : several.value_or(std::vector<Mention>{})) {
        if (!channels_.check(source_, mention)) continue;
        if (std::find(ids.begin(), ids.end(), mention.id) != ids.end()) {
            source_.error(mention.at, "channel " + in_quotes(mention.id) +
                                          " stands there twice; name each once");
            continue;
        }
        ids.push_back(mention.id);
    }
    if (one && channels_.check(source_, *one)) ids = {one->id};
    if (ids.empty()) return;
    person.channel = ids.front();
    person.fallbacks.assign(ids.begin() + 1, ids.end());
}

void OrganisationReader::read_person(const Node& node) {
    TableReader table(source_, node, "[[person]]");
    Person person;
    const Mention id = table.id();
    person.id = id.id;
    person.name = table.required_text("name", "name = \"...\"");
    person.title = table.text_or("title", "");
    person.address = table.address("address");
    person.phone = table.text_or("phone", "");
    read_person_channels(table, person);
    person.handle = table.text_or("handle", "");
    if (table.has("address") && person.address.empty()) {
        bad_addresses_.insert(person.id);
    }
    table.finish();
    if (file_.people.add(source_, id)) {
        file_.organisation->people.emplace(person.id, person);
    }
}

std::string OrganisationReader::role(TableReader& unit, const std::string& id,
                                     std::string_view key) {
    const auto person = unit.mention(key);
    if (!person) {
        return "";
    }
    if (file_.people.check(source_, *person)) {
        roles_.try_emplace(person->id, std::string(key) + " of " + in_quotes(id));
    }
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
    unit.contact = role(table, id.id, "contact");
    unit.head = role(table, id.id, "head");
    unit.superior = role(table, id.id, "superior");
    unit.head_digest = table.flag("head_digest");
    time_.read_unit(table, unit);
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
            source_.warning(file_.people.place(id),
                            in_quotes(id) + " is " + role +
                                " and has no address, so cannot be written to; "
                                "add address = \"...\"",
                            Topic::people);
        }
    }
}

}  // namespace

OrganisationFile::OrganisationFile()
    : organisation(std::make_shared<Organisation>()),
      people("person", "add a [[person]] with this id to the organisation's file"),
      units("unit", "add a [[unit]] with this id to the organisation's file"),
      groups("group", "add a [[group]] with this id to the organisation's file"),
      clusters("cluster", "add a [[cluster]] with this id to the organisation's file") {}

OrganisationFile read_organisation(const Document& document, const IdSet& channels,
                                   Faults& faults) {
    return OrganisationReader(document, channels, faults).read();
}

}  // namespace dondoc
