#include "tests/simulation/faulty_disk.h"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include "workflows/check.h"

namespace dondoc::simulation {

namespace {

constexpr int harmed = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
constexpr int names_its_folder = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;

}  // namespace

// What SQLite is given, and what lies below it.
struct FaultyDisk::Layer {
    explicit Layer(unsigned seed) : files(seed) {}

    DiskFiles files;
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;
};

// ---- what SQLite calls

struct FaultyDisk::Calls {
    using Operation = DiskFiles::Operation;

    struct File {
        sqlite3_file base;
        DiskFiles* files;
        DiskFiles::Entry* entry;  // nullptr: is never harmed

        sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    };

    static File& file(sqlite3_file* pointer) { return *reinterpret_cast<File*>(pointer); }
    static sqlite3_file* real(sqlite3_file* pointer) { return file(pointer).real(); }
    static const sqlite3_io_methods& calls(sqlite3_file* pointer) {
        return *real(pointer)->pMethods;
    }
    static Layer& layer(sqlite3_vfs* vfs) { return *static_cast<Layer*>(vfs->pAppData); }
    static bool fails(const File& one) { return one.entry && one.files->gone; }

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* pointer, int flags,
                    int* out_flags) {
        File& made = file(pointer);
        made.base.pMethods = nullptr;
        made.files = &layer(vfs).files;
        made.entry = nullptr;
        const bool may_be_harmed = name && (flags & harmed) != 0;
        if (may_be_harmed && made.files->gone) return SQLITE_CANTOPEN;
        // Asked before the real file is made: one that is not there has no name on the disk yet.
        DiskFiles::Entry* entry =
            may_be_harmed ? made.files->open(name, (flags & names_its_folder) != 0) : nullptr;
        const int code =
            layer(vfs).real->xOpen(layer(vfs).real, name, made.real(), flags, out_flags);
        if (code != SQLITE_OK) return code;
        made.entry = entry;
        made.base.pMethods = &methods;
        return SQLITE_OK;
    }

    static int close(sqlite3_file* f) { return calls(f).xClose(real(f)); }

    static int read(sqlite3_file* f, void* into, int size, sqlite3_int64 offset) {
        if (fails(file(f))) return SQLITE_IOERR_READ;
        if (file(f).entry && file(f).files->meets(Operation::read)) return SQLITE_IOERR_READ;
        return calls(f).xRead(real(f), into, size, offset);
    }

    static int put_bytes(sqlite3_file* f, const void* bytes, int size, sqlite3_int64 offset) {
        if (size == 0) return SQLITE_OK;
        const int code = calls(f).xWrite(real(f), bytes, size, offset);
        if (code == SQLITE_OK && file(f).entry)
            file(f).entry->image.write(
                offset, {static_cast<const char*>(bytes), static_cast<std::size_t>(size)});
        return code;
    }

    static int write(sqlite3_file* f, const void* bytes, int size, sqlite3_int64 offset) {
        if (fails(file(f))) return SQLITE_IOERR_WRITE;
        if (getenv("TR") && file(f).entry)
            fprintf(stderr, "write %s %d at %lld\n", file(f).entry->path.c_str() + 30, size,
                    offset);
        if (!file(f).entry) return put_bytes(f, bytes, size, offset);
        sqlite3_int64 known = 0;
        if (const int code = calls(f).xFileSize(real(f), &known); code != SQLITE_OK) return code;
        const bool grows = offset + size > known;
        const auto fault = file(f).files->meets(grows ? Operation::grow : Operation::write);
        if (!fault) return put_bytes(f, bytes, size, offset);
        int written = 0;
        if (*fault == DiskFault::power_cut) written = size;  // any part of it may survive
        if (*fault == DiskFault::write_torn || *fault == DiskFault::killed)
            written = file(f).files->chance.between(0, size);
        if (const int code = put_bytes(f, bytes, written, offset); code != SQLITE_OK) return code;
        return *fault == DiskFault::disk_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }

    static int truncate(sqlite3_file* f, sqlite3_int64 size) {
        if (fails(file(f))) return SQLITE_IOERR_TRUNCATE;
        if (file(f).entry && file(f).files->meets(Operation::truncate))
            return SQLITE_IOERR_TRUNCATE;
        const int code = calls(f).xTruncate(real(f), size);
        if (code == SQLITE_OK && file(f).entry) file(f).entry->image.truncate(size);
        return code;
    }

    // The real one is left out: this machine keeps its power.
    static int sync(sqlite3_file* f, int) {
        File& one = file(f);
        if (fails(one)) return SQLITE_IOERR_FSYNC;
        if (!one.entry) return SQLITE_OK;
        const auto fault = one.files->meets(Operation::sync);
        if (!fault) {
            if (getenv("TR")) fprintf(stderr, "sync %s\n", one.entry->path.c_str() + 30);
            one.files->sync(*one.entry);
            return SQLITE_OK;
        }
        if (getenv("TR")) fprintf(stderr, "syncfail %s\n", one.entry->path.c_str());
        if (*fault == DiskFault::sync_fails) {
            one.files->fail_to_sync(*one.entry);
        }
        return SQLITE_IOERR_FSYNC;
    }

