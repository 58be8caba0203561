// The running daemon: threads, signals, the door, and the loop between them.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "workflows/civil.h"

namespace dondoc {

struct ServeOptions {
    std::filesystem::path config;
    std::filesystem::path state_directory;  // empty: the configuration's

    // A virtual clock from one day to another (its midnight not included), spread over `pace` of
    // real time. A restart goes on where the year stopped.
    struct Year {
        Date from;
        Date to;
        std::chrono::milliseconds pace{0};
    };
    std::optional<Year> year;
    std::string events;        // an event script, with a year only; empty: none
    bool exit_at_end = false;  // of the year; else it keeps serving until it is told to stop
};

// Runs until SIGTERM or SIGINT. The exit status: 0 stopped as asked, 1 could not start or go on;
// why stands on standard error.
int serve(const ServeOptions&);

}  // namespace dondoc
