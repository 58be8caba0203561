// The sentences of the pages and of the command line, by name, in Vietnamese and English. They
// stand in vi.po and en.po beside this file, which any editor of gettext catalogues opens; they are
// built into the program, so that it reads no file and asks no locale of the system.
//
// Safe to call from any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "workflows/period.h"

namespace dondoc {

// The sentence of this name; a name that does not exist is a mistake of the caller.
std::string text(std::string_view name, Language);

// The same, with each `{place}` of it filled in. A sentence that has not all these places is a
// mistake of the caller.
using Places = std::vector<std::pair<std::string_view, std::string>>;
std::string text(std::string_view name, Language, const Places&);

// Of all sentences, in the order of the catalogues. Defined in a file that CMake writes.
std::span<const std::string_view> text_names();

}  // namespace dondoc
