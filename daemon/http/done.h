// What an act has done, in a sentence for whoever asked for it.
#pragma once

#include <cstdint>
#include <string>

#include "daemon/http/vantage.h"
#include "daemon/loop/command.h"
#include "workflows/result.h"

namespace dondoc {

// How what the act was about stands now; empty of what it is not.
struct Standing {
    std::string words;           // of an obligation, or of a phase
    bool closed = false;         // the phase
    std::int64_t unsettled = 0;  // in the phase
};

// In the language of the sight.
Result<std::string> done_words(const Sight&, const Command&, const Standing&);

}  // namespace dondoc
