// The whole configuration: files of a small sound one, some of them replaced.
#include "config/configuration.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "config/readiness.h"
#include "daemon/loop/forecast.h"
#include "tests/fuzzing/target.h"
#include "workflows/deadline.h"

namespace dondoc::fuzzing {
namespace {

constexpr std::array files{"dondoc.toml", "organisation.toml", "ladders.toml", "calendar.toml",
                           "campaigns/phong-trao.toml"};
constexpr std::size_t replaced_max = 3;

std::filesystem::path folder() {
    return scratch_folder() + "/config";
}

void write(const std::string& name, std::string_view text) {
    std::ofstream(folder() / name, std::ios::binary) << text;
}

void write_sound(const std::string& name) {
    write(name, sample("tests/config/good/" + name));
}

Reading read_once() {
    return read_configuration(folder() / "dondoc.toml", folder() / "state");
}

std::string lines_of(const Reading& reading) {
    std::string lines;
    for (const Diagnostic& one : reading.diagnostics)
        lines += one.str() + '\n';
    return lines;
}

// A fault has a file, a place in it, and a sentence that says what to do.
void judge(const Diagnostic& one) {
    demand(!one.file.empty(), "a fault names its file", one.str());
    demand(is_sentence(one.text), "a fault is one sentence", one.str());
    demand((one.line == 0) == (one.column == 0), "a place has line and column", one.str());
    demand(one.text.find("; ") != one.text.npos, "a fault says what to do", one.str());
}

bool has_error(const Reading& reading) {
    return std::ranges::any_of(
        reading.diagnostics, [](const Diagnostic& one) { return one.severity == Severity::error; });
}

// What was accepted can be put to work: all it would send in seven weeks.
void put_to_work(const Configuration& configuration) {
    for (const auto& definition : configuration.campaigns)
        for (const Duty& duty : definition->campaign.duties)
            for (const Occurrence& one : duty.occurrences)
                demand(is_sentence(phrase(one.deadline, Language::vi)), "a deadline has words",
                       duty.id);
    const auto at = [&](std::string_view iso) {
        return configuration.zone->at(*parse_iso_date(iso), TimeOfDay{0});
    };
    ForecastOptions asked;
    asked.plan.from = at("2017-01-01");
    asked.plan.to = at("2017-02-20");
    const auto store = Store::in_memory();
    static const auto composer = Composer::make({});  // no folder of templates can be named here
    const auto ahead =
        forecast(**store, configuration, Definitions(configuration.campaigns), *composer, asked);
    demand(static_cast<bool>(ahead), "what was accepted can be looked ahead in",
           ahead ? "" : ahead.error().text);
}

}  // namespace

void fuzz_config(std::string_view input) {
    static const bool made = [] {
        std::filesystem::create_directories(folder() / "campaigns");
        for (const char* name : files)
            write_sound(name);
        return true;
    }();
    static_cast<void>(made);
    std::vector<std::string> replaced;
    const auto texts = fields(input, 2 * replaced_max);
    for (std::size_t i = 0; i + 1 < texts.size(); i += 2) {
        if (std::ranges::find(files, texts[i]) == files.end()) continue;
        write(std::string(texts[i]), texts[i + 1]);
        replaced.emplace_back(texts[i]);
    }
    const Reading reading = read_once();
    for (const Diagnostic& one : reading.diagnostics)
        judge(one);
    demand(reading.configuration.has_value() != has_error(reading),
           "there is a configuration exactly if there is no error", lines_of(reading));
    if (reading.configuration) {
        const Reading again = read_once();
        demand(lines_of(reading) == lines_of(again), "reading again says the same",
               lines_of(reading));
        demand(again.configuration &&
                   reading.configuration->fingerprint == again.configuration->fingerprint,
               "the same files have the same fingerprint");
        put_to_work(*reading.configuration);
    }
    for (const std::string& name : replaced)
        write_sound(name);
}

namespace {

// The files of bad/ are named by the one whose place they take.
std::string replaced_by(const std::string& bad) {
    if (bad.starts_with("main-")) return files.front();
    if (bad.starts_with("campaign-")) return files.back();
    return bad.substr(0, bad.find('-')) + ".toml";
}

}  // namespace

std::vector<std::string> config_seeds() {
    std::vector<std::string> seeds;
    for (const std::string name : files)
        seeds.push_back(joined({name, sample("tests/config/good/" + name)}));
    std::vector<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(DONDOC_SOURCE_DIR) + "/tests/config/bad"))
        if (entry.path().extension() == ".toml") paths.push_back(entry.path());
    std::ranges::sort(paths);
    for (const auto& path : paths)
        seeds.push_back(joined({replaced_by(path.filename().string()),
                                sample(path.lexically_relative(DONDOC_SOURCE_DIR))}));
    return seeds;
}

}  // namespace dondoc::fuzzing
