// ladders.toml: the ordered steps around a deadline.
#pragma once

#include <map>

#include "config/id_set.h"
#include "workflows/ladder.h"

namespace dondoc {

struct LaddersFile {
    std::map<std::string, Ladder, std::less<>> ladders;
    IdSet ids{"ladder", "add a [[ladder]] with this id to the ladders' file"};
};

LaddersFile read_ladders(const Document&, Faults&);

}  // namespace dondoc
