// Who owes one time of a duty on a day. Units end, are merged and split while a campaign runs: what
// an ended unit still owed passes to its successors, what it had handed in stays with its name, and
// a unit that begins later owes only what falls due once it is there. What a person handed over
// (handover.h) stays with whoever was given it, and passes to successors from there.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/obligation.h"

namespace dondoc {

// One who owes it.
struct Share {
    std::string unit;
    // Ended units whose share this one takes over; beside its own, if it is an obligor itself.
    std::vector<std::string> from;
};

// An ended unit that owes it no more.
struct HandOver {
    std::string unit;
    std::vector<std::string> to;  // empty: it ended without a successor that stands
};

struct Succession {
    std::vector<Share> shares;
    std::vector<HandOver> ended;
    // Ended, or not there yet after all, and handed in, accepted, waived or handed over by a person
    // before.
    std::vector<std::string> history;
};

// What is known of a unit's obligation; nullptr: nothing.
using Held = std::function<const Obligation*(std::string_view unit)>;

// `last_permitted` is that of the duty's own deadline; empty: undated. `given` are units that a
// person gave a share to, beside the obligors of the plan.
Succession succession(const Definition&, const Duty&, std::optional<Date> last_permitted,
                      const Held&, Date day, const std::vector<std::string>& given = {});

// Owes nothing of it by a person's decision, and has handed in nothing: what comes to it from
// others makes it owe the duty again, or nobody would.
bool freed(const Obligation&);

// Whether this share moves now and has not before: one of the ended units still owes it.
bool moves(const Share&, const Held&);
// The event that tells the successor so. The latest day that was granted to one of the ended units
// goes with it to one who is born of it, or owes again by it; whoever owes the duty already keeps
// its own deadline. So does the latest day that one of them asks for, unless the successor owes
// nothing, asks itself, or has that time already.
TookOver took_over(const Share&, const Held&);
// The part of it that is about requests, for one of those whose share it is. `own` is what the
// successor has already; nullptr: it is born of this, or owed again.
void carry_request(TookOver&, const Obligation& from, const Obligation* own);
// The event that ends the obligation of the unit itself.
Event ending(const HandOver&);

// Units whose successor this one is.
std::vector<std::string> predecessors(const Organisation&, std::string_view unit);

// The next day, after `today`, on which a unit that owes something in this campaign begins, or has
// ended; empty: never.
std::optional<Date> next_change(const Definition&, Date today);

}  // namespace dondoc
