// Who owes what and who reads what on a day, found by hand, against what was decided; and the
// accounts that are drawn up for people.
#include <algorithm>

#include "daemon/loop/migration.h"
#include "tests/daemon/loop/promises.h"
#include "workflows/eligibility.h"
#include "workflows/progress.h"

namespace dondoc::loop_test {

namespace {

using Units = std::set<std::string>;

// Whoever stands in the place of a unit, the nearest first.
const Unit* heir(const Organisation& organisation, const Unit& unit, Date day) {
    if (!unit.ended_on(day)) return &unit;
    for (const std::string& successor : unit.successors)
        if (const Unit* next = heir(organisation, *organisation.unit(successor), day)) return next;
    return nullptr;
}

// The same or, if nobody stands there, the last of the line.
const Unit* standing(const Organisation& organisation, std::string_view id, Date day) {
    const Unit* unit = organisation.unit(id);
    if (!unit) return nullptr;
    if (const Unit* next = heir(organisation, *unit, day)) return next;
    while (!unit->successors.empty())
        unit = organisation.unit(unit->successors.back());
    return unit;
}

// Every unit that a duty may come to.
void add_line(const Organisation& organisation, const std::string& id, Units& units) {
    const Unit* unit = organisation.unit(id);
    if (!unit || !units.insert(id).second) return;
    for (const std::string& successor : unit->successors)
        add_line(organisation, successor, units);
}

std::string words_of(const std::vector<JudgedUnit>& units) {
    std::string words;
    for (const JudgedUnit& unit : units) {
        words += unit.unit + (unit.passed ? " passes" : " does not pass");
        std::set<std::string> facts;
        for (const JudgedGate& gate : unit.gates)
            for (const JudgedRequirement& requirement : gate.requirements)
                for (const GateFact& fact : requirement.facts)
                    facts.insert(gate.gate->id + ": " + fact.obligation + ' ' + fact.words);
        for (const std::string& fact : facts)
            words += "; " + fact;
        words += "\n";
    }
    return words;
}

std::string words_of(const std::optional<Reported>& reported) {
    if (!reported) return "-";
    return to_text(reported->figure.value, DecimalMark::point) + " of " +
           reported->obligation.text();
}

std::string words_of(const std::vector<IndicatorProgress>& indicators) {
    std::string words;
    for (const IndicatorProgress& one : indicators) {
        words += one.indicator->id;
        for (const UnitProgress& unit : one.units)
            words += "; " + unit.unit + ' ' + words_of(unit.target) + ' ' + words_of(unit.actual) +
                     ' ' + std::string(to_string(unit.own));
        if (one.whole) words += "; " + std::string(to_string(one.whole->verdict));
        words += "\n";
    }
    return words;
}

std::string words_of(const std::optional<RecordLine>& line) {
    if (!line) return "no record\n";
    return line->id.text() + ' ' + std::string(to_string(line->how)) + ' ' +
           std::to_string(line->days_late) + " days, submitted " +
           std::to_string(line->submissions) + ", returned " + std::to_string(line->returns) +
           ", extended " + std::to_string(line->extensions) + "\n";
}

// The numbers of the submission that stands.
std::vector<Reported> figures_of(const Obligation& obligation,
                                 const std::vector<PastEvent>& history) {
    std::vector<Reported> figures;
    const bool stands = obligation.state == ObligationState::submitted ||
                        obligation.state == ObligationState::accepted;
    for (auto past = history.rbegin(); stands && past != history.rend(); ++past) {
        const auto* submitted = std::get_if<Submitted>(&past->event);
        if (!submitted) continue;
        for (const Figure& figure : submitted->figures)
            figures.push_back({obligation.id, figure, submitted->arrived, {}});
        break;
    }
    return figures;
}

std::string line_of(const Reported& reported) {
    return words_of(std::optional(reported)) + ' ' + reported.figure.indicator + ' ' +
           std::string(to_string(reported.figure.role)) + ' ' + iso_date(reported.arrived);
}

}  // namespace

std::string reader_by_hand(const Definition& definition, const ObligationId& id, Audience audience,
                           Date day) {
    const Organisation& organisation = *definition.organisation;
    const Duty* duty = definition.campaign.duty(id.duty);
    const Unit* owes = organisation.unit(id.unit);
    const Unit* office = standing(organisation, definition.campaign.coordinator, day);
    const Unit* issuer = standing(organisation, definition.campaign.issuer, day);
    const Cluster* cluster = organisation.cluster_of(id.unit);
    const Unit* lead = cluster ? standing(organisation, cluster->lead_on(day), day) : nullptr;
    const auto role = [&](const Unit* unit, std::string Unit::* which) {
        return unit ? unit->*which : "";
    };
    const auto holder = [&]() -> std::string {
        switch (audience) {
            case Audience::contact: return role(duty->upward ? office : owes, &Unit::contact);
            case Audience::head: return role(duty->upward ? issuer : owes, &Unit::head);
            case Audience::coordinator: return role(office, &Unit::contact);
            case Audience::superior: return role(issuer, &Unit::superior);
            case Audience::director: return role(issuer, &Unit::head);
            case Audience::cluster_lead: return role(lead, &Unit::contact);
        }
        return "";
    };
    std::string reader = holder();
    for (const Absence* away = organisation.absence(reader, day); away && !away->stand_in.empty();
         away = organisation.absence(reader, day))
        reader = away->stand_in;
    return reader;
}

void Promises::judge_reader(const Definition& definition, const NoticeFellDue& event,
                            const ObligationId& id, Date day) const {
    EXPECT_EQ(event.person, reader_by_hand(definition, id, event.audience, day))
        << event.key << " is read by the wrong person on " << iso_date(day);
}

// Who owes one time of a duty: each obligor, or those in whose hands its share is since it ended,
// unless it had handed it in.
Units Promises::shares_of(const Definition& definition, const Duty& duty,
                          const std::string& occurrence, Instant now) const {
    const Organisation& organisation = *definition.organisation;
    const Date today = definition.zone.date_of(now);
    const auto term =
        term_of(dated(duty.occurrence(occurrence)->deadline, dates_), *definition.calendar);
    Units owe;
    const std::function<void(const std::string&)> pass_on = [&](const std::string& id) {
        const Unit& unit = *organisation.unit(id);
        if (!unit.ended_on(today)) {
            owe.insert(id);
            return;
        }
        const auto own =
            obligations_.find(ObligationId{definition.campaign.id, duty.id, occurrence, id}.text());
        const bool done_with =
            own != obligations_.end() && !own->second.owed() &&
            (own->second.state != ObligationState::withdrawn || own->second.handed_over_by_hand());
        if (done_with) return;
        for (const std::string& successor : unit.successors)
            pass_on(successor);
    };
    for (const std::string& id : duty.obligors) {
        const Unit& unit = *organisation.unit(id);
        const bool too_late = unit.from && term && term->last_permitted < *unit.from;
        if (!too_late && unit.begun_on(today)) pass_on(id);
    }
    for (const auto& [id, one] : obligations_) {
        const bool its = one.id.campaign == definition.campaign.id && one.id.duty == duty.id &&
                         one.id.occurrence == occurrence;
        if (its && !one.in_place_of.empty() && definition.names(one)) pass_on(one.id.unit);
    }
    return owe;
}

// Each share is in the hands of those who are there today, and of nobody else.
void Promises::compare_shares(const Office& office) const {
    for (const auto& [campaign, definition] : office.definitions->all()) {
        for (const Duty& duty : definition->campaign.duties) {
            for (const Occurrence& occurrence : duty.occurrences) {
                const Units owe = shares_of(*definition, duty, occurrence.id, office.now);
                for (const std::string& unit : owe) {
                    const std::string id =
                        ObligationId{campaign, duty.id, occurrence.id, unit}.text();
                    EXPECT_TRUE(obligations_.contains(id)) << id << " was never born";
                }
                for (const auto& [id, one] : obligations_) {
                    if (one.id.campaign != campaign || one.id.duty != duty.id ||
                        one.id.occurrence != occurrence.id)
                        continue;
                    EXPECT_TRUE(!one.owed() || owe.contains(one.id.unit))
                        << id << " is chased, and it is others who owe it";
                }
            }
        }
    }
}

// The day on which its organisation moves on.
void Promises::compare_campaign(const Office& office) {
    for (const CampaignRecord& record : must(office.store->read().campaigns())) {
        std::optional<Date> next;
        const auto definition = office.definitions->find(record.id);
        const Date today = office.configuration.zone->date_of(office.now);
        Units units;
        for (const Duty& duty : definition ? definition->campaign.duties : std::vector<Duty>())
            for (const std::string& unit : duty.obligors)
                add_line(*definition->organisation, unit, units);
        if (definition)
            for (const std::string& unit : definition->campaign.participants)
                add_line(*definition->organisation, unit, units);
        const auto consider = [&](std::optional<Date> day) {
            if (day && *day > today) next = next ? std::min(*next, *day) : *day;
        };
        for (const std::string& id : units) {
            const Unit& unit = *definition->organisation->unit(id);
            consider(unit.from);
            if (unit.until) consider(*unit.until + std::chrono::days(1));
        }
        const auto row = record.next
                             ? std::optional(office.configuration.zone->date_of(*record.next))
                             : std::nullopt;
        EXPECT_EQ(row ? iso_date(*row) : "", next ? iso_date(*next) : "") << record.id;
        if (record.next) awake_.insert({Subject::Kind::campaign, record.id});
    }
    std::map<std::string, std::string> confirmed;
    for (const ContactRecord& record : must(office.store->read().contacts()))
        confirmed[record.unit] = record.person;
    EXPECT_EQ(confirmed, contacts_);
}

std::string Promises::accounts(const Office& office) const {
    const Reader& reader = office.store->read();
    const auto definition = office.definitions->find(campaign_id);
    if (!definition) return "";
    const Date today = definition->zone.date_of(office.now);
    std::vector<Obligation> folded;
    std::multiset<std::string> numbers;
    std::string records;
    for (const auto& [id, obligation] : obligations_) {
        folded.push_back(obligation);
        for (const Reported& one : figures_of(obligation, history_.at(id)))
            numbers.insert(line_of(one));
        std::vector<PastEvent> stored;
        for (const JournalEntry& entry : must(reader.history(id)))
            stored.push_back({entry.at, entry.event});
        const Reckoning by{*definition->calendar, definition->zone, today,
                           suspended_days(obligation.id.unit)};
        const std::string record = words_of(record_of(obligation.id, stored, by));
        EXPECT_EQ(words_of(record_of(obligation.id, history_.at(id), by)), record);
        records += record;
    }
    std::vector<PhaseRecord> phases;
    for (const auto& [id, phase] : phases_)
        phases.push_back(phase);
    const auto rows = must(obligations_of(reader, campaign_id));
    const auto phase_rows = must(reader.phases(campaign_id));
    const auto judged = [&](const GateSources& by) {
        return words_of(eligibility(*definition, by, today, Language::en));
    };
    const std::string gates = judged({rows, phase_rows});
    EXPECT_EQ(judged({folded, phases}), gates);
    const auto figures = must(reader.figures(campaign_id));
    std::multiset<std::string> kept;
    for (const Reported& one : figures)
        kept.insert(line_of(one));
    EXPECT_EQ(kept, numbers) << "the numbers are not those of the submissions that stand";
    return records + gates + words_of(progress(definition->campaign, figures));
}

}  // namespace dondoc::loop_test
