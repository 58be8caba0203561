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
#include "workflows/wording.h"

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

std::string quoted(std::string_view name) {
    return "`" + std::string(name) + "`";
}

Error not_one_of(std::string_view name, std::string_view value,
                 const std::vector<std::string>& words, Language language) {
    return {quoted(name) + in_words(language, " không thể là «", " cannot be «") +
            std::string(value) + "»" +
            instead_of(value, words, in_words(language, "chỉ nhận ", "it is one of "), language)};
}

std::string kind_name(const json::value& value, Language language) {
    switch (value.kind()) {
        case json::kind::null: return "null";
        case json::kind::bool_: return in_words(language, "đúng hoặc sai", "true or false");
        case json::kind::int64:
        case json::kind::uint64:
        case json::kind::double_: return in_words(language, "một số", "a number");
        case json::kind::string: return in_words(language, "một chuỗi", "a text");
        case json::kind::array: return in_words(language, "một danh sách", "a list");
        case json::kind::object: return in_words(language, "một đối tượng", "an object");
    }
    CHECK(false);
}

// «`units` là một số; …»
Error wrong_kind(std::string_view name, const json::value& value, std::string_view vi,
                 std::string_view en, Language language) {
    return {quoted(name) + in_words(language, " là ", " is ") + kind_name(value, language) + "; " +
            in_words(language, vi, en)};
}

Result<Date> day_asked(std::string_view name, std::string_view text, Language language) {
    if (const auto day = parse_iso_date(text)) return *day;
    return Error{quoted(name) + in_words(language, " là «", " is «") + std::string(text) +
                 in_words(language, "», không phải là ngày; ghi dạng 2017-01-30",
                          "», which is no day; write it as 2017-01-30")};
}

constexpr std::size_t units_max = 2'000;  // of one body

std::optional<Error> put_ids(std::vector<std::string>& ids, std::string_view key,
                             const json::value& value, Language language) {
    if (!value.is_array()) {
        return wrong_kind(key, value, "cần một danh sách mã, như [\"bv-da-khoa\"]",
                          "it must be a list of ids, such as [\"bv-da-khoa\"]", language);
    }
    if (value.get_array().size() > units_max) {
        return Error{quoted(key) + in_words(language, " có quá ", " has more than ") +
                     std::to_string(units_max) + in_words(language, " mã", " ids")};
    }
    for (const json::value& one : value.get_array()) {
        if (!one.is_string() || one.get_string().size() > text_max) {
            return Error{quoted(key) +
                         in_words(language,
                                  " có phần tử không phải là mã đơn vị; đặt mỗi mã trong ngoặc kép",
                                  " holds what is no id of a unit; put each in quotes")};
        }
        ids.push_back(one_line(std::string_view(one.get_string())));
    }
    return {};
}

Error too_long(std::string_view key, std::size_t bytes, Language language) {
    const std::string most = std::to_string(text_max);
    return {
        quoted(key) + in_words(language, " dài ", " has ") + std::to_string(bytes) +
        in_words(language, " byte; nhiều nhất là " + most, " bytes; " + most + " are the most")};
}

// Texts: a number of JSON has lost how it was written, and 1.10 is 1.1 there.
std::optional<Error> put_figures(BodyAsked& body, const json::value& value, Language language) {
    if (!value.is_object()) {
        return wrong_kind("figures", value, "gửi một đối tượng như {\"giam-ho-ngheo\":\"1,2\"}",
                          "send an object such as {\"giam-ho-ngheo\":\"1,2\"}", language);
    }
    for (const auto& [indicator, number] : value.get_object()) {
        if (!number.is_string()) {
            return Error{in_words(language, "số liệu của `", "the figure of `") +
                         one_line(indicator) + in_words(language, "` là ", "` is ") +
                         kind_name(number, language) +
                         in_words(language, "; đặt trong ngoặc kép: \"1,2\"",
                                  "; put it in quotes: \"1,2\"")};
        }
        const std::string_view text = number.get_string();
        for (const std::size_t bytes : {indicator.size(), text.size()})
            if (bytes > text_max) return too_long("figures", bytes, language);
        body.figures.push_back({one_line(indicator), one_line(text)});
    }
    return {};
}

