#include "tests/simulation/disk_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "workflows/check.h"

namespace dondoc::simulation {

namespace {

using Operation = DiskFiles::Operation;

std::optional<std::string> bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

void put(const std::string& path, const std::optional<std::string>& bytes) {
    if (!bytes) {
        std::filesystem::remove(path);
        return;
    }
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << *bytes;
    file.close();
    CHECK(file.good());
}

bool stops_everything(DiskFault fault) {
    return fault == DiskFault::power_cut || fault == DiskFault::killed;
}

bool comes_with(DiskFault fault, Operation operation) {
    const bool writes = operation == Operation::write || operation == Operation::grow;
    switch (fault) {
        case DiskFault::read_fails: return operation == Operation::read;
        case DiskFault::write_fails:
        case DiskFault::write_torn: return writes;
        case DiskFault::sync_fails: return operation == Operation::sync;
        case DiskFault::disk_full: return operation == Operation::grow;
        case DiskFault::power_cut:
        case DiskFault::killed: return operation != Operation::read;
    }
    CHECK(false);
}

}  // namespace

std::string_view to_string(DiskFault fault) {
    switch (fault) {
        case DiskFault::read_fails: return "reads failed";
        case DiskFault::write_fails: return "writes failed";
        case DiskFault::write_torn: return "writes torn";
        case DiskFault::sync_fails: return "syncs failed";
        case DiskFault::disk_full: return "writes to a full disk";
        case DiskFault::power_cut: return "power cuts";
        case DiskFault::killed: return "kills";
    }
    CHECK(false);
}

std::optional<DiskFault> DiskFiles::meets(Operation operation) {
    if (!at_work || !plan_ || !comes_with(plan_->fault, operation)) return std::nullopt;
    if (--plan_->operation > 0) return std::nullopt;
    const DiskFault fault = plan_->fault;
    if (--plan_->times <= 0) plan_.reset();
    begin(fault);
    return fault;
}

void DiskFiles::begin(DiskFault fault) {
    struck = true;
    ++counts[std::string(to_string(fault))];
    if (!stops_everything(fault)) return;
    gone = fault;
    plan_.reset();
}

DiskFiles::Entry* DiskFiles::open(const char* path, bool names_folder) {
    const auto known = open_.find(path);
    if (known != open_.end()) return &known->second;
    Entry fresh{DiskImage(bytes_of(path)), path, names_folder};
    return &open_.emplace(path, std::move(fresh)).first->second;
}

void DiskFiles::remove(const char* path, bool folder_synced) {
    const auto known = open_.find(path);
    if (known == open_.end()) return;
    if (known->second.image.is_named()) removed_.insert_or_assign(path, known->second.image);
    open_.erase(known);
    if (folder_synced) removed_.clear();
}

void DiskFiles::sync(Entry& entry) {
    entry.image.sync();
    if (entry.names_folder) removed_.clear();
}

// The kernel may forget what it believes it need not write any more, and read the disk again.
void DiskFiles::fail_to_sync(Entry& entry) {
    entry.image.fail_to_sync(chance);
    if (chance.one_in(2)) put(entry.path, entry.image.read_back());
}

void DiskFiles::restart() {
    CHECK(gone.has_value());
    for (const auto& [path, entry] : open_)
        std::filesystem::remove(path + "-shm");
    if (*gone == DiskFault::power_cut) lose_power();
    gone.reset();
}

void DiskFiles::lose_power() {
    std::map<std::string, Entry> left;
    const auto survives = [&](const std::string& path, const DiskImage& image, bool folder) {
        auto survivor = image.after_power_cut(chance);
        counts["writes lost in power cuts"] += survivor.lost;
        put(path, survivor.bytes);
        if (!survivor.bytes) return;
        left.insert_or_assign(path, Entry{DiskImage(std::move(survivor.bytes)), path, folder});
    };
    for (const auto& [path, entry] : open_)
        survives(path, entry.image, entry.names_folder);
    for (const auto& [path, image] : removed_)
        if (chance.one_in(2)) survives(path, image, true);
    open_ = std::move(left);
    removed_.clear();
}

}  // namespace dondoc::simulation
