// The words of the command line while they are being defined: what all commands share.
#pragma once

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "daemon/cli/command_line.h"

namespace dondoc {

struct Words {
    Words(const std::string& description, const std::string& name) : app(description, name) {}

    CLI::App* command(const std::string& name, const std::string& description) {
        return command(app, name, description);
    }
    CLI::App* command(CLI::App& parent, const std::string& name, const std::string& description) {
        CLI::App* sub = parent.add_subcommand(name, description);
        sub->add_option("--config", asked.common.config, "main configuration file")
            ->capture_default_str();
        sub->add_option("--state-directory", asked.common.state_directory,
                        "in place of the configuration's");
        if (name != "serve") {
            sub->add_flag("--json", asked.common.json, "one JSON object a line");
        }
        return sub;
    }

    template <class Options>
    std::shared_ptr<Options> choose(CLI::App* sub) {
        auto options = std::make_shared<Options>();
        sub->callback([this, options] { asked.what = *options; });
        return options;
    }

    CLI::App app;
    Asked asked{{}, StatusOptions{}};
};

inline void add_language(CLI::App* sub, std::string& language) {
    sub->add_option("--lang", language, "vi or en; default: the daemon's")
        ->check(CLI::IsMember({"vi", "en"}));
}

// Those that change something: each is an ActOptions.
void add_acts(Words&);
// `token` and `user`.
void add_access(Words&);

}  // namespace dondoc