    static int file_size(sqlite3_file* f, sqlite3_int64* size) {
        return fails(file(f)) ? SQLITE_IOERR_FSTAT : calls(f).xFileSize(real(f), size);
    }
    static int lock(sqlite3_file* f, int level) { return calls(f).xLock(real(f), level); }
    static int unlock(sqlite3_file* f, int level) { return calls(f).xUnlock(real(f), level); }
    static int check_reserved_lock(sqlite3_file* f, int* held) {
        return calls(f).xCheckReservedLock(real(f), held);
    }
    static int file_control(sqlite3_file* f, int what, void* with) {
        return calls(f).xFileControl(real(f), what, with);
    }
    static int sector_size(sqlite3_file* f) { return calls(f).xSectorSize(real(f)); }
    static int device_characteristics(sqlite3_file* f) {
        return calls(f).xDeviceCharacteristics(real(f));
    }
    static int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** at) {
        return fails(file(f)) ? SQLITE_IOERR_SHMMAP
                              : calls(f).xShmMap(real(f), page, size, extend, at);
    }
    static int shm_lock(sqlite3_file* f, int offset, int count, int flags) {
        return calls(f).xShmLock(real(f), offset, count, flags);
    }
    static void shm_barrier(sqlite3_file* f) { calls(f).xShmBarrier(real(f)); }
    static int shm_unmap(sqlite3_file* f, int remove) {
        return calls(f).xShmUnmap(real(f), remove);
    }

    static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
        DiskFiles& files = layer(vfs).files;
        if (files.gone || files.meets(Operation::remove)) return SQLITE_IOERR_DELETE;
        const int code = layer(vfs).real->xDelete(layer(vfs).real, name, 0);
        if (code == SQLITE_OK) files.remove(name, sync_folder != 0);
        return code;
    }
    static int access(sqlite3_vfs* vfs, const char* name, int what, int* answer) {
        if (layer(vfs).files.gone) return SQLITE_IOERR_ACCESS;
        return layer(vfs).real->xAccess(layer(vfs).real, name, what, answer);
    }
    static int full_pathname(sqlite3_vfs* vfs, const char* name, int size, char* into) {
        return layer(vfs).real->xFullPathname(layer(vfs).real, name, size, into);
    }
    // The salts of the log: the same for the same seed.
    static int randomness(sqlite3_vfs* vfs, int size, char* into) {
        for (int at = 0; at < size; ++at)
            into[at] = static_cast<char>(layer(vfs).files.chance.between(0, 255));
        return size;
    }
    // Nobody waits: time is the simulation's.
    static int wait(sqlite3_vfs*, int microseconds) { return microseconds; }
    // The product asks SQLite for no time.
    static int current_time(sqlite3_vfs*, double* days) {
        *days = 2457754.5;
        return SQLITE_OK;
    }

    static const sqlite3_io_methods methods;
};

const sqlite3_io_methods FaultyDisk::Calls::methods{2,
                                                    close,
                                                    read,
                                                    write,
                                                    truncate,
                                                    sync,
                                                    file_size,
                                                    lock,
                                                    unlock,
                                                    check_reserved_lock,
                                                    file_control,
                                                    sector_size,
                                                    device_characteristics,
                                                    shm_map,
                                                    shm_lock,
                                                    shm_barrier,
                                                    shm_unmap,
                                                    nullptr,
                                                    nullptr};

// ---- FaultyDisk

FaultyDisk::FaultyDisk(unsigned seed)
    : layer_(std::make_unique<Layer>(seed)), files_(layer_->files) {
    layer_->real = sqlite3_vfs_find(nullptr);
    CHECK(layer_->real != nullptr);
    sqlite3_vfs& vfs = layer_->vfs;
    vfs.iVersion = 1;
    vfs.szOsFile = static_cast<int>(sizeof(Calls::File)) + layer_->real->szOsFile;
    vfs.mxPathname = layer_->real->mxPathname;
    vfs.zName = "faulty";
    vfs.pAppData = layer_.get();
    vfs.xOpen = Calls::open;
    vfs.xDelete = Calls::remove;
    vfs.xAccess = Calls::access;
    vfs.xFullPathname = Calls::full_pathname;
    vfs.xRandomness = Calls::randomness;
    vfs.xSleep = Calls::wait;
    vfs.xCurrentTime = Calls::current_time;
    CHECK(sqlite3_vfs_register(&vfs, 1) == SQLITE_OK);
    sqlite3_randomness(0, nullptr);  // from now on it comes from here
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(&layer_->vfs);
    sqlite3_randomness(0, nullptr);
}

FaultyDisk::AtWork::AtWork(FaultyDisk& disk)
    : disk_(disk), before_(std::exchange(disk.files_.at_work, true)) {}
FaultyDisk::AtWork::~AtWork() {
    disk_.files_.at_work = before_;
}

FaultyDisk::LookedAt::LookedAt(FaultyDisk* disk)
    : disk_(disk), before_(disk != nullptr && std::exchange(disk->files_.at_work, false)) {}
FaultyDisk::LookedAt::~LookedAt() {
    if (disk_ != nullptr) disk_->files_.at_work = before_;
}

void FaultyDisk::strike(DiskFault fault, int operation, int times) {
    files_.plan(DiskFiles::Planned{fault, operation, times});
}

void FaultyDisk::stop(DiskFault fault) {
    CHECK(fault == DiskFault::power_cut || fault == DiskFault::killed);
    files_.begin(fault);
}

void FaultyDisk::mend() {
    files_.plan(std::nullopt);
}

bool FaultyDisk::gone() const {
    return files_.gone.has_value();
}

void FaultyDisk::restart() {
    files_.restart();
}

bool FaultyDisk::struck() {
    return std::exchange(files_.struck, false);
}

const std::map<std::string, int>& FaultyDisk::counts() const {
    return files_.counts;
}

}  // namespace dondoc::simulation
