// Telling the service manager (sd_notify) how the daemon does. Without one, nothing happens.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace dondoc {

void notify_ready(const std::string& status);
// The configuration is being read again; notify_ready() ends it. `monotonic` is the time of
// CLOCK_MONOTONIC, by which Type=notify-reload of systemd 253 tells one reload from another.
void notify_reloading(std::chrono::microseconds monotonic);
void notify_stopping();
void notify_watchdog();
// How often notify_watchdog() is owed: half the time the service manager waits. Empty: not watched.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace dondoc
