// Units, the people who hold roles in them, and groups of units. Units are chased through roles: a
// person who is replaced does not change what the unit owes, nor what it was told.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc {

struct Person {
    std::string id;
    std::string name;
    std::string title;    // "Giám đốc"
    std::string address;  // work e-mail; empty: cannot be written to
    std::string phone;    // work telephone
    std::string channel;  // empty: the default channel
};

struct Unit {
    std::string id;
    std::string name;        // "Bệnh viện Đa khoa huyện Bảo Thắng"
    std::string short_name;  // for tables; empty: name
    std::string parent;      // unit id or empty
    std::string contact;     // person ids; empty: nobody holds the role
    std::string head;
    std::string superior;  // of an issuer: the deputy director in charge of its campaigns
    std::string phone;
};

struct Group {
    std::string id;
    std::string name;
    std::vector<std::string> units;
};

// Immutable once read. Every id in it has been checked to exist.
struct Organisation {
    std::map<std::string, Person, std::less<>> people;
    std::map<std::string, Unit, std::less<>> units;
    std::map<std::string, Group, std::less<>> groups;

    // nullptr if there is none (or the id is empty).
    const Person* person(std::string_view id) const;
    const Unit* unit(std::string_view id) const;
    const Group* group(std::string_view id) const;
};

}  // namespace dondoc
