// Units, the people who hold roles in them, groups and clusters of units, and how all of it changes
// with time. Units are chased through roles: a person who is replaced does not change what the unit
// owes, nor what it was told. Days are civil days of the campaign's zone; the last day of anything
// still belongs to it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/civil.h"

namespace dondoc {

struct Person {
    std::string id;
    std::string name;
    std::string title;     // "Giám đốc"
    std::string address;   // work e-mail; empty: cannot be written to
    std::string phone;     // work telephone
    std::string channel;   // empty: the default channel
    std::string handle{};  // what the channel knows the person by, if not the address: a chat's id
    std::vector<std::string> fallbacks{};  // channels after that one, in order, where it fails
};

// A person is away, and another reads what they would have read.
struct Absence {
    std::string person;
    DateSpan days;
    std::string stand_in;  // person id; empty: nobody, the person is written to all the same
    std::string reason;    // may be empty
};

struct Unit {
    // A name, or a parent, that holds from a day on.
    struct NameFrom {
        Date from;
        std::string name;
        std::string short_name;
    };
    struct ParentFrom {
        Date from;
        std::string parent;  // empty: none any more
    };

    std::string id;
    std::string name;        // the first or only one: "Bệnh viện Đa khoa huyện Bảo Thắng"
    std::string short_name;  // for tables; empty: name
    std::string parent;      // likewise the first; unit id or empty
    std::string contact;     // person ids; empty: nobody holds the role
    std::string head;
    std::string superior;  // of an issuer: the deputy director in charge of its campaigns
    std::string phone;
    std::vector<NameFrom> renamed{};        // in order of their days
    std::vector<ParentFrom> moved{};        // likewise
    std::optional<Date> from{};             // empty: it has always been
    std::optional<Date> until{};            // its last day; empty: no end is known
    std::vector<std::string> successors{};  // unit ids, of one that ends; several: it is split
    std::optional<bool> head_digest{};      // empty: as the sending rules say (campaign.h)

    const std::string& name_on(Date) const;
    const std::string& short_name_on(Date) const;
    const std::string& parent_on(Date) const;
    bool begun_on(Date day) const { return !from || *from <= day; }
    bool ended_on(Date day) const { return until && *until < day; }
};

struct Group {
    std::string id;
    std::string name;
    std::vector<std::string> units;
};

// Units that compete with one another (cụm, khối thi đua). Its lead rotates, and may chase the
// units of the cluster and no others.
struct Cluster {
    struct Lead {
        std::string unit;  // one of the cluster
        DateSpan days;
    };

    std::string id;
    std::string name;
    std::vector<std::string> units;
    std::vector<Lead> leads;  // by day, without overlaps

    // Unit id; empty: nobody leads it on that day.
    std::string_view lead_on(Date) const;
};

// Immutable once read. Every id in it has been checked to exist, and no unit succeeds itself.
struct Organisation {
    std::map<std::string, Person, std::less<>> people;
    std::map<std::string, Unit, std::less<>> units;
    std::map<std::string, Group, std::less<>> groups;
    std::map<std::string, Cluster, std::less<>> clusters{};  // a unit stands in one at the most
    std::vector<Absence> absences{};

    // nullptr if there is none (or the id is empty).
    const Person* person(std::string_view id) const;
    const Unit* unit(std::string_view id) const;
    const Group* group(std::string_view id) const;
    const Cluster* cluster_of(std::string_view unit) const;
    const Absence* absence(std::string_view person, Date) const;

    // Who reads on a day what is meant for this person: the person, or whoever stands in, also for
    // a stand-in who is away.
    const Person* reader_for(const Person&, Date) const;
    // The unit itself or, once it has ended, the first of its successors that stands on that day;
    // the last one there is if none does.
    const Unit& acting(const Unit&, Date) const;
};

}  // namespace dondoc
