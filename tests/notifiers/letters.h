// Letters to try composing on, from the sample figures of the Lào Cai plan of 2017.
#pragma once

#include <string>
#include <vector>

#include "notifiers/compose.h"
#include "notifiers/letter.h"

namespace dondoc::letters {

Date day(int year, unsigned month, unsigned number);

// «chậm nhất là ngày 15/6/2017», owed to the department by a hospital; told nothing yet, 5 days
// left.
LetterItem midterm_report(NoticeKind, Audience);
// «trước 30/01/2017»: the last permitted day is a Sunday in the Tết break.
LetterItem registration();
// The same, so many working days late and with four reminders behind it.
LetterItem overdue_report(Audience, int days_late);
// Three late units of one duty, as the director hears of them on 22/6.
std::vector<LetterItem> three_late(Audience);
// What waits for a go-ahead after a downtime.
LetterItem waits_for_a_go_ahead();
// Two units of whom the superior is told the next working day, and one that waits for a release.
std::vector<LetterItem> announced();
// 07:30 of that day, to a unit, with the desk of the personnel office.
Letter to_contact(Date, std::vector<LetterItem>);
Letter to_head(Date, std::vector<LetterItem>);
Letter to_director(Date, std::vector<LetterItem>);
Letter to_coordinator(Date, std::vector<LetterItem>);

struct Named {
    std::string name;
    Letter letter;
};
// Copies, returns, a plan with a number, the lead of a cluster; part of all().
std::vector<Named> more();
// One of each kind, in Vietnamese; the golden files are theirs.
std::vector<Named> all();

// By the built-in templates.
LetterText composed(const Letter&);

}  // namespace dondoc::letters
