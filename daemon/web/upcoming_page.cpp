#include <algorithm>
#include <map>
#include <utility>

#include "daemon/http/asked.h"
#include "daemon/http/kept.h"
#include "daemon/http/prospect.h"
#include "daemon/loop/forecast.h"
#include "daemon/web/desk.h"
#include "daemon/web/parts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "notifiers/phrases.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

constexpr std::size_t listed_max = 500;  // messages on the page

// What one notice is about: the unit and what it owes, and the way to its reasons.
Facts notice_facts(const Sight& sight, const Foreseen& notice) {
    const auto definition = sight.definition(notice.campaign);
    const Duty* duty = definition ? definition->campaign.duty(notice.duty) : nullptr;
    Facts facts;
    facts.say("unit", notice.unit.empty() ? "" : unit_name(sight, notice.unit));
    facts.say("duty", duty ? duty->deliverable : notice.duty);
    facts.say("because", notice.because);
    const bool about_one = !notice.occurrence.empty() && !notice.unit.empty();
    facts.say("href", about_one ? why_link(sight, {notice.campaign, notice.duty, notice.occurrence,
                                                   notice.unit})
                                : "");
    return facts;
}

Facts message_facts(const Sight& sight, const Forecast& forecast, const ForeseenMessage& message) {
    std::vector<Facts> notices;
    for (const Foreseen& notice : message.notices)
        notices.push_back(notice_facts(sight, notice));
    Facts facts;
    facts.say("time", clock_time(forecast.zone.time_of(message.at)));
    facts.say("person", message.person_name);
    facts.say("address", message.address);
    facts.say("channel", message.channel);
    facts.flag("copy", message.copy);
    facts.say("subject", message.subject);
    facts.list("notices", std::move(notices));
    return facts;
}

std::vector<Facts> days_of(const Sight& sight, const Forecast& forecast) {
    std::map<Date, std::vector<Facts>> by_day;
    std::size_t listed = 0;
    for (const ForeseenMessage& message : forecast.messages) {
        if (++listed > listed_max) break;
        by_day[message.day].push_back(message_facts(sight, forecast, message));
    }
    std::vector<Facts> days;
    for (auto& [day, messages] : by_day) {
        Facts facts;
        facts.say("day", weekday_date_words(day, sight.language));
        facts.say("count",
                  text("messages_counted", sight.language,
                       {{"n", count_words(static_cast<int>(messages.size()), sight.language)}}));
        facts.list("messages", std::move(messages));
        days.push_back(std::move(facts));
    }
    return days;
}

std::vector<Facts> dues_of(const Sight& sight, const Forecast& forecast) {
    std::vector<Facts> rows;
    for (const DueAhead& due : forecast.dues) {
        Facts facts;
        facts.say("day", weekday_date_words(due.term.last_permitted, sight.language));
        facts.say("unit", due.unit_name);
        facts.say("duty", due.deliverable);
        facts.say("href", why_link(sight, due.id));
        rows.push_back(std::move(facts));
    }
    return rows;
}

Facts sentence(const std::string& about, const std::string& words, const std::string& href) {
    Facts facts;
    facts.say("about", about);
    facts.say("words", words);
    facts.say("href", href);
    return facts;
}

// What may be seen of it: messages and days that tell of nothing outside the scope.
Forecast within(const Forecast& whole, const Scope& scope) {
    Forecast part = whole;
    std::erase_if(part.messages, [&](const ForeseenMessage& message) {
        return !std::ranges::all_of(message.notices, [&](const Foreseen& one) {
            return scope.has_obligation({one.campaign, one.duty, one.occurrence, one.unit});
        });
    });
    std::erase_if(part.dues, [&](const DueAhead& due) { return !scope.has_obligation(due.id); });
    return part;
}

