// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bare_database.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sqlite3.h>

namespace keystead::bench {

namespace {

// Any key costs the same; this database holds nothing.
constexpr char rawKey[] = "x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'";
constexpr char fieldName[] = "api_key";

} // namespace

BareDatabase::BareDatabase(const std::filesystem::path& file)
{
    check(sqlite3_open_v2(file.c_str(), &m_handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                          nullptr),
          "open");
    check(sqlite3_key(m_handle, rawKey, static_cast<int>(sizeof(rawKey) - 1)), "key");
    execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA secure_delete = ON");
    execute("CREATE TABLE IF NOT EXISTS credential (owner TEXT NOT NULL, field TEXT NOT NULL, sealed BLOB NOT NULL, "
            "UNIQUE (owner, "
            "field)) STRICT");
    execute("CREATE TABLE IF NOT EXISTS record (sequence INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT");
    m_put = prepare("INSERT INTO credential (owner, field, sealed) VALUES (?, ?, randomblob(?))");
    m_read = prepare("SELECT sealed FROM credential WHERE owner = ? AND field = ?");
    m_append = prepare("INSERT INTO record (content) VALUES (randomblob(?))");
}

BareDatabase::~BareDatabase()
{
    for (sqlite3_stmt* statement : {m_put, m_read, m_append})
        sqlite3_finalize(statement);
    sqlite3_close_v2(m_handle);
}

void BareDatabase::fill(const std::vector<std::string>& owners, std::size_t blobSize)
{
    execute("BEGIN");
    for (const std::string& owner : owners) {
        sqlite3_bind_text(m_put, 1, owner.data(), static_cast<int>(owner.size()), SQLITE_STATIC);
        sqlite3_bind_text(m_put, 2, fieldName, -1, SQLITE_STATIC);
        sqlite3_bind_int64(m_put, 3, static_cast<std::int64_t>(blobSize));
        check(sqlite3_step(m_put), "fill");
        sqlite3_reset(m_put);
    }
    execute("COMMIT");
}

std::size_t BareDatabase::read(const std::string& owner)
{
    sqlite3_bind_text(m_read, 1, owner.data(), static_cast<int>(owner.size()), SQLITE_STATIC);
    sqlite3_bind_text(m_read, 2, fieldName, -1, SQLITE_STATIC);
    check(sqlite3_step(m_read), "read");
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_read, 0));
    std::vector<std::uint8_t> copy(size);
    if (size > 0)
        std::memcpy(copy.data(), sqlite3_column_blob(m_read, 0), size);
    sqlite3_reset(m_read);
    return copy.size();
}

void BareDatabase::insertDurably(std::size_t blobSize)
{
    sqlite3_bind_int64(m_append, 1, static_cast<std::int64_t>(blobSize));
    check(sqlite3_step(m_append), "insert");
    sqlite3_reset(m_append);
}

sqlite3_stmt* BareDatabase::prepare(const char* sql)
{
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(m_handle, sql, -1, &statement, nullptr), sql);
    return statement;
}

void BareDatabase::execute(const char* sql)
{
    check(sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr), sql);
}

void BareDatabase::check(int code, const char* what) const
{
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
        return;
    std::fprintf(stderr, "bare SQLCipher: %s: %s\n", what, sqlite3_errmsg(m_handle));
    std::abort();
}

} // namespace keystead::bench
