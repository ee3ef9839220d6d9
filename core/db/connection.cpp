// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/connection.h"

#include "core/db/cipher_check.h"
#include "core/db/database_file.h"
#include "core/db/sqlite_error.h"

#include <array>
#include <functional>
#include <sqlite3.h>
#include <unordered_map>
#include <utility>

namespace keystead::db {

namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

constexpr std::size_t rawKeySize = 32;
constexpr std::size_t maxIdleStatements = 128;
constexpr int pagesBeforeCheckpoint = 1000; // SQLite's own default: about 4 MiB of WAL
constexpr int pagesAtMost = 8000;           // where whoever was asked to checkpoint does not keep up

// cipher_memory_security stays off (its default): it wipes and locks every allocation of SQLite, while the only secrets
// that SQLite ever holds are the keys in SQLCipher's own context, which are locked and wiped either way; fields are
// sealed above it.
constexpr std::string_view settings = "PRAGMA foreign_keys = ON;"
                                      "PRAGMA secure_delete = ON;"
                                      "PRAGMA temp_store = MEMORY;"
                                      "PRAGMA trusted_schema = OFF;"
                                      "PRAGMA cell_size_check = ON;"
                                      "PRAGMA mmap_size = 0;"
                                      "PRAGMA cache_size = -16384;"; // KiB: pages stay decrypted in the cache
constexpr std::string_view writerSettings = "PRAGMA synchronous = NORMAL;"
                                            "PRAGMA journal_size_limit = 8388608;";
// Nobody else opens it before it has its final name; what a crash leaves is thrown away.
constexpr std::string_view singleSettings = "PRAGMA locking_mode = EXCLUSIVE;"
                                            "PRAGMA journal_mode = MEMORY;"
                                            "PRAGMA synchronous = OFF;";

struct TextHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// SQLCipher's form of a raw key: x'64 hexadecimal digits'.
base::Secret rawKeyText(const base::Secret& key)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    base::Secret text(rawKeySize * 2 + 3);
    const auto out = text.exposeMutable();
    std::size_t at = 0;
    out[at++] = 'x';
    out[at++] = '\'';
    for (const std::uint8_t byte : key.exposeBytes()) {
        out[at++] = static_cast<std::uint8_t>(digits[byte >> 4U]);
        out[at++] = static_cast<std::uint8_t>(digits[byte & 15U]);
    }
    out[at] = '\'';
    return text;
}

bool creates(OpenMode mode)
{
    return mode == OpenMode::Create || mode == OpenMode::CreateSingle;
}

// x'64 or 96 hexadecimal digits' is SQLCipher's own notation and would not be stretched.
base::Status checkKey(const base::Secret& key, KeyKind kind)
{
    if (kind == KeyKind::Raw) {
        return key.size() == rawKeySize ? base::ok()
                                        : base::Status{ErrorCode::InvalidArgument, "a database key has 32 bytes"};
    }
    const std::string_view text = key.exposeText();
    if (text.empty() || text.find('\0') != std::string_view::npos)
        return base::fail(ErrorCode::InvalidArgument, "passphrase: must not be empty or hold a NUL");
    if ((text.starts_with("x'") || text.starts_with("X'")) && text.ends_with('\''))
        return base::fail(ErrorCode::InvalidArgument, "passphrase: must not look like a raw key (x'...')");
    return base::ok();
}

int openFlags(OpenMode mode)
{
    const int access = mode == OpenMode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    return access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
}

void setFlag(sqlite3* handle, int option, int value)
{
    sqlite3_db_config(handle, option, value, nullptr);
}

} // namespace

struct Connection::Cache
{
    std::unordered_map<std::string, sqlite3_stmt*, TextHash, std::equal_to<>> idle;
};

Connection::Connection(fs::path file) : m_file(std::move(file)), m_cache(std::make_unique<Cache>()) {}

base::Status Connection::detach()
{
    if (!m_handle || m_inTransaction)
        return base::fail(ErrorCode::IllegalState, "the database is closed, or a transaction is open");
    for (const auto& [sql, statement] : m_cache->idle)
        sqlite3_finalize(statement);
    m_cache->idle.clear();
    if (sqlite3_next_stmt(m_handle, nullptr))
        return base::fail(ErrorCode::IllegalState, "a statement is in use");
    setFlag(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1);
    if (const int closed = sqlite3_close(m_handle); closed != SQLITE_OK)
        return lastError(closed, "close");
    m_handle = nullptr;
    return base::ok();
}

base::Status Connection::attach(std::unique_ptr<Connection> other)
{
    if (m_handle || !other || !other->m_handle)
        return base::fail(ErrorCode::IllegalState, "the database is not detached, or there is none to go on with");
    for (const auto& [sql, statement] : other->m_cache->idle)
        sqlite3_finalize(statement);
    other->m_cache->idle.clear();
    m_handle = std::exchange(other->m_handle, nullptr);
    m_file = other->m_file;
    m_keyProven = other->m_keyProven;
    sqlite3_wal_hook(m_handle, &Connection::afterCommit, this);
    return base::ok();
}

