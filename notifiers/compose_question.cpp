#include "notifiers/compose_question.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "notifiers/phrases.h"
#include "workflows/explain.h"
#include "workflows/wording.h"

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
    {"catch_up_held", SectionKind::nudge_go_ahead},
    {"announced", SectionKind::nudge_announced},
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

// What waits for a go-ahead.
void say_waiting(Facts& facts, const LetterItem& item, Language language) {
    const LetterItem::Waiting waiting = item.waiting.value_or(LetterItem::Waiting{});
    const auto list = [&](const std::vector<std::string>& all, int more, const char* what) {
        std::string words;
        for (const std::string& one : all)
            words += (words.empty() ? "" : "; ") + one;
        if (more > 0)
            words += in_words(language, "; và ", "; and ") + count_words(more, language) +
                     in_words(language, what, " more");
        return words;
    };
    facts.say("letters", item.waiting ? count_words(waiting.letters, language) : "");
    facts.say("letters_to", list(waiting.people, waiting.people_more, " người nữa"));
    facts.say("letters_about", list(waiting.matters, waiting.matters_more, " nội dung nữa"));
    facts.say("missed", item.waiting ? date_words(waiting.missed, language) : "");
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

std::string ahead_words(const LetterItem& item, Language language) {
    std::string words;
    for (const LetterItem::Ahead& one : item.ahead) {
        const std::string day = date_words(one.day, language);
        words += words.empty() ? "" : "; ";
        words += one.waits
                     ? in_words(language, "từ ngày " + day + " chờ đồng ý gửi ",
                                "since " + day + " it waits for a release to go to the ")
                     : in_words(language, "ngày " + day + " gửi ", "goes on " + day + " to the ");
        words += audience_name(one.audience, language);
        if (!one.name.empty()) words += " (" + one.name + ")";
        if (one.needs_release && !one.waits)
            words += in_words(language, ", cần đồng ý trước khi gửi", ", needs a release before");
    }
    return words;
}

void say_announcement(Facts& facts, const std::vector<const LetterItem*>& items,
                      Language language) {
    std::optional<Date> first;
    bool needs_release = false;
    for (const LetterItem* item : items) {
        for (const LetterItem::Ahead& one : item->ahead) {
            needs_release = needs_release || one.needs_release;
            if (!one.waits) first = first ? std::min(*first, one.day) : one.day;
        }
    }
    facts.say("escalated_on", first ? date_words(*first, language) : "");
    facts.flag("needs_release", needs_release);
}

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
    say_waiting(facts, item, language);
}

}  // namespace dondoc
