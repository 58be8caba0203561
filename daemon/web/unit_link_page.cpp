#include "daemon/web/unit_link_page.h"

#include <algorithm>
#include <utility>

#include "daemon/http/prospect.h"
#include "daemon/loop/letter_items.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "workflows/check.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

constexpr std::size_t shown_max = 200;

// Whom to call: the officer of a campaign that the unit takes part in, else of any.
std::string desk_words(const Sight& sight, const std::string& unit) {
    std::shared_ptr<const Definition> chosen;
    for (const auto& [id, definition] : sight.definitions().all()) {
        const auto& all = definition->campaign.participants;
        const bool its = std::ranges::find(all, unit) != all.end();
        if (!chosen || its) chosen = definition;
        if (its) break;
    }
    if (!chosen) return {};
    const Desk desk = desk_of(*chosen, sight.today);
    std::string words;
    for (const std::string& one : {desk.name, desk.unit, desk.phone, desk.address})
        if (!one.empty()) words += (words.empty() ? "" : ", ") + one;
    return words;
}

// In its address, so that what follows is in the same language.
std::string query_of(const Sight& sight) {
    return page_link(sight, "", {});
}

Result<std::string> file_of(const Sight& sight, const std::string& obligation) {
    const auto history = sight.reader.history(obligation);
    if (!history) return history.error();
    std::string words;
    for (const JournalEntry& entry : *history) {
        if (std::holds_alternative<Submitted>(entry.event)) words.clear();
        if (const auto* file = std::get_if<FileHandedIn>(&entry.event))
            words = file->name + " (SHA-256 " + file->sha256 + ")";
    }
    return words;
}

Facts owed_facts(const Sight& sight, const Opened& opened, const Obligation& one,
                 std::size_t number) {
    const auto definition = sight.definition(one.id.campaign);
    const Duty* duty = definition ? definition->campaign.duty(one.id.duty) : nullptr;
    Facts facts = obligation_facts(sight, one);
    facts.say("number", std::to_string(number));
    facts.say("id", one.id.text());
    facts.say("plan", definition ? definition->campaign.title : one.id.campaign);
    facts.say("quote", duty ? duty->quote : "");
    facts.say("acknowledged", moment_text(sight, one.acknowledged));
    facts.say("requested",
              one.request ? day_in_words(one.request->to, sight.language) : std::string());
    facts.say("base", std::string(unit_link_path) + opened.token);
    facts.say("query", query_of(sight));
    facts.say("code", sight.vantage.needs().links.form_code(opened.token));
    facts.say("file_max", file_max_words(sight));
    return facts;
}

Result<Facts> waiting_facts(const Sight& sight, const Obligation& one) {
    Facts facts = obligation_facts(sight, one);
    facts.say("document", one.document);
    auto file = file_of(sight, one.id.text());
    if (!file) return file.error();
    facts.say("file", *std::move(file));
    return facts;
}

Facts frame_of(const Sight& sight, const std::string& unit, const Said& said) {
    const bool vi = sight.language == Language::vi;
    Facts facts;
    facts.say("lang", vi ? "vi" : "en");
    facts.say("other_lang", vi ? "en" : "vi");
    facts.say("other_language", "");
    facts.say("unit", "");
    facts.say("done", said.done);
    facts.say("fault", said.fault);
    facts.flag("opened", false);
    facts.say("desk", desk_words(sight, unit));
    return facts;
}

Response presented(const Template& page, const Facts& facts, Language language, int status) {
    auto whole = page.render(facts, texts(language));
    CHECK(whole);
    Response response = html_response(*std::move(whole), status);
    response.set("Referrer-Policy", "no-referrer");
    response.set("X-Robots-Tag", "noindex, nofollow");
    response.set("Cache-Control", "no-store");
    return response;
}

}  // namespace

std::string file_max_words(const Sight& sight) {
    const int limit = sight.configuration().links.file_mb_max;
    return limit == 0 ? "" : std::to_string(limit) + " MB";
}

Result<Response> link_page(const Sight& sight, const Opened& opened, const Template& page,
                           const Said& said) {
    ObligationFilter filter = sight.filter();
    filter.unit = opened.link.unit;
    filter.status = ObligationFilter::Status::owed;
    const auto owed = sight.reader.obligations(filter, shown_max, "");
    if (!owed) return owed.error();
    filter.status = ObligationFilter::Status::submitted;
    const auto submitted = sight.reader.obligations(filter, shown_max, "");
    if (!submitted) return submitted.error();
    std::vector<Facts> open, waiting;
    for (const Obligation& one : owed->rows)
        open.push_back(owed_facts(sight, opened, one, open.size() + 1));
    for (const Obligation& one : submitted->rows) {
        auto facts = waiting_facts(sight, one);
        if (!facts) return facts.error();
        waiting.push_back(*std::move(facts));
    }
    Facts facts = frame_of(sight, opened.link.unit, said);
    const std::string other = sight.language == Language::vi ? "en" : "vi";
    facts.say("other_language", std::string(unit_link_path) + opened.token + "?lang=" + other);
    facts.say("unit", unit_name(sight, opened.link.unit));
    facts.flag("opened", true);
    facts.flag("any_owed", !open.empty());
    facts.list("owed", std::move(open));
    facts.flag("any_waiting", !waiting.empty());
    facts.list("waiting", std::move(waiting));
    facts.say("until", day_in_words(opened.link.last_day, sight.language));
    return presented(page, facts, sight.language, said.status);
}

Response closed_link_page(const Sight& sight, const std::string& unit, const Template& page,
                          const Said& said) {
    return presented(page, frame_of(sight, unit, said), sight.language, said.status);
}

}  // namespace dondoc
