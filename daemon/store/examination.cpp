#include "daemon/store/examination.h"

#include <system_error>

#include "daemon/store/schema.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

namespace {

namespace fs = std::filesystem;
using Found = Examination::Found;

constexpr std::uintmax_t sqlite_takes_for_empty = 1;  // bytes

std::uintmax_t size_of(const fs::path& file) {
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    return failed ? 0 : size;
}

// Its tables can be read at all, and it is ours as it stands.
Result<bool> is_ready(const fs::path& file, Examination& said) {
    using Mode = Database::Mode;
    const auto beside = [&](const char* log) {
        std::error_code failed;
        return fs::exists(file.string() + log, failed);
    };
    const Mode mode = beside("-journal") ? Mode::read_write
                      : beside("-wal")   ? Mode::read_only
                                         : Mode::unchanging;
    auto database = Database::open(file, mode);
    if (!database) return database.error();
    if (auto tables = (*database)->number("SELECT count(*) FROM sqlite_schema"); !tables) {
        if (tables.error().may_pass) return tables.error();
        said = {Found::damaged, tables.error().text};
        return false;
    }
    return bool(check_schema(**database));
}

}  // namespace

Result<Examination> examine(const fs::path& file) {
    const std::string context = "examine store " + file.string();
    Examination said;
    const std::uintmax_t size = size_of(file);
    if (size <= sqlite_takes_for_empty && size_of(file.string() + "-wal") == 0)
        return Examination{Found::nothing};
    const auto ready = is_ready(file, said);
    if (!ready) return ready.error().within(context);
    if (!*ready) return said;
    if (size > examined_bytes_max) return Examination{Found::unread};
    auto audit = Audit::open(file);
    if (!audit) return audit.error();
    if (auto file_well = (*audit)->verify_file(); !file_well)
        return Examination{Found::damaged, file_well.error().text};
    auto journal = (*audit)->verify_journal({});
    if (!journal) return Examination{Found::damaged, journal.error().text};
    if (*journal) return Examination{Found::broken, {}, **std::move(journal)};
    auto tables = (*audit)->verify_projections();
    // The file and the journal are in order: there was no room for what it is compared with.
    if (!tables) return Examination{Found::unread, tables.error().text};
    if (!tables->empty()) return Examination{Found::astray, {}, {}, std::move(tables->front())};
    return said;
}

}  // namespace dondoc
