// The route of the journal: every event as it was recorded. Hashes of tokens and passwords are left
// out, which are nobody's to try.
#include <charconv>

#include <boost/json.hpp>

#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/fact_words.h"
#include "daemon/http/views.h"
#include "daemon/store/event_json.h"
#include "daemon/store/words.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

namespace json = boost::json;

json::object fields_of(const Event& event) {
    json::object fields = json::parse(event_to_json(event)).as_object();
    if (std::holds_alternative<TokenCreated>(event) || std::holds_alternative<PasswordSet>(event)) {
        fields.erase("sha256");
        fields.erase("password");
    }
    return fields;
}

json::object entry_view(const Sight& sight, const JournalEntry& entry) {
    const Date day = sight.zone().date_of(entry.at);
    return {
        {"number", entry.number},
        {"at", moment_view(sight, entry.at)},
        {"by", entry.by},
        {"subject", json::object{{"kind", to_word(entry.subject.kind)}, {"id", entry.subject.id}}},
        {"event", name_of(entry.event)},
        {"fields", fields_of(entry.event)},
        {"words", text_or_null(fact_words(entry.event, sight.language, sight.organisation(), day))},
        {"next", moment_view(sight, entry.next)}};
}

// The number of a row, or 0: before the first.
std::optional<std::int64_t> row_number(const std::string& text) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end || number < 0) return {};
    return number;
}

Result<Response> journal(const Sight& sight, const Request& request) {
    if (auto known = knows_query(request, {"after", "sort", "limit", "cursor"}, sight.language);
        !known)
        return problem(400, known.error().text);
    const auto asked = page_asked(request, sight.language);
    if (!asked) return problem(400, asked.error().text);
    const auto back = second_order_asked(request, "number", "-number", sight.language);
    if (!back) return problem(400, back.error().text);
    const auto after = request.query_value("after");
    if (after && (*back || !asked->cursor.empty())) {
        return problem(400,
                       in_words(sight.language, "`after` không đi cùng `cursor` hay `sort=-number`",
                                "`after` does not go with `cursor` or `sort=-number`"));
    }
    const auto number = row_number(after ? *after : asked->cursor.empty() ? "0" : asked->cursor);
    if (!number && !after) return bad_cursor(sight);
    if (!number) {
        return problem(400, in_words(sight.language, "`after` là «", "`after` is «") + *after +
                                in_words(sight.language, "»; cần số của một dòng, hoặc 0",
                                         "»; it is the number of a row, or 0"));
    }
    const auto page = *back ? sight.reader.journal_back(*number, asked->limit)
                            : sight.reader.journal(*number, asked->limit);
    if (!page) return page.error();
    return json_response(json::serialize(
        page_view(*page, [&](const JournalEntry& entry) { return entry_view(sight, entry); })));
}

}  // namespace

void add_journal_route(Router& router, const std::shared_ptr<Vantage>& vantage) {
    router.get("/api/v1/journal", reading_route(vantage, journal));
}

}  // namespace dondoc
