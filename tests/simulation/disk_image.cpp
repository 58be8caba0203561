#include "tests/simulation/disk_image.h"

#include <algorithm>
#include <utility>

namespace dondoc::simulation {

namespace {

constexpr std::size_t sector = 512;

}  // namespace

void DiskImage::write(std::int64_t offset, std::string bytes) {
    unsynced_.push_back({offset, std::move(bytes)});
}

void DiskImage::truncate(std::int64_t size) {
    unsynced_.push_back({size, {}, true});
}

void DiskImage::sync() {
    if (!on_disk_) on_disk_.emplace();
    for (const Write& write : unsynced_)
        apply(write, *on_disk_);
    unsynced_.clear();
}

void DiskImage::fail_to_sync(Chance& chance) {
    if (!on_disk_) on_disk_.emplace();
    for (const Write& write : unsynced_)
        apply_in_part(write, *on_disk_, chance);
    unsynced_.clear();
}

std::string DiskImage::read_back() const {
    std::string file = on_disk_.value_or("");
    for (const Write& write : unsynced_)
        apply(write, file);
    return file;
}

DiskImage::Survivor DiskImage::after_power_cut(Chance& chance) const {
    Survivor left;
    // A name that is not on the disk may have come there by itself.
    if (!is_named() && chance.one_in(2)) return {std::nullopt, static_cast<int>(unsynced_.size())};
    left.bytes = on_disk_.value_or("");
    for (const Write& write : unsynced_)
        left.lost += apply_in_part(write, *left.bytes, chance);
    return left;
}

void DiskImage::apply(const Write& write, std::string& file) {
    const auto offset = static_cast<std::size_t>(write.offset);
    if (write.truncates) {
        file.resize(offset);
        return;
    }
    file.resize(std::max(file.size(), offset + write.bytes.size()));
    file.replace(offset, write.bytes.size(), write.bytes);
}

bool DiskImage::apply_in_part(const Write& write, std::string& file, Chance& chance) {
    const int fate = chance.between(1, 3);
    if (fate == 1) return true;
    if (fate == 2 || write.truncates) {
        apply(write, file);
        return false;
    }
    bool missing = false;
    for (std::size_t from = 0; from < write.bytes.size();) {
        const std::size_t offset = static_cast<std::size_t>(write.offset) + from;
        const std::size_t size = std::min(sector - offset % sector, write.bytes.size() - from);
        if (chance.one_in(2)) {
            apply({static_cast<std::int64_t>(offset), write.bytes.substr(from, size)}, file);
        } else {
            missing = true;
        }
        from += size;
    }
    return missing;
}

}  // namespace dondoc::simulation
