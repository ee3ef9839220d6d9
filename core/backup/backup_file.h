// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One backup file: a vault's database copied at one moment under another page key, in which a key derived from the
// backup's secret takes the vault key's place; an automatic one keeps the vault key of its time, sealed under that key,
// so that it can be made of any schema (docs/backup.md). It appears whole or not at all, is looked through once
// more before it gets its name, and is never written over without being asked. Thread: any one; it takes seconds.
#include "core/backup/backup_info.h"
#include "core/db/snapshot.h"
#include "core/db/transaction.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace keystead::backup {

using Progress = db::CopyProgress; // pages; false cancels

// The vault that is copied: its file, and the keys that open it. The file is only read.
struct Source
{
    std::filesystem::path file;
    base::Secret rawDatabaseKey;
    base::Secret vaultKey;

    Source clone() const { return {file, rawDatabaseKey.clone(), vaultKey.clone()}; }
};

enum class Existing { Refuse, Replace };

struct WriteRequest
{
    std::filesystem::path file;
    Existing existing = Existing::Refuse;
    std::string reason;
    std::string program;
    base::WallTime now{};
    // Changes the copy before it is finished and its pages are rewritten: an erasure leaves out what it erases.
    std::function<base::Status(db::Transaction&)> edit;
};

// A finished backup beside its place, under a name of its own; goes away unless it is published.
class StagedBackup
{
public:
    StagedBackup(BackupInfo info, std::filesystem::path staged, std::filesystem::path file, Existing existing);
    ~StagedBackup();
    StagedBackup(StagedBackup&& other) noexcept;
    StagedBackup(const StagedBackup&) = delete;
    StagedBackup& operator=(const StagedBackup&) = delete;
    StagedBackup& operator=(StagedBackup&&) = delete;

    const BackupInfo& info() const { return m_info; }
    // One rename, then on the disk. What stood there is replaced by this or stays whole.
    base::Status publish();

private:
    BackupInfo m_info;
    std::filesystem::path m_staged; // empty: published, or moved away
    std::filesystem::path m_file;
    Existing m_existing;
};

// For callers that have something to do between the finished file and its place (a record, say). Errors as writeBackup.
base::Result<StagedBackup> stageBackup(const Source& source, const BackupSecret& secret, const WriteRequest& request,
                                       const Progress& progress);

// AlreadyExists, StorageInsecure (a symlink or somebody else's file stands there), NotFound (no such folder), Damaged
// and Tampered (of the source), Cancelled, StorageFull... Nothing is left behind.
base::Result<BackupInfo> writeBackup(const Source& source, const BackupSecret& secret, const WriteRequest& request,
                                     const Progress& progress);

// A backup, opened for reading.
class BackupReader
{
public:
    // NotFound; WrongPassphrase or WrongKey (a truncated file looks the same); Damaged; ParseError (no backup); TooNew
    // (format or schema); StorageInsecure.
    static base::Result<std::unique_ptr<BackupReader>> open(const std::filesystem::path& file,
                                                            const BackupSecret& secret);
    const BackupInfo& info() const { return m_info; }
    db::Connection& database() { return *m_database; }
    // What stands where a vault has its vault key.
    const base::Secret& vaultKey() const { return m_vaultKey; }
    // Every page, every seal, the counts and the chain's head are what the backup says. Damaged, Tampered.
    base::Status verify();
    // The same but for pages that are free, and references between rows: for a copy that was just made.
    base::Status verifyCopy();

private:
    BackupReader() = default;
    base::Status verifyContents();
    std::unique_ptr<db::Connection> m_database;
    BackupInfo m_info;
    base::Secret m_vaultKey;
};

} // namespace keystead::backup
