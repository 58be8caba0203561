// The rules of the house, each a pure function over text. A fault says where, which rule, and what
// to write instead. The tables (who may include whom, which library stands where) are in
// tables.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/house/source_text.h"

namespace dondoc::house {

struct Fault {
    std::string path;
    unsigned line = 0;  // 0: the file as a whole
    std::string text;

    std::string str() const;  // `daemon/loop.cpp:12: what; the better call`
};
using Faults = std::vector<Fault>;

// Layers: who may include whom, and where a third-party header may stand.
Faults includes_outside_the_table(const SourceFile&);
Faults libraries_out_of_place(const SourceFile&);
Faults libraries_in_too_many_files(const std::vector<SourceFile>&);
Faults folder_cycles(const std::vector<SourceFile>&);
Faults links_outside_the_table(const SourceFile& cmake_lists);

// Time.
Faults wall_clock_readings(const SourceFile&);
Faults sql_time_functions(const SourceFile&);
Faults sleeping_tests(const SourceFile&);

// Shape.
Faults too_long(const SourceFile&);
Faults untidy_text(const SourceFile&);
Faults headers_without_pragma_once(const SourceFile&);
Faults vague_names(const SourceFile&);

// What the product and its tests do without.
Faults coroutines(const SourceFile&);
Faults loose_ends(const SourceFile&);
Faults tests_that_do_not_run(const SourceFile&);

// Known faults may only shrink: `known` holds paths. Faults of other files are new; a known path
// without a fault is stale and must leave the list.
Faults new_faults(const Faults&, const std::vector<std::string>& known);
std::vector<std::string> stale(const Faults&, const std::vector<std::string>& known);

}  // namespace dondoc::house
