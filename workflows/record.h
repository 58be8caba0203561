// A unit's record of keeping its deadlines (theo dõi trễ hạn), counted the same way for everybody
// and from the facts alone.
//
// Each submission is judged by the last permitted day that stood when it was recorded: registered
// arrival against that day, in working days. A return opens a new round with a day of its own, and
// what was on time before stays on time. Days before an extension are forgiven by it. A deadline
// that is moved after the submission can make it less late, never later. Days on which the unit is
// suspended do not count, and a deadline among them stands at the last of them; a suspension that
// goes on after days off is one with the one before. What is still
// missing counts up to today. A submission recorded by mistake and taken back is none. Not counted:
// what is not due yet, undated, waived or withdrawn, and what lay in the past when it was set
// down, moved or taken over. The days of all rounds of one obligation add up. What passed on to
// others, or was still owed by a unit that ended, stays in the record as it stood on that day. What
// a unit took over from others is shown apart, with how late those were when they handed it over;
// it never counts against the unit that has it now.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workflows/calendar.h"
#include "workflows/obligation.h"
#include "workflows/zone.h"

namespace dondoc {

struct PastEvent {
    Instant at{};
    Event event;
};

// By which days it is counted.
struct Reckoning {
    const WorkCalendar& calendar;
    const Zone& zone;
    Date today{};
    std::vector<DateSpan> suspended{};  // of the unit by the campaign; none overlap
    std::optional<Date> until{};        // the unit's last day
};

// What an obligation counts as. The first three are counted, the others are not.
enum class Punctuality {
    on_time,
    late,     // submitted, and some round of it came after its last permitted day
    missing,  // still owed, and the last permitted day has passed
    not_due,
    undated,
    waived,
    withdrawn,
    handed_over,     // to another unit, before its day
    suspended,       // its day passed, or passes, while the unit is suspended
    known_too_late,  // its day had passed when it was first seen, moved or taken over
};
std::string_view to_string(Punctuality);
bool is_counted(Punctuality);
std::string punctuality_name(Punctuality, Language);

struct RecordLine {
    ObligationId id;
    Punctuality how = Punctuality::not_due;
    // Of the round that is still open, without an arrival; else of the latest submission.
    std::optional<Date> last_permitted;
    std::optional<Date> arrived;
    int days_late = 0;  // working days, of all rounds; of a missing one up to today
    int submissions = 0;
    int returns = 0;
    int extensions = 0;
    // Working days by which the submission that stands came late; empty: it did not, or none
    // stands.
    std::optional<int> late_by;
    std::optional<Date> handed_over;  // when it passed on to others: it stands as it did then
};

// The history of one obligation from its birth on; what is not about it is passed over. Nothing if
// it has no birth.
std::optional<RecordLine> record_of(const ObligationId&, const std::vector<PastEvent>&,
                                    const Reckoning&);

// The record of an obligation that was handed over to another unit, as it stood when it was: that
// of the unit it came from, counted to the day on which it passed on, or to the last day of a unit
// that had ended. Nothing if it did not pass to that unit at that moment.
struct TakenOver {
    RecordLine line;     // of the unit that it came from
    Date on{};           // when it passed on
    std::string reason;  // the person's who decided so; empty: that unit had ended
};
struct TakingOver {
    std::string unit;  // that took it over
    Instant at;        // and when
};
std::optional<TakenOver> taken_over(const ObligationId& from, const std::vector<PastEvent>&,
                                    const Reckoning&, const TakingOver&);

struct RecordSum {
    int counted = 0;
    int on_time = 0;
    int late = 0;
    int missing = 0;
    int not_counted = 0;
    int days_late = 0;
    int returns = 0;  // of those that are counted; extensions likewise
    int extensions = 0;
};
RecordSum sum_of(const std::vector<RecordLine>&);

// «nộp trễ hạn»; of what came on a day off right after its last one «nộp trễ hạn (ngày nghỉ)».
std::string how_words(const RecordLine&, Language);
// «trễ hạn 03 ngày làm việc», «trễ hạn (ngày nghỉ)»: of RecordLine::late_by.
std::string late_words(int days, Language);
// How all this is counted, for whoever reads the record.
std::string how_counted(Language);
// The same of what was taken over.
std::string how_taken_over(Language);

}  // namespace dondoc
