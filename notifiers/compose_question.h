// What a question to the coordinator can say. Part of composing; see compose.h.
#pragma once

#include <string_view>

#include "notifiers/compose_facts.h"
#include "notifiers/facts.h"
#include "notifiers/letter.h"

namespace dondoc {

// Of a question its section, by what it was told for.
SectionKind question_kind(std::string_view because);

// What an undated duty waits for, the later day that is asked for, what bars the unit, whose share
// came to it, and how a deadline came to lie in the past; empty where the item asks something else.
void say_question(Facts&, const LetterItem&, Language);

}  // namespace dondoc
