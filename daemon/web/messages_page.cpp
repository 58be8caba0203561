#include <array>
#include <set>

#include "daemon/http/prospect.h"
#include "daemon/store/words.h"
#include "daemon/web/parts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

std::string state_of(const MessageFilter& filter) {
    return filter.state ? std::string(to_word(*filter.state)) : "";
}

std::vector<Facts> filters_of(const Sight& sight, const MessageFilter& filter) {
    using enum MessageState;
    constexpr std::array<std::optional<MessageState>, 8> shown{
        std::nullopt, failed, retrying, queued, sent, suppressed, discarded, rerouted};
    std::vector<Facts> list;
    for (const auto& state : shown) {
        Facts facts;
        facts.say("label",
                  state ? message_state_name(*state, sight.language) : text("all", sight.language));
        facts.say("href", page_link(sight, "/messages",
                                    {{"state", state_of({filter.person, state})},
                                     {"person", filter.person}}));
        facts.flag("current", state == filter.state);
        list.push_back(std::move(facts));
    }
    return list;
}

Facts row_of(const Sight& sight, const MessageRecord& message) {
    Facts facts;
    const bool wrong = message.state == MessageState::failed;
    facts.say("tone", wrong                                     ? "overdue"
                      : message.state == MessageState::retrying ? "soon"
                                                                : "settled");
    facts.say("state", message_state_name(message.state, sight.language));
    facts.say("person", person_name(sight.organisation(), message.person));
    facts.say("address", message.address);
    const Person* person = sight.organisation().person(message.person);
    const std::string phone = wrong && person ? person->phone : "";
    facts.say("phone", phone);
    facts.say("tel", dialled(phone));
    const std::string number = std::to_string(message.number);
    facts.say("subject", message.subject);
    facts.say("number", text("message", sight.language) + " " + number);
    facts.say("href", page_link(sight, "/messages/" + number, {}));
    facts.say("moment", moment_text(sight, message.moment));
    facts.say("next_at",
              message.state == MessageState::retrying ? moment_text(sight, message.next) : "");
    facts.say("answer", explain_code(message.last_answer, sight.language));
    facts.flag("copy", message.copy);
    facts.flag("practice", message.rehearsal);
    return facts;
}

// Why a message that was not sent was not: what was dropped from it, each reason once.
Result<std::string> dropped_words(const Sight& sight, const MessageRecord& message) {
    if (message.state != MessageState::suppressed) return std::string();
    const auto notices = sight.reader.notices_in(message.key);
    if (!notices) return notices.error();
    std::string words;
    std::set<std::string> said;
    for (const NoticeRecord& notice : *notices) {
        if (notice.state != NoticeState::suppressed || !said.insert(notice.because).second)
            continue;
        words += (words.empty() ? "" : "; ") + explain_code(notice.because, sight.language);
    }
    return words;
}

}  // namespace

Result<Facts> messages_facts(const Sight& sight, const MessageFilter& filter,
                             const Page<MessageRecord>& page, const Counters& counters,
                             bool first_page) {
    std::vector<Facts> rows;
    for (const MessageRecord& message : page.rows) {
        const auto dropped = dropped_words(sight, message);
        if (!dropped) return dropped.error();
        rows.push_back(row_of(sight, message));
        if (!dropped->empty()) rows.back().say("answer", *dropped);
    }
    // The counter holds failed messages and notices that found nobody; the first are all in this
    // list.
    const auto listed = static_cast<std::int64_t>(rows.size());
    const bool whole = first_page && page.cursor.empty() && filter.person.empty() &&
                       filter.state == MessageState::failed;
    Facts facts;
    facts.say("untold_href", page_link(sight, "/messages/untold", {}));
    facts.say("csv_href", page_link(sight, "/messages.csv",
                                    {{"state", state_of(filter)}, {"person", filter.person}}));
    facts.list("filters", filters_of(sight, filter));
    facts.say("nobody", whole && counters.failed > listed
                            ? std::to_string(counters.failed - listed) + " " +
                                  text("nobody", sight.language) + "."
                            : "");
    facts.flag("has_rows", !rows.empty());
    facts.list("rows", std::move(rows));
    const Pairs again{{"state", state_of(filter)}, {"person", filter.person}};
    Pairs more = again;
    more.emplace_back("cursor", page.cursor);
    facts.flag("paging", !first_page || !page.cursor.empty());
    facts.say("first", first_page ? "" : page_link(sight, "/messages", again));
    facts.say("more", page.cursor.empty() ? "" : page_link(sight, "/messages", std::move(more)));
    return facts;
}

}  // namespace dondoc
