#include "config/id_set.h"

#include "workflows/suggest.h"

namespace dondoc {

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
        source.repeated_error(mention.at,
                              "unknown " + kind_ + " " + in_quotes(mention.id) + "; " +
                                  (near ? "did you mean " + in_quotes(*near) + "?" : advice_));
    }
    return false;
}

}  // namespace dondoc
