#include "daemon/http/accounts.h"

#include <map>
#include <utility>

#include "daemon/loop/migration.h"
#include "notifiers/phrases.h"
#include "workflows/check.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

std::string unit_sign(const Indicator& indicator, Language language) {
    switch (indicator.unit) {
        case IndicatorUnit::percent:
        case IndicatorUnit::percent_change: return "%";
        case IndicatorUnit::per_1000: return in_words(language, "/nghìn dân", " per 1,000");
        case IndicatorUnit::per_10000: return in_words(language, "/vạn dân", " per 10,000");
        case IndicatorUnit::ratio: return in_words(language, " lần", " times");
        case IndicatorUnit::count:
        case IndicatorUnit::unwritten: return "";
    }
    CHECK(false);
}

std::string comparator_words(const Indicator& indicator) {
    switch (indicator.comparator) {
        case Comparator::equal:
        case Comparator::range: return "";
        case Comparator::above: return "> ";
        case Comparator::at_least: return "≥ ";
        case Comparator::below: return "< ";
        case Comparator::at_most: return "≤ ";
    }
    CHECK(false);
}

}  // namespace

Result<std::vector<IndicatorProgress>> progress_of(const Sight& sight,
                                                   const Definition& definition) {
    const auto reported = sight.reader.figures(definition.campaign.id);
    if (!reported) return reported.error();
    return progress(definition.campaign, *reported);
}

namespace {

// Who said so, of what the facts rest on: phases moved by hand and obligations waived.
Done add_decisions(const Sight& sight, const std::string& campaign, GateSources& sources) {
    const auto note = [&](const std::string& id, const JournalEntry& entry, const std::string& by,
                          const std::string& reason) {
        sources.decisions[id] = {by, sight.zone().date_of(entry.at), reason};
    };
    for (const PhaseRecord& phase : sources.phases) {
        if (!phase.by_hand) continue;
        const auto history =
            sight.reader.history({Subject::Kind::phase, campaign + '.' + phase.phase});
        if (!history) return history.error();
        for (const JournalEntry& entry : *history) {
            const auto* moved = std::get_if<PhaseMoved>(&entry.event);
            if (moved && moved->why == "by_hand") note(phase.phase, entry, entry.by, moved->reason);
        }
    }
    for (const Obligation& one : sources.obligations) {
        if (one.state != ObligationState::waived) continue;
        const auto history = sight.reader.history({Subject::Kind::obligation, one.id.text()});
        if (!history) return history.error();
        for (const JournalEntry& entry : *history) {
            const auto* waived = std::get_if<Waived>(&entry.event);
            if (waived) {
                const bool named = !waived->approver.empty();
                note(one.id.text(), entry, named ? waived->approver : entry.by, "");
            }
        }
    }
    return done;
}

}  // namespace

Result<std::vector<JudgedUnit>> eligibility_of(const Sight& sight, const Definition& definition) {
    const std::string& id = definition.campaign.id;
    const auto obligations = obligations_of(sight.reader, id);
    if (!obligations) return obligations.error();
    const auto phases = sight.reader.phases(id);
    if (!phases) return phases.error();
    GateSources sources{*obligations, *phases};
    const auto suspensions = suspensions_of(sight.reader, &definition, id);
    if (!suspensions) return suspensions.error();
    for (const SuspensionRecord& one : *suspensions)
        sources.suspended.try_emplace(one.suspension.unit,
                                      days_of(*suspensions, one.suspension.unit));
    for (const Obligation& one : *obligations) {
        const auto late = late_by(sight, one);
        if (!late) return late.error();
        if (*late) sources.late[one.id.text()] = **late;
    }
    auto decided = add_decisions(sight, id, sources);
    if (!decided) return decided.error();
    return eligibility(definition, sources, sight.today, sight.language);
}

namespace {

// What the record of a unit in a campaign is reckoned by; both are to outlive it.
Reckoning reckoning(const Sight& sight, const Definition* definition, const std::string& unit,
                    std::vector<DateSpan> suspended) {
    const Unit* its = sight.organisation().unit(unit);
    return {definition ? *definition->calendar : sight.calendar(),
            definition ? definition->zone : sight.zone(), sight.today, std::move(suspended),
            its ? its->until : std::nullopt};
}

std::vector<PastEvent> past(std::vector<JournalEntry> entries) {
    std::vector<PastEvent> history;
    for (JournalEntry& entry : entries)
        history.push_back({entry.at, std::move(entry.event)});
    return history;
}

// The other's share of the same, as it stood when it passed on; nothing if it owed nothing yet.
Result<std::optional<TakenOver>> taken_from(const Sight& sight, ObligationId id, Instant at,
                                            const std::string& other) {
    const std::string unit = std::exchange(id.unit, other);
    auto entries = sight.reader.history(id.text());
    if (!entries) return entries.error();
    const auto definition = sight.definition(id.campaign);
    const auto suspensions = suspensions_of(sight.reader, definition.get(), id.campaign, other);
    if (!suspensions) return suspensions.error();
    const Reckoning by = reckoning(sight, definition.get(), other, days_of(*suspensions, other));
    return taken_over(id, past(*std::move(entries)), by, {unit, at});
}

}  // namespace

