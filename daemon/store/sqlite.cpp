#include "daemon/store/sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include "workflows/check.h"

namespace dondoc {

namespace {

constexpr int wait_for_writer = 2000;  // milliseconds that a statement waits for another process
constexpr std::size_t statements_kept_max = 200;
constexpr int log_piece = 65536;  // bytes

std::string system_words(int number) {
    return number == 0 ? std::string() : ": " + std::generic_category().message(number);
}

// SQLite's result as a person would say it.
std::string words(int code, sqlite3* connection) {
    const int system = connection != nullptr ? sqlite3_system_errno(connection) : 0;
    switch (code & 0xff) {
        case SQLITE_FULL: return "disk is full";
        case SQLITE_READONLY: return "the file can only be read";
        case SQLITE_CORRUPT: return "the file is damaged";
        case SQLITE_NOTADB: return "the file is not a database";
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return "another process is writing to it";
        case SQLITE_IOERR: return "the disk failed" + system_words(system);
        case SQLITE_CANTOPEN: return "cannot be opened" + system_words(system);
        case SQLITE_NOMEM: return "out of memory";
        default: break;
    }
    std::string said = connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    return said + " (SQLite " + std::to_string(code) + ")";
}

bool may_pass(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
        case SQLITE_READONLY:
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_PROTOCOL:
        case SQLITE_NOMEM: return true;
        default: return false;
    }
}

Error error_of(int code, sqlite3* connection) {
    return Error{words(code, connection), may_pass(code)};
}

// Every byte that could mean something in a URI is written as a number.
std::string uri_of(const std::filesystem::path& file) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        if (c == '%' || c == '?' || c == '#') {
            uri += {'%', hex[static_cast<unsigned char>(c) >> 4], hex[c & 0xf]};
        } else {
            uri += c;
        }
    }
    return uri;
}

}  // namespace

// ---- Statement

Statement::Statement(sqlite3* connection, sqlite3_stmt* statement, bool* in_use,
                     std::optional<Error> fault)
    : connection_(connection), statement_(statement), in_use_(in_use), fault_(std::move(fault)) {}

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_),
      statement_(std::exchange(other.statement_, nullptr)),
      in_use_(std::exchange(other.in_use_, nullptr)),
      fault_(std::move(other.fault_)),
      bound_(other.bound_),
      column_(other.column_) {}

Statement::~Statement() {
    if (statement_ == nullptr) return;
    if (in_use_ == nullptr) {
        sqlite3_finalize(statement_);
        return;
    }
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    *in_use_ = false;
}

void Statement::keep_fault(int code) {
    if (code != SQLITE_OK && !fault_) fault_ = error_of(code, connection_);
}

void Statement::damaged(std::string what) {
    if (!fault_) fault_ = Error{"a row " + std::move(what)};
}

void Statement::bind_next(std::int64_t value) {
    if (!fault_) keep_fault(sqlite3_bind_int64(statement_, ++bound_, value));
}

void Statement::bind_next(std::string_view value) {
    if (fault_) return;
    // A null pointer would bind NULL, and an empty view may hold one.
    const char* bytes = value.empty() ? "" : value.data();
    keep_fault(sqlite3_bind_text64(statement_, ++bound_, bytes, value.size(), SQLITE_TRANSIENT,
                                   SQLITE_UTF8));
}

void Statement::bind_next(Blob value) {
    if (fault_) return;
    const char* bytes = value.bytes.empty() ? "" : value.bytes.data();
    keep_fault(
        sqlite3_bind_blob64(statement_, ++bound_, bytes, value.bytes.size(), SQLITE_TRANSIENT));
}

void Statement::bind_null() {
    if (!fault_) keep_fault(sqlite3_bind_null(statement_, ++bound_));
}

Result<bool> Statement::step() {
    if (fault_) return *fault_;
    column_ = 0;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    fault_ = error_of(code, connection_);
    return *fault_;
}

std::int64_t Statement::integer() {
    return sqlite3_column_int64(statement_, column_++);
}

std::string Statement::text() {
    const int column = column_++;
    const void* bytes = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    if (bytes == nullptr) return {};
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::optional<std::int64_t> Statement::maybe_integer() {
    if (sqlite3_column_type(statement_, column_) != SQLITE_NULL) return integer();
    ++column_;
    return std::nullopt;
}

std::optional<Instant> Statement::maybe_instant() {
    auto value = maybe_integer();
    if (!value) return std::nullopt;
    return Instant{std::chrono::milliseconds{*value}};
}

std::optional<Date> Statement::maybe_date() {
    auto value = maybe_integer();
    if (!value) return std::nullopt;
    return Date{std::chrono::days{*value}};
}

int Statement::columns() const {
    return sqlite3_column_count(statement_);
}

std::string Statement::column_name(int column) const {
    return sqlite3_column_name(statement_, column);
}

// ---- Database

Result<std::unique_ptr<Database>> Database::connect(const std::string& name, int flags) {
    sqlite3* connection = nullptr;
    const int code =
        sqlite3_open_v2(name.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) {
        auto error = error_of(code, connection);
        sqlite3_close_v2(connection);
        return error;
    }
    std::unique_ptr<Database> database(new Database(connection));
    sqlite3_extended_result_codes(connection, 1);
    sqlite3_busy_timeout(connection, wait_for_writer);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (auto set = database->script("PRAGMA trusted_schema = OFF;"
                                    "PRAGMA foreign_keys = ON;"
                                    "PRAGMA cell_size_check = ON;"
                                    "PRAGMA temp_store = MEMORY;"
                                    "PRAGMA cache_size = -16384;");  // KiB
        !set && set.error().may_pass)
        return set.error();
    // That a file is damaged may show here; whoever reads it is told.
    return database;
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file, Mode mode) {
    if (mode == Mode::read_only) return connect(file.string(), SQLITE_OPEN_READONLY);
    if (mode == Mode::unchanging)
        return connect(uri_of(file) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);

    // SQLite would make a new file readable by everybody; what people were written is not for
    // everybody. An existing one is left to SQLite: closing it here would drop this process's locks
    // on it.
    const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0 && errno != EEXIST) return Error{"cannot be made" + system_words(errno)};
    if (made >= 0) ::close(made);
    auto database = connect(file.string(), SQLITE_OPEN_READWRITE);
    if (database && sqlite3_db_readonly((*database)->connection_, "main") != 0)
        return Error{words(SQLITE_READONLY, nullptr)};
    return database;
}

