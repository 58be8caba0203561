#include "config/templates_folder.h"

#include <algorithm>
#include <system_error>

namespace dondoc {
namespace {

bool ends_as_template(const std::string& name) {
    return name.ends_with(".subject") || name.ends_with(".txt") || name.ends_with(".html");
}

// `<name>.<language>.<part>`
bool has_language(const std::string& name) {
    const std::string stem = name.substr(0, name.rfind('.'));
    return stem.size() > 3 && (stem.ends_with(".vi") || stem.ends_with(".en"));
}

std::vector<std::string> file_names(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code failure;
    for (std::filesystem::directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        names.push_back(entry->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

TemplateTexts read_templates(const std::filesystem::path& folder, const std::string& shown,
                             Faults& faults) {
    TemplateTexts texts;
    for (const std::string& name : file_names(folder)) {
        if (!ends_as_template(name)) {
            continue;
        }
        const std::string file = shown + "/" + name;
        if (!has_language(name)) {
            faults.error(file, {}, "its name has no language; name it as reminder.vi.txt");
            continue;
        }
        const auto text = read_file(folder / name, template_size_max);
        if (!text) {
            faults.error(file, {}, "cannot be read: " + text.error().text);
        } else if (const auto bad = first_bad_utf8(*text)) {
            faults.error(file, *bad, "a byte that is not UTF-8; save the file as UTF-8");
        } else {
            texts.emplace(name, to_nfc(*text));
        }
    }
    return texts;
}

}  // namespace dondoc
