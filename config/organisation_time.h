// What organisation.toml says about time: when a unit begins and ends and who succeeds it, its
// later names and parents, who is away, and who leads a cluster when.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/organisation_file.h"

namespace dondoc {

class OrganisationTime {
public:
    // All of them must outlive it. `roles` says for a person why messages may go there.
    OrganisationTime(const Source& source, OrganisationFile& file,
                     std::map<std::string, std::string>& roles)
        : source_(source), file_(file), roles_(roles) {}

    // The keys of a [[unit]] that speak of time. Other units may stand behind it in the file, so
    // they are looked up by check_units().
    void read_unit(TableReader& table, Unit& unit);
    void check_units();
    void read_absence(const Node& node);
    void check_absences();
    void read_cluster(const Node& node);

private:
    struct Named {
        std::string unit;
        Mention other;
    };
    struct Moved {
        std::string unit;
        Date from;
        Mention parent;
    };
    struct Away {
        Absence absence;
        Position at;
    };

    void read_span(TableReader& table, Unit& unit);
    void read_renamed(TableReader& table, Unit& unit);
    void read_moved(TableReader& table, Unit& unit);
    void check_successor(const Named& named);
    void check_move(const Moved& moved);
    void read_leads(TableReader& table, Cluster& cluster, bool units_known);
    // A `from` that comes after the ones before it; nothing if it is missing or does not.
    std::optional<Date> next_from(TableReader& entry, const std::vector<Date>& before);
    std::optional<DateSpan> days(TableReader& table);

    const Source& source_;
    OrganisationFile& file_;
    std::map<std::string, std::string>& roles_;
    std::vector<Named> successors_;
    std::vector<Moved> moves_;
    std::vector<Away> absences_;
    std::map<std::string, std::string> clustered_;  // of a unit, its cluster
};

}  // namespace dondoc
