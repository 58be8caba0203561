#include <algorithm>
#include <cstdio>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "config/configuration.h"
#include "daemon/cli/command_line.h"
#include "workflows/suggest.h"

namespace dondoc {

namespace {

void print(const Diagnostic& diagnostic, bool json) {
    if (!json) {
        std::puts(diagnostic.str().c_str());
        return;
    }
    const boost::json::object line{
        {"file", diagnostic.file},
        {"line", diagnostic.line},
        {"column", diagnostic.column},
        {"severity", diagnostic.severity == Severity::error ? "error" : "warning"},
        {"text", diagnostic.text},
    };
    std::puts(boost::json::serialize(line).c_str());
}

}  // namespace

Error unknown_campaign(const std::string& id, const Configuration& configuration,
                       const std::filesystem::path& file) {
    std::vector<std::string> ids;
    std::string known;
    for (const auto& definition : configuration.campaigns) {
        ids.push_back(definition->campaign.id);
        known += (known.empty() ? "" : ", ") + ids.back();
    }
    const auto near = nearest(id, ids);
    return {"there is no campaign «" + id + "» in " + file.string() +
            (near ? "; did you mean «" + *near + "»?" : "; it has " + known)};
}

int run_check(const CommonOptions& common, const CheckOptions& options) {
    const Reading reading = read_configuration(common.config, common.state_directory);
    if (!options.ready.empty() && reading.configuration) return run_ready(common, options, reading);
    for (const Diagnostic& diagnostic : reading.diagnostics)
        print(diagnostic, common.json);
    const auto errors =
        std::ranges::count(reading.diagnostics, Severity::error, &Diagnostic::severity);
    const auto warnings = std::ssize(reading.diagnostics) - errors;
    if (!common.json) {
        std::printf("%td %s, %td %s\n", errors, errors == 1 ? "error" : "errors", warnings,
                    warnings == 1 ? "warning" : "warnings");
    }
    return errors > 0 || (options.strict && warnings > 0) ? 1 : 0;
}

}  // namespace dondoc
