// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One SQLCipher connection, keyed with a raw key. It refuses to open without a key, a zero-length or missing file
// (unless asked to create), foreign or group-readable files and symlinks. SQLCipher stays private to this room. Thread:
// a connection belongs to the thread that opened it.
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/db/statement.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace keystead::db {

enum class OpenMode {
    Create,       // must not exist
    ReadWrite,    // must exist
    ReadOnly,     // must exist; for long reads beside the owner
    CreateSingle, // must not exist; one file without a log, nothing of it durable before syncFile(): a copy in the
                  // making
};

// Raw: 32 bytes. Passphrase: UTF-8 text that SQLCipher 4 stretches itself (PBKDF2-HMAC-SHA512, 256,000 rounds), so that
// the stock shell opens the file with `PRAGMA key`; one that SQLCipher would take for a raw key is InvalidArgument.
enum class KeyKind { Raw, Passphrase };

// WAL, synchronous NORMAL: a commit is atomic at once and durable after GroupCommit says so (see group_commit.h).
class Connection
{
public:
    // `rawKey`: 32 bytes. Errors: VaultMissing, VaultExists, Damaged (empty or corrupt file), WrongKey (SQLITE_NOTADB:
    // wrong key or a truncated file; the key file tells which), StorageInsecure, StorageFull, StorageReadOnly,
    // StorageIo.
    static base::Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file, const base::Secret& rawKey,
                                                          OpenMode mode, KeyKind kind = KeyKind::Raw);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Statements are cached by their text for the life of the connection.
    base::Result<Statement> prepare(std::string_view sql);
    // One or more statements without parameters or rows.
    base::Status execute(std::string_view sql);

    const std::filesystem::path& file() const { return m_file; }
    // For a rotation, which puts another file in this one's place: closes the database without touching its files (the
    // log stays as it is). IllegalState while a statement or a transaction is in use. Until attach() every call fails.
    base::Status detach();
    bool attached() const { return m_handle != nullptr; }
    // Goes on with the database of `other`, whose object ends here; the count of commits goes on. IllegalState unless
    // detached.
    base::Status attach(std::unique_ptr<Connection> other);
    // PRAGMA quick_check and cipher_integrity_check; Damaged names the first page or table.
    base::Status checkIntegrity();
    // Every page whose authentication code is wrong and every table that does not add up, in SQLite's words, at most
    // `limit`; empty where all is well.
    base::Result<std::vector<std::string>> damagedPlaces(std::size_t limit);
    // Truncating WAL checkpoint.
    base::Status checkpoint();
    // What no reader needs, without keeping anybody away.
    base::Status checkpointPassively();
    // Instead of a checkpoint inside a commit, where the log has grown: called by the owner's thread, it has it done
    // elsewhere (snapshot.h). A log that grows on all the same is checkpointed inside a commit.
    void checkpointBy(std::function<void()> elsewhere) { m_checkpoint = std::move(elsewhere); }
    // Says that the contents were understood: until then closing leaves the files byte for byte as they are (a pending
    // WAL is not moved into the database). migrate() calls it.
    void accept();
    // Commits so far on this connection that changed something; GroupCommit waits for a number to become durable.
    std::uint64_t commitCount() const { return m_commits; }

    sqlite3* handle() const { return m_handle; } // for this room and its tests

private:
    friend class Transaction;
    friend class Statement;
    explicit Connection(std::filesystem::path file);
    base::Status key(const base::Secret& key, OpenMode mode, KeyKind kind);
    base::Status configure(OpenMode mode);
    base::Status proveKey();
    base::Result<std::string> pragma(std::string_view sql);
    base::Status checkHeader();
    void giveBack(std::string sql, sqlite3_stmt* statement);
    // True inside a Transaction that SQLite has rolled back on its own.
    bool lostTransaction() const;
    base::Error lastError(int code, std::string_view what) const;
    static int afterCommit(void* self, sqlite3* handle, const char* database, int pagesInWal);
    struct Cache;
    std::filesystem::path m_file;
    sqlite3* m_handle = nullptr;
    std::unique_ptr<Cache> m_cache;
    std::function<void()> m_checkpoint;
    std::uint64_t m_commits = 0;
    bool m_inTransaction = false;
    bool m_keyProven = false;
};

// Maps an sqlite result code to an Error; detail holds `what` and sqlite's own short text, never bound values.
base::Error errorFromSqlite(int code, std::string_view what);

} // namespace keystead::db
