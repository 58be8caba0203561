#include "daemon/http/repeats.h"

#include <algorithm>

namespace dondoc {

Repeats::Seen Repeats::begin(const std::string& key, const std::string& request,
                             std::chrono::microseconds uptime) {
    const std::lock_guard lock(mutex_);
    std::erase_if(kept_, [&](const auto& one) {
        return one.second.answer && uptime - one.second.begun >= kept_for;
    });
    const auto found = kept_.find(key);
    if (found == kept_.end()) {
        if (kept_.size() >= kept_max) make_room();
        kept_.emplace(key, Kept{request, uptime, {}});
        return First{};
    }
    if (found->second.request != request) return Different{};
    if (!found->second.answer) return UnderWay{};
    return *found->second.answer;
}

void Repeats::end(const std::string& key, const Response& answer) {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(key);
    if (found == kept_.end()) return;
    if (answer.status == 200)
        found->second.answer = answer;
    else
        kept_.erase(found);
}

// What is under way stays: there are no more of it than threads.
void Repeats::make_room() {
    const auto oldest = std::ranges::min_element(
        kept_, {}, [](const auto& one) { return std::pair(!one.second.answer, one.second.begun); });
    if (oldest->second.answer) kept_.erase(oldest);
}

}  // namespace dondoc
