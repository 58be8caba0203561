#include "config/id_set.h"

#include "workflows/suggest.h"

namespace dondoc {

namespace {

// What else may be written, where that is a few words.
std::string others(const std::vector<std::string>& names, const std::string& advice) {
    constexpr std::size_t few = 8;
    if (names.empty() || names.size() > few || !advice.starts_with("add ")) return advice;
    return "write " + or_list(names) + ", or " + advice;
}

}  // namespace

bool IdSet::add(const Source& source, const Mention& mention) {
    if (mention.id.empty()) {
        complete_ = false;
        return false;
    }
    const auto [first, added] = places_.try_emplace(mention.id, Place{source.name(), mention.at});
    if (!added) {
        const Place& place = first->second;
        source.error(mention.at, kind_ + " " + in_quotes(mention.id) + " is there already, at " +
                                     place.file + ":" + std::to_string(place.at.line) + ":" +
                                     std::to_string(place.at.column) +
                                     "; give one of them another id");
    }
    return added;
}

bool IdSet::check(const Source& source, const Mention& mention) const {
    if (contains(mention.id)) {
        return true;
    }
    if (complete_) {
        std::vector<std::string> names;
        for (const auto& [id, place] : places_) {
            names.push_back(id);
        }
        const auto near = nearest(mention.id, names);
        source.repeated_error(mention.at, "unknown " + kind_ + " " + in_quotes(mention.id) + "; " +
                                              (near ? "did you mean " + in_quotes(*near) + "?"
                                                    : others(names, advice_)));
    }
    return false;
}

}  // namespace dondoc
