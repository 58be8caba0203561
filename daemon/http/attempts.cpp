#include "daemon/http/attempts.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include <fmt/format.h>

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
    const auto forgiven = static_cast<int>((now - record.last) / forgives_one_in);
    if (record.last + memory <= now) record.failures = 0;
    record.failures = std::max(0, record.failures - forgiven) + 1;
    record.last = now;
}

void Attempts::succeeded(const std::string& key) {
    const std::lock_guard lock(mutex_);
    records_.erase(key);
}

std::string counted_as(const std::string& address) {
    std::array<unsigned char, 16> bytes{};
    const bool six = inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1;
    if (!six || address.find('.') != address.npos) return address;
    std::string network;
    for (std::size_t i = 0; i < 8; ++i)
        network += fmt::format("{:02x}", bytes[i]);
    return network + "/64";
}

}  // namespace dondoc
