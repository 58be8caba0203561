#include "daemon/http/asked.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <boost/json.hpp>

#include "daemon/store/words.h"
#include "notifiers/text.h"
#include "workflows/check.h"
#include "workflows/suggest.h"

namespace dondoc {

namespace {

namespace json = boost::json;
using Status = ObligationFilter::Status;

constexpr std::size_t text_max = 2'000;  // bytes of one value of a body

constexpr std::array statuses{
    std::pair{Status::any, "any"},
    std::pair{Status::owed, "owed"},
    std::pair{Status::overdue, "overdue"},
    std::pair{Status::due_soon, "due_soon"},
    std::pair{Status::submitted, "submitted"},
    std::pair{Status::accepted, "accepted"},
    std::pair{Status::returned, "returned"},
    std::pair{Status::waived, "waived"},
    std::pair{Status::withdrawn, "withdrawn"},
    std::pair{Status::undated, "undated"},
    std::pair{Status::asking, "asking"},
    std::pair{Status::requested, "requested"},
};

Error not_one_of(std::string_view name, std::string_view value,
                 const std::vector<std::string>& words) {
    return {"`" + std::string(name) + "` cannot be «" + std::string(value) + "»" +
            did_you_mean(value, words) + "; it is one of " + list_words(words)};
}

std::string_view kind_name(const json::value& value) {
    switch (value.kind()) {
        case json::kind::null: return "null";
        case json::kind::bool_: return "true or false";
        case json::kind::int64:
        case json::kind::uint64:
        case json::kind::double_: return "a number";
        case json::kind::string: return "a text";
        case json::kind::array: return "a list";
        case json::kind::object: return "an object";
    }
    CHECK(false);
}

Result<Date> day_asked(std::string_view name, std::string_view text) {
    if (const auto day = parse_iso_date(text)) return *day;
    return Error{"`" + std::string(name) + "` is «" + std::string(text) +
                 "», which is no day; write it as 2017-01-30"};
}

constexpr std::size_t units_max = 2'000;  // of one body

std::optional<Error> put_units(BodyAsked& body, const json::value& value) {
    if (!value.is_array())
        return Error{"`units` is " + std::string(kind_name(value)) +
                     "; it must be a list of ids, such as [\"bv-da-khoa\"]"};
    if (value.get_array().size() > units_max)
        return Error{"`units` has more than " + std::to_string(units_max) + " ids"};
    for (const json::value& one : value.get_array()) {
        if (!one.is_string() || one.get_string().size() > text_max)
            return Error{"`units` holds what is no id of a unit; put each in quotes"};
        body.units.push_back(one_line(std::string_view(one.get_string())));
    }
    return {};
}

Error too_long(std::string_view key, std::size_t bytes) {
    return {"`" + std::string(key) + "` has " + std::to_string(bytes) + " bytes; " +
            std::to_string(text_max) + " are the most"};
}

// Texts: a number of JSON has lost how it was written, and 1.10 is 1.1 there.
std::optional<Error> put_figures(BodyAsked& body, const json::value& value) {
    if (!value.is_object()) {
        return Error{"`figures` is " + std::string(kind_name(value)) +
                     "; send an object such as {\"giam-ho-ngheo\":\"1,2\"}"};
    }
    for (const auto& [indicator, number] : value.get_object()) {
        if (!number.is_string()) {
            return Error{"the figure of `" + one_line(indicator) + "` is " +
                         std::string(kind_name(number)) + "; put it in quotes: \"1,2\""};
        }
        const std::string_view text = number.get_string();
        for (const std::size_t bytes : {indicator.size(), text.size()})
            if (bytes > text_max) return too_long("figures", bytes);
        body.figures.push_back({one_line(indicator), one_line(text)});
    }
    return {};
}

std::optional<Date>* day_of(BodyAsked& body, std::string_view key) {
    if (key == "arrived") return &body.arrived;
    if (key == "due") return &body.due;
    if (key == "date") return &body.date;
    if (key == "dated") return &body.dated;
    if (key == "from") return &body.from;
    return key == "to" ? &body.to : nullptr;
}

std::string& text_of(BodyAsked& body, std::string_view key) {
    if (key == "by") return body.by;
    if (key == "reason") return body.reason;
    if (key == "signer") return body.signer;
    if (key == "fingerprint") return body.fingerprint;
    if (key == "as") return body.as;
    if (key == "unit") return body.unit;
    if (key == "to_unit") return body.to_unit;
    return key == "approver" ? body.approver : body.document;
}

std::optional<Error> put(BodyAsked& body, std::string_view key, const json::value& value) {
    if (key == "units") return put_units(body, value);
    if (key == "figures") return put_figures(body, value);
    if (!value.is_string()) {
        return Error{"`" + std::string(key) + "` is " + std::string(kind_name(value)) +
                     "; it must be a text in quotes, or be left out"};
    }
    const std::string_view text = value.get_string();
    if (text.size() > text_max) {
        return too_long(key, text.size());
    }
    if (auto* its_day = day_of(body, key)) {
        const auto day = day_asked(key, text);
        if (!day) return day.error();
        *its_day = *day;
        return {};
    }
    text_of(body, key) = one_line(text);
    return {};
}

}  // namespace

Done knows_query(const Request& request, const std::vector<std::string>& allowed) {
    for (auto at = request.query.begin(); at != request.query.end(); ++at) {
        const auto& [name, value] = *at;
        if (name == "lang") {
            if (value != "vi" && value != "en") return not_one_of("lang", value, {"vi", "en"});
        } else if (std::ranges::find(allowed, name) == allowed.end()) {
            return Error{"the query has no `" + name + "`" + did_you_mean(name, allowed) +
                         (allowed.empty() ? "; there is nothing to ask here but `lang`"
                                          : "; it may have " + list_words(allowed) + " and lang")};
        }
        if (std::any_of(request.query.begin(), at, [&](const auto& p) { return p.first == name; }))
            return Error{"`" + name + "` stands twice in the query; write it once"};
    }
    return done;
}

Result<std::optional<Date>> day_asked(const Request& request) {
    const auto text = request.query_value("on");
    if (!text) return std::optional<Date>();
    const auto day = day_asked("on", *text);
    if (!day) return day.error();
    return std::optional(*day);
}

std::optional<std::int64_t> message_number(std::string_view text) {
    const char* end = text.data() + text.size();
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end || number < 1) return {};
    return number;
}

