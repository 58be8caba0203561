// The tables of the house: which folder may know which, and where each third-party library stands.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace dondoc::house {

// Folder to the folders it may include and link, itself left out.
const std::map<std::string, std::set<std::string>>& layers();

struct Library {
    std::string name;
    std::vector<std::string> headers;  // include paths, by beginning
    std::vector<std::string> places;   // source paths, by beginning
    std::size_t files_max;             // how many product files may include it
};
const std::vector<Library>& libraries();

// Folder to the third-party targets it may link.
const std::map<std::string, std::set<std::string>>& linked_libraries();

}  // namespace dondoc::house
