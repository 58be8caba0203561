// organisation.toml: people, units, groups and clusters of units, and absences.
#pragma once

#include <memory>

#include "config/id_set.h"
#include "workflows/organisation.h"

namespace dondoc {

// What could be read, and the ids with their places. With faults the organisation is incomplete.
struct OrganisationFile {
    OrganisationFile();

    std::shared_ptr<Organisation> organisation;
    IdSet people;
    IdSet units;
    IdSet groups;
    IdSet clusters;
};

OrganisationFile read_organisation(const Document&, const IdSet& channels, Faults&);

}  // namespace dondoc
