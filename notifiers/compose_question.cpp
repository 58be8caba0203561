#include "notifiers/compose_question.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "notifiers/phrases.h"

namespace dondoc {
namespace {

constexpr std::pair<std::string_view, SectionKind> questions[] = {
    {"extension_requested", SectionKind::nudge_request},
    {"confirm_contact", SectionKind::nudge_contact},
    {"contact_unconfirmed", SectionKind::nudge_unconfirmed},
    {"gate_closed", SectionKind::nudge_gate},
    {"share_added", SectionKind::nudge_share},
    {"unchased", SectionKind::nudge_unchased},
    {"address_fault", SectionKind::nudge_address},
    {"overdue_at_birth", SectionKind::nudge_overdue},
};

// What an undated duty waits for.
void say_awaited(Facts& facts, const LetterItem& item) {
    std::string events;
    for (const std::string& title : item.events)
        events += (events.empty() ? "«" : ", «") + title + "»";
    facts.say("event", events);
    facts.flag("interval_missing", item.deadline.interval_missing);
}

// The later day that a unit asks for.
void say_request(Facts& facts, const LetterItem& item, Language language) {
    const ExtensionRequest request = item.request.value_or(ExtensionRequest{});
    facts.say("asked_to", item.request ? date_words(request.to, language) + " (" +
                                             weekday_name(request.to, language) + ")"
                                       : "");
    facts.say("asked_reason", request.reason);
    facts.say("asked_document", request.document);
}

// What the coordinator is asked of one unit, beside a request.
void say_of_unit(Facts& facts, const LetterItem& item, Language language) {
    std::string obstacles;
    for (const std::string& one : item.obstacles)
        obstacles += (obstacles.empty() ? "" : "; ") + one;
    facts.say("obstacles", obstacles);
    facts.say("taken_from", item.taken_from);
    facts.say("times", item.times ? count_words(item.times->count, language) : "");
    facts.say("times_first", item.times ? date_words(item.times->first, language) : "");
    facts.say("times_last", item.times ? date_words(item.times->last, language) : "");
}

// An address that letters come back from.
void say_address(Facts& facts, const LetterItem& item, Language language) {
    const auto& fault = item.address_fault;
    facts.say("address_fault", fault ? fault->words : "");
    facts.say("address_fault_since", fault ? date_words(fault->since, language) : "");
}

// How what the coordinator is asked about came to be overdue.
void say_passed(Facts& facts, const LetterItem& item) {
    const bool asked = item.kind == NoticeKind::nudge && item.because == "overdue_at_birth";
    facts.flag("seen_late", asked && item.passed == Passed::before_first_seen);
    facts.flag("before_issue", asked && item.passed == Passed::before_issue);
    facts.flag("taken_over", asked && item.passed == Passed::when_taken_over);
    facts.flag("set_late", asked && item.passed == Passed::when_set);
}

}  // namespace

SectionKind question_kind(std::string_view because) {
    const auto* asked =
        std::ranges::find(questions, because, &std::pair<std::string_view, SectionKind>::first);
    return asked == std::end(questions) ? SectionKind::nudge_undated : asked->second;
}

void say_question(Facts& facts, const LetterItem& item, Language language) {
    say_awaited(facts, item);
    say_request(facts, item, language);
    say_of_unit(facts, item, language);
    say_address(facts, item, language);
    say_passed(facts, item);
}

}  // namespace dondoc
