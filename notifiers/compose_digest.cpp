#include "notifiers/compose_digest.h"

#include <algorithm>
#include <string>

#include "notifiers/phrases.h"
#include "notifiers/text.h"
#include "workflows/wording.h"

namespace dondoc {
namespace {

// How many names or letters one line gives; the rest is counted.
constexpr std::size_t listed_max = 10;

// Nothing is «0», not «00».
std::string number_words(int count, Language language) {
    return count == 0 ? "0" : count_words(count, language);
}

std::string and_others(std::size_t all, const char* vi, const char* en, Language language) {
    if (all <= listed_max) return {};
    return in_words(language, " và ", " and ") +
           count_words(static_cast<int>(all - listed_max), language) + ' ' +
           in_words(language, vi, en);
}

// «Trung tâm Y tế A (0214 111 111), Bệnh viện B (tạm dừng) và 05 đơn vị khác»
std::string names_of(const std::vector<Bulletin::Named>& units, Language language) {
    std::string words;
    for (std::size_t i = 0; i < std::min(units.size(), listed_max); ++i) {
        const Bulletin::Named& one = units[i];
        std::string note = one.phone;
        if (one.suspended)
            note += (note.empty() ? "" : ", ") + in_words(language, "đang tạm dừng", "suspended");
        words += (words.empty() ? "" : ", ") + one.name + (note.empty() ? "" : " (" + note + ")");
    }
    return words + and_others(units.size(), "đơn vị khác", "other units", language);
}

std::string joined(const std::vector<std::string>& parts) {
    std::string words;
    for (const std::string& part : parts)
        words += (words.empty() ? "" : "; ") + part;
    return words;
}

Facts due_facts(const Bulletin::Due& due, bool late, Language language) {
    const auto count = [&](std::size_t number) {
        return count_words(static_cast<int>(number), language);
    };
    Facts facts;
    say_due(facts, due, late, language);
    facts.say("open", count(due.units.size()));
    facts.say("open_of", count(std::max(due.units.size(), static_cast<std::size_t>(due.all))));
    facts.say("fresh", due.fresh > 0 ? count_words(due.fresh, language) : "");
    facts.flag("alone", due.units.size() == 1 && due.all <= 1);
    facts.say("names", names_of(due.units, language));
    return facts;
}

std::vector<Facts> all_due(const std::vector<Bulletin::Due>& all, bool late, Language language) {
    std::vector<Facts> facts;
    for (const Bulletin::Due& due : all)
        facts.push_back(due_facts(due, late, language));
    return facts;
}

std::vector<Facts> requests_of(const Bulletin::Standing& one, Language language) {
    std::vector<Facts> all;
    for (const Bulletin::Request& request : one.requests) {
        Facts& facts = all.emplace_back();
        facts.say("unit", request.unit);
        facts.say("deliverable", request.deliverable);
        facts.say("asked_to", date_words(request.to, language));
        facts.say("asked_reason", one_line(request.reason));
    }
    return all;
}

std::vector<Facts> questions_of(const Bulletin::Standing& one, Language language) {
    std::vector<Facts> all;
    for (const Bulletin::Question& question : one.questions) {
        Facts& facts = all.emplace_back();
        facts.say("deliverable", question.deliverable);
        facts.say("open", count_words(question.units, language));
    }
    return all;
}

std::vector<Facts> barred_of(const Bulletin::Standing& one) {
    std::vector<Facts> all;
    for (const Bulletin::Barred& barred : one.barred) {
        Facts& facts = all.emplace_back();
        facts.say("unit", barred.unit);
        facts.say("deliverable", barred.deliverable);
        facts.say("obstacles", joined(barred.obstacles));
    }
    return all;
}

// «Phó Giám đốc A (03 việc), Giám đốc B (01 việc)»
std::string told_words(const Bulletin::Standing& one, Language language) {
    std::string words;
    for (const Bulletin::Told& told : one.told)
        words += (words.empty() ? "" : ", ") + told.name + " (" +
                 count_words(told.units, language) + ' ' +
                 (language == Language::vi ? "việc"
                  : told.units == 1        ? "matter"
                                           : "matters") +
                 ")";
    return words;
}

bool is_quiet(const Bulletin::Standing& one) {
    return one.late.empty() && one.due.empty() && one.requests.empty() && one.questions.empty() &&
           one.barred.empty() && one.told.empty() && one.undated.empty();
}

// «Kế hoạch “A” (đã nộp 03/18), phần “B” của Kế hoạch “A”»
std::string quiet_words(const Bulletin::Standing& one, Language language) {
    std::string words = plan_words(one.title, language);
    if (!one.part.empty())
        words = in_words(language, "phần “", "part “") + one.part +
                in_words(language, "” của ", "” of ") + words;
    if (one.all == 0) return words;
    return words + in_words(language, " (đã nộp ", " (in: ") +
           number_words(one.submitted + one.accepted, language) + '/' +
           count_words(one.all, language) + ')';
}

Facts campaign_facts(const Bulletin::Standing& one, Language language) {
    Facts facts;
    facts.say("plan", plan_words(one.title, language));
    facts.say("part", one.part);
    facts.say("number_all", number_words(one.all, language));
    facts.say("number_handed_in", number_words(one.submitted + one.accepted, language));
    facts.say("number_submitted", one.submitted > 0 ? count_words(one.submitted, language) : "");
    facts.say("number_waived", one.waived > 0 ? count_words(one.waived, language) : "");
    facts.say("number_owed", number_words(one.owed, language));
    facts.say("number_overdue", one.overdue > 0 ? count_words(one.overdue, language) : "");
    facts.say("number_due", one.due_soon > 0 ? count_words(one.due_soon, language) : "");
    facts.list("overdue_duties", all_due(one.late, true, language));
    facts.list("due_duties", all_due(one.due, false, language));
    facts.list("requests", requests_of(one, language));
    facts.list("questions", questions_of(one, language));
    facts.list("barred", barred_of(one));
    facts.say("told_above", told_words(one, language));
    facts.say("undated", joined(one.undated));
    return facts;
}

std::vector<Facts> failed_of(const Bulletin& bulletin) {
    std::vector<Facts> all;
    for (const Bulletin::Failed& one : bulletin.failed) {
        if (all.size() == listed_max) break;
        Facts& facts = all.emplace_back();
        facts.say("failed_name", one.name);
        facts.say("failed_phone", one.phone);
        facts.say("failed_subject", one_line(one.subject));
        facts.say("failed_why", one_line(one.why));
    }
    return all;
}

// «từ 12/6 đến 16/6/2017»
std::string week_words(const DateSpan& week, Language language) {
    const std::string last = date_words(week.last, language);
    if (week.first == week.last) return in_words(language, "ngày ", "of ") + last;
    return in_words(language, "từ ", "from ") +
           short_day_list({week.first}, year_of(week.last), language) +
           in_words(language, " đến ", " to ") + last;
}

}  // namespace

void say_due(Facts& facts, const Bulletin::Due& due, bool late, Language language) {
    std::optional<OwnDay> own;
    if (due.granted) own = OwnDay{*due.granted, OwnDay::By::other};
    const bool period_said = due.period && due.deadline.op == DueOperator::within && !own;
    facts.say("deliverable", with_cycle(due.deliverable, due.cycle, language));
    Period period = due.period.value_or(Period{});
    period.figures.reset();
    facts.say("period_name", due.period && !period_said ? phrase(period, language) : "");
    // What is late needs no advice on how to be kept.
    facts.say("deadline",
              deadline_words(due.deadline, late ? std::nullopt : due.term, own, language));
}

void say_digest(Facts& facts, const LetterItem& item, const Letter& letter) {
    const Language language = letter.language;
    const Bulletin bulletin = item.bulletin.value_or(Bulletin{});
    int overdue = 0;
    int due = 0;
    std::vector<Facts> campaigns;
    std::vector<std::string> quiet;
    for (const Bulletin::Standing& one : bulletin.campaigns) {
        overdue += one.overdue;
        due += one.due_soon;
        if (is_quiet(one))
            quiet.push_back(quiet_words(one, language));
        else
            campaigns.push_back(campaign_facts(one, language));
    }
    facts.say("quiet", joined(quiet));
    facts.say("week", item.bulletin ? week_words(bulletin.week, language) : "");
    facts.say("all_overdue", overdue > 0 ? count_words(overdue, language) : "");
    facts.say("all_due", due > 0 ? count_words(due, language) : "");
    facts.list("campaigns", std::move(campaigns));
    facts.list("failed_letters", failed_of(bulletin));
    const std::size_t failed = bulletin.failed.size();
    facts.say("failed_more", failed > listed_max
                                 ? count_words(static_cast<int>(failed - listed_max), language)
                                 : "");
    facts.say("unreachable", names_of(bulletin.unreachable, language));
}

}  // namespace dondoc
