#include <algorithm>
#include <utility>

#include "daemon/http/asked.h"
#include "daemon/http/silences.h"
#include "daemon/web/acts.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "notifiers/phrases.h"

namespace dondoc {

namespace {

Facts silence_facts(const Sight& sight, const SilenceRecord& record) {
    const Silence& silence = record.silence;
    const bool over = silence.days.last < sight.today;
    Facts facts;
    facts.say("number", std::to_string(silence.number));
    facts.say("words", scope_words(silence.scope, sight.language));
    facts.say("from", date_words(silence.days.first, sight.language));
    facts.say("to", date_words(record.given_to, sight.language));
    facts.say("reason", silence.reason);
    facts.say("by", record.by);
    facts.say("ended", record.ended ? moment_text(sight, record.ended) : "");
    facts.say("ended_reason", record.ended_reason);
    facts.flag("over", over);
    facts.say("tone", over ? "settled" : "soon");
    const bool may_end = !over && !record.ended && !sight.csrf.empty() &&
                         may(sight.caller.role, Right::decide) && !sight.scope().limited();
    facts.say("end_action",
              may_end ? page_link(sight, "/silences/" + std::to_string(silence.number) + "/end", {})
                      : "");
    return facts;
}

}  // namespace

Result<Response> silences_sheet(const Sight& sight, const Request& request,
                                const Templates& templates, const std::string& refused,
                                int status) {
    auto records = sight.reader.silences({});
    if (!records) return records.error();
    // What runs now stands first; then the newest.
    std::ranges::stable_sort(*records, [&](const SilenceRecord& a, const SilenceRecord& b) {
        const bool a_runs = a.silence.days.last >= sight.today;
        const bool b_runs = b.silence.days.last >= sight.today;
        return a_runs != b_runs ? a_runs : a.silence.number > b.silence.number;
    });
    std::vector<Facts> rows;
    for (const SilenceRecord& record : *records)
        rows.push_back(silence_facts(sight, record));
    Facts facts;
    facts.say("csrf", sight.csrf);
    facts.say("refused", refused);
    facts.flag("has_rows", !rows.empty());
    facts.list("rows", std::move(rows));
    Request its_own = request;  // links of the page lead to what can be got
    its_own.path = "/silences";
    return page(sight, its_own, templates,
                {"silences", std::move(facts), text("nav_silences", sight.language), status});
}

Result<Response> silences_page(const Sight& sight, const Request& request,
                               const Templates& templates) {
    if (auto known = knows_query(request, {}, sight.language); !known)
        return fault_page(sight, request, templates, 400, known.error().text);
    return silences_sheet(sight, request, templates, "", 200);
}

}  // namespace dondoc
