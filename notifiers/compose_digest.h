// What the templates of a digest can say. Part of composing; see compose_facts.h.
#pragma once

#include "notifiers/facts.h"
#include "notifiers/letter.h"

namespace dondoc {

// `deliverable`, `period_name` and `deadline` of one time that a duty is owed.
void say_due(Facts&, const Bulletin::Due&, bool late, Language);

// Of an item that is no digest the same names, and nothing behind them.
void say_digest(Facts&, const LetterItem&, const Letter&);

}  // namespace dondoc
