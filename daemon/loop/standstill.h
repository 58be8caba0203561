// The store takes nothing: nothing is planned, sent or decided until it does again.
#pragma once

#include <string>

#include "workflows/civil.h"

namespace dondoc {

struct Standstill {
    Instant since{};
    std::string why;  // «commit: disk is full»
};

}  // namespace dondoc
