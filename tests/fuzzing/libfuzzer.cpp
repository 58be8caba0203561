// One program for all targets, so that the product is linked once:
//     FUZZ=mail fuzz corpus/            the target is named by the environment
//     fuzz --targets                    all there are, a line each
//     FUZZ=mail fuzz --seeds folder     writes what to begin with
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "tests/fuzzing/target.h"

namespace {

using namespace dondoc::fuzzing;

const Target& chosen() {
    static const Target& target = [&]() -> const Target& {
        const char* name = std::getenv("FUZZ");
        const Target* found = find_target(name == nullptr ? "" : name);
        if (found == nullptr) {
            std::fprintf(stderr, "name a target: FUZZ=mail; `fuzz --targets` lists them\n");
            std::exit(2);
        }
        return *found;
    }();
    return target;
}

void write_seeds(const std::string& folder) {
    int number = 0;
    for (const std::string& seed : chosen().seeds())
        std::ofstream(folder + "/seed-" + std::to_string(++number), std::ios::binary) << seed;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** words) {
    const std::string_view first = *count > 1 ? (*words)[1] : "";
    if (first == "--targets") {
        for (const Target& target : targets())
            std::puts(std::string(target.name).c_str());
        std::exit(0);
    }
    if (first == "--seeds" && *count > 2) {
        write_seeds((*words)[2]);
        std::exit(0);
    }
    chosen();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    chosen().run({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
