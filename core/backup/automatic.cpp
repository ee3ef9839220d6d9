// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/automatic.h"

#include "core/backup/keyring.h"
#include "core/base/private_files.h"
#include "core/crypto/random.h"
#include "core/db/database_file.h"

#include <algorithm>

namespace keystead::backup {

using base::ErrorCode;
namespace fs = std::filesystem;

std::vector<AutomaticFile> AutomaticBackups::list() const
{
    std::vector<AutomaticFile> files;
    std::error_code failed;
    for (fs::directory_iterator entry(m_folder, failed), end; !failed && entry != end; entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        const auto rolling = rollingFromName(name);
        std::error_code ignored;
        if (rolling && entry->symlink_status(ignored).type() == fs::file_type::regular)
            files.push_back({name, *rolling, entry->file_size(ignored)});
    }
    std::sort(files.begin(), files.end(), [](const AutomaticFile& a, const AutomaticFile& b) {
        return std::pair{a.rolling.madeAt, a.name} > std::pair{b.rolling.madeAt, b.name};
    });
    return files;
}

base::Result<BackupInfo> AutomaticBackups::make(const Source& source, Reason reason, base::WallTime now,
                                                const std::string& program, const Progress& progress)
{
    KS_TRY(base::ensurePrivateFolder(m_folder));
    Rolling rolling{std::chrono::floor<std::chrono::seconds>(now), reason};
    std::error_code ignored;
    while (fs::exists(m_folder / rollingName(rolling), ignored))
        rolling.madeAt += std::chrono::seconds{1}; // two of a kind in one second
    const std::string name = rollingName(rolling);
    BackupSecret secret{SecretKind::Automatic, crypto::randomSecret(32)};
    KS_ASSIGN(Keyring ring, Keyring::load(m_folder, m_vault));
    KS_TRY(ring.add(name, secret.secret, source.vaultKey));
    KS_TRY(ring.save(m_folder));
    WriteRequest request;
    request.file = m_folder / name;
    request.reason = toText(reason);
    request.program = program;
    request.now = now;
    auto made = writeBackup(source, secret, request, progress);
    // A key without a file, of this attempt or an earlier one, goes here.
    if (const base::Status pruned = prune(source.vaultKey); made && !pruned)
        return pruned.error();
    return made;
}

base::Status AutomaticBackups::prune(const base::Secret& vaultKey)
{
    std::vector<AutomaticFile> files = list();
    std::vector<Rolling> rolling;
    for (const AutomaticFile& file : files)
        rolling.push_back(file.rolling);
    const std::vector<std::size_t> pruned = toPrune(rolling);
    // The key first: a file without a key is garbage that the next round takes away, a key without a file too.
    std::vector<std::string> names;
    for (std::size_t index = 0; index < files.size(); ++index) {
        if (!std::binary_search(pruned.begin(), pruned.end(), index))
            names.push_back(files[index].name);
    }
    KS_ASSIGN(Keyring ring, Keyring::load(m_folder, m_vault));
    ring.keepOnly(names);
    for (const std::string& name : names)
        ring.removeOlder(name, vaultKey);
    KS_TRY(ring.save(m_folder));
    for (const std::size_t index : pruned)
        db::removeDatabaseFiles(m_folder / files[index].name);
    return base::ok();
}

base::Result<BackupSecret> AutomaticBackups::secretOf(const std::string& name, const base::Secret& vaultKey) const
{
    KS_ASSIGN(const Keyring ring, Keyring::load(m_folder, m_vault));
    std::vector<base::Secret> keys = ring.keys(name, vaultKey);
    for (base::Secret& key : keys) {
        BackupSecret secret{SecretKind::Automatic, std::move(key)};
        // While a backup is being rewritten there are two, and the file has one of them.
        if (keys.size() == 1 || BackupReader::open(m_folder / name, secret))
            return secret;
    }
    return base::fail(ErrorCode::NotFound, "there is no key for the automatic backup " + name);
}

base::Status AutomaticBackups::rewriteOne(const std::string& name, const base::Secret& vaultKey,
                                          const std::function<base::Status(db::Transaction&)>& edit, base::WallTime now,
                                          const std::string& program, const Progress& progress)
{
    KS_ASSIGN(const BackupSecret before, secretOf(name, vaultKey));
    BackupSecret after{SecretKind::Automatic, crypto::randomSecret(32)};
    Source source;
    WriteRequest request;
    {
        KS_ASSIGN(const auto reader, BackupReader::open(m_folder / name, before));
        source.vaultKey = reader->vaultKey().clone();
        request.reason = reader->info().reason;
    }
    source.file = m_folder / name;
    KS_ASSIGN(PageKey page, pageKey(before));
    source.rawDatabaseKey = std::move(page.key);
    KS_ASSIGN(Keyring ring, Keyring::load(m_folder, m_vault));
    KS_TRY(ring.add(name, after.secret, vaultKey));
    KS_TRY(ring.save(m_folder));
    request.file = m_folder / name;
    request.existing = Existing::Replace;
    request.program = program;
    request.now = now;
    request.edit = [&edit](db::Transaction& transaction) -> base::Status {
        KS_TRY(transaction.connection().execute("DROP TABLE keystead_backup"));
        return edit(transaction);
    };
    KS_TRY(writeBackup(source, after, request, progress));
    ring.removeOlder(name, vaultKey);
    return ring.save(m_folder);
}

base::Status AutomaticBackups::rewriteSetAside(const fs::path& database, const base::Secret& rawDatabaseKey,
                                               const std::function<base::Status(db::Transaction&)>& edit,
                                               const Progress& progress)
{
    const fs::path staged = fs::path(database).concat(".part");
    db::removeDatabaseFiles(staged);
    {
        KS_ASSIGN(const auto old, db::Connection::open(database, rawDatabaseKey, db::OpenMode::ReadOnly));
        KS_ASSIGN(const auto copy, db::Connection::open(staged, rawDatabaseKey, db::OpenMode::CreateSingle));
        KS_TRY(db::copySnapshot(*old, *copy, progress));
        {
            KS_ASSIGN(db::Transaction transaction, db::Transaction::begin(*copy));
            KS_TRY(edit(transaction));
            KS_TRY(transaction.commit());
        }
        KS_TRY(copy->execute("VACUUM"));
    }
    KS_TRY(db::syncFile(staged));
    // The log first: its pages are in the copy, and they must not be played into it.
    for (const char* suffix : {"-wal", "-shm"}) {
        std::error_code ignored;
        fs::remove(fs::path(database).concat(suffix), ignored);
    }
    std::error_code failed;
    fs::rename(staged, database, failed);
    if (failed)
        return base::storageError(failed.value(), "rename", staged);
    return db::syncFile(database);
}

base::Result<AutomaticBackups::Rewritten>
AutomaticBackups::rewrite(const base::Secret& vaultKey, const base::Secret& rawDatabaseKey,
                          const std::function<base::Status(db::Transaction&)>& edit, base::WallTime now,
                          const std::string& program, const Progress& progress)
{
    Rewritten result;
    const auto note = [&result](const std::string& name, const base::Status& done) {
        if (done)
            result.names.push_back(name);
        else
            result.notReached.emplace_back(name, done.error());
    };
    for (const AutomaticFile& file : list()) {
        const base::Status done = rewriteOne(file.name, vaultKey, edit, now, program, progress);
        if (!done && done.error().code == ErrorCode::Cancelled)
            return done.error();
        note(file.name, done);
    }
    std::error_code failed;
    for (fs::directory_iterator entry(m_folder, failed), end; !failed && entry != end; entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        const fs::path database = entry->path() / "vault.db";
        std::error_code ignored;
        if (!name.starts_with("before-") || !fs::exists(database, ignored))
            continue;
        const base::Status done = rewriteSetAside(database, rawDatabaseKey, edit, progress);
        if (!done && done.error().code == ErrorCode::Cancelled)
            return done.error();
        note(name, done);
    }
    return result;
}

base::Status AutomaticBackups::beginRotation(const base::Secret& from, const base::Secret& to)
{
    std::error_code ignored;
    if (!fs::exists(m_folder, ignored))
        return base::ok();
    KS_ASSIGN(Keyring ring, Keyring::load(m_folder, m_vault));
    const std::size_t before = ring.size();
    KS_TRY(ring.alsoUnder(from, to));
    return ring.size() == before ? base::ok() : ring.save(m_folder);
}

base::Status AutomaticBackups::finishRotation(const base::Secret& vaultKey)
{
    std::error_code ignored;
    if (!fs::exists(m_folder, ignored))
        return base::ok();
    KS_ASSIGN(Keyring ring, Keyring::load(m_folder, m_vault));
    ring.onlyUnder(vaultKey);
    return ring.save(m_folder);
}

} // namespace keystead::backup
