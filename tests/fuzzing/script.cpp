// Event scripts of `simulate`: JSON lines.
#include "daemon/loop/script.h"

#include <algorithm>

#include "tests/fuzzing/target.h"

namespace dondoc::fuzzing {
namespace {

bool blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == line.npos;
}

// `year.jsonl:12: what is wrong; what to do`, one for each line that has a fault.
void judge_faults(std::string_view faults, std::size_t lines_max) {
    std::size_t last = 0;
    while (!faults.empty()) {
        const auto end = std::min(faults.find('\n'), faults.size());
        const auto line = faults.substr(0, end);
        faults.remove_prefix(std::min(end + 1, faults.size()));
        demand(is_sentence(line), "a fault is one sentence", line);
        demand(line.starts_with("year.jsonl:"), "a fault has its place", line);
        const auto number =
            static_cast<std::size_t>(std::atoi(std::string(line.substr(11)).c_str()));
        demand(number > last && number <= lines_max, "a line has one fault", line);
        last = number;
    }
}

}  // namespace

void fuzz_script(std::string_view input) {
    const auto lines = parse_script("year.jsonl", input);
    const auto count = static_cast<std::size_t>(std::ranges::count(input, '\n')) + 1;
    if (!lines) {
        demand(!lines.error().text.empty(), "a fault is told");
        judge_faults(lines.error().text, count);
        return;
    }
    demand(std::ranges::is_sorted(*lines, {}, &ScriptLine::at), "lines stand by their time");
    std::size_t written = 0;
    for (auto rest = input; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (!blank(rest.substr(0, end))) ++written;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    demand(lines->size() == written, "no line is lost", input);
}

std::vector<std::string> script_seeds() {
    const std::string all = sample("config/samples/demo/lao-cai-2017.events.jsonl");
    std::vector<std::string> seeds{all.substr(0, all.find('\n', 2000) + 1)};
    const std::string at = R"({"at":"2017-01-20T09:00:00+07:00","do":)";
    const std::string obligation = R"(,"obligation":"plan.dang-ky.1.bv-sa-pa")";
    for (const Verb verb : all_verbs)
        seeds.push_back(at + "\"" + std::string(to_string(verb)) + "\"" + obligation +
                        R"(,"by":"tccb","reason":"lũ","document":"12/BC","dated":"2017-01-18",)"
                        R"("signer":"Giám đốc","arrived":"2017-01-19","due":"2017-02-01",)"
                        R"("approver":"Giám đốc Sở","to":"2017-02-06","figures":{"ho":"1,2"}})");
    for (
        const std::string rest :
        {R"("suspend","campaign":"plan","units":["tt-mat"],"from":"2017-08-03","to":"2017-08-12"})",
         R"("unsuspend","campaign":"plan","units":["tt-mat"],"reason":"x"})",
         R"("remind","obligation":"plan.dang-ky.1.bv-sa-pa","reason":"x","unit":"a","again":true})",
         R"("confirm-contact","unit":"tt-mat"})", R"("revoke-links","unit":"tt-mat","reason":"x"})",
         R"("pause","reason":"bão"})",
         R"("hand-over","campaign":"plan","unit":"a","to":"b","reason":"x"})",
         R"("event","event":"plan.be-mac","date":"2017-05-31","reason":"x"})",
         R"("phase open","phase":"plan.dang-ky","reason":"x"})"})
        seeds.push_back(at + rest + "\n");
    return seeds;
}

}  // namespace dondoc::fuzzing
