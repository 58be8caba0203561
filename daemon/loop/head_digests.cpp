#include "daemon/loop/head_digests.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "daemon/loop/migration.h"
#include "workflows/suspension.h"

namespace dondoc {

namespace {

// Who heads the unit; of an issuer that has ended, who heads its successor.
std::string head_of(const Definition& definition, const Unit& unit, Date today) {
    const bool upward = unit.id == definition.campaign.issuer;
    return (upward ? definition.organisation->acting(unit, today) : unit).head;
}

// Calls back with each unit that this campaign may have a head told of.
template <class Take>
void each_told(const Definition& definition, const Take& take) {
    for (const auto& [id, unit] : definition.organisation->units)
        if (definition.tells_head(unit) && !unit.head.empty()) take(unit);
}

// Reads what is known of an obligation beside its own state, each thing once.
class Around {
public:
    Around(const Reader& reader, const Definitions& definitions)
        : reader_(reader), definitions_(definitions) {}

    Result<PhaseState> phase(const Definition& definition, const Obligation& one) {
        const Duty* duty = definition.campaign.duty(one.id.duty);
        if (!duty || duty->phase.empty()) return PhaseState::open;
        const auto [found, is_new] =
            phases_.try_emplace(one.id.campaign + '.' + duty->phase, PhaseState::open);
        if (!is_new) return found->second;
        const auto record = reader_.phase(one.id.campaign, duty->phase);
        if (!record) return record.error();
        if (*record && !(*record)->withdrawn) found->second = (*record)->state;
        return found->second;
    }

    Result<std::vector<DateSpan>> suspended(const Definition& definition, const Obligation& one) {
        const auto [found, is_new] = suspended_.try_emplace({one.id.campaign, one.id.unit});
        if (!is_new) return found->second;
        const auto all = suspensions_of(reader_, &definition, one.id.campaign, one.id.unit);
        if (!all) return all.error();
        found->second = days_of(*all, one.id.unit);
        return found->second;
    }

    // Nothing if it is no matter of a head.
    Result<std::optional<HeadMatter>> matter(Obligation one) {
        const auto definition = definitions_.find(one.id.campaign);
        if (one.settled() || !definition || !definition->names(one) ||
            !definition->tells_head(definition->unit(one.id.unit)))
            return std::optional<HeadMatter>();
        const auto state = phase(*definition, one);
        if (!state) return state.error();
        auto silent = suspended(*definition, one);
        if (!silent) return silent.error();
        HeadMatter matter{definition.get(), std::move(one)};
        auto topic = daily_topic(*definition, matter.obligation, *state, *silent);
        matter.chased = topic.has_value();
        matter.topic = topic ? *std::move(topic)
                             : DigestTopic{definition.get(),
                                           {Date::min(), Date::max()},
                                           *std::move(silent),
                                           definition->campaign.duty(matter.obligation.id.duty),
                                           matter.obligation.id.unit};
        return std::optional(std::move(matter));
    }

private:
    const Reader& reader_;
    const Definitions& definitions_;
    std::map<std::string, PhaseState> phases_;
    std::map<std::pair<std::string, std::string>, std::vector<DateSpan>> suspended_;
};

Result<std::vector<HeadMatter>> matters(const Reader& reader, const Definitions& definitions,
                                        const std::string& person, Date today) {
    std::set<std::string> units;
    for (const auto& [id, definition] : definitions.all())
        each_told(*definition, [&](const Unit& unit) {
            if (head_of(*definition, unit, today) == person) units.insert(unit.id);
        });
    Around around(reader, definitions);
    std::vector<HeadMatter> all;
    for (const std::string& unit : units) {
        ObligationFilter filter;
        filter.unit = unit;
        std::string cursor;
        do {
            auto page = reader.obligations(filter, page_size_max, cursor);
            if (!page) return page.error();
            for (Obligation& one : page->rows) {
                auto matter = around.matter(std::move(one));
                if (!matter) return matter.error();
                if (*matter) all.push_back(**std::move(matter));
            }
            cursor = page->cursor;
        } while (!cursor.empty());
    }
    return all;
}

// What the head is told of tomorrow may be more than it was, or another day's.
bool owes_anew(const Event& event) {
    return std::holds_alternative<ObligationBorn>(event) ||
           std::holds_alternative<RoundBegun>(event) ||
           std::holds_alternative<TermRecomputed>(event) ||
           std::holds_alternative<Returned>(event) || std::holds_alternative<Extended>(event) ||
           std::holds_alternative<Reopened>(event) || std::holds_alternative<TookOver>(event);
}

// The heads whom a step concerns.
class Woken {
public:
    Woken(const Reader& reader, const Definitions& definitions, Instant now)
        : reader_(reader), definitions_(definitions), now_(now) {}