Connection::~Connection()
{
    for (const auto& [sql, statement] : m_cache->idle)
        sqlite3_finalize(statement);
    sqlite3_close_v2(m_handle);
}

base::Result<std::unique_ptr<Connection>> Connection::open(const fs::path& file, const base::Secret& rawKey,
                                                           OpenMode mode, KeyKind kind)
{
    KS_TRY(checkKey(rawKey, kind));
    KS_ASSIGN(const fs::path resolved, resolveFolder(file));
    if (creates(mode))
        KS_TRY(createDatabaseFile(resolved));
    else
        KS_TRY(checkDatabaseFiles(resolved));

    std::unique_ptr<Connection> connection{new Connection(resolved)};
    const int opened = sqlite3_open_v2(resolved.c_str(), &connection->m_handle, openFlags(mode), nullptr);
    base::Status ready =
        opened == SQLITE_OK ? connection->key(rawKey, mode, kind) : base::Status{connection->lastError(opened, "open")};
    if (ready)
        ready = connection->configure(mode);
    if (!ready) {
        connection.reset();
        if (creates(mode))
            removeDatabaseFiles(resolved);
        return std::move(ready).error();
    }
    return connection;
}

// From here to proveKey() nothing is written to an existing file.
base::Status Connection::key(const base::Secret& key, OpenMode mode, KeyKind kind)
{
    sqlite3_busy_timeout(m_handle, 5000);
    setFlag(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1); // until accept()
    setFlag(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1);
    setFlag(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    // A distribution's build may have these on (Debian 13).
    setFlag(m_handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
    setFlag(m_handle, SQLITE_DBCONFIG_DQS_DML, 0);
    setFlag(m_handle, SQLITE_DBCONFIG_DQS_DDL, 0);
    KS_TRY(pragma("PRAGMA cipher_log_level = NONE")); // SQLCipher would write to stderr; our own errors say the same
    KS_ASSIGN(const std::string version, pragma("PRAGMA cipher_version"));
    const base::Secret text = kind == KeyKind::Raw ? rawKeyText(key) : key.clone();
    if (const int keyed = sqlite3_key(m_handle, text.exposeBytes().data(), static_cast<int>(text.size()));
        keyed != SQLITE_OK)
        return lastError(keyed, "key");
    // The first key of a process starts SQLCipher, which sets the level anew.
    KS_TRY(pragma("PRAGMA cipher_log_level = NONE"));
    KS_ASSIGN(const std::string provider, pragma("PRAGMA cipher_provider"));
    KS_TRY(checkCipher(version, provider));
    if (mode == OpenMode::ReadWrite && sqlite3_db_readonly(m_handle, "main") == 1)
        return base::fail(ErrorCode::StorageReadOnly, m_file.string() + " cannot be written");
    return proveKey();
}

// sqlite3_key succeeds with any key; the first read tells.
base::Status Connection::proveKey()
{
    const base::Result<std::string> first = pragma("SELECT count(*) FROM sqlite_schema");
    if (!first) {
        base::Error error = first.error();
        if (error.code == ErrorCode::WrongKey && hasTornSize(m_file))
            error.code = ErrorCode::Damaged;
        return error;
    }
    m_keyProven = true;
    return base::ok();
}

base::Status Connection::configure(OpenMode mode)
{
    KS_TRY(execute(settings));
    if (mode == OpenMode::ReadOnly)
        return execute("PRAGMA query_only = ON");
    if (mode == OpenMode::CreateSingle)
        return execute(singleSettings);
    // Run to its end: the change of mode is committed after the row that announces it.
    KS_TRY(execute("PRAGMA journal_mode = WAL"));
    KS_ASSIGN(const std::string journal, pragma("PRAGMA journal_mode"));
    if (journal != "wal")
        return base::fail(ErrorCode::StorageIo,
                          "the file system under " + m_file.string() + " cannot hold a write-ahead log");
    KS_TRY(execute(writerSettings));
    KS_TRY(execute("SELECT count(*) FROM sqlite_schema")); // the log exists from the first read on
    sqlite3_wal_hook(m_handle, &Connection::afterCommit, this);
    return checkHeader();
}

base::Status Connection::checkHeader()
{
    // Read as it lies on the disk, through SQLite's own descriptor (closing one of ours would drop SQLite's locks).
    sqlite3_file* raw = nullptr;
    std::array<std::uint8_t, 16> header{};
    if (sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&raw)) != SQLITE_OK ||
        !raw || !raw->pMethods)
        return base::fail(ErrorCode::Internal, "the database file cannot be looked at");
    if (const int read = raw->pMethods->xRead(raw, header.data(), static_cast<int>(header.size()), 0);
        read != SQLITE_OK)
        return lastError(read, "read the header");
    return checkEncrypted(header);
}

