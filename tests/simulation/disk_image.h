// What one file holds for who reads it, and what it would hold after a power cut: pure bookkeeping
// over the bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/workflows/random_plan.h"

namespace dondoc::simulation {

using test::Chance;

class DiskImage {
public:
    // A file that was there before anybody looked: all of it is on the disk. Without one: none is.
    explicit DiskImage(std::optional<std::string> on_disk) : on_disk_(std::move(on_disk)) {}

    void write(std::int64_t offset, std::string bytes);
    void truncate(std::int64_t size);
    void sync();
    // Each of the writes since the last sync is on the disk, or in part, or never will be.
    void fail_to_sync(Chance&);

    // The first sync of a new file brings its name to the disk too.
    bool is_named() const { return on_disk_.has_value(); }

    // What can be read if the memory of the kernel keeps only what it still has to write.
    std::string read_back() const;
    // What is there when the power is back, and how many writes were lost, whole or in part.
    struct Survivor {
        std::optional<std::string> bytes;
        int lost = 0;
    };
    Survivor after_power_cut(Chance&) const;

private:
    struct Write {
        std::int64_t offset = 0;
        std::string bytes;
        bool truncates = false;  // to `offset`
    };
    static void apply(const Write&, std::string& file);
    // All of it, some sectors or nothing; true if something is missing.
    static bool apply_in_part(const Write&, std::string& file, Chance&);

    std::optional<std::string> on_disk_;
    std::vector<Write> unsynced_;
};

}  // namespace dondoc::simulation
