// A small sound configuration in a temporary folder, of which a test replaces what it is about.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "tests/golden.h"

namespace dondoc {

class World {
public:
    World() {
        std::string name =
            (std::filesystem::temp_directory_path() / "dondoc-config-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) ADD_FAILURE() << "cannot make " << name;
        folder_ = name;
        std::filesystem::copy(std::filesystem::path(DONDOC_TESTS_DIR) / "config/good", folder_,
                              std::filesystem::copy_options::recursive);
    }
    ~World() { std::filesystem::remove_all(folder_); }
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    std::filesystem::path file(const std::string& name) const { return folder_ / name; }

    World& write(const std::string& name, const std::string& text) {
        std::filesystem::create_directories(file(name).parent_path());
        std::ofstream(file(name), std::ios::binary) << text;
        return *this;
    }
    // Puts `to` in the place of the first `from` of a file.
    World& replace(const std::string& name, const std::string& from, const std::string& to) {
        std::string text = read_bytes(file(name));
        const auto at = text.find(from);
        if (at == std::string::npos) ADD_FAILURE() << name << " has no " << from;
        return write(name, text.replace(at, from.size(), to));
    }

    Reading read() const { return read_configuration(file("dondoc.toml")); }
    // The diagnostics, a line each.
    std::string check() const {
        std::string lines;
        for (const Diagnostic& diagnostic : read().diagnostics)
            lines += diagnostic.str() + "\n";
        return lines;
    }
    // The definition of the one campaign.
    Definition definition() const {
        const Reading reading = read();
        if (!reading.configuration || reading.configuration->campaigns.size() != 1) {
            ADD_FAILURE() << "not one sound campaign:\n" << check();
            std::abort();
        }
        return *reading.configuration->campaigns.front();
    }

private:
    std::filesystem::path folder_;
};

inline constexpr const char* campaign_file = "campaigns/phong-trao.toml";

}  // namespace dondoc
