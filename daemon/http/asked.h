// What a request asks for, read and checked. Every fault is a sentence for whoever asked, in the
// language of the answer: what is wrong, and what would be accepted.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/http/exchange.h"
#include "daemon/store/records.h"
#include "workflows/obligation.h"
#include "workflows/result.h"

namespace dondoc {

inline constexpr std::size_t limit_default = 100;

// Which page of a list.
struct PageAsked {
    std::size_t limit = limit_default;  // 1 to page_size_max
    std::string cursor;                 // "": the first page
};

// The query has no other names than these and `lang`, none twice, and a language we speak.
Done knows_query(const Request&, const std::vector<std::string>& allowed, Language);

Result<PageAsked> page_asked(const Request&, Language);

// `sort`: false for the first order, which is meant if none is asked for; true for the second.
Result<bool> second_order_asked(const Request&, const char* first, const char* second, Language);

// `status`, `unit`, `campaign`, `duty`, `due_before`, `sort` put into `filter`.
Result<ObligationFilter> obligations_asked(const Request&, ObligationFilter filter, Language);
// `state`, `person`, `sort`.
Result<MessageFilter> messages_asked(const Request&, Language);

// `on`, a day; nothing if it was not asked.
Result<std::optional<Date>> day_asked(const Request&, Language);
// "12"; nothing for what is no number from 1 on.
std::optional<std::int64_t> message_number(std::string_view);

// The words of `status` and `state`, in the order a reader expects them.
const std::vector<std::string>& status_words();
std::optional<ObligationFilter::Status> parse_status(std::string_view);
std::string_view to_string(ObligationFilter::Status);

// The body of an acting request. What was left out is empty.
struct BodyAsked {
    std::string by;
    std::string reason;
    std::string document;
    std::string as;        // on behalf of which unit
    std::string tell;      // whom, above the contact
    std::string unit;      // whose open obligations are handed over
    std::string to_unit;   // to whom
    bool again = false;    // though it was done today already
    bool discard = false;  // what waits is dropped
    std::optional<Date> arrived;
    std::optional<Date> due;
    std::optional<Date> date;
    std::optional<Date> dated;
    std::optional<Date> from;
    std::optional<Date> to;
    std::string campaign;  // what is silenced, and its duty
    std::string duty;
    std::optional<Date> until;
    std::string signer;
    std::string approver;
    std::vector<std::string> units;
    std::string message_id;  // of a report: what was sent, to whom, and what became of it
    std::string recipient;
    std::string action;
    std::string status;
    std::string why;
    std::string name;  // of a token or a user
    std::string role;
    std::string password;
    std::vector<std::string> campaigns;
    std::optional<Date> expires;
    std::string fingerprint;           // of a preview of the configuration
    std::vector<GivenFigure> figures;  // {"indicator": "1,2"}
};

// A JSON object with some of the keys `allowed`; an empty body is an empty object. Texts come out
// in NFC on one line.
Result<BodyAsked> body_asked(std::string_view body, const std::vector<std::string>& allowed,
                             Language);

// `; did you mean «bv-da-khoa»?`; "" if nothing is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& names, Language);
// The same, or `; ` and all the names after what `says` of them.
std::string instead_of(std::string_view word, const std::vector<std::string>& names,
                       const std::string& says, Language);

// "a, b and c"
std::string list_words(const std::vector<std::string>& names, Language);

}  // namespace dondoc
