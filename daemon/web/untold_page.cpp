// What was sent, as a table for spreadsheets; and notices that told nobody.
#include <utility>

#include "daemon/http/asked.h"
#include "daemon/http/prospect.h"
#include "daemon/http/why.h"
#include "daemon/web/desk.h"
#include "daemon/web/pages.h"
#include "daemon/web/rows.h"
#include "daemon/web/texts.h"
#include "daemon/words/csv.h"
#include "workflows/explain.h"

namespace dondoc {

namespace {

std::string stamp(const Sight& sight, const std::optional<Instant>& at) {
    if (!at) return "";
    return iso_date(sight.zone().date_of(*at)) + " " + clock_time(sight.zone().time_of(*at));
}

std::string csv_row_of(const Sight& sight, const MessageRecord& message) {
    return csv_row(
        {std::to_string(message.number), message_state_name(message.state, sight.language),
         stamp(sight, message.moment), stamp(sight, message.settled),
         person_name(sight.organisation(), message.person), message.address, message.channel,
         message.copy ? "1" : "0", message.subject, std::to_string(message.attempts),
         explain_code(message.last_answer, sight.language), message.key});
}

std::string about_words(const Sight& sight, const Subject& about) {
    const auto id = ObligationId::parse(about.id);
    if (about.kind != Subject::Kind::obligation || !id) return about.id;
    const auto definition = sight.definition(id->campaign);
    const Duty* duty = definition ? definition->campaign.duty(id->duty) : nullptr;
    return unit_name(sight, id->unit) + ": " + (duty ? duty->deliverable : id->duty);
}

Facts untold_facts(const Sight& sight, const NoticeRecord& notice) {
    const auto id = ObligationId::parse(notice.about.id);
    const bool one = notice.about.kind == Subject::Kind::obligation && id;
    Facts facts;
    facts.say("state", notice_state_name(notice.state, sight.language));
    facts.say("tone", notice.state == NoticeState::failed ? "overdue" : "settled");
    facts.say("planned", moment_text(sight, notice.planned));
    facts.say("about", about_words(sight, notice.about));
    facts.say("href", one ? why_link(sight, *id) : "");
    std::string whom = audience_name(notice.audience, sight.language);
    if (!notice.person.empty()) whom += ", " + person_name(sight.organisation(), notice.person);
    facts.say("whom", whom);
    facts.say("because", explain_code(notice.because, sight.language));
    return facts;
}

}  // namespace

Result<Response> messages_csv(const Sight& sight, const Request& request,
                              const Templates& templates) {
    const auto wrong = [&](const std::string& words) {
        return fault_page(sight, request, templates, 400, words);
    };
    if (auto known = knows_query(request, {"state", "person"}, sight.language); !known)
        return wrong(known.error().text);
    auto filter = messages_asked(request, sight.language);
    if (!filter) return wrong(filter.error().text);
    filter->scope = sight.scope();
    std::string table(byte_order_mark);
    table += csv_row({"number", "state", "planned", "settled", "person", "address", "channel",
                      "copy", "subject", "attempts", "answer", "key"});
    std::size_t rows = 0;
    std::string cursor;
    do {
        const auto page = sight.reader.messages(*filter, page_size_max, cursor);
        if (!page) return page.error();
        for (const MessageRecord& message : page->rows)
            table += csv_row_of(sight, message);
        rows += page->rows.size();
        cursor = page->cursor;
    } while (!cursor.empty() && rows < csv_rows_max);
    Response response;
    response.content_type = "text/csv; charset=utf-8";
    response.body = std::move(table);
    response.set("Content-Disposition",
                 "attachment; filename=\"thu-" + iso_date(sight.today) + ".csv\"");
    return response;
}

Result<Response> untold_page(const Sight& sight, const Request& request,
                             const Templates& templates) {
    if (auto known = knows_query(request, {"cursor"}, sight.language); !known)
        return fault_page(sight, request, templates, 400, known.error().text);
    const std::string cursor = request.query_value("cursor").value_or("");
    const auto page_read = sight.reader.untold(page_rows, cursor);
    if (!page_read && !cursor.empty())
        return fault_page(sight, request, templates, 400, page_read.error().text);
    if (!page_read) return page_read.error();
    std::vector<Facts> rows;
    for (const NoticeRecord& notice : page_read->rows)
        rows.push_back(untold_facts(sight, notice));
    Facts facts;
    facts.say("messages", page_link(sight, "/messages", {}));
    facts.flag("has_rows", !rows.empty());
    facts.list("rows", std::move(rows));
    facts.flag("paging", !cursor.empty() || !page_read->cursor.empty());
    facts.say("first", cursor.empty() ? "" : page_link(sight, "/messages/untold", {}));
    facts.say("more", page_read->cursor.empty()
                          ? ""
                          : page_link(sight, "/messages/untold", {{"cursor", page_read->cursor}}));
    return page(sight, request, templates,
                {"untold", std::move(facts), text("untold", sight.language)});
}

}  // namespace dondoc
