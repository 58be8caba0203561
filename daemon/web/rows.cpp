#include "daemon/web/rows.h"

#include <algorithm>
#include <string_view>

#include "daemon/http/client.h"
#include "daemon/http/prospect.h"
#include "daemon/http/silences.h"
#include "daemon/web/texts.h"
#include "notifiers/phrases.h"
#include "workflows/check.h"
#include "workflows/explain.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

// How a row looks: its class, a sign for those who do not see colours, and the word.
struct Face {
    std::string_view tone;
    std::string_view sign;
};

Face face_of(const Sight& sight, const Obligation& obligation, const Suspended& suspended) {
    if (suspended.now) return {"pending", "‖"};
    if (obligation.overdue_on(sight.today)) return {"overdue", "‼"};
    if (obligation.owed() && obligation.term &&
        obligation.term->last_working <= sight.filter().soon)
        return {"soon", "◔"};
    switch (obligation.state) {
        case ObligationState::pending: return {"pending", "○"};
        case ObligationState::returned: return {"pending", "↩"};
        case ObligationState::submitted: return {"submitted", "◑"};
        case ObligationState::accepted: return {"settled", "✓"};
        case ObligationState::waived: return {"settled", "–"};
        case ObligationState::withdrawn: return {"settled", "×"};
    }
    CHECK(false);
}

// What the standing leaves unsaid.
std::string note_of(const Sight& sight, const Definition* definition,
                    const Obligation& obligation) {
    const Language language = sight.language;
    if (obligation.request)
        return text("asks_for", language) + " " + date_words(obligation.request->to, language);
    if (obligation.asking) return asking_words(obligation, issued_on(definition), language);
    if (obligation.state == ObligationState::returned) return text("returned", language);
    if (came_late(sight, obligation)) return text("late", language);
    return {};
}

// «Báo cáo công tác, kỳ tháng 02/2017»
std::string duty_words(const Definition* definition, const Obligation& obligation,
                       Language language) {
    const auto period = period_of(definition, obligation.id);
    const std::string words = deliverable_of(definition, obligation);
    return period ? words + ", " + phrase(Period{period->span, period->grain, {}}, language)
                  : words;
}

void say_deadline(Facts& facts, const Sight& sight, const std::optional<Deadline>& deadline,
                  const Obligation& obligation) {
    const auto& term = obligation.term;
    std::string words =
        deadline ? phrase(*deadline, sight.language) : text("undated", sight.language);
    const auto own = own_day_of(obligation);
    if (own) words += " (" + own_day_words(*own, sight.language) + ")";
    facts.say("deadline", words);
    facts.say("deadline_long",
              deadline ? deadline_words(*deadline, term, own, sight.language) : words);
    facts.flag("last_permitted", false);
    facts.flag("last_working", false);
    if (!term) return;
    facts.say("last_permitted", weekday_date_words(term->last_permitted, sight.language));
    if (term->last_working != term->last_permitted)
        facts.say("last_working", weekday_date_words(term->last_working, sight.language));
}

}  // namespace

std::string dialled(std::string_view phone) {
    std::string digits;
    for (const char c : phone)
        if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
    return digits;
}

std::string page_link(const Sight& sight, std::string path, Pairs query) {
    if (sight.language != sight.configuration().language)
        query.emplace_back("lang", sight.language == Language::vi ? "vi" : "en");
    char separator = '?';
    for (const auto& [name, value] : query) {
        if (value.empty()) continue;
        path += separator + name + "=" + percent_encoded(value);
        separator = '&';
    }
    return path;
}

std::string moment_text(const Sight& sight, const std::optional<Instant>& at) {
    if (!at) return {};
    const Zone& zone = sight.zone();
    return clock_time(zone.time_of(*at)) + " · " +
           weekday_date_words(zone.date_of(*at), sight.language);
}

std::string why_link(const Sight& sight, const ObligationId& id) {
    return page_link(sight, "/obligations/" + percent_encoded(id.text()), {});
}

std::string act_link(const Sight& sight, const ObligationId& id, std::string_view act) {
    return page_link(sight, "/obligations/" + percent_encoded(id.text()) + "/" + std::string(act),
                     {});
}

std::string campaign_link(const Sight& sight, const std::string& campaign) {
    return page_link(sight, "/campaigns/" + percent_encoded(campaign), {});
}

std::string record_link(const Sight& sight, const std::string& unit) {
    return page_link(sight, "/units/" + percent_encoded(unit), {});
}

std::vector<Facts> faults_facts(const Sight& sight, const std::vector<FaultyAddress>& faults) {
    std::vector<Facts> list;
    for (const FaultyAddress& one : faults) {
        list.emplace_back();
        list.back().say("words", fault_words(sight, one));
    }
    return list;
}

Facts obligation_facts(const Sight& sight, const Obligation& obligation) {
    const auto definition = sight.definition(obligation.id.campaign);
    const Organisation& organisation = sight.organisation();
    const Suspended suspended = suspended_now(sight, obligation);
    const Face face = face_of(sight, obligation, suspended);
    const Callee callee = whom_to_call(definition.get(), organisation, obligation, sight.today);
    const Prospect next = prospect(definition.get(), obligation, sight.language, suspended.days);
    Facts facts;
    facts.say("tone", std::string(face.tone));
    facts.say("icon", std::string(face.sign));
    facts.say("state", standing_of(sight, definition.get(), obligation, suspended));
    facts.say("note", note_of(sight, definition.get(), obligation));
    facts.say("unit", unit_name(sight, obligation.id.unit));
    facts.say("unit_href",
              page_link(sight, "/", {{"status", "any"}, {"unit", obligation.id.unit}}));
    facts.say("record_href", record_link(sight, obligation.id.unit));
    facts.say("duty", duty_words(definition.get(), obligation, sight.language));
    facts.say("callee", callee.name);
    facts.say("phone", callee.phone);
    facts.say("tel", dialled(callee.phone));
    const std::string silenced = silenced_now(sight, obligation);
    const std::string held = in_words(sight.language, "giữ thư nhắc ", "silenced ") + silenced;
    facts.say("next", silenced.empty() ? next.words : held + "; " + next.words);
    facts.say("next_at", moment_text(sight, next.at));
    facts.say("why_href", why_link(sight, obligation.id));
    say_deadline(facts, sight, deadline_of(sight, definition.get(), obligation.id), obligation);
    return facts;
}

}  // namespace dondoc
