// Letters that came back, and the addresses they came back from.
#include "daemon/store/reader.h"
#include "daemon/store/rows.h"
#include "daemon/store/sqlite.h"

namespace dondoc {

namespace {

const std::string fault_columns = "person, address, since, status, why, message";

AddressFault read_fault(Statement& row) {
    AddressFault fault;
    fault.person = row.text();
    fault.address = row.text();
    fault.since = row.instant();
    fault.status = row.text();
    fault.why = row.text();
    fault.message = row.integer();
    return fault;
}

}  // namespace

Result<std::optional<MessageRecord>> Reader::message_of_id(std::string_view id) const {
    static const std::string sql = "SELECT " + message_columns +
                                   " FROM messages WHERE message_id = $1 AND message_id <> '' "
                                   "ORDER BY number DESC LIMIT 1";
    auto statement = database_->prepare(sql);
    auto found = first_row(statement.bind(id), read_message);
    if (!found) return found.error().within("read message of id " + std::string(id));
    return found;
}

Result<std::optional<AddressFault>> Reader::address_fault(std::string_view person,
                                                          std::string_view address) const {
    static const std::string sql =
        "SELECT " + fault_columns + " FROM address_faults WHERE person = $1 AND address = $2";
    auto statement = database_->prepare(sql);
    auto found = first_row(statement.bind(person, address), read_fault);
    if (!found) return found.error().within("read the addresses that letters come back from");
    return found;
}

Result<std::vector<AddressFault>> Reader::address_faults() const {
    static const std::string sql =
        "SELECT " + fault_columns + " FROM address_faults ORDER BY person, address";
    auto statement = database_->prepare(sql);
    auto rows = all_rows(statement, read_fault);
    if (!rows) return rows.error().within("read the addresses that letters come back from");
    return rows;
}

}  // namespace dondoc
