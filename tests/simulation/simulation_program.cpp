// Lives many lives on all cores and sums up what they came to. A broken promise is told with the
// whole story of its life; `--from SEED --seeds 1` lives that one again and tells its story.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/simulation/simulation.h"

namespace {

using dondoc::simulation::Simulation;
using Figures = std::map<std::string, std::int64_t>;

constexpr int usage_error = 2;

struct Asked {
    unsigned from = 1;
    unsigned seeds = 100;
    unsigned processes = std::max(1U, std::thread::hardware_concurrency());
};

unsigned number_in(const char* text) {
    char* end = nullptr;
    const unsigned long number = std::strtoul(text, &end, 10);
    return end == text || *end != '\0' ? 0 : static_cast<unsigned>(number);
}

std::optional<Asked> asked_by(int count, char** words) {
    Asked asked;
    if (const char* one = std::getenv("DONDOC_SEED")) {
        asked.from = number_in(one);
        asked.seeds = 1;
    }
    for (int at = 1; at < count; at += 2) {
        const std::string option = words[at];
        const unsigned number = at + 1 < count ? number_in(words[at + 1]) : 0;
        if (number == 0) return std::nullopt;
        if (option == "--from")
            asked.from = number;
        else if (option == "--seeds")
            asked.seeds = number;
        else if (option == "--processes")
            asked.processes = number;
        else
            return std::nullopt;
    }
    return asked.from == 0 ? std::nullopt : std::optional(asked);
}

void add(Figures& all, const Figures& some) {
    for (const auto& [name, count] : some)
        all[name] += count;
}

// Every so manieth seed, to its end or the first broken promise.
Figures live(const Asked& asked, unsigned first) {
    Figures all;
    for (unsigned at = first; at < asked.seeds; at += asked.processes) {
        Simulation life(asked.from + at);
        life.run();
        add(all, life.figures());
        if (asked.seeds == 1) std::cout << life.story << '\n';
        if (!testing::Test::HasFailure()) continue;
        ++all["lives with a broken promise"];
        std::cout << "a promise is broken; live it again with --from " << asked.from + at
                  << " --seeds 1\n"
                  << std::flush;
        break;
    }
    return all;
}

// A process of its own, because SQLite has one disk a process. What it came to is read from here.
int begin_process(const Asked& asked, unsigned first) {
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    if (::fork() != 0) {
        ::close(ends[1]);
        return ends[0];
    }
    ::close(ends[0]);
    std::string told;
    for (const auto& [name, count] : live(asked, first))
        told += name + '\t' + std::to_string(count) + '\n';
    std::fflush(stdout);
    for (std::size_t at = 0; at < told.size();) {
        const auto written = ::write(ends[1], told.data() + at, told.size() - at);
        if (written <= 0) std::abort();
        at += static_cast<std::size_t>(written);
    }
    ::_exit(testing::Test::HasFailure() ? 1 : 0);
}

Figures read_figures(int end) {
    std::string told;
    char bytes[4096];
    for (ssize_t size = 0; (size = ::read(end, bytes, sizeof bytes)) > 0;)
        told.append(bytes, static_cast<std::size_t>(size));
    ::close(end);
    Figures figures;
    std::istringstream lines(told);
    for (std::string line; std::getline(lines, line);)
        figures[line.substr(0, line.find('\t'))] += std::stoll(line.substr(line.find('\t') + 1));
    return figures;
}

std::string grouped(std::int64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3)
        text.insert(at - 3, 1, ',');
    return text;
}

void tell_line(const std::string& name, const std::string& number) {
    std::printf("%-62s %12s\n", name.c_str(), number.c_str());
}

void tell(const Asked& asked, Figures all, std::chrono::seconds took) {
    std::printf("seeds %u to %u, on %u processes, in %lld s\n\n", asked.from,
                asked.from + asked.seeds - 1, asked.processes,
                static_cast<long long>(took.count()));
    const double years = static_cast<double>(all["campaign-days"]) / 365.25;
    std::ostringstream text;
    text.precision(1);
    text << std::fixed << years;
    tell_line("campaign-years", text.str());
    all.erase("campaign-days");
    for (const auto& [name, count] : all)
        if (!name.starts_with("fault: ")) tell_line(name, grouped(count));
    std::printf("\nfaults\n");
    for (const auto& [name, count] : all)
        if (name.starts_with("fault: ")) tell_line("  " + name.substr(7), grouped(count));
}

int simulate(const Asked& asked) {
    const auto began = std::chrono::steady_clock::now();
    std::vector<int> ends;
    for (unsigned first = 0; first < std::min(asked.processes, asked.seeds); ++first)
        ends.push_back(begin_process(asked, first));
    Figures all;
    for (const int end : ends)
        add(all, read_figures(end));
    bool well = true;
    for (std::size_t left = ends.size(); left > 0; --left) {
        int status = 0;
        ::wait(&status);
        well = well && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    const auto took = std::chrono::steady_clock::now() - began;
    tell(asked, std::move(all), std::chrono::duration_cast<std::chrono::seconds>(took));
    std::puts(well ? "\nevery promise was kept" : "\nA PROMISE WAS BROKEN: see above");
    return well ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
    const auto asked = asked_by(count, words);
    if (!asked) {
        std::fputs("dondoc_simulation [--seeds N] [--from SEED] [--processes N]\n", stderr);
        return usage_error;
    }
    char* none[] = {words[0], nullptr};
    int one = 1;
    testing::InitGoogleTest(&one, none);
    return simulate(*asked);
}
