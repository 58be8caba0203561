// The tables of the store as SQL: what brings each schema to the next.
#pragma once

#include <cstdint>
#include <span>

namespace dondoc {

// What this binary writes and reads; kept in the file as `user_version`.
inline constexpr std::int64_t schema_version = 11;

// The scripts that bring schema `version` to the one after it, in their order. 0: an empty
// database; less than schema_version.
std::span<const char* const> scripts_from(std::int64_t version);

}  // namespace dondoc
