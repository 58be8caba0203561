#include "daemon/loop/silences.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "daemon/loop/held_messages.h"
#include "daemon/loop/migration.h"
#include "daemon/loop/rehearsal.h"
#include "workflows/ladder_look.h"
#include "workflows/remind.h"
#include "workflows/suspension.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

// A silence that ended so long ago moves nothing any more.
constexpr std::chrono::days remembered{31};

Result<std::vector<Silence>> silences_since(const Reader& reader, std::optional<Date> since) {
    const auto records = reader.silences(since);
    if (!records) return records.error();
    std::vector<Silence> all;
    for (const SilenceRecord& record : *records)
        all.push_back(record.silence);
    return all;
}

Refusal unknown(std::string code, Language language, const std::string& vi, const std::string& en,
                const std::string& id) {
    return {std::move(code), in_words(language, "Không có " + vi + " «" + id + "»; ghi đúng mã",
                                      "There is no " + en + " «" + id + "»; give its id")};
}

std::optional<Refusal> unknown_in(const Definitions& definitions, const SilenceScope& scope,
                                  Language language) {
    const auto definition = definitions.find(scope.campaign);
    if (!scope.campaign.empty() && !definition)
        return unknown("unknown_campaign", language, "kế hoạch", "campaign", scope.campaign);
    if (!scope.duty.empty() && definition && !definition->campaign.duty(scope.duty))
        return unknown("unknown_duty", language, "nghĩa vụ", "duty", scope.duty);
    for (const std::string& unit : scope.units) {
        const auto knows = [&](const auto& one) { return one.second->organisation->unit(unit); };
        if (std::ranges::none_of(definitions.all(), knows))
            return unknown("unknown_unit", language, "đơn vị", "unit", unit);
    }
    return {};
}

// Days are those of the campaign's zone; of several campaigns those of the first.
Date today_of(const Definitions& definitions, const SilenceScope& scope, Instant now) {
    const auto definition = definitions.find(scope.campaign);
    const Definition& one = definition ? *definition : *definitions.all().begin()->second;
    return one.zone.date_of(now);
}

// Of every campaign that is configured, what it covers and is owed.
template <class Visit>
Done each_covered(const Reader& reader, const Definitions& definitions, const SilenceScope& scope,
                  Visit visit) {
    for (const auto& [campaign, definition] : definitions.all()) {
        const bool one_unit = scope.units.size() == 1;
        const auto obligations =
            obligations_of(reader, campaign, one_unit ? scope.units.front() : std::string());
        if (!obligations) return obligations.error();
        for (const Obligation& one : *obligations) {
            const bool its = one.owed() && definition->names(one) &&
                             covers(scope, one.id, definition->campaign.within);
            if (!its) continue;
            if (auto visited = visit(*definition, one); !visited) return visited;
        }
    }
    return done;
}

// What is covered looks at its days again, as they are by these silences.
Done plan_anew(const Reader& reader, const Definitions& definitions, const SilenceScope& scope,
               const std::vector<Silence>& known, const std::string& by, Step& step) {
    return each_covered(
        reader, definitions, scope,
        [&](const Definition& definition, const Obligation& obligation) -> Done {
            auto around = surroundings_of(reader, definition, obligation, step.at);
            if (!around) return around.error();
            around->silenced = silent_days(known, obligation.id, definition.campaign.within);
            auto change = change_of({Subject::Kind::obligation, obligation.id.text()},
                                    plan_obligation(definition, obligation, *around, step.at), by);
            if (change) step.changes.push_back(*std::move(change));
            return done;
        });
}

// The letters that waited, campaign by campaign.
Done let_go(const Reader& reader, const Definitions& definitions, const SilenceScope& scope,
            const std::vector<Silence>& left, const std::string& by, Step& step) {
    std::map<const Definition*, std::set<std::string>> ids;
    auto gathered = each_covered(reader, definitions, scope,
                                 [&](const Definition& definition, const Obligation& one) -> Done {
                                     const auto days =
                                         silent_days(left, one.id, definition.campaign.within);
                                     if (!covering(days, definition.zone.date_of(step.at)))
                                         ids[&definition].insert(one.id.text());
                                     return done;
                                 });
    if (!gathered) return gathered;
    for (const auto& [definition, its] : ids) {
        if (auto sent = send_what_waited(reader, *definition, its, by, step); !sent) return sent;
    }
    return done;
}

NotFound no_campaigns(Language language) {
    return {in_words(language, "Chưa có kế hoạch nào", "No campaign is configured")};
}

}  // namespace

Result<std::vector<DateSpan>> silent_days(const Reader& reader, const Definition& definition,
                                          const ObligationId& id, Date today) {
    const auto known = silences_since(reader, today - remembered);
    if (!known) return known.error();
    return silent_days(*known, id, definition.campaign.within);
}