// Held phases, and units that are suspended today.
Result<std::vector<Facts>> kept_by_campaigns(const Sight& sight) {
    std::vector<Facts> list;
    for (const auto& [id, definition] : sight.definitions().all()) {
        const Campaign& campaign = definition->campaign;
        const auto phases = sight.reader.phases(id);
        if (!phases) return phases.error();
        for (const PhaseRecord& record : *phases) {
            const Phase* phase = campaign.phase(record.phase);
            if (!phase || record.withdrawn || record.state != PhaseState::held) continue;
            if (!sight.scope().has_campaign(id)) continue;
            list.push_back(sentence(campaign.title + ", " + phase_name(*phase, sight.language),
                                    text("phase_is_held", sight.language),
                                    campaign_link(sight, id)));
        }
        const auto suspensions = sight.reader.suspensions(id);
        if (!suspensions) return suspensions.error();
        for (const SuspensionRecord& record : *suspensions) {
            const Suspension& one = record.suspension;
            const bool seen = sight.scope().has_obligation({id, "", "", one.unit});
            if (!seen || !one.days.contains(sight.today)) continue;
            list.push_back(
                sentence(unit_name(sight, one.unit) + ", " + campaign.title,
                         suspended_words(one.days, sight.language) + " (" + one.reason + ")",
                         record_link(sight, one.unit)));
        }
    }
    return list;
}

Result<std::vector<Facts>> kept_of(const Sight& sight) {
    auto list = kept_by_campaigns(sight);
    if (!list) return list.error();
    const auto escalations = kept_escalations(sight);
    if (!escalations) return escalations.error();
    for (const KeptEscalation& one : *escalations) {
        const auto definition = sight.definition(one.obligation.id.campaign);
        list->push_back(sentence(unit_name(sight, one.obligation.id.unit) + ", " +
                                     deliverable_of(definition.get(), one.obligation),
                                 one.words, why_link(sight, one.obligation.id)));
    }
    if (sight.scope().limited()) return list;
    const auto held = sight.reader.held_messages();
    if (!held) return held.error();
    for (const MessageRecord& message : *held) {
        list->push_back(
            sentence(text("message", sight.language) + " " + std::to_string(message.number) + ", " +
                         person_name(sight.organisation(), message.person),
                     text("waits_for_go_ahead", sight.language),
                     page_link(sight, "/messages/" + std::to_string(message.number), {})));
    }
    return list;
}

void say_forecast(Facts& facts, const Sight& sight, const Forecast& forecast) {
    const Load total = forecast.total();
    const auto count = [&](std::size_t number) {
        return count_words(static_cast<int>(number), sight.language);
    };
    facts.say("total", text("upcoming_total", sight.language,
                            {{"messages", count(static_cast<std::size_t>(total.messages))},
                             {"notices", count(static_cast<std::size_t>(total.notices))},
                             {"from", date_words(sight.today, sight.language)},
                             {"to", date_words(sight.today + days_ahead - std::chrono::days(1),
                                               sight.language)}}));
    const auto all = forecast.messages.size();
    facts.say("left_out", all <= listed_max ? ""
                                            : text("more_messages", sight.language,
                                                   {{"n", count(all - listed_max)}}));
    std::vector<Facts> dues = dues_of(sight, forecast);
    facts.flag("has_dues", !dues.empty());
    facts.list("dues", std::move(dues));
    facts.flag("none", forecast.messages.empty());
    facts.list("days", days_of(sight, forecast));
}

}  // namespace

Result<Response> upcoming_page(const Sight& sight, const Request& request,
                               const Templates& templates) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return fault_page(sight, request, templates, 400, known.error().text);
    const auto& ahead = sight.vantage.needs().ahead;
    const auto forecast = ahead ? ahead() : Result<std::shared_ptr<const Forecast>>(nullptr);
    if (!forecast) return forecast.error();
    auto kept = kept_of(sight);
    if (!kept) return kept.error();
    Facts facts;
    facts.flag("busy", !*forecast);
    if (*forecast && sight.scope().limited())
        say_forecast(facts, sight, within(**forecast, sight.scope()));
    else if (*forecast)
        say_forecast(facts, sight, **forecast);
    facts.flag("has_kept", !kept->empty());
    facts.list("kept", *std::move(kept));
    return page(sight, request, templates,
                {"upcoming", std::move(facts), text("nav_upcoming", sight.language)});
}

}  // namespace dondoc
