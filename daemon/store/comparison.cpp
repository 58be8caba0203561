#include "daemon/store/comparison.h"

#include <array>
#include <utility>

#include "daemon/store/projected_tables.h"

namespace dondoc {

namespace {

// What the database makes of its own accord is not compared.
constexpr ProjectedTable schema_table = {
    "(SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%')", "*", "type, name",
    "type || ' ' || name"};

// A row as it is compared: its words, and each column as SQL writes it.
struct Row {
    std::string words;
    std::string key;
    std::vector<std::string> columns;
};

class Rows {
public:
    static Result<Rows> of(Database& database, const ProjectedTable& table) {
        auto names = columns_of(database, table);
        if (!names) return names.error();
        std::string sql = std::string("SELECT ") + table.row + ", " + key_sql(table);
        for (const std::string& name : *names)
            sql += ", quote(" + name + ")";
        sql += std::string(" FROM ") + table.name + " ORDER BY " + table.order;
        return Rows(*std::move(names), database.prepare(sql));
    }

    // Nothing after the last one.
    Result<std::optional<Row>> next() {
        auto more = statement_.step();
        if (!more) return more.error();
        if (!*more) return std::optional<Row>();
        Row row{statement_.text(), statement_.text(), {}};
        for (std::size_t i = 0; i < names_.size(); ++i)
            row.columns.push_back(statement_.text());
        return std::optional(std::move(row));
    }

    const std::vector<std::string>& names() const { return names_; }

    // The row's key as a row value of SQL: `('plan', 17200)`.
    static std::string key_sql(const ProjectedTable& table) {
        std::string sql = "'('";
        std::string_view rest = table.order;
        for (const char* between = " || quote("; !rest.empty(); between = " || ', ' || quote(") {
            const auto comma = rest.find(", ");
            sql += between + std::string(rest.substr(0, comma)) + ")";
            rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 2);
        }
        return sql + " || ')'";
    }

private:
    Rows(std::vector<std::string> names, Statement statement)
        : names_(std::move(names)), statement_(std::move(statement)) {}

    static Result<std::vector<std::string>> columns_of(Database& database,
                                                       const ProjectedTable& table) {
        auto statement = database.prepare(std::string("SELECT ") + table.columns + " FROM " +
                                          table.name + " LIMIT 0");
        auto ran = statement.step();
        if (!ran) return ran.error();
        std::vector<std::string> names;
        for (int column = 0; column < statement.columns(); ++column)
            names.push_back(statement.column_name(column));
        return names;
    }

    std::vector<std::string> names_;
    Statement statement_;
};

Result<bool> has_row(Database& database, const ProjectedTable& table, const std::string& key) {
    auto statement = database.prepare(std::string("SELECT 1 FROM ") + table.name + " WHERE (" +
                                      table.order + ") = " + key);
    return statement.step();
}

std::vector<ProjectionFault::Column> differences(const std::vector<std::string>& names,
                                                 const Row& stands, const Row& by_right) {
    std::vector<ProjectionFault::Column> columns;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (stands.columns[i] != by_right.columns[i])
            columns.push_back({names[i], stands.columns[i], by_right.columns[i]});
    }
    return columns;
}

// The first row in which the two differ. Both come in the same order.
Result<std::optional<ProjectionFault>> first_difference(Database& store, Database& anew,
                                                        const ProjectedTable& table,
                                                        const std::string& name) {
    using What = ProjectionFault::What;
    using Found = std::optional<ProjectionFault>;
    auto here = Rows::of(store, table);
    if (!here) return here.error();
    auto there = Rows::of(anew, table);
    if (!there) return there.error();
    if (here->names() != there->names()) return Error{"table " + name + " has other columns"};
    while (true) {
        auto stands = here->next();
        if (!stands) return stands.error();
        auto by_right = there->next();
        if (!by_right) return by_right.error();
        if (!*stands && !*by_right) return Found();
        if (!*by_right) return Found({name, (*stands)->words, What::added});
        if (!*stands) return Found({name, (*by_right)->words, What::missing});
        if ((*stands)->key == (*by_right)->key) {
            auto columns = differences(here->names(), **stands, **by_right);
            if (columns.empty()) continue;
            return Found({name, (*by_right)->words, What::changed, std::move(columns)});
        }
        auto known = has_row(anew, table, (*stands)->key);
        if (!known) return known.error();
        if (*known) return Found({name, (*by_right)->words, What::missing});
        return Found({name, (*stands)->words, What::added});
    }
}

}  // namespace

Result<std::vector<ProjectionFault>> compare_projections(Database& store, Database& anew) {
    std::vector<ProjectionFault> faults;
    const auto compare = [&](const ProjectedTable& table, const std::string& name) -> Done {
        auto fault = first_difference(store, anew, table, name);
        if (!fault) return fault.error().within("compare " + name);
        if (*fault) faults.push_back(**std::move(fault));
        return done;
    };
    if (auto compared = compare(schema_table, "sqlite_schema"); !compared) return compared.error();
    for (const ProjectedTable& table : projected_tables)
        if (auto compared = compare(table, table.name); !compared) {
            // A file that lacks a table was told of above.
            if (faults.empty()) return compared.error();
            return faults;
        }
    return faults;
}

}  // namespace dondoc