Result<std::unique_ptr<Database>> Database::in_memory() {
    return connect(":memory:", SQLITE_OPEN_READWRITE);
}

Result<std::unique_ptr<Database>> Database::in_temporary_file() {
    return connect("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

Database::~Database() {
    for (auto& [sql, kept] : kept_) {
        CHECK(!kept.in_use);
        sqlite3_finalize(kept.statement);
    }
    sqlite3_close_v2(connection_);
}

Statement Database::prepare(std::string_view sql) {
    auto found = kept_.find(sql);
    if (found != kept_.end() && !found->second.in_use) {
        found->second.in_use = true;
        return {connection_, found->second.statement, &found->second.in_use, std::nullopt};
    }
    // One that is in use already gets a sister for this once.
    const bool keep = found == kept_.end() && kept_.size() < statements_kept_max;
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()),
                                        keep ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr);
    if (code != SQLITE_OK) return {connection_, nullptr, nullptr, error_of(code, connection_)};
    if (!keep) return {connection_, statement, nullptr, std::nullopt};
    auto& kept = kept_.emplace(std::string(sql), Kept{statement, true}).first->second;
    return {connection_, statement, &kept.in_use, std::nullopt};
}

Done Database::finish(Statement& statement) {
    while (true) {
        auto row = statement.step();
        if (!row) return row.error();
        if (!*row) return done;
    }
}

Done Database::script(const std::string& sql) {
    const int code = sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error_of(code, connection_);
    return done;
}

Result<std::int64_t> Database::number(std::string_view sql) {
    auto statement = prepare(sql);
    auto row = statement.step();
    if (!row) return row.error();
    return *row ? statement.integer() : 0;
}

std::int64_t Database::last_row() const {
    return sqlite3_last_insert_rowid(connection_);
}

std::int64_t Database::rows_changed() const {
    return sqlite3_changes64(connection_);
}

Done Database::copy_from(Database& source) {
    sqlite3_backup* backup = sqlite3_backup_init(connection_, "main", source.connection_, "main");
    if (backup == nullptr) return error_of(sqlite3_errcode(connection_), connection_);
    // All pages in one step: the copy is then of one commit.
    int code = SQLITE_OK;
    do {
        code = sqlite3_backup_step(backup, -1);
    } while (code == SQLITE_OK);
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) return error_of(code, source.connection_);
    return done;
}

// Within a transaction, so that no other process writes to it meanwhile.
Done Database::write_log_again() {
    auto transaction = Transaction::begin(*this);
    if (!transaction) return transaction.error();
    sqlite3_file* log = nullptr;
    int code = sqlite3_file_control(connection_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (code != SQLITE_OK) return error_of(code, connection_);
    if (log == nullptr || log->pMethods == nullptr) return done;  // there is none
    sqlite3_int64 size = 0;
    code = log->pMethods->xFileSize(log, &size);
    std::vector<char> bytes(log_piece);
    for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size; at += log_piece) {
        const int length = static_cast<int>(std::min<sqlite3_int64>(log_piece, size - at));
        code = log->pMethods->xRead(log, bytes.data(), length, at);
        if (code == SQLITE_OK) code = log->pMethods->xWrite(log, bytes.data(), length, at);
    }
    if (code == SQLITE_OK && size > 0) code = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
    if (code != SQLITE_OK) return error_of(code, nullptr);
    return done;
}

// ---- Transaction

Result<Transaction> Transaction::begin(Database& database) {
    if (auto begun = database.run("BEGIN IMMEDIATE"); !begun) return begun.error();
    return Transaction(database);
}

Transaction::~Transaction() {
    if (database_ == nullptr) return;
    // Some failures (a full disk) have rolled back by themselves.
    if (sqlite3_get_autocommit(database_->connection_) != 0) return;
    // If even this fails, the next BEGIN tells.
    (void)database_->run("ROLLBACK");
}

Done Transaction::commit() {
    if (auto committed = database_->run("COMMIT"); !committed) return committed;
    database_ = nullptr;
    return done;
}

// ---- Snapshot

Result<Snapshot> Snapshot::begin(Database& database) {
    if (sqlite3_get_autocommit(database.connection_) == 0) return Snapshot(nullptr);
    if (auto begun = database.run("BEGIN"); !begun) return begun.error();
    return Snapshot(&database);
}

Snapshot::~Snapshot() {
    // Nothing was written: there is nothing to lose in ending it either way.
    if (database_ != nullptr) (void)database_->run("ROLLBACK");
}

}  // namespace dondoc
