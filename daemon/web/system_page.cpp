#include <algorithm>
#include <utility>

#include "daemon/http/asked.h"
#include "daemon/http/channels.h"
#include "daemon/store/words.h"
#include "daemon/web/desk.h"
#include "daemon/web/parts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"

namespace dondoc {

namespace {

constexpr std::size_t fingerprint_shown = 12;  // hexadecimal digits

std::string or_never(const Sight& sight, const std::optional<Instant>& at) {
    return at ? moment_text(sight, at) : text("never", sight.language);
}

// What happens next by itself: something planned, or a letter that leaves.
Result<std::optional<Instant>> next_of(const Sight& sight) {
    const auto planned = sight.reader.next_moment();
    if (!planned) return planned.error();
    const auto carried = next_letter(sight);
    if (!carried) return carried.error();
    if (!*planned) return *carried;
    return *carried ? std::min(*planned, *carried) : *planned;
}

Facts fact(const Sight& sight, const char* name, const std::string& words) {
    Facts facts;
    facts.say("label", text(name, sight.language));
    facts.say("words", words);
    return facts;
}

std::vector<Facts> outbox_of(const Sight& sight, const OutboxCounts& counts) {
    const auto link = [&](const char* name, std::int64_t number, const char* state) {
        Facts facts;
        facts.say("label", text(name, sight.language));
        facts.say("number", std::to_string(number));
        facts.say("href", page_link(sight, "/messages", {{"state", state}}));
        return facts;
    };
    return {link("outbox_queued", counts.queued, "queued"),
            link("outbox_held", counts.held, "queued"),
            link("outbox_retrying", counts.retrying, "retrying"),
            link("outbox_failed", counts.failed, "failed")};
}

Result<std::vector<Facts>> channels_of(const Sight& sight) {
    const auto down = channels_down(sight);
    if (!down) return down.error();
    std::vector<Facts> list;
    for (const ChannelSettings& channel : sight.configuration().channels) {
        const auto found = std::ranges::find_if(
            *down, [&](const ChannelStanding& one) { return one.down.channel == channel.id; });
        const bool well = found == down->end();
        Facts facts;
        facts.say("id", channel.id);
        facts.say("type", std::visit([](const auto& one) { return std::string(one.type); },
                                     channel.transport));
        facts.flag("down", !well);
        facts.say("words",
                  well ? text("channel_up", sight.language) : channel_words(sight, *found));
        list.push_back(std::move(facts));
    }
    return list;
}

std::vector<Facts> years_of(const Sight& sight) {
    std::vector<Facts> list;
    for (const CalendarYear& one : sight.calendar().years()) {
        const std::string year = std::to_string(one.year);
        Facts facts;
        facts.say("year", year);
        facts.say("href", page_link(sight, "/calendar/" + year, {}));
        facts.flag("unconfirmed", !one.confirmed);
        list.push_back(std::move(facts));
    }
    return list;
}

Result<std::vector<Facts>> campaigns_of(const Sight& sight) {
    const auto records = sight.reader.campaigns();
    if (!records) return records.error();
    std::vector<Facts> list;
    for (const CampaignRecord& record : *records) {
        const auto definition = sight.definition(record.id);
        Facts facts;
        facts.say("id", record.id);
        facts.say("href", definition ? campaign_link(sight, record.id) : "");
        facts.say("title", definition ? definition->campaign.title : record.id);
        facts.say("version", std::to_string(record.version));
        facts.say("fingerprint", record.fingerprint.substr(0, fingerprint_shown));
        list.push_back(std::move(facts));
    }
    return list;
}

Result<std::vector<Facts>> set_aside_of(const Sight& sight) {
    const auto subjects = sight.reader.set_aside();
    if (!subjects) return subjects.error();
    std::vector<Facts> list;
    for (const Subject& one : *subjects) {
        list.emplace_back();
        list.back().say("words", std::string(to_word(one.kind)) + " " + one.id);
    }
    return list;
}

Result<std::vector<Facts>> standing_of_daemon(const Sight& sight, const OutboxCounts& counts) {
    const auto recorded = sight.reader.last_recorded();
    if (!recorded) return recorded.error();
    const auto next = next_of(sight);
    if (!next) return next.error();
    const auto head = sight.reader.head();
    if (!head) return head.error();
    const auto state = sight.reader.daemon_state();
    if (!state) return state.error();
    const Configuration& configuration = sight.configuration();
    std::vector<Facts> list{
        fact(sight, "system_loop",
             text(sight.vantage.needs().loop_alive() ? "loop_alive" : "loop_silent",
                  sight.language)),
        fact(sight, "system_last_tick", or_never(sight, *recorded)),
        fact(sight, "system_next", or_never(sight, *next)),
        fact(sight, "system_last_mail", or_never(sight, counts.last_sent)),
        fact(sight, "system_configuration", configuration.file.filename().string()),
        fact(sight, "system_fingerprint", configuration.fingerprint),
        fact(sight, "system_journal", std::to_string(head->number) + " · " + head->hash),
        fact(sight, "system_version", DONDOC_VERSION)};
    if (state->copied)
        list.push_back(fact(sight, "system_backup", text("put_back", sight.language)));
    return list;
}

}  // namespace

Result<Response> system_page(const Sight& sight, const Request& request,
                             const Templates& templates) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return fault_page(sight, request, templates, 400, known.error().text);
    const auto counts = sight.reader.outbox_counts();
    if (!counts) return counts.error();
    auto standing = standing_of_daemon(sight, *counts);
    if (!standing) return standing.error();
    auto channels = channels_of(sight);
    if (!channels) return channels.error();
    auto campaigns = campaigns_of(sight);
    if (!campaigns) return campaigns.error();
    auto aside = set_aside_of(sight);
    if (!aside) return aside.error();
    Facts facts;
    facts.list("facts", *std::move(standing));
    facts.list("outbox", outbox_of(sight, *counts));
    facts.list("channels", *std::move(channels));
    facts.list("years", years_of(sight));
    facts.list("campaigns", *std::move(campaigns));
    facts.flag("any_aside", !aside->empty());
    facts.list("aside", *std::move(aside));
    return page(sight, request, templates,
                {"system", std::move(facts), text("nav_system", sight.language)});
}

}  // namespace dondoc