std::optional<Error> put_flag(bool& flag, std::string_view key, const json::value& value,
                              Language language) {
    if (!value.is_bool()) {
        return wrong_kind(key, value, "gửi true hoặc bỏ đi", "send true, or leave it out",
                          language);
    }
    flag = value.get_bool();
    return {};
}

std::optional<Date>* day_of(BodyAsked& body, std::string_view key) {
    if (key == "arrived") return &body.arrived;
    if (key == "due") return &body.due;
    if (key == "date") return &body.date;
    if (key == "dated") return &body.dated;
    if (key == "from") return &body.from;
    if (key == "expires") return &body.expires;
    if (key == "until") return &body.until;
    return key == "to" ? &body.to : nullptr;
}

std::string& text_of(BodyAsked& body, std::string_view key) {
    if (key == "by") return body.by;
    if (key == "reason") return body.reason;
    if (key == "signer") return body.signer;
    if (key == "fingerprint") return body.fingerprint;
    if (key == "as") return body.as;
    if (key == "tell") return body.tell;
    if (key == "unit") return body.unit;
    if (key == "to_unit") return body.to_unit;
    if (key == "campaign") return body.campaign;
    if (key == "duty") return body.duty;
    if (key == "message_id") return body.message_id;
    if (key == "recipient") return body.recipient;
    if (key == "action") return body.action;
    if (key == "status") return body.status;
    if (key == "why") return body.why;
    if (key == "name") return body.name;
    if (key == "role") return body.role;
    if (key == "password") return body.password;
    return key == "approver" ? body.approver : body.document;
}

std::optional<Error> put(BodyAsked& body, std::string_view key, const json::value& value,
                         Language language) {
    if (key == "units") return put_ids(body.units, key, value, language);
    if (key == "campaigns") return put_ids(body.campaigns, key, value, language);
    if (key == "figures") return put_figures(body, value, language);
    if (key == "again") return put_flag(body.again, key, value, language);
    if (key == "discard") return put_flag(body.discard, key, value, language);
    if (!value.is_string()) {
        return wrong_kind(key, value, "cần một chuỗi trong ngoặc kép, hoặc bỏ đi",
                          "it must be a text in quotes, or be left out", language);
    }
    const std::string_view text = value.get_string();
    if (text.size() > text_max) return too_long(key, text.size(), language);
    if (auto* its_day = day_of(body, key)) {
        const auto day = day_asked(key, text, language);
        if (!day) return day.error();
        *its_day = *day;
        return {};
    }
    text_of(body, key) = one_line(text);
    return {};
}

}  // namespace

Done knows_query(const Request& request, const std::vector<std::string>& allowed,
                 Language language) {
    std::vector<std::string> known = allowed;
    known.emplace_back("lang");
    for (auto at = request.query.begin(); at != request.query.end(); ++at) {
        const auto& [name, value] = *at;
        if (name == "lang") {
            if (value != "vi" && value != "en")
                return not_one_of("lang", value, {"vi", "en"}, language);
        } else if (std::ranges::find(allowed, name) == allowed.end()) {
            return Error{
                in_words(language, "không hỏi được `", "the query has no `") + name + "`" +
                instead_of(name, known, in_words(language, "chỉ có ", "it may have "), language)};
        }
        if (std::any_of(request.query.begin(), at, [&](const auto& p) { return p.first == name; }))
            return Error{quoted(name) + in_words(language, " có hai lần; chỉ ghi một lần",
                                                 " stands twice in the query; write it once")};
    }
    return done;
}

