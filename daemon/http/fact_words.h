// What happened to an obligation, in a sentence: «trả lại để bổ sung: thiếu biểu số 2».
#pragma once

#include <optional>
#include <string>

#include "daemon/store/records.h"
#include "workflows/organisation.h"

namespace dondoc {

// What is known of the obligation in the round that a fact belongs to.
struct FactRound {
    const Obligation* obligation = nullptr;  // nothing: only what the fact itself says
    std::optional<Date> issued{};            // of its plan
};

// "" for facts that are told as notices or of something else. Units bear their names of that day.
std::string fact_words(const Event&, Language, const Organisation&, Date day, FactRound = {});

// Of the obligation's own unit.
std::string suspended_fact(const SuspensionRecord&, Language);
std::string suspension_ended_fact(const SuspensionRecord&, Language);

}  // namespace dondoc
