#include <algorithm>
#include <utility>

#include "daemon/http/accounts.h"
#include "daemon/http/address_faults.h"
#include "daemon/http/prospect.h"
#include "daemon/web/parts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "notifiers/phrases.h"
#include "workflows/succession.h"

namespace dondoc {

namespace {

std::string tone_of(Punctuality how) {
    if (how == Punctuality::missing) return "overdue";
    if (how == Punctuality::late) return "soon";
    return is_counted(how) ? "submitted" : "settled";
}

std::string day_text(const std::optional<Date>& day, Language language) {
    return day ? date_words(*day, language) : "–";
}

std::string note_of(const RecordLine& line, Language language) {
    if (!is_counted(line.how)) return text("not_counted", language);
    if (!line.handed_over) return "";
    return text("handed_over", language) + ' ' + date_words(*line.handed_over, language);
}

Facts line_facts(const Sight& sight, const RecordLine& line) {
    const auto definition = sight.definition(line.id.campaign);
    const Duty* duty = definition ? definition->campaign.duty(line.id.duty) : nullptr;
    const auto period = period_of(definition.get(), line.id);
    std::string words = duty ? duty->deliverable : line.id.duty;
    if (period) words += ", " + phrase(Period{period->span, period->grain, {}}, sight.language);
    Facts facts;
    facts.say("tone", tone_of(line.how));
    facts.say("how", how_words(line, sight.language));
    facts.say("note", note_of(line, sight.language));
    facts.say("duty", words);
    facts.say("why_href", why_link(sight, line.id));
    facts.say("campaign", definition ? definition->campaign.title : line.id.campaign);
    facts.say("last_permitted", day_text(line.last_permitted, sight.language));
    facts.say("arrived", day_text(line.arrived, sight.language));
    facts.say("days_late", is_counted(line.how) ? std::to_string(line.days_late) : "–");
    facts.say("returns", std::to_string(line.returns));
    facts.say("extensions", std::to_string(line.extensions));
    return facts;
}

Facts taken_facts(const Sight& sight, const TakenOver& one) {
    Facts facts = line_facts(sight, one.line);
    facts.say("unit", unit_name(sight, one.line.id.unit));
    facts.say("passed_on", date_words(one.on, sight.language));
    facts.say("reason", one.reason);
    return facts;
}

// Those whom it follows, or who follow it; each with its own page.
std::vector<Facts> units_facts(const Sight& sight, const std::vector<std::string>& units) {
    std::vector<Facts> all;
    for (const std::string& unit : units) {
        Facts facts;
        facts.say("name", unit_name(sight, unit));
        facts.say("href", record_link(sight, unit));
        facts.say("comma", unit == units.back() ? "" : ",");
        all.push_back(std::move(facts));
    }
    return all;
}

// Whether the contact on record was confirmed, of a unit that has been asked or has said so.
Result<std::string> contact_words(const Sight& sight, const Unit& unit) {
    const auto contacts = sight.reader.contacts();
    if (!contacts) return contacts.error();
    const auto watch = sight.reader.contact_watch(unit.id);
    if (!watch) return watch.error();
    const Person* contact = sight.organisation().person(unit.contact);
    const std::string name = contact ? contact->name : "–";
    const auto said = std::ranges::find(*contacts, unit.id, &ContactRecord::unit);
    if (said != contacts->end() && said->person == unit.contact) {
        return name + ": " + text("contact_confirmed", sight.language) + ' ' +
               date_words(sight.zone().date_of(said->at), sight.language);
    }
    if (!*watch || (*watch)->asked.empty()) return std::string();
    return name + ": " + text("contact_unconfirmed", sight.language);
}

// Who holds a role of the unit, how to reach them, and who reads for them while they are away.
Facts person_facts(const Sight& sight, const char* role, const Person& person) {
    const Organisation& organisation = sight.organisation();
    const Person* reader = organisation.reader_for(person, sight.today);
    const Absence* absence = organisation.absence(person.id, sight.today);
    Facts facts;
    facts.say("role", text(role, sight.language));
    facts.say("name", person.name);
    facts.say("title", person.title);
    facts.say("phone", person.phone);
    facts.say("tel", dialled(person.phone));
    facts.say("address", person.address);
    facts.say("away", !absence ? ""
                               : text("away_until", sight.language,
                                      {{"day", date_words(absence->days.last, sight.language)}}));
    facts.say("stand_in", !absence || !reader || reader->id == person.id
                              ? ""
                              : reader->name + (reader->phone.empty() ? "" : ", " + reader->phone));
    return facts;
}

std::vector<Facts> people_of(const Sight& sight, const Unit& unit) {
    std::vector<Facts> list;
    const auto add = [&](const char* role, const std::string& id) {
        if (const Person* person = sight.organisation().person(id))
            list.push_back(person_facts(sight, role, *person));
    };
    add("contact", unit.contact);
    add("head_of_unit", unit.head);
    add("superior_of_unit", unit.superior);
    return list;
}

std::vector<Facts> names_of(const Sight& sight, const Unit& unit) {
    std::vector<Facts> list;
    std::string before = unit.name;
    for (const Unit::NameFrom& renamed : unit.renamed) {
        list.emplace_back();
        list.back().say("words", text("renamed", sight.language,
                                      {{"day", date_words(renamed.from, sight.language)},
                                       {"before", before},
                                       {"after", renamed.name}}));
        before = renamed.name;
    }
    return list;
}

// «05 được tính: 03 đúng hạn, 01 trễ hạn, 01 quá hạn, chưa nộp; …»
std::string sum_words(const RecordSum& sum, Language language) {
    const auto say = [&](int count, const char* name) {
        return count_words(count, language) + " " + text(name, language);
    };
    return say(sum.counted, "counted") + ": " + say(sum.on_time, "on_time") + "; " +
           say(sum.late, "came_late") + "; " + say(sum.missing, "missing") + ". " +
           text("days_late", language) + ": " + count_words(sum.days_late, language) + ". " +
           text("returns", language) + ": " + count_words(sum.returns, language) + ". " +
           text("extensions", language) + ": " + count_words(sum.extensions, language) + ". " +
           say(sum.not_counted, "not_counted") + ".";
}

}  // namespace

Result<Facts> unit_facts(const Sight& sight, const Unit& unit) {
    const auto lines = record_of(sight, unit.id);
    if (!lines) return lines.error();
    std::vector<Facts> rows;
    for (const RecordLine& line : *lines)
        rows.push_back(line_facts(sight, line));
    const auto taken = taken_over_by(sight, unit.id);
    if (!taken) return taken.error();
    std::vector<Facts> taken_rows;
    for (const TakenOver& one : *taken)
        taken_rows.push_back(taken_facts(sight, one));
    const auto contact = contact_words(sight, unit);
    if (!contact) return contact.error();
    const auto faults = faulty_addresses(sight, unit.id);
    if (!faults) return faults.error();
    Facts facts;
    facts.list("faults", faults_facts(sight, *faults));
    auto people = people_of(sight, unit);
    facts.flag("has_people", !people.empty());
    facts.list("people", std::move(people));
    const std::string& parent = unit.parent_on(sight.today);
    facts.say("parent", parent.empty() ? "" : unit_name(sight, parent));
    facts.say("parent_href", parent.empty() ? "" : record_link(sight, parent));
    facts.say("unit_phone", unit.phone);
    facts.say("unit_tel", dialled(unit.phone));
    facts.list("names", names_of(sight, unit));
    facts.say("name", unit.name_on(sight.today));
    facts.say("obligations_href", page_link(sight, "/", {{"status", "any"}, {"unit", unit.id}}));
    auto before = units_facts(sight, predecessors(sight.organisation(), unit.id));
    facts.flag("any_before", !before.empty());
    facts.list("before", std::move(before));
    facts.say("ended", unit.until ? date_words(*unit.until, sight.language) : "");
    facts.flag("any_after", !unit.successors.empty());
    facts.list("after", units_facts(sight, unit.successors));
    facts.say("sum", sum_words(sum_of(*lines), sight.language));
    facts.say("counting", how_counted(sight.language));
    facts.flag("has_rows", !rows.empty());
    facts.list("rows", std::move(rows));
    facts.say("contact", *contact);
    facts.flag("has_taken", !taken_rows.empty());
    facts.say("counting_taken", how_taken_over(sight.language));
    facts.list("taken", std::move(taken_rows));
    return facts;
}

}  // namespace dondoc