Result<std::optional<Date>> day_asked(const Request& request, Language language) {
    const auto text = request.query_value("on");
    if (!text) return std::optional<Date>();
    const auto day = day_asked("on", *text, language);
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

Result<PageAsked> page_asked(const Request& request, Language language) {
    PageAsked page;
    page.cursor = request.query_value("cursor").value_or("");
    if (const auto text = request.query_value("limit")) {
        const char* end = text->data() + text->size();
        const auto read = std::from_chars(text->data(), end, page.limit);
        if (read.ec != std::errc{} || read.ptr != end || page.limit < 1 ||
            page.limit > page_size_max) {
            return Error{
                in_words(language, "`limit` là «", "`limit` is «") + *text +
                in_words(language, "»; cần một số từ 1 đến ", "»; it is a number from 1 to ") +
                std::to_string(page_size_max)};
        }
    }
    return page;
}

Result<bool> second_order_asked(const Request& request, const char* first, const char* second,
                                Language language) {
    const auto word = request.query_value("sort");
    if (!word || *word == first) return false;
    if (*word == second) return true;
    return not_one_of("sort", *word, {first, second}, language);
}

Result<ObligationFilter> obligations_asked(const Request& request, ObligationFilter filter,
                                           Language language) {
    filter.unit = request.query_value("unit").value_or("");
    filter.campaign = request.query_value("campaign").value_or("");
    filter.duty = request.query_value("duty").value_or("");
    if (const auto word = request.query_value("status")) {
        const auto status = parse_status(*word);
        if (!status) return not_one_of("status", *word, status_words(), language);
        filter.status = *status;
    }
    if (const auto text = request.query_value("due_before")) {
        const auto day = day_asked("due_before", *text, language);
        if (!day) return day.error();
        filter.due_before = *day;
    }
    const auto latest_first = second_order_asked(request, "due", "-due", language);
    if (!latest_first) return latest_first.error();
    filter.latest_first = *latest_first;
    return filter;
}

Result<MessageFilter> messages_asked(const Request& request, Language language) {
    MessageFilter filter;
    filter.person = request.query_value("person").value_or("");
    if (const auto word = request.query_value("state")) {
        filter.state = from_word<MessageState>(*word);
        if (!filter.state)
            return not_one_of(
                "state", *word,
                {"queued", "retrying", "sent", "failed", "suppressed", "discarded", "rerouted"},
                language);
    }
    const auto oldest_first = second_order_asked(request, "-number", "number", language);
    if (!oldest_first) return oldest_first.error();
    filter.oldest_first = *oldest_first;
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

Result<BodyAsked> body_asked(std::string_view text, const std::vector<std::string>& allowed,
                             Language language) {
    BodyAsked body;
    if (text.empty()) return body;
    if (!valid_utf8(text)) {
        return Error{in_words(language, "nội dung gửi không phải UTF-8; gửi bằng UTF-8",
                              "the body is not UTF-8; send it as UTF-8")};
    }
    boost::system::error_code fault;
    const auto value = json::parse({text.data(), text.size()}, fault);
    if (fault) {
        return Error{
            in_words(language, "nội dung gửi không phải JSON: ", "the body is not JSON: ") +
            fault.message() +
            in_words(language, "; gửi một đối tượng như ", "; send an object such as ") +
            "{\"by\":\"tccb\",\"reason\":\"…\"}"};
    }
    if (!value.is_object()) {
        return Error{in_words(language, "nội dung gửi là ", "the body is ") +
                     kind_name(value, language) +
                     in_words(language, "; gửi một đối tượng có ", "; send an object with ") +
                     list_words(allowed, language)};
    }
    for (const auto& [key, field] : value.get_object()) {
        const std::string name(key);
        if (std::ranges::find(allowed, name) == allowed.end()) {
            return Error{
                in_words(language, "nội dung gửi có khóa «", "the body has a key «") +
                one_line(name) +
                in_words(language, "» không dùng ở đây", "» that means nothing here") +
                instead_of(name, allowed, in_words(language, "chỉ có ", "it may have "), language)};
        }
        if (auto wrong = put(body, name, field, language)) return *std::move(wrong);
    }
    return body;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& names,
                         Language language) {
    constexpr std::size_t word_max = 100;  // a longer one is no slip of the hand
    if (word.size() > word_max) return {};
    const auto near = nearest(word, names);
    return near ? in_words(language, "; có phải là «", "; did you mean «") + *near + "»?" : "";
}

std::string instead_of(std::string_view word, const std::vector<std::string>& names,
                       const std::string& says, Language language) {
    const std::string near = did_you_mean(word, names, language);
    return near.empty() ? "; " + says + list_words(names, language) : near;
}

std::string list_words(const std::vector<std::string>& names, Language language) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? in_words(language, " và ", " and ") : ", ";
        text += names[i];
    }
    return text;
}

}  // namespace dondoc
