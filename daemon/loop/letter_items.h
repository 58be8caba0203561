// The facts that a letter states, gathered from definition and store. Part of Letters; see
// letters.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/store/reader.h"
#include "notifiers/letter.h"
#include "workflows/campaign.h"

namespace dondoc {

// The name of a unit on that day, of one that has ended that of its successor; plain words as they
// are.
std::string unit_or_words(const Organisation&, const std::string& id, Date day);
// "Giám đốc Trần Văn A"; empty for nobody.
std::string with_title(const Person*);
// What the duty itself says, whoever owes it, with whom the reader stands in for.
LetterItem item_of_duty(const Definition&, const Duty&, const NoticeRecord&, Date today);
// What the time it is owed says beside.
// What is on record about a unit whose contact is asked about.
LetterItem contact_item(const Definition&, const NoticeRecord&, Date today);
// The same about the address of one of its people, which letters come back from.
void say_address(LetterItem&, const Person&, const AddressFault&, const Zone&, Language);
void add_occurrence(LetterItem&, const Occurrence&, const EventDates&);
// In whose place the reader is told.
void say_absence(LetterItem&, const Definition&, const NoticeRecord&);
// The obligation's own days, as they stand on `day`.
void add_days(LetterItem&, const Obligation&, const WorkCalendar&, Date day);

// Late things first, then by deadline; what has no date comes last.
void put_in_order(std::vector<LetterItem>&);
// Whom to ask on that day.
Desk desk_of(const Definition&, Date day);
// Who is told of the obligation next, as an announcement that leaves now says it.
Result<std::vector<LetterItem::Ahead>> announced_items(const Reader&, const Definition&,
                                                       const Obligation&, Instant now);

bool to_unit(Audience);

// Both ends included.
struct RoundSpan {
    int first = 1;
    int last = 1;
};
// What the unit was told in these rounds, on the days it really left, each day once.
std::vector<Told> told_to_unit(const std::vector<NoticeRecord>&, RoundSpan, const Zone&);

// What a nudge asks the coordinator: of what is overdue an item for each time it is owed, else one
// for the duty that has no date. Empty: there is nothing to ask any more.
// Units that are suspended are left out; the watch is one without them.
Result<std::vector<LetterItem>> question_items(const Reader&, const Definition&,
                                               const NoticeRecord&, const DutyWatch&, Date today);

}  // namespace dondoc
