// A letter that was sent and came back: what a report of it says in words, and the coordinator's
// being told that an address is wrong. A report says of each recipient what became of the message
// (RFC 3464) under an enhanced status code (RFC 3463).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "workflows/campaign.h"
#include "workflows/event.h"

namespace dondoc {

// In place of a rung's id: letters to somebody come back.
inline constexpr std::string_view address_rung = "address";

// What is kept as the answer to the message, and as the reason of its notices: "came_back: 5.1.1
// no such user". explain_code() makes a sentence of it.
std::string came_back_code(const MessageBounced&);
// Is it such a reason?
bool has_come_back(std::string_view code);

// «5.1.1, không có địa chỉ này (550 no such user)»: the code, what it means where that is known,
// and the server's words.
std::string bounce_words(std::string_view status, std::string_view why, Language);

// The same of what came_back_code() gave, without more.
std::string came_back_words(std::string_view code, Language);

// The key of the notice about one person's address, `campaign/address/unit/person/mark`; `mark`
// tells one time that it became wrong from another. And the person in such a key.
std::string address_key(const std::string& campaign, const std::string& unit,
                        const std::string& person, const std::string& mark);
std::string person_of_address_key(std::string_view key);

// The unit that such a person serves: the one that was written about if they hold a role in it,
// else where they are contact, head or superior, else the one that coordinates the campaign.
std::string unit_of_address(const Definition&, const std::string& person, const std::string& about);

// The coordinator is told, in the next message that may leave. Nothing if there is none, or if it
// is the coordinator whose letters come back.
std::optional<NoticeFellDue> tell_of_address(const Definition&, const std::string& person,
                                             std::string key, Instant now);

}  // namespace dondoc
