// Definitions by campaign. What it gives out is immutable and may be shared; the one that the loop
// refers to is exchanged on the loop's thread alone, all others stand in in_force.h.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/campaign.h"

namespace dondoc {

class Definitions {
public:
    explicit Definitions(const std::vector<std::shared_ptr<const Definition>>& campaigns) {
        for (const auto& definition : campaigns)
            by_id_[definition->campaign.id] = definition;
    }

    // nullptr if no such campaign is configured.
    std::shared_ptr<const Definition> find(std::string_view campaign) const {
        const auto found = by_id_.find(campaign);
        return found == by_id_.end() ? nullptr : found->second;
    }
    const auto& all() const { return by_id_; }

private:
    std::map<std::string, std::shared_ptr<const Definition>, std::less<>> by_id_;
};

}  // namespace dondoc
