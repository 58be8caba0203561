// Why an obligation stands as it does: what happened to it, who was told what, and who was not.
#pragma once

#include <string>
#include <vector>

#include "daemon/http/address_faults.h"
#include "daemon/http/vantage.h"

namespace dondoc {

// A fact of the journal: a decision, a new round, a change of the plan. Notices have their own
// list.
struct Happened {
    Instant at{};
    std::string by;
    std::string event;  // name_of()
    std::string words;  // «trả lại để bổ sung: thiếu biểu số 2»
};

struct NoticeTold {
    NoticeRecord notice;
    std::string words;         // «bậc −5: 05 ngày làm việc trước ngày làm việc cuối 25/01/2017»
    std::string subject;       // of its message; "" while it is not composed
    std::int64_t message = 0;  // its number; 0 if nobody was told
};

struct Why {
    std::vector<Happened> events;         // oldest first
    std::vector<NoticeTold> notices;      // oldest first, passed over included
    std::vector<FaultyAddress> faults{};  // of the unit's contact and head
};

Result<Why> why(const Sight&, const Obligation&);

// Why a notice was told: «bậc −5: 05 ngày làm việc trước ngày làm việc cuối 25/01/2017», by the
// days of its own round.
Result<std::string> notice_words(const Sight&, const NoticeRecord&);

std::string notice_state_name(NoticeState, Language);
std::string message_state_name(MessageState, Language);

}  // namespace dondoc
