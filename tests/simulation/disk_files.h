// What a disk that fails on purpose knows of its files, and which operation the next fault comes
// with. Reads and writes them past SQLite; knows nothing of it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tests/simulation/disk_image.h"

namespace dondoc::simulation {

enum class DiskFault {
    read_fails,
    write_fails,  // nothing of it is written
    write_torn,   // the first part of it is, and then it fails
    sync_fails,   // what was not synced may be lost, though it can be read until then, and a sync
                  // that succeeds later does not bring it back
    disk_full,    // files do not grow
    power_cut,    // of what was not synced any part is lost, by sectors
    killed,       // the process alone: what it wrote is there, the last write maybe in part
};
std::string_view to_string(DiskFault);

class DiskFiles {
public:
    enum class Operation { read, write, grow, sync, truncate, remove };
    struct Entry {
        DiskImage image;
        std::string path;
        bool names_folder = false;  // its first sync is one of the folder too
    };
    struct Planned {
        DiskFault fault;
        int operation = 1;  // it comes with this one of those that it can come with
        int times = 1;      // and with those after it
    };

    explicit DiskFiles(unsigned seed) : chance(seed) {}

    void plan(std::optional<Planned> next) { plan_ = next; }
    // The fault that this operation meets.
    std::optional<DiskFault> meets(Operation);
    void begin(DiskFault);

    // Each is called when the same happens to the real file.
    Entry* open(const char* path, bool names_folder);  // before it is made
    void remove(const char* path, bool folder_synced);
    void sync(Entry&);
    void fail_to_sync(Entry&);

    // After a power cut or a kill: the real files become what there is.
    void restart();

    Chance chance;
    bool at_work = false;
    bool struck = false;
    std::optional<DiskFault> gone;
    std::map<std::string, int> counts;

private:
    void lose_power();

    std::optional<Planned> plan_;
    std::map<std::string, Entry> open_;  // by path: those that can be read
    // The names that are still on the disk.
    std::map<std::string, DiskImage> removed_;
};

}  // namespace dondoc::simulation
