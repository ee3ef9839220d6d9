// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/backup_file.h"

#include "core/base/private_files.h"
#include "core/crypto/aead.h"
#include "core/db/database_file.h"
#include "core/db/migrator.h"
#include "core/vault/seal_check.h"
#include "core/vault/vault_key.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace keystead::backup {

namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

// What opening a vault calls a missing vault is here a missing file.
base::Error fileError(base::Error error, const fs::path& file, SecretKind kind)
{
    if (error.code == ErrorCode::VaultMissing)
        return base::fail(ErrorCode::NotFound, "there is no " + file.string());
    if (error.code == ErrorCode::VaultExists)
        return base::fail(ErrorCode::AlreadyExists, file.string() + " exists");
    if (error.code == ErrorCode::WrongKey && kind == SecretKind::Passphrase)
        return base::fail(ErrorCode::WrongPassphrase, "or " + file.filename().string() + " is damaged or no backup");
    return error;
}

base::Status checkTarget(const fs::path& file, Existing existing)
{
    struct stat info
    {
    };
    if (::lstat(file.c_str(), &info) != 0)
        return errno == ENOENT ? base::ok() : base::Status{base::storageError(errno, "look at", file)};
    if (S_ISDIR(info.st_mode))
        return base::fail(ErrorCode::InvalidArgument, file.string() + " is a folder; name a file in it");
    if (!S_ISREG(info.st_mode))
        return base::fail(ErrorCode::StorageInsecure,
                          file.string() + " is a link, a device or a pipe; choose another name");
    if (info.st_uid != ::geteuid())
        return base::fail(ErrorCode::StorageInsecure, file.string() + " belongs to another user; choose another name");
    if (existing == Existing::Refuse)
        return base::fail(ErrorCode::AlreadyExists, file.string() + " exists");
    return base::ok();
}

base::Status publish(const fs::path& staged, const fs::path& file, Existing existing)
{
    KS_TRY(checkTarget(file, existing));
    int renamed = -1;
    if (existing == Existing::Refuse) {
        renamed = ::renameat2(AT_FDCWD, staged.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE);
        if (renamed != 0 && errno == EINVAL) // not every file system knows the flag; the check above has to do there
            renamed = ::rename(staged.c_str(), file.c_str());
    } else {
        renamed = ::rename(staged.c_str(), file.c_str());
    }
    if (renamed != 0 && errno == EEXIST)
        return base::fail(ErrorCode::AlreadyExists, file.string() + " exists");
    if (renamed != 0)
        return base::storageError(errno, "rename", staged);
    return db::syncFile(file);
}

// Bound to its place in the file.
base::Bytes vaultKeyPlace(const BackupInfo& info)
{
    return crypto::joinAssociated({"keystead backup vault key", info.vault.text, info.id});
}

// What lies under the vault key goes under the seal key; an automatic backup takes the vault key along instead.
base::Status moveKeys(db::Transaction& transaction, const Source& source, const BackupSecret& secret,
                      StoredInfo& stored)
{
    KS_ASSIGN(const base::Secret key, sealKey(secret, stored.parameters));
    if (secret.kind != SecretKind::Automatic)
        return vault::moveToVaultKey(transaction, stored.info.vault, source.vaultKey, key, stored.info.madeAt);
    KS_ASSIGN(stored.sealedVaultKey, crypto::seal(key, source.vaultKey, vaultKeyPlace(stored.info)));
    return base::ok();
}

// The copy becomes a backup.
base::Result<BackupInfo> convert(db::Connection& copy, const Source& source, const BackupSecret& secret,
                                 const WriteRequest& request)
{
    StoredInfo stored{{}, newSealParameters(), {}};
    {
        KS_ASSIGN(db::Transaction transaction, db::Transaction::begin(copy));
        if (request.edit)
            KS_TRY(request.edit(transaction));
        KS_ASSIGN(stored.info, describe(copy));
        stored.info.id = base::newIdText("bak");
        stored.info.madeAt = request.now;
        stored.info.reason = request.reason;
        stored.info.secretKind = secret.kind;
        stored.info.program = request.program;
        KS_TRY(moveKeys(transaction, source, secret, stored));
        KS_TRY(writeInfo(copy, stored));
        KS_TRY(transaction.commit());
    }
    if (request.edit)
        KS_TRY(copy.execute("VACUUM"));
    return stored.info;
}

base::Result<BackupInfo> writeStaged(const fs::path& staged, const Source& source, const BackupSecret& secret,
                                     const WriteRequest& request, const Progress& progress)
{
    BackupInfo info;
    {
        KS_ASSIGN(const auto vault, db::Connection::open(source.file, source.rawDatabaseKey, db::OpenMode::ReadOnly));
        KS_ASSIGN(const PageKey page, pageKey(secret));
        KS_ASSIGN(const auto copy, db::Connection::open(staged, page.key, db::OpenMode::CreateSingle, page.kind));
        KS_TRY(db::copySnapshot(*vault, *copy, progress));
        KS_ASSIGN(info, convert(*copy, source, secret, request));
    }
    KS_TRY(db::syncFile(staged));
    // Opened again from nothing but the file and the secret.
    KS_ASSIGN(const auto reader, BackupReader::open(staged, secret));
    KS_TRY(reader->verifyCopy());
    if (reader->info() != info)
        return base::fail(ErrorCode::Damaged, "the backup does not say what was written into it");
    return info;
}

} // namespace

