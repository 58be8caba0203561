// The route of what waits for a person: each question with where to answer it.
#include <array>
#include <functional>
#include <utility>

#include <boost/json.hpp>

#include "daemon/http/api_routes.h"
#include "daemon/http/asked.h"
#include "daemon/http/standing.h"
#include "daemon/http/views.h"
#include "workflows/wording.h"

namespace dondoc {

namespace {

namespace json = boost::json;

struct Asked {
    std::string campaign;
    std::string unit;

    bool limited;  // who asks

    bool of_everything() const { return campaign.empty() && unit.empty() && !limited; }
};

// The questions of one kind, by pages.
struct Kind {
    std::string_view name;
    Result<Page<json::object>> (*page)(const Sight&, const Asked&, std::size_t limit,
                                       const std::string& cursor);
};

json::object question(std::string_view kind, const std::string& words,
                      const std::vector<std::string>& answers) {
    return {{"kind", kind},
            {"words", words},
            {"answers", json::array(answers.begin(), answers.end())},
            {"obligation", nullptr},
            {"message", nullptr}};
}

// Of the whole daemon; asked for one campaign or unit, they are of none.
Result<Page<json::object>> clock(const Sight& sight, const Asked& asked, std::size_t,
                                 const std::string&) {
    const auto standing = daemon_standing(sight);
    if (!standing) return standing.error();
    if (!standing->clock || !asked.of_everything()) return Page<json::object>{};
    return Page<json::object>{
        {question("clock", clock_words(sight, *standing), {"/api/v1/clock/confirm"})}, {}};
}

Result<Page<json::object>> go_ahead(const Sight& sight, const Asked& asked, std::size_t,
                                    const std::string&) {
    const auto standing = daemon_standing(sight);
    if (!standing) return standing.error();
    if (!standing->held || !asked.of_everything()) return Page<json::object>{};
    return Page<json::object>{
        {question("go_ahead", go_ahead_words(sight, *standing), {"/api/v1/sending/go-ahead"})}, {}};
}

std::string extension_words(const Sight& sight, const Obligation& one) {
    return in_words(sight.language, "xin gia hạn đến ", "asks for an extension to ") +
           day_in_words(one.request->to, sight.language) + ": " + one.request->reason;
}

Result<Page<json::object>> obligations(const Sight& sight, const Asked& asked, std::size_t limit,
                                       const std::string& cursor, std::string_view kind,
                                       ObligationFilter::Status status,
                                       const std::vector<std::string>& verbs) {
    ObligationFilter filter = sight.filter();
    filter.campaign = asked.campaign;
    filter.unit = asked.unit;
    filter.status = status;
    const auto found = sight.reader.obligations(filter, limit, cursor);
    if (!found) return found.error();
    Page<json::object> page{{}, found->cursor};
    for (const Obligation& one : found->rows) {
        json::object view = obligation_view(sight, one);
        const json::value& next = view.at("next");
        std::string words;
        if (one.request && status == ObligationFilter::Status::requested)
            words = extension_words(sight, one);
        else if (next.is_object())
            words = next.as_object().at("words").as_string();
        std::vector<std::string> answers;
        for (const std::string& verb : verbs)
            answers.push_back("/api/v1/obligations/" + one.id.text() + '/' + verb);
        json::object item = question(kind, words, answers);
        item["obligation"] = std::move(view);
        page.rows.push_back(std::move(item));
    }
    return page;
}

Result<Page<json::object>> extensions(const Sight& sight, const Asked& asked, std::size_t limit,
                                      const std::string& cursor) {
    return obligations(sight, asked, limit, cursor, "extension",
                       ObligationFilter::Status::requested, {"extend", "decline"});
}

Result<Page<json::object>> overdue_at_birth(const Sight& sight, const Asked& asked,
                                            std::size_t limit, const std::string& cursor) {
    return obligations(sight, asked, limit, cursor, "overdue_at_birth",
                       ObligationFilter::Status::asking, {"extend", "waive", "submit"});
}

Result<Page<json::object>> acceptances(const Sight& sight, const Asked& asked, std::size_t limit,
                                       const std::string& cursor) {
    return obligations(sight, asked, limit, cursor, "acceptance",
                       ObligationFilter::Status::submitted, {"accept", "return"});
}

Result<Page<json::object>> failed_messages(const Sight& sight, const Asked& asked,
                                           std::size_t limit, const std::string& cursor) {
    const bool narrowed = !asked.campaign.empty() || !asked.unit.empty();
    if (narrowed || !may(sight.caller.role, Right::read_post)) return Page<json::object>{};
    const MessageFilter filter{{}, MessageState::failed, sight.scope()};
    const auto found = sight.reader.messages(filter, limit, cursor);
    if (!found) return found.error();
    Page<json::object> page{{}, found->cursor};
    for (const MessageRecord& one : found->rows) {
        json::object view = message_view(sight, one);
        const json::value& answer = view.at("last_answer");
        const std::string path = "/api/v1/messages/" + std::to_string(one.number);
        json::object item =
            question("failed_message", answer.is_string() ? std::string(answer.as_string()) : "",
                     {path + "/retry", path + "/discard"});
        item["message"] = std::move(view);
        page.rows.push_back(std::move(item));
    }
    return page;
}

constexpr std::array<Kind, 6> kinds{{{"clock", clock},
                                     {"go_ahead", go_ahead},
                                     {"extension", extensions},
                                     {"overdue_at_birth", overdue_at_birth},
                                     {"acceptance", acceptances},
                                     {"failed_message", failed_messages}}};

// Kind after kind; the cursor is `kind~` and the cursor of that kind's own list.
struct Place {
    std::size_t kind = 0;
    std::string cursor;
};

std::optional<std::size_t> kind_called(std::string_view name) {
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (kinds[i].name == name) return i;
    return {};
}

std::optional<Place> read_place(const std::string& cursor) {
    if (cursor.empty()) return Place{};
    const auto mark = cursor.find('~');
    const auto kind = kind_called(std::string_view(cursor).substr(0, mark));
    if (mark == cursor.npos || !kind) return {};
    return Place{*kind, cursor.substr(mark + 1)};
}

// Nothing if the cursor is not one of that kind's list.
Result<std::optional<Page<json::object>>> gathered(const Sight& sight, const Asked& asked,
                                                   std::size_t limit, Place at,
                                                   std::optional<std::size_t> only) {
    Page<json::object> page;
    if (only && at.kind < *only) at = {*only, ""};
    const std::size_t last = only.value_or(kinds.size() - 1);
    for (; at.kind <= last; at = {at.kind + 1, ""}) {
        const std::string begins = std::string(kinds[at.kind].name) + '~';
        if (page.rows.size() == limit) {
            page.cursor = begins;
            break;
        }
        const auto& list = kinds[at.kind].page;
        auto more = list(sight, asked, limit - page.rows.size(), at.cursor);
        if (!more && !at.cursor.empty() && list(sight, asked, 1, ""))
            return std::optional<Page<json::object>>();
        if (!more) return more.error();
        std::ranges::move(more->rows, std::back_inserter(page.rows));
        if (more->cursor.empty()) continue;
        page.cursor = begins + more->cursor;
        break;
    }
    return std::optional(std::move(page));
}

Result<Response> decisions(const Sight& sight, const Request& request) {
    if (auto known =
            knows_query(request, {"kind", "campaign", "unit", "limit", "cursor"}, sight.language);
        !known)
        return problem(400, known.error().text);
    const auto page_wanted = page_asked(request, sight.language);
    if (!page_wanted) return problem(400, page_wanted.error().text);
    std::optional<std::size_t> only;
    if (const auto word = request.query_value("kind")) {
        only = kind_called(*word);
        std::vector<std::string> names;
        for (const Kind& kind : kinds)
            names.emplace_back(kind.name);
        if (!only) {
            return problem(
                400,
                in_words(sight.language, "`kind` không thể là «", "`kind` cannot be «") + *word +
                    "»" +
                    instead_of(*word, names, in_words(sight.language, "chỉ nhận ", "it is one of "),
                               sight.language));
        }
    }
    ObligationFilter filter;
    filter.campaign = request.query_value("campaign").value_or("");
    filter.unit = request.query_value("unit").value_or("");
    const bool limited = sight.scope().limited();
    if (auto slip = limited ? std::nullopt : unknown_in(sight, filter)) return *std::move(slip);
    const auto place = read_place(page_wanted->cursor);
    if (!place || (only && place->kind > *only)) return bad_cursor(sight);
    const auto page =
        gathered(sight, {filter.campaign, filter.unit, limited}, page_wanted->limit, *place, only);
    if (!page) return page.error();
    if (!*page) return bad_cursor(sight);
    return json_response(
        json::serialize(page_view(**page, [](const json::object& item) { return item; })));
}

}  // namespace

void add_question_routes(Router& router, const std::shared_ptr<Vantage>& vantage) {
    router.get("/api/v1/decisions", reading_route(vantage, decisions));
}

}  // namespace dondoc
