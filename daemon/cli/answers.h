// What the daemon answered, made into lines for people: in the language of the answer, days as that
// language writes them, and the words that the pages use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "workflows/period.h"
#include "workflows/wording.h"

namespace dondoc {

// The text or number at a key; "" for null and for what is not there.
std::string at(const boost::json::object&, std::string_view key);
// The object at a key; an empty one for what is not there.
const boost::json::object& object_at(const boost::json::object&, std::string_view key);

template <class Print>
void each(const boost::json::object& object, std::string_view key, Print print) {
    const boost::json::value* value = object.if_contains(key);
    if (!value || !value->is_array()) return;
    for (const boost::json::value& one : value->get_array()) {
        if (one.is_object()) print(one.get_object());
    }
}

// Its `language`.
Language language_of(const boost::json::object&);
// «14/12/2026» of "2026-12-14", «14/12/2026 07:30» of "2026-12-14T07:30:00+07:00"; "–" of "".
std::string day_shown(const std::string& iso, Language);
std::string moment_shown(const std::string& rfc3339, Language);

// Rows as columns with two blanks between; the last is as wide as it is.
std::string columns(const std::vector<std::vector<std::string>>& rows);

// The whole answer to `status`, with the campaigns and what is overdue; of that so many at most.
struct Standings {
    boost::json::object status;
    std::vector<boost::json::object> campaigns;
    std::vector<boost::json::object> overdue;
    bool more_overdue = false;
};
void tell_status(const Standings&);
// What is overdue alone: whose, since when, and whom to ring.
void tell_overdue(const std::vector<boost::json::object>&, Language);

// Letters that failed: to whom, what the channel said, and whom to ring.
void tell_failed(const std::vector<boost::json::object>&, Language);

void tell_why(const boost::json::object&);
void tell_message_why(const boost::json::object&);

void tell_indicators(const boost::json::object&);
void tell_eligibility(const boost::json::object&);
// Silences that run, and what each holds.
void tell_silences(const boost::json::object&);
void tell_record(const boost::json::object&);

}  // namespace dondoc
