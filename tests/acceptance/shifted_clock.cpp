// Preloaded into a process under test: its wall clock is off by as many seconds as the file named
// by SHIFTED_CLOCK says, which may change while it runs. What the machine itself counts
// (CLOCK_BOOTTIME, CLOCK_MONOTONIC) is left alone, as when somebody sets the clock.
#include <cstdlib>

#include <fcntl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace {

long shift() {
    const char* name = getenv("SHIFTED_CLOCK");
    const int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return 0;
    char text[32] = {};
    const ssize_t size = read(file, text, sizeof(text) - 1);
    close(file);
    return size > 0 ? strtol(text, nullptr, 10) : 0;
}

}  // namespace

extern "C" int clock_gettime(clockid_t which, struct timespec* now) noexcept {
    const long failed = syscall(SYS_clock_gettime, which, now);
    if (failed == 0 && which == CLOCK_REALTIME) now->tv_sec += shift();
    return static_cast<int>(failed);
}
