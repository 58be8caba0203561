// What a start asks of the store's file before anything is planned by what stands in it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "daemon/store/audit.h"
#include "daemon/store/records.h"
#include "workflows/result.h"

namespace dondoc {

// A store up to this size is read through at each start: a second or two. Of a larger one SQLite
// finds at once that it was cut short, and the rest is for `dondoc audit verify`.
inline constexpr std::uintmax_t examined_bytes_max = 64 * 1024 * 1024;

struct Examination {
    enum class Found {
        sound,
        nothing,  // no file, or an empty one, or one of a byte, without a log
        unread,   // not all of it: it is too large, or `why`; what was looked at is in order
        damaged,  // pages are missing, changed or make no sense
        broken,   // the journal is not as it was written
        astray,   // the journal is whole, and a table says something else: Store::rebuild mends it
    };
    Found found = Found::sound;
    std::string why{};                       // damaged: as SQLite says it; unread
    std::optional<JournalFault> journal{};   // broken
    std::optional<ProjectionFault> table{};  // astray: the first row
};

// Writes nothing, but that it takes back what a crash left half done in a rollback journal. What is
// not a store of exactly this schema is `sound`: opening it says what it is, or brings it up to
// date. An error: it cannot be opened.
Result<Examination> examine(const std::filesystem::path& store);

}  // namespace dondoc