    Done look(const Change& change) {
        const std::string& id = change.subject.id;
        if (change.subject.kind == Subject::Kind::obligation &&
            std::ranges::any_of(change.events, owes_anew)) {
            const auto obligation = ObligationId::parse(id);
            const auto definition = obligation ? definitions_.find(obligation->campaign) : nullptr;
            if (definition) add(*definition, obligation->unit);
        }
        for (const Event& event : change.events) {
            const auto* ended = std::get_if<SuspensionEnded>(&event);
            for (const auto& [campaign, definition] : definitions_.all())
                if (ended) add(*definition, ended->unit);
            if (std::holds_alternative<PhaseMoved>(event)) {
                if (auto looked = look_at_phase(id); !looked) return looked;
            }
        }
        return done;
    }

    const std::set<std::string>& heads() const { return heads_; }

private:
    void add(const Definition& definition, const std::string& id) {
        const Unit* unit = definition.organisation->unit(id);
        if (!unit || !definition.tells_head(*unit)) return;
        const std::string head = head_of(definition, *unit, definition.zone.date_of(now_));
        if (definition.organisation->person(head)) heads_.insert(head);
    }

    // One that held back what it asks for lets all of its units be told again.
    Done look_at_phase(const std::string& id) {
        const auto dot = id.find('.');
        const auto definition = definitions_.find(id.substr(0, dot));
        if (!definition) return done;
        const auto record = reader_.phase(id.substr(0, dot), id.substr(dot + 1));
        if (!record) return record.error();
        if (!*record ||
            ((*record)->state != PhaseState::held && (*record)->state != PhaseState::skipped))
            return done;
        each_told(*definition, [&](const Unit& unit) { add(*definition, unit.id); });
        return done;
    }

    const Reader& reader_;
    const Definitions& definitions_;
    const Instant now_;
    std::set<std::string> heads_;
};

}  // namespace

Result<std::vector<HeadMatter>> matters_of_head(const Reader& reader,
                                                const Definitions& definitions,
                                                const std::string& person, Date today) {
    auto all = matters(reader, definitions, person, today);
    if (!all) return all;
    std::erase_if(*all, [&](const HeadMatter& one) {
        DigestTopic always = one.topic;
        always.days = {Date::min(), Date::max()};
        return !always.tells(person, today);
    });
    std::ranges::stable_sort(*all, {}, [](const HeadMatter& one) {
        return one.obligation.term ? one.obligation.term->last_permitted : Date::max();
    });
    return all;
}

Result<std::vector<DigestTopic>> head_topics(const Reader& reader, const Definitions& definitions,
                                             const std::string& person, Date today) {
    auto all = matters(reader, definitions, person, today);
    if (!all) return all.error();
    std::vector<DigestTopic> topics;
    for (HeadMatter& one : *all)
        if (one.chased) topics.push_back(std::move(one.topic));
    return topics;
}

bool is_pressing(const HeadMatter& one, Date today) {
    return one.chased && one.topic.days.contains(today);
}

std::shared_ptr<const Definition> first_of_head(const Reader& reader,
                                                const Definitions& definitions,
                                                const std::string& person, Date today) {
    // What cannot be read here is told of where the letter is made.
    if (const auto all = matters_of_head(reader, definitions, person, today))
        for (const HeadMatter& one : *all)
            if (is_pressing(one, today)) return definitions.find(one.obligation.id.campaign);
    for (const auto& [id, definition] : definitions.all()) {
        bool heads = false;
        each_told(*definition, [&](const Unit& unit) { heads = heads || unit.head == person; });
        if (heads) return definition;
    }
    return nullptr;
}

std::vector<std::string> head_digests(const Definitions& definitions) {
    std::set<std::string> ids;
    for (const auto& [id, definition] : definitions.all())
        each_told(*definition,
                  [&](const Unit& unit) { ids.insert(digest_id(unit.head, Grain::day)); });
    return {ids.begin(), ids.end()};
}

Done wake_heads(const Reader& reader, const Definitions& definitions, Step& step) {
    if (definitions.all().empty()) return done;
    Woken woken(reader, definitions, step.at);
    for (const Change& change : step.changes)
        if (auto looked = woken.look(change); !looked && looked.error().may_pass) return looked;
    if (woken.heads().empty()) return done;
    const Instant opening = next_opening(*definitions.all().begin()->second, step.at);
    for (const std::string& head : woken.heads()) {
        const Subject subject{Subject::Kind::digest, digest_id(head, Grain::day)};
        const auto planned = std::ranges::find(step.changes, subject, &Change::subject);
        if (planned != step.changes.end()) {
            planned->next = std::min(planned->next.value_or(opening), opening);
            continue;
        }
        const auto watch = reader.digest_watch(subject.id);
        if (!watch && watch.error().may_pass) return watch.error();
        if (!watch || (*watch && (*watch)->next && *(*watch)->next <= opening)) continue;
        step.changes.push_back({subject, {Rescheduled{"owed_anew"}}, opening});
    }
    return done;
}

}  // namespace dondoc
