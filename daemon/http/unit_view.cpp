#include "daemon/http/unit_view.h"

#include <algorithm>

#include "daemon/http/address_faults.h"
#include "daemon/http/plan_views.h"
#include "daemon/http/prospect.h"
#include "daemon/http/views.h"
#include "daemon/store/words.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

namespace json = boost::json;

json::value person_view(const Organisation& organisation, const std::string& id) {
    const Person* person = organisation.person(id);
    if (!person) return nullptr;
    return json::object{{"id", person->id},
                        {"name", person->name},
                        {"title", text_or_null(person->title)},
                        {"address", text_or_null(person->address)},
                        {"phone", text_or_null(person->phone)}};
}

// The quarterly question, and what became of it so far; null for a unit that is never asked.
Result<json::value> contact_question_view(const Sight& sight, const std::string& unit) {
    const auto watch = sight.reader.contact_watch(unit);
    if (!watch) return watch.error();
    if (!*watch) return json::value(nullptr);
    const auto notices = sight.reader.notices_about({Subject::Kind::unit, unit});
    if (!notices) return notices.error();
    json::array told;
    for (const NoticeRecord& notice : *notices)
        told.push_back({{"moment", moment_view(sight, notice.moment)},
                        {"rung", notice.rung},
                        {"key", notice.key},
                        {"person", text_or_null(notice.person)},
                        {"message", text_or_null(notice.message)},
                        {"state", to_word(notice.state)},
                        {"words", explain_code(notice.because, sight.language)}});
    return json::value{{"asked", text_or_null((*watch)->asked)},
                       {"open", (*watch)->open},
                       {"next", moment_view(sight, (*watch)->next)},
                       {"notices", std::move(told)}};
}

}  // namespace

json::object unit_line_view(const Sight& sight, const Unit& unit) {
    const Organisation& organisation = sight.organisation();
    json::array successors;
    for (const std::string& successor : unit.successors)
        successors.emplace_back(successor);
    const Cluster* cluster = organisation.cluster_of(unit.id);
    const std::string lead(cluster ? cluster->lead_on(sight.today) : "");
    return {{"id", unit.id},
            {"name", unit.name_on(sight.today)},
            {"short_name", text_or_null(unit.short_name_on(sight.today))},
            {"parent", text_or_null(unit.parent_on(sight.today))},
            {"phone", text_or_null(unit.phone)},
            {"contact", person_view(organisation, unit.contact)},
            {"head", person_view(organisation, unit.head)},
            {"from", day_view(unit.from)},
            {"until", day_view(unit.until)},
            {"successors", std::move(successors)},
            {"cluster", cluster ? json::value(cluster->id) : json::value(nullptr)},
            {"cluster_lead", text_or_null(lead)}};
}

Result<json::object> unit_view(const Sight& sight, const Unit& unit) {
    const auto contacts = sight.reader.contacts();
    if (!contacts) return contacts.error();
    const auto confirmed = std::ranges::find(*contacts, unit.id, &ContactRecord::unit);
    // A confirmation speaks of the contact that it named, not of one who came after.
    const bool stands = confirmed != contacts->end() && confirmed->person == unit.contact;
    auto question = contact_question_view(sight, unit.id);
    if (!question) return question.error();
    const auto faults = faulty_addresses(sight, unit.id);
    if (!faults) return faults.error();
    json::object view = unit_line_view(sight, unit);
    view["contact_confirmed_at"] = stands ? moment_view(sight, confirmed->at) : nullptr;
    view["contact_confirmed_by"] = stands ? text_or_null(confirmed->by) : nullptr;
    view["contact_question"] = *std::move(question);
    view["address_faults"] = faults_view(sight, *faults);
    return view;
}

}  // namespace dondoc
