// Campaigns that are parts of others: in what order they are read, and what a part takes over.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/table_reader.h"
#include "workflows/campaign.h"

namespace dondoc {

// Every campaign after the one it is a part of, else in the order given. A ring of campaigns is
// reported; what stands in it is left in its place.
std::vector<Document> parents_first(std::vector<Document>, Faults&);

// The ids of all campaigns, for the check of `parent`.
std::vector<std::string> campaign_ids(const std::vector<Document>&);

// What a part says nothing about is as in the whole: issuer, coordinator, participants, ladder,
// period, and the plan it stands in. `root` is the part's table: it says what is written there.
void inherit(const TableReader& root, const Campaign& parent, Campaign& part);

// Everything that a part has taken over, in one text; empty for a campaign without a parent.
std::string inherited_text(const Campaign&);

}  // namespace dondoc