// Called by SQLite after every commit that wrote something.
int Connection::afterCommit(void* self, sqlite3* handle, const char* database, int pagesInWal)
{
    ++static_cast<Connection*>(self)->m_commits;
    // A checkpoint that fails changes nothing: the WAL keeps the pages and the next commit tries again. An error from
    // here would make SQLite report a commit as failed that has happened.
    const auto& elsewhere = static_cast<Connection*>(self)->m_checkpoint;
    if (pagesInWal >= pagesBeforeCheckpoint && pagesInWal < pagesAtMost && elsewhere)
        elsewhere();
    else if (pagesInWal >= pagesBeforeCheckpoint)
        sqlite3_wal_checkpoint_v2(handle, database, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    return SQLITE_OK;
}

base::Result<Statement> Connection::prepare(std::string_view sql)
{
    if (!m_handle)
        return base::fail(ErrorCode::StorageIo, "the database is closed");
    if (const auto found = m_cache->idle.find(sql); found != m_cache->idle.end()) {
        auto node = m_cache->idle.extract(found);
        return Statement{*this, node.mapped(), std::move(node.key())};
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
    if (code != SQLITE_OK)
        return lastError(code, "prepare");
    if (!statement)
        return base::fail(ErrorCode::Internal, "an empty statement");
    return Statement{*this, statement, std::string{sql}};
}

void Connection::giveBack(std::string sql, sqlite3_stmt* statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (m_cache->idle.size() < maxIdleStatements && m_cache->idle.try_emplace(std::move(sql), statement).second)
        return;
    sqlite3_finalize(statement);
}

base::Status Connection::execute(std::string_view sql)
{
    if (!m_handle)
        return base::fail(ErrorCode::StorageIo, "the database is closed");
    if (lostTransaction())
        return base::fail(ErrorCode::StorageIo, "the transaction was rolled back by an earlier error");
    const int code = sqlite3_exec(m_handle, std::string{sql}.c_str(), nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? base::ok() : base::Status{lastError(code, "execute")};
}

// The first column of the first row as text; empty where there is none.
base::Result<std::string> Connection::pragma(std::string_view sql)
{
    KS_ASSIGN(Statement statement, prepare(sql));
    KS_ASSIGN(const bool row, statement.step());
    return row ? statement.text(0) : std::string{};
}

base::Status Connection::checkIntegrity()
{
    KS_ASSIGN(const std::string quick, pragma("PRAGMA quick_check(1)"));
    if (quick != "ok")
        return base::fail(ErrorCode::Damaged, quick);
    // Rows only where a page's authentication code is wrong.
    KS_ASSIGN(const std::string cipher, pragma("PRAGMA cipher_integrity_check"));
    if (!cipher.empty())
        return base::fail(ErrorCode::Damaged, cipher);
    KS_ASSIGN(const std::string dangling, pragma("PRAGMA foreign_key_check"));
    if (!dangling.empty())
        return base::fail(ErrorCode::Damaged, "a row of table " + dangling + " refers to nothing");
    return base::ok();
}

base::Result<std::vector<std::string>> Connection::damagedPlaces(std::size_t limit)
{
    std::vector<std::string> places;
    for (const char* sql : {"PRAGMA cipher_integrity_check", "PRAGMA quick_check(20)"}) {
        if (!places.empty())
            break; // pages that do not open: what their trees lack says nothing more
        KS_ASSIGN(Statement statement, prepare(sql));
        while (places.size() < limit) {
            const base::Result<bool> row = statement.step();
            if (!row && !places.empty())
                return places; // the pages that are named already are why
            if (!row)
                return row.error();
            if (!*row)
                break;
            if (statement.text(0) != "ok")
                places.push_back(statement.text(0));
        }
    }
    return places;
}

base::Status Connection::checkpoint()
{
    const int code = sqlite3_wal_checkpoint_v2(m_handle, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    return code == SQLITE_OK ? base::ok() : base::Status{lastError(code, "checkpoint")};
}

base::Status Connection::checkpointPassively()
{
    const int code = sqlite3_wal_checkpoint_v2(m_handle, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    // Somebody else is at it, or reads: not now.
    return code == SQLITE_OK || code == SQLITE_BUSY ? base::ok() : base::Status{lastError(code, "checkpoint")};
}

void Connection::accept()
{
    setFlag(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0);
    // A crash in the middle of a checkpoint leaves a page half written, and only the log mends it; checkIntegrity()
    // looks at the file and would call it damaged. Where this fails, the log keeps its pages.
    sqlite3_wal_checkpoint_v2(m_handle, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

bool Connection::lostTransaction() const
{
    return m_inTransaction && sqlite3_get_autocommit(m_handle) != 0;
}

base::Error Connection::lastError(int code, std::string_view what) const
{
    return errorFromHandle(m_handle, code, what, m_keyProven ? KeyState::Proven : KeyState::Unproven);
}

} // namespace keystead::db
