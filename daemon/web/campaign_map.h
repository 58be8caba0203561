// A campaign at a glance: which unit has what in, duty by duty, and its deadlines on a line of
// time.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "daemon/http/vantage.h"
#include "notifiers/facts.h"

namespace dondoc {

// Shares of one duty: of one unit, of one time it is owed, or of both together. What is withdrawn
// counts nowhere.
struct Tally {
    int all = 0;
    int settled = 0;    // accepted or waived
    int submitted = 0;  // waits for acceptance
    int overdue = 0;
    int soon = 0;
    int undated = 0;

    void count(const Sight&, const Obligation&);
};

// One time that a duty is owed.
struct TimeOwed {
    std::string duty;
    std::string occurrence;
    std::optional<Date> last_permitted{};  // the latest of its shares
    Tally tally{};
};

struct CampaignMap {
    std::map<std::string, std::map<std::string, Tally>> units;  // by unit id and duty id
    std::vector<TimeOwed> times;                                // by day; the undated last
    Tally whole;
};
Result<CampaignMap> map_of(const Sight&, const Campaign&);

// Units on a page.
inline constexpr std::size_t mapped_units_max = 500;

// «matrix»: the duties as columns and the units as rows, with `href` to the shares behind a cell.
Facts matrix_facts(const Sight&, const Campaign&, const CampaignMap&);
// «times»: each with its deliverable, last day, and how far it is.
std::vector<Facts> times_facts(const Sight&, const Campaign&, const CampaignMap&);
// How far the whole is: `done`, `all`, `words`.
Facts progress_facts(const Sight&, const Tally&);

}  // namespace dondoc
