// CHECK: for mistakes of our own code, in every build. It never tests input: bad input gets an
// Error.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace dondoc {

[[noreturn]] inline void check_failed(const char* file, int line, const char* condition) {
    std::fprintf(stderr, "%s:%d: CHECK(%s) failed\n", file, line, condition);
    std::abort();
}

}  // namespace dondoc

#define CHECK(condition) \
    ((condition) ? static_cast<void>(0) : ::dondoc::check_failed(__FILE__, __LINE__, #condition))
