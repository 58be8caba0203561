// A disk that fails on purpose: a layer of SQLite's own (a VFS) over its files, which all
// connections opened while one lives go through; the product knows nothing of it. It keeps apart
// what was written and what would still be there after a power cut, and harms the store's file, its
// log and its rollback journal. Faults strike only while the daemon is said to be at work, so that
// a test may look at the store between. Which bytes survive depends on the seed alone. One thread,
// one disk at a time.
//
// What is taken as given, because no program can do anything about its absence: a disk that says it
// has synced has done so, and a write leaves the bytes beside it alone.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "tests/simulation/disk_files.h"

namespace dondoc::simulation {

class FaultyDisk {
public:
    explicit FaultyDisk(unsigned seed);
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    // While one lives the daemon is at work.
    class AtWork {
    public:
        explicit AtWork(FaultyDisk& disk);
        ~AtWork();
        AtWork(const AtWork&) = delete;
        AtWork& operator=(const AtWork&) = delete;

    private:
        FaultyDisk& disk_;
        const bool before_;
    };
    // And it is not while one of these lives.
    class LookedAt {
    public:
        explicit LookedAt(FaultyDisk* disk);  // nullptr: there is none
        ~LookedAt();
        LookedAt(const LookedAt&) = delete;
        LookedAt& operator=(const LookedAt&) = delete;

    private:
        FaultyDisk* const disk_;
        const bool before_;
    };

    // The fault comes with the `operation`-th (from 1) of those that it can come with, and with the
    // `times` - 1 ones after it. One fault at a time: this takes the place of what was to come.
    void strike(DiskFault, int operation, int times = 1);
    // Power cut, or the process killed, now.
    void stop(DiskFault);
    // Nothing more is to come, and there is room.
    void mend();

    // The machine, or the process, is dead: nothing it does from now on counts, and every operation
    // fails.
    bool gone() const;
    // It is back, and finds what there is. Every connection must have been closed.
    void restart();

    // A fault has struck since this was asked last.
    bool struck();
    // How often each kind has struck, and how many writes power cuts have lost.
    const std::map<std::string, int>& counts() const;

private:
    struct Layer;
    struct Calls;
    std::unique_ptr<Layer> layer_;
    DiskFiles& files_;
};

}  // namespace dondoc::simulation
