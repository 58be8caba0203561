// The times a duty is owed: its `due`, a table or a list of them.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "config/deadline_entry.h"
#include "config/id_set.h"
#include "workflows/campaign.h"

namespace dondoc {

// Of one campaign; keeps what must be said once only. What it is given must outlive it.
class DueReader {
public:
    // A calendar that could not be read is nullptr, a faulty period nothing: what depends on them
    // goes unchecked. Period and events are looked at when a duty is read.
    DueReader(const Source& source, const WorkCalendar* calendar,
              const std::optional<DateSpan>& period, const KnownEvents& events)
        : source_(source), calendar_(calendar), period_(period), events_(events) {}

    // `upward`: owed by the issuer.
    std::vector<Occurrence> read(TableReader& duty, bool upward);
    // Of a deadline that was found elsewhere: says what stands out about it.
    void warn_of_term(const Deadline&, Position);

private:
    std::vector<Occurrence> entry(const Node&, std::size_t position, bool upward, IdSet& ids);
    std::optional<Occurrence> single(TableReader& due, std::size_t position, IdSet& ids);
    std::vector<Occurrence> recurring(TableReader& due, bool upward, IdSet& ids);
    void warn_of_terms(const std::vector<Occurrence>&, Position);
    void warn_of_cutoffs(const std::vector<Occurrence>&, Position);
    void warn_of_unconfirmed(const Term&, Position);

    Source source_;
    const WorkCalendar* calendar_;
    const std::optional<DateSpan>& period_;
    const KnownEvents& events_;
    std::set<int> unconfirmed_;  // years that are reported
};

}  // namespace dondoc
