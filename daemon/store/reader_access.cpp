// Who may ask the daemon for something, and what a scope leaves of the rows.
#include "daemon/store/reader.h"
#include "daemon/store/rows.h"
#include "daemon/store/scope_sql.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

namespace {

const std::string token_columns =
    "name, role, campaigns, units, password, expires, created_at, created_by, revoked_at, "
    "revoked_by, revoked_reason, used_at";

TokenRecord read_token(Statement& row) {
    TokenRecord token;
    token.name = row.text();
    token.role = row.word<Role>();
    token.scope.campaigns = ids_in(row.text());
    token.scope.units = ids_in(row.text());
    token.password = row.text();
    token.expires = row.maybe_date();
    token.created = row.instant();
    token.created_by = row.text();
    token.revoked = row.maybe_instant();
    token.revoked_by = row.text();
    token.revoked_reason = row.text();
    token.used = row.maybe_instant();
    return token;
}

// A notice lies in the scope by its obligation; by its campaign, which begins its key, if units are
// no matter. A digest may tell of any.
std::string notice_outside(const Scope& scope) {
    const auto marks = [](std::size_t count) {
        std::string text = "?";
        for (std::size_t i = 1; i < count; ++i)
            text += ", ?";
        return text;
    };
    std::string within = "n.about_kind <> 'digest'";
    if (!scope.campaigns.empty())
        within += " AND substr(n.key, 1, instr(n.key, '/') - 1) IN (" +
                  marks(scope.campaigns.size()) + ")";
    if (!scope.units.empty())
        within +=
            " AND n.about_kind = 'obligation' AND EXISTS (SELECT 1 FROM obligations o "
            "WHERE o.row = n.about AND o.unit IN (" +
            marks(scope.units.size()) + "))";
    return "NOT (" + within + ")";
}

}  // namespace

void add_scope_of_obligations(Condition& where, const Scope& scope) {
    where.add_any("campaign", scope.campaigns);
    where.add_any("unit", scope.units);
}

void add_scope_of_messages(Condition& where, const Scope& scope) {
    if (!scope.limited()) return;
    where.add("EXISTS (SELECT 1 FROM notices n WHERE n.message = messages.number)");
    where.add("NOT EXISTS (SELECT 1 FROM notices n WHERE n.message = messages.number AND " +
              notice_outside(scope) + ")");
    where.add_values(scope.campaigns);
    where.add_values(scope.units);
}

Result<std::optional<TokenRecord>> Reader::token(std::string_view name) const {
    static const std::string sql = "SELECT " + token_columns + " FROM tokens WHERE name = $1";
    auto statement = database_->prepare(sql);
    auto found = first_row(statement.bind(name), read_token);
    if (!found) return found.error().within("read a token");
    return found;
}

Result<std::optional<TokenRecord>> Reader::token_of_hash(std::string_view sha256) const {
    static const std::string sql =
        "SELECT " + token_columns + " FROM tokens WHERE sha256 = $1 AND sha256 <> ''";
    auto statement = database_->prepare(sql);
    auto found = first_row(statement.bind(sha256), read_token);
    if (!found) return found.error().within("read a token");
    return found;
}

Result<std::vector<TokenRecord>> Reader::tokens() const {
    static const std::string sql = "SELECT " + token_columns + " FROM tokens ORDER BY name";
    auto statement = database_->prepare(sql);
    auto rows = all_rows(statement, read_token);
    if (!rows) return rows.error().within("read tokens");
    return rows;
}

Result<int> Reader::link_generation(std::string_view unit) const {
    auto statement = database_->prepare("SELECT generation FROM unit_links WHERE unit = $1");
    const auto found = first_row(statement.bind(unit), [](Statement& row) { return row.number(); });
    if (!found) return found.error().within("read the links of a unit");
    return found->value_or(0);
}

Result<bool> Reader::message_within(const Scope& scope, std::int64_t number) const {
    Condition where;
    where.add("number = ?", number);
    add_scope_of_messages(where, scope);
    auto statement = database_->prepare("SELECT number FROM messages" + where.text());
    where.bind_to(statement);
    const auto found = first_row(statement, [](Statement& row) { return row.integer(); });
    if (!found) return found.error().within("read message");
    return found->has_value();
}

}  // namespace dondoc
