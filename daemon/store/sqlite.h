// A thin layer over SQLite's C API: connections, statements, transactions, and errors in words. The
// library shows only in sqlite.cpp. A Database and all its statements belong to one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/store/words.h"
#include "workflows/civil.h"
#include "workflows/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace dondoc {

// Bytes that are not text.
struct Blob {
    std::string_view bytes;
};

// A prepared statement in use; it goes back, reset, when it leaves scope. A fault of preparing,
// binding or reading is kept and told by the next step(), so that a caller asks once.
//
// Values are bound and columns are read from left to right. Instants are milliseconds and dates are
// days since 1970; enumerations are words; an empty optional is NULL.
class Statement {
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    template <class... Values>
    Statement& bind(const Values&... values) {
        (bind_next(values), ...);
        return *this;
    }

    // True: there is a row to read. False: it is done.
    Result<bool> step();

    std::int64_t integer();
    int number() { return static_cast<int>(integer()); }
    bool flag() { return integer() != 0; }
    std::string text();  // of a blob: its bytes; of NULL: empty
    Instant instant() { return Instant{std::chrono::milliseconds{integer()}}; }
    Date date() { return Date{std::chrono::days{integer()}}; }
    std::optional<std::int64_t> maybe_integer();
    std::optional<Instant> maybe_instant();
    std::optional<Date> maybe_date();
    template <class Enum>
    Enum word() {
        auto written = text();
        if (auto value = from_word<Enum>(written)) return *value;
        damaged("holds the unknown word «" + written + "»");
        return Enum{};
    }

    // The row just read makes no sense; the next step() says so.
    void damaged(std::string what);
    const std::optional<Error>& fault() const { return fault_; }

    int columns() const;
    std::string column_name(int column) const;

private:
    friend class Database;
    Statement(sqlite3*, sqlite3_stmt*, bool* in_use, std::optional<Error>);

    void bind_next(std::int64_t);
    void bind_next(int value) { bind_next(std::int64_t{value}); }
    void bind_next(bool value) { bind_next(std::int64_t{value}); }
    void bind_next(std::size_t value) { bind_next(static_cast<std::int64_t>(value)); }
    void bind_next(std::string_view);
    void bind_next(const std::string& value) { bind_next(std::string_view(value)); }
    void bind_next(const char* value) { bind_next(std::string_view(value)); }
    void bind_next(Blob);
    void bind_next(Instant value) { bind_next(std::int64_t{value.time_since_epoch().count()}); }
    void bind_next(Date value) { bind_next(std::int64_t{value.time_since_epoch().count()}); }
    template <Worded Enum>
    void bind_next(Enum value) {
        bind_next(to_word(value));
    }
    template <class T>
    void bind_next(const std::optional<T>& value) {
        if (value)
            bind_next(*value);
        else
            bind_null();
    }
    void bind_null();
    void keep_fault(int code);

    sqlite3* connection_;
    sqlite3_stmt* statement_;
    bool* in_use_;  // of the cached statement; null: finalized after use
    std::optional<Error> fault_;
    int bound_ = 0;
    int column_ = 0;
};

class Database {
public:
    // `unchanging`: read-only, of a file that nobody writes while it is open. It needs no folder
    // that can be written to, and sees nothing of a write-ahead log.
    enum class Mode { read_only, read_write, unchanging };
    // Does not touch the file's content. `read_write` makes a file that is absent, readable by its
    // owner alone, and fails if the file can only be read.
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path&, Mode);
    static Result<std::unique_ptr<Database>> in_memory();
    // In a file without a name, where SQLite keeps such ($SQLITE_TMPDIR, $TMPDIR, /var/tmp),
    // readable by its owner alone; it goes with the connection. Memory is what the page cache
    // takes.
    static Result<std::unique_ptr<Database>> in_temporary_file();
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // Prepared once and kept; up to `statements_kept_max` of them.
    Statement prepare(std::string_view sql);
    // A statement without rows, or whose rows do not matter.
    template <class... Values>
    Done run(std::string_view sql, const Values&... values) {
        auto statement = prepare(sql);
        statement.bind(values...);
        return finish(statement);
    }
    // Several statements in one text: schemas and pragmas.
    Done script(const std::string& sql);
    // The single number that a statement answers.
    Result<std::int64_t> number(std::string_view sql);

    std::int64_t last_row() const;
    std::int64_t rows_changed() const;  // by the last statement

    // Everything that `source` holds, as it was committed last.
    Done copy_from(Database& source);

    // Writes the log once more as it can be read, and syncs it. If a sync of it failed before, the
    // kernel shows bytes that are not on the disk and never will be by a later sync, and who opens
    // the file believes them: what is committed behind them would be lost in a power cut.
    Done write_log_again();

private:
    friend class Transaction;
    friend class Snapshot;
    struct Kept {
        sqlite3_stmt* statement = nullptr;
        bool in_use = false;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    explicit Database(sqlite3* connection) : connection_(connection) {}
    static Result<std::unique_ptr<Database>> connect(const std::string& name, int flags);
    static Done finish(Statement&);

    sqlite3* connection_;
    std::unordered_map<std::string, Kept, Hash, std::equal_to<>> kept_;
};

// A writing transaction: all or nothing. It takes the writer's place at once (BEGIN IMMEDIATE),
// because one that starts by reading cannot wait for its turn later. Rolled back unless committed.
class Transaction {
public:
    static Result<Transaction> begin(Database&);
    Transaction(Transaction&& other) noexcept : database_(other.database_) {
        other.database_ = nullptr;
    }
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Done commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

// While it lives, several reads see one and the same commit. Inside another one it is that one's.
class Snapshot {
public:
    static Result<Snapshot> begin(Database&);
    Snapshot(Snapshot&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
    Snapshot& operator=(Snapshot&&) = delete;
    ~Snapshot();

private:
    explicit Snapshot(Database* database) : database_(database) {}
    Database* database_;  // nullptr: another one ends it
};

// The first row of a statement, or nothing. `read` takes the statement and returns the value.
template <class Read>
auto first_row(Statement& statement, Read read)
    -> Result<std::optional<decltype(read(statement))>> {
    std::optional<decltype(read(statement))> found;
    auto row = statement.step();
    if (!row) return row.error();
    if (*row) found = read(statement);
    if (statement.fault()) return *statement.fault();
    return found;
}

// Every row of a statement.
template <class Read>
auto all_rows(Statement& statement, Read read) -> Result<std::vector<decltype(read(statement))>> {
    std::vector<decltype(read(statement))> rows;
    while (true) {
        auto row = statement.step();
        if (!row) return row.error();
        if (!*row) return rows;
        rows.push_back(read(statement));
    }
}

}  // namespace dondoc
