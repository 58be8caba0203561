#include "daemon/loop/held_messages.h"

#include <algorithm>
#include <set>
#include <utility>

#include "daemon/loop/letter_history.h"
#include "daemon/loop/migration.h"
#include "workflows/planner.h"

namespace dondoc {

namespace {

bool is_held(const NoticeSuppressed& notice) {
    return is_put_off(notice.because);
}

}  // namespace

std::optional<Change> held_back(const Letters& letters, const Reader& reader,
                                const MessageRecord& message, const Draft& draft, Instant now) {
    const bool waits = std::holds_alternative<Draft::NobodyLeft>(draft.result) &&
                       std::ranges::any_of(draft.suppressed, is_held);
    if (!waits) return {};
    Change change{{Subject::Kind::message, message.key}, {}, {}};
    for (const NoticeSuppressed& notice : draft.suppressed)
        if (!is_held(notice)) change.events.push_back(notice);
    change.events.push_back(Rescheduled{std::ranges::find_if(draft.suppressed, is_held)->because});
    change.next = next_opening(*letters.definition_of(reader, message), now);
    return change;
}

namespace {

// Of those that wait past their moment, the ones that speak of it.
Done wake(const Reader& reader, const Definition& definition, const std::set<std::string>& ids,
          const std::string& by, Step& step) {
    std::set<std::string> messages;
    for (const std::string& id : ids) {
        const auto notices = reader.notices_about({Subject::Kind::obligation, id});
        if (!notices) return notices.error();
        for (const NoticeRecord& notice : *notices)
            if (notice.state == NoticeState::queued) messages.insert(notice.message);
    }
    for (const std::string& key : messages) {
        const auto message = reader.message(key);
        if (!message) return message.error();
        const bool waits = *message && (*message)->moment <= step.at && (*message)->next > step.at;
        if (!waits) continue;
        step.changes.push_back({{Subject::Kind::message, key},
                                {Rescheduled{"planned_anew"}},
                                next_sending_time(definition, step.at),
                                by});
    }
    return done;
}

}  // namespace

Done send_what_waited(const Reader& reader, const Definition& definition, const PhaseRecord& phase,
                      const std::string& by, Step& step) {
    const auto obligations = obligations_of(reader, definition.campaign.id);
    if (!obligations) return obligations.error();
    std::set<std::string> ids;
    for (const Obligation& obligation : *obligations) {
        if (!definition.names(obligation)) continue;
        if (definition.campaign.duty(obligation.id.duty)->phase == phase.phase)
            ids.insert(obligation.id.text());
    }
    return wake(reader, definition, ids, by, step);
}

Done send_what_waited(const Reader& reader, const Definition& definition,
                      const std::set<std::string>& ids, const std::string& by, Step& step) {
    return wake(reader, definition, ids, by, step);
}

}  // namespace dondoc
