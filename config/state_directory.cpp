#include "config/state_directory.h"

#include "config/document.h"

namespace dondoc {

namespace fs = std::filesystem;

Result<fs::path> state_directory_of(const fs::path& main_file) {
    const fs::path file = fs::absolute(main_file);
    const std::string name = file.filename().string();
    auto text = read_file(file, file_size_max);
    if (!text) return Error{name + ": cannot be read: " + text.error().text};
    Faults faults;
    fs::path directory;
    if (const auto document = parse_document(name, *std::move(text), faults)) {
        TableReader main(Source(*document, faults), document->root, "the main file");
        directory = read_state_directory(main, file.parent_path());
    }
    if (faults.errors() == 0) return directory;
    std::string lines;
    for (const Diagnostic& fault : faults.sorted())
        lines += (lines.empty() ? "" : "\n") + fault.str();
    return Error{lines};
}

fs::path read_state_directory(TableReader& main, const fs::path& folder) {
    return (folder / main.text_or("state_directory", "/var/lib/dondoc")).lexically_normal();
}

}  // namespace dondoc
