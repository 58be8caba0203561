#include "daemon/http/kept.h"

#include <algorithm>
#include <set>

#include "daemon/http/prospect.h"
#include "daemon/loop/silences.h"
#include "workflows/escalation.h"

namespace dondoc {

namespace {

std::set<std::string> campaigns_with_releases(const Sight& sight) {
    std::set<std::string> found;
    for (const auto& [id, definition] : sight.definitions().all()) {
        for (const auto& [name, ladder] : definition->ladders) {
            const auto needs = [](const Rung& rung) { return rung.release == Release::required; };
            if (std::ranges::any_of(ladder.rungs, needs)) found.insert(id);
        }
    }
    return found;
}

Result<std::vector<Escalation>> ahead_of(const Sight& sight, const Definition& definition,
                                         const Obligation& one) {
    auto silenced = silent_days(sight.reader, definition, one.id, sight.today);
    if (!silenced) return silenced.error();
    const QuietDays quiet{suspended_now(sight, one).days, *std::move(silenced)};
    return escalations_ahead(definition, one, quiet, sight.now);
}

}  // namespace

bool can_be_released(const Sight& sight, const Obligation& one) {
    if (one.held) return true;
    const auto definition = sight.definition(one.id.campaign);
    if (!definition) return false;
    const auto ahead = ahead_of(sight, *definition, one);
    return ahead && std::ranges::any_of(*ahead, &Escalation::needs_release);
}

Result<std::vector<KeptEscalation>> kept_escalations(const Sight& sight) {
    const auto releasing = campaigns_with_releases(sight);
    ObligationFilter filter = sight.filter();
    filter.status = ObligationFilter::Status::owed;
    const Date seen = sight.today + release_seen_ahead;
    std::vector<KeptEscalation> kept;
    std::string cursor;
    do {
        auto page = sight.reader.obligations(filter, page_size_max, cursor);
        if (!page) return page.error();
        for (Obligation& one : page->rows) {
            const bool near = one.term && one.term->last_permitted <= seen;
            const auto definition = sight.definition(one.id.campaign);
            if (!definition || !(one.held || (near && releasing.contains(one.id.campaign))))
                continue;
            const auto ahead = ahead_of(sight, *definition, one);
            if (!ahead) return ahead.error();
            std::string words = kept_words(one, *ahead, sight.language);
            if (words.empty()) continue;
            kept.push_back({std::move(one), std::move(words)});
        }
        cursor = page->cursor;
    } while (!cursor.empty());
    return kept;
}

}  // namespace dondoc
