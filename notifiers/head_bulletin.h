// What the daily digest says to the head of units, as facts. Part of a letter; see letter.h.
#pragma once

#include <string>
#include <vector>

#include "notifiers/bulletin.h"
#include "notifiers/desk.h"

namespace dondoc {

struct HeadBulletin {
    struct Matter {
        Bulletin::Due due;      // without units
        std::string unit{};     // empty: the head is told of one unit alone
        std::string title{};    // of the plan
        std::string part{};     // as in LetterItem
        int working_days = 0;   // late; of what is not late left to the last one
        bool returned = false;  // what was handed in came back
    };

    std::vector<Matter> late;      // the longest late first
    std::vector<Matter> soon;      // due in the next working days
    std::vector<Matter> returned;  // that are neither
    std::vector<Matter> waiting;   // handed in, not accepted yet
    std::vector<Desk> desks;       // of the campaigns they belong to, each once
};

}  // namespace dondoc
