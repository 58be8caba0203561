#include "daemon/loop/letter_go_ahead.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "daemon/loop/letter_items.h"

namespace dondoc {

namespace {

constexpr std::size_t named_max = 20;  // people, and duties

void once(std::vector<std::string>& all, std::string one) {
    if (one.empty() || std::ranges::find(all, one) != all.end()) return;
    all.push_back(std::move(one));
}

// What a notice is about, in the words of the plan.
std::string matter_of(const Definition& definition, const Subject& about) {
    if (about.kind == Subject::Kind::unit) {
        const Unit* unit = definition.organisation->unit(about.id);
        return unit ? unit->name : "";
    }
    const std::string rest = about.id.substr(about.id.find('.') + 1);
    const Duty* duty = definition.campaign.duty(rest.substr(0, rest.find('.')));
    return duty ? duty->deliverable : "";
}

// How many were left out.
int shorten(std::vector<std::string>& all) {
    const std::size_t shown = std::min(all.size(), named_max);
    const std::size_t left_out = all.size() - shown;
    all.resize(shown);
    return static_cast<int>(left_out);
}

}  // namespace

Result<std::optional<LetterItem>> go_ahead_item(const Reader& reader, const Definition& definition,
                                                const NoticeRecord& notice, Date today) {
    const auto state = reader.daemon_state();
    if (!state) return state.error();
    const auto held = reader.held_messages();
    if (!held) return held.error();
    LetterItem::Waiting waiting;
    std::vector<std::string> people, matters;
    for (const MessageRecord& message : *held) {
        const auto notices = reader.notices_in(message.key);
        if (!notices) return notices.error();
        bool its = false;
        for (const NoticeRecord& one : *notices) {
            if (one.campaign() != definition.campaign.id) continue;
            its = true;
            once(matters, matter_of(definition, one.about));
        }
        if (!its) continue;
        ++waiting.letters;
        once(people, with_title(definition.organisation->person(message.person)));
    }
    if (waiting.letters == 0 || !state->catch_up) return std::optional<LetterItem>();
    waiting.people_more = shorten(people);
    waiting.matters_more = shorten(matters);
    waiting.people = std::move(people);
    waiting.matters = std::move(matters);
    waiting.missed = definition.zone.date_of(state->catch_up->since);
    LetterItem item;
    item.kind = notice.kind;
    item.audience = notice.audience;
    item.obligation = notice.about.id;
    item.campaign_title = definition.campaign.plan_title();
    item.issuer = unit_or_words(*definition.organisation, definition.campaign.issuer, today);
    item.because = notice.because;
    item.waiting = std::move(waiting);
    say_absence(item, definition, notice);
    return std::optional(std::move(item));
}

}  // namespace dondoc
