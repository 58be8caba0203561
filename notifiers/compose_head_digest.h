// What the templates of a digest to the head of units can say. Part of composing; see
// compose_facts.h.
#pragma once

#include "notifiers/facts.h"
#include "notifiers/letter.h"

namespace dondoc {

// Of an item that is no such digest the same names, and nothing behind them.
void say_head_digest(Facts&, const LetterItem&, const Letter&);

}  // namespace dondoc
