// Rules about who may know whom.
#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "tests/house/rules.h"
#include "tests/house/tables.h"

namespace dondoc::house {

namespace {

bool begins_with_any(std::string_view text, const std::vector<std::string>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const auto& beginning) { return text.starts_with(beginning); });
}

std::string joined(const std::set<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text.empty() ? "nothing else of ours" : text;
}

// A header of ours, of C++ itself (`vector`), or of a library: the last have a dot or a folder.
bool is_standard(std::string_view header) {
    return header.find_first_of("./") == header.npos;
}

const Library* library_of(std::string_view header) {
    for (const auto& library : libraries())
        if (begins_with_any(header, library.headers)) return &library;
    return nullptr;
}

std::string places_of(const Library& library) {
    return joined({library.places.begin(), library.places.end()});
}

void check_layer(const SourceFile& file, const Include& include, Faults& faults) {
    const auto own = file.top_folder();
    const auto slash = include.path.find('/');
    const auto other = slash == include.path.npos ? "" : include.path.substr(0, slash);
    if (other != "tests" && !layers().contains(other)) {
        faults.push_back({file.path, include.line,
                          "\"" + include.path + "\" does not name its folder; write \"" +
                              file.folder() + "/" + include.path + "\", or <> for a library"});
    } else if (other == "tests") {
        faults.push_back({file.path, include.line,
                          "the product knows nothing of tests/; move what is needed into " + own});
    } else if (other != own && !layers().at(own).contains(other)) {
        faults.push_back({file.path, include.line,
                          own + "/ may include " + joined(layers().at(own)) + ", not " + other +
                              "/; pass a value in, or move the type down"});
    }
}

}  // namespace

std::string Fault::str() const {
    return path + ":" + (line ? std::to_string(line) + ": " : " ") + text;
}

Faults includes_outside_the_table(const SourceFile& file) {
    Faults faults;
    if (!file.is_product() || !file.is_cpp()) return faults;
    for (const auto& include : includes_of(file.text))
        if (include.quoted) check_layer(file, include, faults);
    return faults;
}

Faults libraries_out_of_place(const SourceFile& file) {
    Faults faults;
    if (!file.is_product() || !file.is_cpp()) return faults;
    for (const auto& include : includes_of(file.text)) {
        if (include.quoted || is_standard(include.path)) continue;
        const auto* library = library_of(include.path);
        const auto header = "<" + include.path + ">";
        if (!library) {
            faults.push_back({file.path, include.line,
                              header + " is of no known library; if it is <c…> of C++, write that; "
                                       "else give it its place in tests/house/tables.cpp"});
        } else if (!begins_with_any(file.path, library->places)) {
            faults.push_back({file.path, include.line,
                              header + " (" + library->name + ") belongs in " +
                                  places_of(*library) + "; call what wraps it there"});
        }
    }
    return faults;
}

Faults libraries_in_too_many_files(const std::vector<SourceFile>& files) {
    std::map<const Library*, std::set<std::string>> users;
    for (const auto& file : files) {
        if (!file.is_product() || !file.is_cpp()) continue;
        for (const auto& include : includes_of(file.text))
            if (const auto* library = library_of(include.path); library && !include.quoted)
                users[library].insert(file.path);
    }
    Faults faults;
    for (const auto& [library, paths] : users)
        if (paths.size() > library->files_max)
            faults.push_back({*paths.rbegin(), 0,
                              library->name + " stands in " + std::to_string(paths.size()) +
                                  " files, " + std::to_string(library->files_max) +
                                  " at the most; wrap it once and call that: " + joined(paths)});
    return faults;
}

Faults folder_cycles(const std::vector<SourceFile>& files) {
    std::map<std::string, std::map<std::string, Fault>>
        edges;  // from, to, the include that says so
    for (const auto& file : files) {
        if (!file.is_product() || !file.is_cpp()) continue;
        for (const auto& include : includes_of(file.text)) {
            const auto to = SourceFile{include.path, ""}.folder();
            if (!include.quoted || to == file.folder()) continue;
            edges[file.folder()].try_emplace(to, Fault{file.path, include.line, ""});
        }
    }
    const auto reachable_from = [&](const std::string& start) {
        std::set<std::string> reached;
        std::vector<std::string> open{start};
        while (!open.empty()) {
            const auto folder = open.back();
            open.pop_back();
            for (const auto& [to, ignored] : edges[folder])
                if (reached.insert(to).second) open.push_back(to);
        }
        return reached;
    };
    Faults faults;
    const auto known = edges;
    for (const auto& [from, targets] : known)
        for (const auto& [to, edge] : targets)
            if (reachable_from(to).contains(from))
                faults.push_back({edge.path, edge.line,
                                  from + "/ includes " + to + "/, which leads back to " + from +
                                      "/; move what both need to the lower of the two"});
    return faults;
}

Faults links_outside_the_table(const SourceFile& cmake_lists) {
    Faults faults;
    const auto folder = cmake_lists.folder();
    const auto text = std::regex_replace(cmake_lists.text, std::regex("#[^\n]*"), "");
    const std::regex call(R"(target_link_libraries\s*\(\s*dondoc_)" + folder + R"(\s([^)]*)\))");
    const std::regex word(R"([^\s]+)");
    const std::set<std::string> said{"PUBLIC", "PRIVATE", "INTERFACE", "dondoc_options"};
    std::set<std::string> ours;
    for (std::sregex_iterator it(text.begin(), text.end(), call), end; it != end; ++it) {
        const std::string arguments = (*it)[1];
        for (std::sregex_iterator w(arguments.begin(), arguments.end(), word); w != end; ++w) {
            const auto target = w->str();
            if (said.contains(target)) continue;
            if (target.starts_with("dondoc_")) {
                ours.insert(target.substr(7));
            } else if (!linked_libraries().at(folder).contains(target)) {
                faults.push_back({cmake_lists.path, 0,
                                  "dondoc_" + folder + " links " + target +
                                      ", which may stand in " +
                                      "other folders only; call what wraps it there"});
            }
        }
    }
    if (ours != layers().at(folder))
        faults.push_back({cmake_lists.path, 0,
                          "dondoc_" + folder + " links " + joined(ours) + "; the table says " +
                              joined(layers().at(folder))});
    return faults;
}

Faults new_faults(const Faults& faults, const std::vector<std::string>& known) {
    Faults found;
    std::copy_if(faults.begin(), faults.end(), std::back_inserter(found), [&](const Fault& fault) {
        return std::find(known.begin(), known.end(), fault.path) == known.end();
    });
    return found;
}

std::vector<std::string> stale(const Faults& faults, const std::vector<std::string>& known) {
    std::vector<std::string> gone;
    std::copy_if(known.begin(), known.end(), std::back_inserter(gone), [&](const auto& path) {
        return std::none_of(faults.begin(), faults.end(),
                            [&](const Fault& fault) { return fault.path == path; });
    });
    return gone;
}

}  // namespace dondoc::house
