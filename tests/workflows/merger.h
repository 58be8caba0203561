// A world in which units end, are merged, split and begin.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/workflows/world.h"
#include "workflows/succession.h"

namespace dondoc::test {

// bv-da-khoa and tt-y-te owe it; bv-da-khoa ends on 31/5, and `moi` and `khac` begin the day after.
struct Merger : World {
    Merger() {
        owes("so-ket", by("2017-06-15"), "", {"bv-da-khoa", "tt-y-te"});
        for (const std::string id : {"moi", "khac"}) {
            Unit made = unit("tt-y-te");
            made.id = made.name = id;
            made.from = day("2017-06-01");
            organisation.units[id] = made;
        }
        ends("bv-da-khoa", {"moi"});
    }
    void ends(const std::string& id, std::vector<std::string> to,
              std::string_view until = "2017-05-31") {
        unit(id).until = day(until);
        unit(id).successors = std::move(to);
    }
    void holds(const std::string& id, ObligationState state = ObligationState::pending) {
        Obligation made;
        made.id = owed_by("so-ket", id);
        made.state = state;
        if (state == ObligationState::withdrawn) made.last_reason = "handed_over";
        held_[id] = made;
    }
    Held held() const {
        return [this](std::string_view id) -> const Obligation* {
            const auto found = held_.find(id);
            return found == held_.end() ? nullptr : &found->second;
        };
    }

    std::map<std::string, Obligation, std::less<>> held_;
};

}  // namespace dondoc::test
