// Letters of every kind, to try templates on before anybody is written to. Part of composing.
#pragma once

#include <vector>

#include "notifiers/letter.h"

namespace dondoc {

// For each kind of section a letter with every fact there is and one with as few as possible, and a
// letter with a section of each kind.
std::vector<Letter> sample_letters(Language);

}  // namespace dondoc
