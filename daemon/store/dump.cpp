#include <string>

#include "daemon/store/projected_tables.h"
#include "daemon/store/sqlite.h"
#include "daemon/store/store.h"

namespace dondoc {

namespace {

void add_escaped(std::string& line, const std::string& text) {
    for (const char c : text) {
        if (c == '\n')
            line += "\\n";
        else if (c == '\\')
            line += "\\\\";
        else
            line += c;
    }
}

Result<std::vector<std::string>> lines_of(Database& database, const std::string& name,
                                          const std::string& sql) {
    auto statement = database.prepare(sql);
    return all_rows(statement, [&](Statement& row) {
        std::string line = name;
        for (int column = 0; column < row.columns(); ++column) {
            line += ' ' + row.column_name(column) + '=';
            add_escaped(line, row.text());
        }
        return line + '\n';
    });
}

}  // namespace

Result<std::string> dump_projections(const Store& store) {
    std::string dump;
    const auto add = [&](const std::string& name, const std::string& sql) -> Done {
        auto lines = lines_of(*store.database_, name, sql);
        if (!lines) return lines.error().within("dump " + name);
        for (const auto& line : *lines)
            dump += line;
        return done;
    };
    for (const ProjectedTable& table : projected_tables) {
        auto added = add(table.name, std::string("SELECT ") + table.columns + " FROM " +
                                         table.name + " ORDER BY " + table.order);
        if (!added) return added.error();
    }
    return dump;
}

}  // namespace dondoc
