// "Did you mean": the nearest of the names that exist.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc {

// How many letters must be put in, taken out or changed to make one word of the other (Levenshtein
// 1966), counted in bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The nearest of `names`: at most two letters away, at most one for words of up to three letters.
// Of equals, the first.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& names);

}  // namespace dondoc
