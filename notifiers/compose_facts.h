// From a letter to what its templates can say. Part of composing; see compose.h.
#pragma once

#include <vector>

#include "notifiers/compose_sections.h"
#include "notifiers/facts.h"
#include "notifiers/letter.h"

namespace dondoc {

// What every template of the letter can say.
Facts letter_facts(const Letter&, const std::vector<Section>&);
// What the templates of one section can say beside it.
Facts section_facts(const Letter&, const Section&);

}  // namespace dondoc
