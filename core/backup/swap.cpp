// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/swap.h"

#include "core/backup/rolling.h"
#include "core/base/private_files.h"
#include "core/base/unique_fd.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <vector>

namespace keystead::backup {

using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view making = "restore.new";
constexpr std::string_view decided = "restore.ready-"; // followed by the name of the folder for the old files
constexpr std::string_view databaseFiles[] = {"vault.db", "vault.db-wal", "vault.db-shm", "vault.db-journal"};
constexpr std::string_view keyFile = "keys.json";

bool stands(const fs::path& path)
{
    struct stat info
    {
    };
    return ::lstat(path.c_str(), &info) == 0;
}

base::Status sync(const fs::path& folder)
{
    const base::UniqueFd fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!fd.valid() || (::fsync(fd.get()) != 0 && errno != EINVAL))
        return base::storageError(errno, "sync", folder);
    return base::ok();
}

base::Status move(const fs::path& from, const fs::path& to)
{
    if (::rename(from.c_str(), to.c_str()) != 0)
        return base::storageError(errno, "rename", from);
    return base::ok();
}

// Where the new file still waits, what stands in its place is the old one.
base::Status replace(const fs::path& vaultFolder, const fs::path& ready, const fs::path& aside, std::string_view name,
                     const std::vector<std::string_view>& together)
{
    if (!stands(ready / name))
        return base::ok();
    for (const std::string_view old : together) {
        if (stands(vaultFolder / old))
            KS_TRY(move(vaultFolder / old, aside / old));
    }
    KS_TRY(sync(aside));
    KS_TRY(sync(vaultFolder)); // an old log must never lie beside the new database
    KS_TRY(move(ready / name, vaultFolder / name));
    return sync(vaultFolder);
}

} // namespace

base::Result<fs::path> prepareSwap(const fs::path& vaultFolder)
{
    KS_TRY(base::ensurePrivateFolder(vaultFolder));
    if (pendingSwap(vaultFolder))
        return base::fail(ErrorCode::IllegalState, "an earlier restore has to be finished first");
    abandonSwap(vaultFolder);
    const fs::path folder = vaultFolder / making;
    KS_TRY(base::ensurePrivateFolder(folder));
    return folder;
}

void abandonSwap(const fs::path& vaultFolder)
{
    std::error_code ignored;
    fs::remove_all(vaultFolder / making, ignored);
}

base::Result<std::string> decideSwap(const fs::path& vaultFolder, const std::string& what, base::WallTime now)
{
    const fs::path made = vaultFolder / making;
    if (!stands(made / databaseFiles[0]))
        return base::fail(ErrorCode::Internal, "there is no new vault to put in place");
    const fs::path backups = vaultFolder / "backups";
    KS_TRY(base::ensurePrivateFolder(backups));
    std::string aside = "before-" + what + "-" + stampOf(now);
    for (int n = 2; stands(backups / aside); ++n)
        aside = "before-" + what + "-" + stampOf(now) + "." + std::to_string(n);
    // What can fail fails now, while the old vault still counts.
    base::Status ready = base::ensurePrivateFolder(backups / aside);
    if (ready)
        ready = sync(made);
    if (ready)
        ready = move(made, vaultFolder / (std::string{decided} + aside));
    if (!ready) {
        std::error_code ignored;
        fs::remove(backups / aside, ignored);
        return ready.error();
    }
    return aside;
}

std::optional<fs::path> pendingSwap(const fs::path& vaultFolder)
{
    std::error_code failed;
    for (fs::directory_iterator entry(vaultFolder, failed), end; !failed && entry != end; entry.increment(failed)) {
        std::error_code ignored;
        if (entry->path().filename().string().starts_with(decided) &&
            entry->symlink_status(ignored).type() == fs::file_type::directory)
            return entry->path();
    }
    return std::nullopt;
}

bool swapAbandoned(const fs::path& vaultFolder)
{
    return stands(vaultFolder / making);
}

base::Status completeSwap(const fs::path& vaultFolder)
{
    const auto ready = pendingSwap(vaultFolder);
    if (!ready)
        return base::ok();
    KS_TRY(sync(vaultFolder)); // the decision
    const fs::path aside = vaultFolder / "backups" / ready->filename().string().substr(decided.size());
    KS_TRY(base::ensurePrivateFolder(aside));
    // The keys first: while both are old or both new there is always one whole vault to be told from the pieces, and
    // this runs again before anybody opens it.
    KS_TRY(replace(vaultFolder, *ready, aside, keyFile, {keyFile}));
    KS_TRY(replace(vaultFolder, *ready, aside, databaseFiles[0], {std::begin(databaseFiles), std::end(databaseFiles)}));
    // Where the key file stays, the old vault keeps a copy of it: it is a whole vault.
    std::error_code failed;
    if (!stands(aside / keyFile) && stands(aside / databaseFiles[0]) && stands(vaultFolder / keyFile)) {
        KS_ASSIGN(const std::string text, base::readPrivateFile(vaultFolder / keyFile, 1024 * 1024));
        KS_TRY(base::replaceFile(aside / keyFile, text));
    }
    fs::remove(aside, failed); // only where it is empty: there was no old vault
    fs::remove_all(*ready, failed);
    if (failed)
        return base::storageError(failed.value(), "remove", *ready);
    return sync(vaultFolder);
}

} // namespace keystead::backup
