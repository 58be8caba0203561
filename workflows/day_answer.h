// What was told about an obligation on one day or, if nothing was, why not, and what comes next: in
// sentences, for officers and auditors. The facts are handed over, and nothing is looked up.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/campaign.h"
#include "workflows/event.h"
#include "workflows/obligation.h"

namespace dondoc {

// What became of a notice.
enum class NoticeFate { queued, retrying, sent, failed, suppressed, passed_over };

// A notice that fell due, left or was passed over on the day that is asked about.
struct NoticeOfDay {
    NoticeFellDue told;  // rung, round, kind, audience, because
    NoticeFate fate = NoticeFate::sent;
    std::string person_name;  // empty if passed over
    // Its rung fell on the day asked about, but it was dealt with on this one.
    std::optional<Date> other_day{};
    std::string waits_for{};  // of one that is not settled: "; waits for a go-ahead"; or empty
};

// «đã gửi cho thủ trưởng đơn vị (Trần Văn B): bậc +1: …»
std::string notice_words(const Obligation&, const NoticeOfDay&, Language);

// Everything that is known of the obligation and the day.
struct DayFacts {
    Date day{};
    Date today{};                      // a later day is foretold, as if nobody did anything
    std::optional<Obligation> then{};  // as it stood when the day ended; empty: not followed yet
    std::optional<Date> first_seen{};  // the day it began to be followed; empty: never
    std::vector<NoticeOfDay> notices{};
    bool held = false;                  // its phase was held when the day ended
    std::vector<DateSpan> suspended{};  // days on which nothing is told about the unit
    std::string suspended_why{};        // of the day asked about: reason and who allowed it
    std::vector<DateSpan> silenced{};   // days on which its ladder told nobody
    std::string silenced_why{};         // of the day asked about: who set it, until when, why
    std::string paused{};     // who paused all sending on that day, and why; empty: it went on
    std::string set_aside{};  // why it could not be planned; empty: it could
    std::string awaits{};     // undated: title of the event that its day hangs on; may be empty
};

// Why nobody was told anything; `told` if somebody was. The first that holds, in this order.
enum class DayCode {
    told,
    not_sent,      // something fell due, but failed, was dropped or still waits
    passed_over,   // a rung fell on that day and told nobody
    not_followed,  // dondoc did not know the obligation yet
    set_aside,
    withdrawn,
    settled,    // accepted or waived
    submitted,  // waits for acceptance
    undated,
    asking,  // overdue at birth
    before_issue,
    phase_held,
    escalations_held,  // a person holds what the ladder tells after the deadline
    needs_release,     // the rung of that day waits for one
    suspended,         // the unit, for force majeure
    silenced,          // by a person, for some days
    paused,
    day_off,
    no_ladder,     // the definition does not know the duty any more
    before_first,  // the first rung is still ahead
    between,       // no rung falls on that day
    after_last,    // no rung is left
    not_then,      // a rung of the ladder as it is now; when the day came, it was not there
    ahead,         // a rung falls on that day, which has not come yet, or not yet its hour
};
std::string_view to_string(DayCode);

struct DayAnswer {
    DayCode code = DayCode::told;
    std::vector<std::string> sentences;  // at least one; what comes next is the last
};

// `definition` may be nullptr: the campaign is not configured any more.
DayAnswer answer_for(const Definition* definition, const DayFacts&, Language);

}  // namespace dondoc
