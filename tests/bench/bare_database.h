// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The floor of everything that touches the vault: SQLCipher alone, with the key, journal mode and cache that core/db
// uses, prepared statements and nothing around them. It ends the program where SQLCipher refuses.
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace keystead::bench {

class BareDatabase
{
public:
    explicit BareDatabase(const std::filesystem::path& file);
    ~BareDatabase();
    BareDatabase(const BareDatabase&) = delete;
    BareDatabase& operator=(const BareDatabase&) = delete;

    // Rows as the credential table holds them: (owner, field) unique, a blob beside it.
    void fill(const std::vector<std::string>& owners, std::size_t blobSize);
    // One indexed read, the blob copied out; its size.
    std::size_t read(const std::string& owner);
    // One row appended to another table in a transaction of its own, synchronous FULL: on the disk when it returns.
    void insertDurably(std::size_t blobSize);

private:
    sqlite3_stmt* prepare(const char* sql);
    void execute(const char* sql);
    void check(int code, const char* what) const;
    sqlite3* m_handle = nullptr;
    sqlite3_stmt* m_put = nullptr;
    sqlite3_stmt* m_read = nullptr;
    sqlite3_stmt* m_append = nullptr;
};

} // namespace keystead::bench