StagedBackup::StagedBackup(BackupInfo info, fs::path staged, fs::path file, Existing existing)
    : m_info(std::move(info)), m_staged(std::move(staged)), m_file(std::move(file)), m_existing(existing)
{
}

StagedBackup::StagedBackup(StagedBackup&& other) noexcept
    : m_info(std::move(other.m_info)), m_staged(std::exchange(other.m_staged, {})), m_file(std::move(other.m_file)),
      m_existing(other.m_existing)
{
}

StagedBackup::~StagedBackup()
{
    if (!m_staged.empty())
        db::removeDatabaseFiles(m_staged);
}

base::Status StagedBackup::publish()
{
    if (const base::Status published = backup::publish(m_staged, m_file, m_existing); !published)
        return fileError(published.error(), m_file, SecretKind::Automatic);
    m_staged.clear();
    return base::ok();
}

base::Result<StagedBackup> stageBackup(const Source& source, const BackupSecret& secret, const WriteRequest& request,
                                       const Progress& progress)
{
    KS_TRY(checkNewSecret(secret));
    const auto resolved = db::resolveFolder(request.file);
    if (!resolved)
        return fileError(resolved.error(), request.file.parent_path(), secret.kind);
    const fs::path file = *resolved;
    if (file.filename().empty())
        return base::fail(ErrorCode::InvalidArgument, "file: names a folder");
    KS_TRY(checkTarget(file, request.existing));
    // A fixed name, so that what a kill left is taken away by the next attempt.
    const fs::path staged = file.parent_path() / ("." + file.filename().string() + ".part");
    db::removeDatabaseFiles(staged);
    base::Result<BackupInfo> info = writeStaged(staged, source, secret, request, progress);
    if (!info) {
        db::removeDatabaseFiles(staged);
        return fileError(info.error(), file, SecretKind::Automatic);
    }
    return StagedBackup{std::move(*info), staged, file, request.existing};
}

base::Result<BackupInfo> writeBackup(const Source& source, const BackupSecret& secret, const WriteRequest& request,
                                     const Progress& progress)
{
    KS_ASSIGN(StagedBackup staged, stageBackup(source, secret, request, progress));
    KS_TRY(staged.publish());
    return staged.info();
}

base::Result<std::unique_ptr<BackupReader>> BackupReader::open(const fs::path& file, const BackupSecret& secret)
{
    KS_ASSIGN(const PageKey page, pageKey(secret));
    auto database = db::Connection::open(file, page.key, db::OpenMode::ReadOnly, page.kind);
    if (!database)
        return fileError(database.error(), file, secret.kind);
    KS_ASSIGN(StoredInfo stored, readInfo(**database));
    KS_ASSIGN(const int schema, db::schemaVersion(**database));
    if (schema > static_cast<int>(db::builtInMigrations().size()))
        return base::fail(ErrorCode::TooNew, "the backup has schema " + std::to_string(schema));
    std::unique_ptr<BackupReader> reader{new BackupReader};
    KS_ASSIGN(reader->m_vaultKey, sealKey(secret, stored.parameters));
    if (!stored.sealedVaultKey.empty()) {
        KS_ASSIGN(reader->m_vaultKey,
                  crypto::open(reader->m_vaultKey, stored.sealedVaultKey, vaultKeyPlace(stored.info)));
    }
    reader->m_info = std::move(stored.info);
    reader->m_database = std::move(*database);
    return reader;
}

base::Status BackupReader::verify()
{
    KS_TRY(m_database->checkIntegrity());
    return verifyContents();
}

base::Status BackupReader::verifyCopy()
{
    {
        // Reads each page that is in use, and with it its authentication code.
        KS_ASSIGN(db::Statement check, m_database->prepare("PRAGMA quick_check(1)"));
        KS_ASSIGN(const bool row, check.step());
        if (!row || check.text(0) != "ok")
            return base::fail(ErrorCode::Damaged, row ? check.text(0) : std::string{});
    }
    return verifyContents();
}

base::Status BackupReader::verifyContents()
{
    KS_ASSIGN(BackupInfo found, describe(*m_database));
    found.id = m_info.id;
    found.madeAt = m_info.madeAt;
    found.reason = m_info.reason;
    found.secretKind = m_info.secretKind;
    found.program = m_info.program;
    if (found != m_info)
        return base::fail(ErrorCode::Damaged, "the backup holds other numbers of rows than it says, or another chain");
    // The stores know the current schema only; an older one is looked at when it is restored.
    if (m_info.schema < static_cast<int>(db::builtInMigrations().size()))
        return base::ok();
    return vault::checkSealsUnder(*m_database, m_info.vault, m_vaultKey);
}

} // namespace keystead::backup
