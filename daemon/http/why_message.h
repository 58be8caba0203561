// Why a message is as it is: to whom, why to this person, what it says and on whose word, what the
// channel answered, and what was dropped from it and why.
#pragma once

#include <string>
#include <vector>

#include "daemon/http/why.h"

namespace dondoc {

struct NoticeInMessage {
    NoticeRecord notice;
    std::string words;        // why it was told: its rung
    std::string person;       // why this person; "" if the plan does not know the duty any more
    std::string deliverable;  // what is owed
    std::string unit_name;    // by whom; "" for a nudge
    std::string quote;        // the sentence of the plan
    std::string dropped;      // why it was left out; "" if it stands in the message
};

struct WhyMessage {
    std::vector<std::string> sentences;  // what it is and how it stands
    std::vector<NoticeInMessage> notices;
    std::vector<Happened> events;  // composed, tried, answered; oldest first
};

Result<WhyMessage> why_message(const Sight&, const MessageRecord&);

}  // namespace dondoc
