#include "daemon/loop/reminding.h"

#include <utility>

#include "daemon/loop/migration.h"
#include "daemon/loop/not_found.h"
#include "workflows/remind.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

// When the last reminder that was asked for leaves or left, if it is of today or still waits; of
// the same reader.
Result<std::optional<Instant>> reminded_by_hand(const Reader& reader, const Definition& definition,
                                                const RemindNow& asked, Instant now) {
    const ObligationId& id = asked.id;
    const auto audience = audience_asked(asked.reminding);
    const auto notices = reader.notices_about({Subject::Kind::obligation, id.text()});
    if (!notices) return notices.error();
    std::optional<Instant> last;
    for (const NoticeRecord& notice : *notices) {
        const bool told = notice.state == NoticeState::queued ||
                          notice.state == NoticeState::retrying ||
                          notice.state == NoticeState::sent;
        if (!told || notice.audience != audience || !notice.rung.starts_with(rung_by_hand))
            continue;
        const Date day = definition.zone.date_of(notice.moment);
        if (day >= definition.zone.date_of(now)) last = notice.moment;
    }
    return last;
}

}  // namespace

Answer remind_now(const Reader& reader, const Definitions& definitions, const RemindNow& asked,
                  const std::string& by, Language language, Step& step) {
    const std::string id = asked.id.text();
    const auto found = reader.obligation(id);
    if (!found) return found.error();
    const auto definition = definitions.find(asked.id.campaign);
    if (!*found || !definition || !definition->names(**found)) return no_obligation(id, language);
    auto around = surroundings_of(reader, *definition, **found, step.at);
    if (!around) return around.error();
    const auto reminded = reminded_by_hand(reader, *definition, asked, step.at);
    if (!reminded) return reminded.error();
    around->reminded_by_hand = *reminded;
    Obligation obligation = **found;
    auto decided = decide(*definition, obligation, *around, asked.reminding, step.at, language);
    if (auto* refusal = std::get_if<Refusal>(&decided)) return *std::move(refusal);
    auto& events = std::get<std::vector<Event>>(decided);
    for (const Event& event : events)
        apply(obligation, event, step.at);
    step.changes.push_back(
        {{Subject::Kind::obligation, id}, std::move(events), obligation.next, by});
    return Carried{obligation};
}

}  // namespace dondoc
