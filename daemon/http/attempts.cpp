#include "daemon/http/attempts.h"

#include <algorithm>

namespace dondoc {

Attempts::Time Attempts::until(const Record& record) const {
    if (record.failures <= free_) return record.last;
    const int doubled = std::min(record.failures - free_ - 1, 16);
    const Time wait = std::chrono::seconds(std::int64_t{1} << doubled);
    return record.last + std::min<Time>(wait, wait_max);
}

std::chrono::seconds Attempts::wait(const std::string& key, Time now) const {
    const std::lock_guard lock(mutex_);
    const auto found = records_.find(key);
    if (found == records_.end() || until(found->second) <= now) return {};
    return std::chrono::ceil<std::chrono::seconds>(until(found->second) - now);
}

void Attempts::failed(const std::string& key, Time now) {
    const std::lock_guard lock(mutex_);
    if (!records_.contains(key) && records_.size() >= keys_max) {
        std::erase_if(records_, [&](const auto& one) { return one.second.last + memory <= now; });
        if (records_.size() >= keys_max)
            records_.erase(std::ranges::min_element(
                records_, {}, [](const auto& one) { return one.second.last; }));
    }
    Record& record = records_[key];
    if (record.last + memory <= now) record.failures = 0;
    ++record.failures;
    record.last = now;
}

void Attempts::succeeded(const std::string& key) {
    const std::lock_guard lock(mutex_);
    records_.erase(key);
}

}  // namespace dondoc
