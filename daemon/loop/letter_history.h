// What has happened before a letter leaves, and what will unless it is answered. Part of Letters;
// see letters.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/reader.h"
#include "notifiers/letter.h"
#include "workflows/campaign.h"

namespace dondoc {

// Of leadership who has been told of the same matter in the notice's round, or is told by letters
// that leave with this one; the reader is not told of themselves. `all` are the notices about it.
std::vector<LetterItem::Reported> reported_above(const Definition&, const NoticeRecord&,
                                                 const std::vector<NoticeRecord>& all, Instant now);

// The last working day before the leadership is told; nothing if no rung tells it, or that day has
// passed.
std::optional<Date> answer_by(const Definition&, const Duty&, const NoticeRecord&, const Term&,
                              Date today);

// Why the unit's report was returned the last time; empty if it never was.
Result<std::string> return_reason(const Reader&, const NoticeRecord&);

// Queued or being retried.
bool waiting(const NoticeRecord&);

// A pause or a downtime can hold a notice back until a later step of the same audience stands
// beside it, or until it is too old to be caught up on; the planner's own rules for what it missed.
// Why it is not told any more, or "".
std::string held_back_too_long(const Definition&, const NoticeRecord&,
                               const std::vector<NoticeRecord>& all, Instant now);

// Why a notice planned for this obligation does not hold any more; empty if it does.
Result<std::string> lapsed(const Reader&, const Definition&, const Obligation&, const NoticeRecord&,
                           Instant now);

// What is kept from leaving, rather than dropped, by such a reason: its phase, or a person, holds
// it.
bool is_put_off(std::string_view because);

// The ended units whose share a question is about, by name.
Result<std::string> taken_from(const Reader&, const Definition&, const NoticeRecord&, Date day);

}  // namespace dondoc