Result<PageAsked> page_asked(const Request& request) {
    PageAsked page;
    page.cursor = request.query_value("cursor").value_or("");
    if (const auto text = request.query_value("limit")) {
        const char* end = text->data() + text->size();
        const auto read = std::from_chars(text->data(), end, page.limit);
        if (read.ec != std::errc{} || read.ptr != end || page.limit < 1 ||
            page.limit > page_size_max) {
            return Error{"`limit` is «" + *text + "»; it is a number from 1 to " +
                         std::to_string(page_size_max)};
        }
    }
    return page;
}

Result<ObligationFilter> obligations_asked(const Request& request, ObligationFilter filter) {
    filter.unit = request.query_value("unit").value_or("");
    filter.campaign = request.query_value("campaign").value_or("");
    filter.duty = request.query_value("duty").value_or("");
    if (const auto word = request.query_value("status")) {
        const auto status = parse_status(*word);
        if (!status) return not_one_of("status", *word, status_words());
        filter.status = *status;
    }
    if (const auto text = request.query_value("due_before")) {
        const auto day = day_asked("due_before", *text);
        if (!day) return day.error();
        filter.due_before = *day;
    }
    return filter;
}

Result<MessageFilter> messages_asked(const Request& request) {
    MessageFilter filter;
    filter.person = request.query_value("person").value_or("");
    if (const auto word = request.query_value("state")) {
        filter.state = from_word<MessageState>(*word);
        if (!filter.state)
            return not_one_of("state", *word,
                              {"queued", "retrying", "sent", "failed", "suppressed"});
    }
    return filter;
}

const std::vector<std::string>& status_words() {
    static const auto words = [] {
        std::vector<std::string> all;
        for (const auto& [status, word] : statuses)
            all.emplace_back(word);
        return all;
    }();
    return words;
}

std::optional<Status> parse_status(std::string_view text) {
    const auto found =
        std::ranges::find_if(statuses, [&](const auto& s) { return s.second == text; });
    return found == statuses.end() ? std::nullopt : std::optional(found->first);
}

std::string_view to_string(Status status) {
    const auto found =
        std::ranges::find_if(statuses, [&](const auto& s) { return s.first == status; });
    CHECK(found != statuses.end());
    return found->second;
}

Result<BodyAsked> body_asked(std::string_view text, const std::vector<std::string>& allowed) {
    BodyAsked body;
    if (text.empty()) return body;
    if (!valid_utf8(text)) return Error{"the body is not UTF-8; send it as UTF-8"};
    boost::system::error_code fault;
    const auto value = json::parse({text.data(), text.size()}, fault);
    if (fault)
        return Error{"the body is not JSON: " + fault.message() +
                     "; send an object such as "
                     "{\"by\":\"tccb\",\"reason\":\"…\"}"};
    if (!value.is_object())
        return Error{"the body is " + std::string(kind_name(value)) + "; send an object with " +
                     list_words(allowed)};
    for (const auto& [key, field] : value.get_object()) {
        const std::string name(key);
        if (std::ranges::find(allowed, name) == allowed.end())
            return Error{"the body has a key «" + one_line(name) + "» that means nothing here" +
                         did_you_mean(name, allowed) + "; it may have " + list_words(allowed)};
        if (auto wrong = put(body, name, field)) return *std::move(wrong);
    }
    return body;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& names) {
    constexpr std::size_t word_max = 100;  // a longer one is no slip of the hand
    if (word.size() > word_max) return {};
    const auto near = nearest(word, names);
    return near ? ", did you mean «" + *near + "»?" : "";
}

std::string list_words(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

}  // namespace dondoc
