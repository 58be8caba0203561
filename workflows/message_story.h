// The story of one message in sentences: to whom, why to this person, what became of it. The facts
// are handed over, and nothing is looked up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/day_answer.h"
#include "workflows/event.h"

namespace dondoc {

// A moment as people read it.
struct DayTime {
    Date day{};
    TimeOfDay time{};
};

struct MessageFacts {
    std::int64_t number = 0;
    std::string person_name;
    std::string address;  // empty while it is not composed
    std::string channel;
    DayTime moment;
    NoticeFate fate = NoticeFate::queued;  // of the message: never passed_over
    bool copy = false;
    bool rehearsal = false;
    std::optional<DayTime> settled{};
    std::optional<DayTime> next{};  // when it is tried (again)
    std::string answer{};           // the last one of the channel
    bool unknown = false;           // a try ended without a reply
    bool due = false;               // its moment has come
    std::string paused{};           // who pauses all sending now, and why
    std::string kept_back{};        // «Kênh mail không nhận thư nào từ …: …», or what else does
    int notices = 0;
    int dropped = 0;  // of them
};

// What it is, to whom, and how it stands.
std::vector<std::string> message_sentences(const MessageFacts&, Language);

// Why a notice of that day goes to this person: the role, of which unit, and whom the person stands
// in for. Says so if by the definition it would be another person now.
std::string why_this_person(const Definition&, const Duty&, std::string_view unit, Audience,
                            std::string_view person, Date day, Language);

// A fact about a message in a sentence: composed, tried, answered, dropped; "" for other facts.
std::string message_fact(const Event&, Language);

}  // namespace dondoc
