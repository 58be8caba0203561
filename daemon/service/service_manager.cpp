#include "daemon/service/service_manager.h"

#include <cstdint>

#include <systemd/sd-daemon.h>

namespace dondoc {

void notify_ready(const std::string& status) {
    sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}

void notify_reloading(std::chrono::microseconds monotonic) {
    sd_notify(0, ("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(monotonic.count())).c_str());
}

void notify_stopping() {
    sd_notify(0, "STOPPING=1");
}

void notify_watchdog() {
    sd_notify(0, "WATCHDOG=1");
}

std::optional<std::chrono::microseconds> watchdog_interval() {
    std::uint64_t limit = 0;
    if (sd_watchdog_enabled(0, &limit) <= 0) return {};
    return std::chrono::microseconds(limit / 2);
}

}  // namespace dondoc
