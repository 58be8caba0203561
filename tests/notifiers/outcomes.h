// Outcomes as words, for tests to compare.
#pragma once

#include <ostream>
#include <string>

#include "notifiers/channel.h"

namespace dondoc {

inline std::string name_of(const Outcome& outcome) {
    static const char* const names[] = {"Sent", "RetryLater", "Rejected", "Unknown"};
    return names[outcome.index()];
}

// What the other side said, or why not.
inline std::string words_of(const Outcome& outcome) {
    if (const auto* sent = std::get_if<Sent>(&outcome)) return sent->reply;
    if (const auto* later = std::get_if<RetryLater>(&outcome)) return later->why;
    if (const auto* rejected = std::get_if<Rejected>(&outcome)) return rejected->why;
    return std::get<Unknown>(outcome).why;
}

}  // namespace dondoc
