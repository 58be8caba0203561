#include "notifiers/compose_head_digest.h"

#include <algorithm>
#include <string>
#include <vector>

#include "notifiers/compose_digest.h"
#include "notifiers/phrases.h"
#include "workflows/wording.h"

namespace dondoc {
namespace {

using Matter = HeadBulletin::Matter;

// How many matters one list gives; the rest is counted.
constexpr std::size_t listed_max = 20;

std::string count_of(std::size_t number, Language language) {
    return number == 0 ? "" : count_words(static_cast<int>(number), language);
}

Facts matter_facts(const Matter& matter, bool late, Language language) {
    Facts facts;
    say_due(facts, matter.due, late, language);
    facts.say("of_unit", matter.unit);
    facts.say("plan", plan_words(matter.title, language));
    facts.say("part", matter.part);
    facts.say("days",
              matter.working_days > 0 ? working_days_words(matter.working_days, language) : "");
    facts.flag("returned", matter.returned);
    return facts;
}

std::vector<Facts> matters(const std::vector<Matter>& all, bool late, Language language) {
    std::vector<Facts> facts;
    for (std::size_t i = 0; i < std::min(all.size(), listed_max); ++i)
        facts.push_back(matter_facts(all[i], late, language));
    return facts;
}

// The foot of the letter names one desk already.
std::vector<Facts> desks_of(const HeadBulletin& bulletin, const Letter& letter) {
    std::vector<Facts> all;
    for (const Desk& desk : bulletin.desks) {
        if (desk == letter.desk) continue;
        Facts& facts = all.emplace_back();
        facts.say("office", desk.unit);
        facts.say("office_name", desk.name);
        facts.say("office_phone", desk.phone);
        facts.say("office_address", desk.address);
    }
    return all;
}

}  // namespace

void say_head_digest(Facts& facts, const LetterItem& item, const Letter& letter) {
    const Language language = letter.language;
    const HeadBulletin bulletin = item.head_bulletin.value_or(HeadBulletin{});
    facts.say("all_late", count_of(bulletin.late.size(), language));
    facts.say("all_soon", count_of(bulletin.soon.size(), language));
    facts.list("late_matters", matters(bulletin.late, true, language));
    facts.list("soon_matters", matters(bulletin.soon, false, language));
    facts.list("returned_matters", matters(bulletin.returned, false, language));
    facts.list("waiting_matters", matters(bulletin.waiting, true, language));
    std::size_t more = 0;
    for (const auto* list : {&bulletin.late, &bulletin.soon, &bulletin.returned, &bulletin.waiting})
        more += list->size() - std::min(list->size(), listed_max);
    facts.say("more_matters", count_of(more, language));
    facts.list("other_desks", desks_of(bulletin, letter));
}

}  // namespace dondoc
