// What a question to the coordinator can say. Part of composing; see compose.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notifiers/compose_sections.h"
#include "notifiers/facts.h"
#include "notifiers/letter.h"

namespace dondoc {

// Of a question its section, by what it was told for.
SectionKind question_kind(std::string_view because);

// What an undated duty waits for, the later day that is asked for, what bars the unit, whose share
// came to it, and how a deadline came to lie in the past; empty where the item asks something else.
void say_question(Facts&, const LetterItem&, Language);

// Who is told of an item next, and when: «ngày 06/02/2017 gửi lãnh đạo phụ trách (Phó Giám đốc Trần
// Văn B)»; empty if it announces nothing.
std::string ahead_words(const LetterItem&, Language);
// The day on which the units of a section are told of, and whether any of it needs a release.
void say_announcement(Facts&, const std::vector<const LetterItem*>&, Language);

}  // namespace dondoc