Result<std::vector<Silence>> silences_known(const Reader& reader) {
    return silences_since(reader, {});
}

std::optional<Refusal> refused_silence(const std::vector<Silence>& known,
                                       const Definitions& definitions, const SilenceAsked& asked,
                                       Date today, Language language) {
    if (auto refusal = unknown_in(definitions, asked.scope, language)) return refusal;
    auto decided = silence(known, asked, today, language);
    if (auto* refusal = std::get_if<Refusal>(&decided)) return *std::move(refusal);
    return {};
}

Answer set_silence(const Reader& reader, const Definitions& definitions, const SetSilence& set,
                   const std::string& by, Language language, Step& step) {
    if (definitions.all().empty()) return no_campaigns(language);
    const SilenceAsked& asked = set.asked;
    if (auto refusal = unknown_in(definitions, asked.scope, language)) return *std::move(refusal);
    auto known = silences_known(reader);
    if (!known) return known.error();
    const Date today = today_of(definitions, asked.scope, step.at);
    auto decided = silence(*known, asked, today, language);
    if (auto* refusal = std::get_if<Refusal>(&decided)) return *std::move(refusal);
    const auto& event = std::get<Silenced>(decided);
    step.changes.push_back({daemon_subject(), {event}, {}, by});
    known->push_back({event.number, asked.scope, {today, *asked.until}, asked.reason});
    auto planned = plan_anew(reader, definitions, asked.scope, *known, by, step);
    if (!planned) return planned.error();
    return Carried{};
}

Answer end_silence(const Reader& reader, const Definitions& definitions, const EndSilence& asked,
                   const std::string& by, Language language, Step& step) {
    if (definitions.all().empty()) return no_campaigns(language);
    auto known = silences_known(reader);
    if (!known) return known.error();
    const auto one = std::ranges::find(*known, asked.number, &Silence::number);
    const SilenceScope scope = one == known->end() ? SilenceScope{} : one->scope;
    const Date today = today_of(definitions, scope, step.at);
    auto decided = end_silence(*known, asked.number, asked.reason, today, language);
    if (auto* refusal = std::get_if<Refusal>(&decided)) return *std::move(refusal);
    const auto& event = std::get<SilenceEnded>(decided);
    step.changes.push_back({daemon_subject(), {event}, {}, by});
    one->days.last = *event.until;
    auto planned = plan_anew(reader, definitions, scope, *known, by, step);
    if (!planned) return planned.error();
    auto gone = let_go(reader, definitions, scope, *known, by, step);
    if (!gone) return gone.error();
    return Carried{};
}

Result<std::vector<HeldRung>> held_by(const Reader& reader, const Definitions& definitions,
                                      const Silence& one, Instant now) {
    std::vector<HeldRung> all;
    auto gathered = each_covered(
        reader, definitions, one.scope,
        [&](const Definition& definition, const Obligation& obligation) -> Done {
            const Date today = definition.zone.date_of(now);
            if (!obligation.term || obligation.asking || !one.days.contains(today)) return done;
            for (const RungMoment& moment : rung_moments(definition, obligation)) {
                const auto& over = obligation.rungs_done;
                const bool open = std::ranges::find(over, moment.rung->id) == over.end() &&
                                  !before_issue(definition, moment.day);
                if (open && obligation.round_began <= moment.at && moment.at <= now)
                    all.push_back(
                        {obligation.id, moment.rung->id, moment.rung->audience, moment.day});
            }
            return done;
        });
    if (!gathered) return gathered.error();
    return all;
}

Result<SilencePreview> preview(Store& store, const Configuration& configuration,
                               const Definitions& definitions, const SilenceAsked& asked,
                               Instant now) {
    const auto composer = Composer::make(configuration.templates);
    if (!composer) return composer.error();
    SilencePreview told;
    std::set<std::string> people;
    RehearsalHooks hooks;
    hooks.notice = [&](const Foreseen& one) {
        const auto definition = definitions.find(one.campaign);
        const ObligationId id{one.campaign, one.duty, one.occurrence, one.unit};
        const bool about_one = definition && !one.occurrence.empty() && !is_question(one.rung);
        if (!about_one || !covers(asked.scope, id, definition->campaign.within)) return;
        told.notices.push_back({one.at, id, one.rung, one.person, one.subject});
        people.insert(one.person);
    };
    const Zone& zone = *configuration.zone;
    RehearsalPlan plan;
    plan.from = now;
    plan.now = now;
    plan.to = zone.at(*asked.until + std::chrono::days(1), TimeOfDay{0});
    auto ran = rehearse(store, configuration, definitions, *composer, plan, hooks);
    if (!ran) return ran.error();
    told.people = static_cast<int>(people.size());
    return told;
}

}  // namespace dondoc
