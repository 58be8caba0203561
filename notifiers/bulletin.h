// What a digest says, as facts: how the campaigns of one reader stand. Part of a letter; see
// letter.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/civil.h"

namespace dondoc {

struct Bulletin {
    struct Named {
        std::string name;
        std::string phone{};  // may be empty
        bool suspended = false;
    };
    // One time that a duty is owed, with the units that owe it by that day.
    struct Due {
        std::string deliverable;
        int cycle = 0;
        std::optional<Period> period{};
        Deadline deadline;
        std::optional<Term> term{};
        std::optional<Date> granted{};  // the units' own day, if that is another than the plan's
        int all = 0;                    // how many units owe it, or did
        int fresh = 0;                  // of them overdue since the last digest
        std::vector<Named> units;       // at least one
    };
    struct Request {
        std::string unit;
        std::string deliverable;
        Date to{};
        std::string reason;  // may be empty
    };
    // Overdue when it was first seen or set: nobody is told until the coordinator answers.
    struct Question {
        std::string deliverable;
        int units = 0;
    };
    // Kept out by a gate, and not answered yet.
    struct Barred {
        std::string unit;
        std::string deliverable;
        std::vector<std::string> obstacles;
    };
    struct Told {
        std::string name;  // with title
        int units = 0;     // about so many
    };
    struct Standing {
        std::string title;
        std::string part{};  // as in LetterItem
        int all = 0;         // the numbers of the status page
        int owed = 0;
        int overdue = 0;
        int due_soon = 0;
        int submitted = 0;
        int accepted = 0;
        int waived = 0;
        std::vector<Due> late;  // the longest late first
        std::vector<Due> due;   // this week
        std::vector<Request> requests;
        std::vector<Question> questions;
        std::vector<std::string> undated;  // deliverables
        std::vector<Barred> barred;
        std::vector<Told> told;  // leadership, since the last digest
    };
    // A letter that failed and that nobody has settled.
    struct Failed {
        std::string name;
        std::string phone;
        std::string subject;  // may be empty
        std::string why;
    };

    DateSpan week{};  // its first and last working day
    std::vector<Standing> campaigns;
    std::vector<Failed> failed;
    std::vector<Named> unreachable;  // units whose contact has no address, or that have none
};

}  // namespace dondoc
