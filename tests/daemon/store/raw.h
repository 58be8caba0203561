// A connection past the store, for what only a stranger would do to its file.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>

namespace dondoc::store_test {

class Raw {
public:
    explicit Raw(const std::filesystem::path& file) {
        EXPECT_EQ(sqlite3_open(file.c_str(), &connection_), SQLITE_OK);
    }
    ~Raw() { sqlite3_close(connection_); }
    Raw(const Raw&) = delete;
    Raw& operator=(const Raw&) = delete;

    void run(const std::string& sql) {
        char* fault = nullptr;
        EXPECT_EQ(sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, &fault), SQLITE_OK)
            << sql << ": " << (fault != nullptr ? fault : "");
        sqlite3_free(fault);
    }
    bool tries(const std::string& sql) {
        return sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    // The first column of the first row.
    std::string ask(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        EXPECT_EQ(sqlite3_prepare_v2(connection_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
            << sql;
        std::string answer;
        if (sqlite3_step(statement) == SQLITE_ROW) {
            const void* bytes = sqlite3_column_blob(statement, 0);
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, 0));
            if (bytes != nullptr) answer.assign(static_cast<const char*>(bytes), size);
        }
        sqlite3_finalize(statement);
        return answer;
    }

private:
    sqlite3* connection_ = nullptr;
};

}  // namespace dondoc::store_test
