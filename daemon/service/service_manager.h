// Telling the service manager (sd_notify) how the daemon does. Without one, nothing happens.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace dondoc {

void notify_ready(const std::string& status);
void notify_status(const std::string& status);
void notify_stopping();
void notify_watchdog();
// How often notify_watchdog() is owed: half the time the service manager waits. Empty: not watched.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace dondoc