Result<std::optional<int>> late_by(const Sight& sight, const Obligation& obligation) {
    // The record may forgive what is late by the deadline of today, and never the other way round.
    if (!obligation.late()) return std::optional<int>();
    const ObligationId& id = obligation.id;
    auto entries = sight.reader.history(id.text());
    if (!entries) return entries.error();
    const auto definition = sight.definition(id.campaign);
    const auto suspensions = suspensions_of(sight.reader, definition.get(), id.campaign, id.unit);
    if (!suspensions) return suspensions.error();
    const Reckoning by =
        reckoning(sight, definition.get(), id.unit, days_of(*suspensions, id.unit));
    const auto line = record_of(id, past(*std::move(entries)), by);
    return line ? line->late_by : std::nullopt;
}

Result<std::vector<TakenOver>> taken_over_by(const Sight& sight, const std::string& unit) {
    auto deeds = sight.reader.deeds(unit);
    if (!deeds) return deeds.error();
    std::vector<TakenOver> all;
    for (const JournalEntry& deed : *deeds) {
        const auto* took = std::get_if<TookOver>(&deed.event);
        const auto id = ObligationId::parse(deed.subject.id);
        if (!took || !id) continue;
        for (const std::string& other : ids_in(took->from)) {
            auto one = taken_from(sight, *id, deed.at, other);
            if (!one) return one.error();
            if (*one && sight.scope().has_obligation((*one)->line.id))
                all.push_back(**std::move(one));
        }
    }
    return all;
}

Result<std::vector<RecordLine>> record_of(const Sight& sight, const std::string& unit) {
    auto deeds = sight.reader.deeds(unit);
    if (!deeds) return deeds.error();
    std::map<std::string, std::vector<DateSpan>> suspended;  // by campaign
    std::vector<RecordLine> lines;
    for (auto at = deeds->begin(); at != deeds->end();) {
        const std::string id = at->subject.id;
        std::vector<PastEvent> history;
        for (; at != deeds->end() && at->subject.id == id; ++at)
            history.push_back({at->at, std::move(at->event)});
        const auto parsed = ObligationId::parse(id);
        if (!parsed) return Error{"obligation «" + id + "» has no id that can be read"};
        const auto definition = sight.definition(parsed->campaign);
        const auto [days, is_new] = suspended.try_emplace(parsed->campaign);
        if (is_new) {
            const auto records =
                suspensions_of(sight.reader, definition.get(), parsed->campaign, unit);
            if (!records) return records.error();
            days->second = days_of(*records, unit);
        }
        const Reckoning by = reckoning(sight, definition.get(), unit, days->second);
        auto line = record_of(*parsed, history, by);
        if (line && sight.scope().has_obligation(*parsed)) lines.push_back(*std::move(line));
    }
    return lines;
}

std::string target_words(const Indicator& indicator, Language language) {
    std::string words =
        comparator_words(indicator) + indicator.written + unit_sign(indicator, language);
    if (indicator.or_more) words += in_words(language, " trở lên", " or more");
    return words;
}

std::string value_words(const Indicator& indicator, const Decimal& value, Language language) {
    return to_text(value, language == Language::vi ? DecimalMark::comma : DecimalMark::point) +
           unit_sign(indicator, language);
}

std::string indicator_level_name(IndicatorLevel level, Language language) {
    switch (level) {
        case IndicatorLevel::province: return in_words(language, "tỉnh", "province");
        case IndicatorLevel::department: return in_words(language, "ngành", "department");
        case IndicatorLevel::unit: return in_words(language, "đơn vị", "unit");
    }
    CHECK(false);
}

std::string verdict_name(Verdict verdict, Language language) {
    switch (verdict) {
        case Verdict::unknown: return in_words(language, "chưa rõ", "not known");
        case Verdict::not_yet: return in_words(language, "chưa đạt", "not yet");
        case Verdict::met: return in_words(language, "đạt", "met");
    }
    CHECK(false);
}

std::string progress_words(const IndicatorProgress& progress, Language language) {
    const Indicator& indicator = *progress.indicator;
    const auto& whole = progress.whole;
    if (progress.reported == 0 && !(whole && whole->value))
        return in_words(language, "chưa có số liệu", "no figures yet");
    std::string words;
    if (whole && whole->value) {
        words = whole->source == WholeProgress::Source::sum
                    ? in_words(language, "cộng các đơn vị ", "the units' sum ")
                    : in_words(language, "số chung ", "for all ");
        words += value_words(indicator, *whole->value, language) + ": " +
                 verdict_name(whole->verdict, language);
    } else if (whole) {
        words = in_words(language, "số chung: ", "for all: ") +
                verdict_name(Verdict::unknown, language);
    }
    const auto add = [&](int count, Verdict verdict) {
        if (count == 0 && verdict != Verdict::met) return;
        if (verdict != Verdict::met) words += ", ";
        words += count_words(count, language) + ' ' + verdict_name(verdict, language);
    };
    if (progress.met + progress.not_yet + progress.unknown == 0) return words;
    words += (words.empty() ? "" : "; ") + in_words(language, "đơn vị: ", "units: ");
    add(progress.met, Verdict::met);
    add(progress.not_yet, Verdict::not_yet);
    add(progress.unknown, Verdict::unknown);
    return words;
}

std::string blocked_words(const Campaign& campaign, const Gate& gate, Language language) {
    switch (gate.blocks) {
        case Gate::Blocks::title: return in_words(language, "danh hiệu thi đua", "titles");
        case Gate::Blocks::provincial_award:
            return in_words(language, "khen thưởng cấp tỉnh", "provincial awards");
        case Gate::Blocks::phase: {
            const Phase* phase = campaign.phase(gate.phase);
            return in_words(language, "giai đoạn «", "phase «") +
                   (phase && !phase->title.empty() ? phase->title : gate.phase) + "»";
        }
    }
    CHECK(false);
}

}  // namespace dondoc
