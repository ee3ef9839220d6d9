// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/private_files.h"

#include "core/base/ids.h"
#include "core/base/unique_fd.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <vector>

namespace keystead::base {

namespace {

namespace fs = std::filesystem;

Error insecure(const fs::path& path, std::string_view what, std::string_view fix)
{
    return fail(ErrorCode::StorageInsecure, path.string() + " " + std::string{what} + ": " + std::string{fix});
}

enum class ModeRule { ClosedToOthers, Any };

// Judges an lstat or fstat result. `type`: S_IFREG or S_IFDIR.
Status judge(const fs::path& path, const struct stat& info, mode_t type, ModeRule rule)
{
    const bool folder = type == S_IFDIR;
    if (S_ISLNK(info.st_mode))
        return insecure(path, "is a symbolic link",
                        folder ? "use the folder it points to" : "replace it by the file itself");
    if ((info.st_mode & S_IFMT) != type)
        return insecure(path, folder ? "is not a folder" : "is not a regular file", "move it away");
    if (info.st_uid != geteuid())
        return insecure(path, "belongs to another user", "choose a place of your own");
    if (rule == ModeRule::ClosedToOthers && (info.st_mode & 077U) != 0)
        return insecure(path, "is open to other users",
                        std::string{folder ? "chmod 700 '" : "chmod 600 '"} + path.string() + "'");
    return ok();
}

Status judgePath(const fs::path& path, mode_t type, ModeRule rule)
{
    struct stat info
    {
    };
    if (lstat(path.c_str(), &info) != 0)
        return storageError(errno, "look at", path);
    return judge(path, info, type, rule);
}

Status judgeOpen(const fs::path& path, const UniqueFd& fd)
{
    struct stat info
    {
    };
    if (fstat(fd.get(), &info) != 0)
        return storageError(errno, "look at", path);
    return judge(path, info, S_IFREG, ModeRule::ClosedToOthers);
}

Status writeAll(int fd, std::string_view contents, const fs::path& file)
{
    while (!contents.empty()) {
        const ssize_t written = ::write(fd, contents.data(), contents.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return storageError(written == 0 ? EIO : errno, "write", file);
        contents.remove_prefix(static_cast<std::size_t>(written));
    }
    return ok();
}

fs::path folderOf(const fs::path& file)
{
    return file.has_parent_path() ? file.parent_path() : fs::path{"."};
}

Status syncFolder(const fs::path& folder)
{
    const UniqueFd fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!fd.valid())
        return storageError(errno, "open", folder);
    // Some file systems have nothing to sync in a folder and say EINVAL.
    if (fsync(fd.get()) != 0 && errno != EINVAL)
        return storageError(errno, "sync", folder);
    return ok();
}

Status writeTemporary(const fs::path& temporary, std::string_view contents)
{
    const UniqueFd fd{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
    if (!fd.valid())
        return storageError(errno, "create", temporary);
    KS_TRY(writeAll(fd.get(), contents, temporary));
    if (fsync(fd.get()) != 0)
        return storageError(errno, "sync", temporary);
    return ok();
}

// `.NAME.part`, and what SQLite has beside it while it is looked at.
bool isHalfWritten(std::string_view name)
{
    for (const std::string_view beside : {"-wal", "-shm", "-journal"}) {
        if (name.ends_with(beside))
            name.remove_suffix(beside.size());
    }
    return name.ends_with(".part");
}

} // namespace

Error storageError(int errorNumber, std::string_view doing, const fs::path& file)
{
    const std::string detail = "cannot " + std::string{doing} + " " + file.string() + ": " + std::strerror(errorNumber);
    const bool writing = doing != "read" && doing != "look at";
    switch (errorNumber) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return fail(ErrorCode::StorageFull, detail);
    case EROFS:
        return fail(ErrorCode::StorageReadOnly, detail);
    case EACCES:
    case EPERM:
        return fail(writing ? ErrorCode::StorageReadOnly : ErrorCode::StorageIo, detail);
    case ENOENT:
        return fail(ErrorCode::NotFound, detail);
    case ELOOP:
        return fail(ErrorCode::StorageInsecure, detail);
    default:
        return fail(ErrorCode::StorageIo, detail);
    }
}

Status ensurePrivateFolder(const fs::path& folder)
{
    // "a/b/" and "a/b" are the same folder; lstat would follow a link in the first form.
    const fs::path wanted = folder.has_filename() ? folder : folder.parent_path();
    struct stat info
    {
    };
    std::vector<fs::path> missing;
    for (fs::path step = wanted; !step.empty() && lstat(step.c_str(), &info) != 0; step = step.parent_path()) {
        if (errno != ENOENT)
            return storageError(errno, "look at", step);
        missing.push_back(step);
    }
    for (auto step = missing.rbegin(); step != missing.rend(); ++step) {
        if (mkdir(step->c_str(), 0700) != 0 && errno != EEXIST)
            return storageError(errno, "create", *step);
        KS_TRY(syncFolder(folderOf(*step)));
    }
    return judgePath(wanted, S_IFDIR, ModeRule::ClosedToOthers);
}

Status checkPrivateFile(const fs::path& file)
{
    return judgePath(file, S_IFREG, ModeRule::ClosedToOthers);
}

Result<std::string> readPrivateFile(const fs::path& file, std::size_t maxBytes)
{
    // The check by path first gives the clear message; the one on the descriptor is what counts. O_NONBLOCK: a FIFO put
    // there between the two must not hang us.
    KS_TRY(checkPrivateFile(file));
    const UniqueFd fd{::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)};
    if (!fd.valid())
        return storageError(errno, "read", file);
    KS_TRY(judgeOpen(file, fd));
    std::string contents(maxBytes + 1, '\0');
    std::size_t used = 0;
    while (used < contents.size()) {
        const ssize_t got = ::read(fd.get(), contents.data() + used, contents.size() - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return storageError(errno, "read", file);
        if (got == 0)
            break;
        used += static_cast<std::size_t>(got);
    }
    if (used > maxBytes)
        return fail(ErrorCode::LimitExceeded, file.string() + " is larger than " + std::to_string(maxBytes) + " bytes");
    contents.resize(used);
    return contents;
}

Status replaceFile(const fs::path& file, std::string_view contents)
{
    if (const Status there = judgePath(file, S_IFREG, ModeRule::Any);
        !there && there.error().code != ErrorCode::NotFound)
        return there;
    const fs::path folder = folderOf(file);
    const fs::path temporary = folder / ("." + file.filename().string() + "." + newIdText("tmp"));
    if (Status written = writeTemporary(temporary, contents); !written) {
        ::unlink(temporary.c_str());
        return written;
    }
    if (::rename(temporary.c_str(), file.c_str()) != 0) {
        const int error = errno;
        ::unlink(temporary.c_str());
        return storageError(error, "replace", file);
    }
    return syncFolder(folder);
}

void removeLeftovers(const fs::path& folder)
{
    std::error_code failed;
    for (fs::recursive_directory_iterator entry{folder, failed}, end; !failed && entry != end;
         entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        const std::size_t suffix = name.rfind(".tmp_"); // as replaceFile() names them
        const bool replacement = suffix != std::string::npos && suffix > 0 && isIdText(name.substr(suffix + 1), "tmp");
        if (name.starts_with('.') && (replacement || isHalfWritten(name)))
            ::unlink(entry->path().c_str());
    }
}

Status appendFile(const fs::path& file, std::string_view contents)
{
    bool created = false;
    UniqueFd fd{::open(file.c_str(), O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)};
    if (!fd.valid() && errno == ENOENT) {
        fd.reset(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        created = true;
    }
    if (!fd.valid())
        return storageError(errno, "open", file);
    KS_TRY(judgeOpen(file, fd));
    const off_t before = lseek(fd.get(), 0, SEEK_END);
    if (before < 0)
        return storageError(errno, "open", file);
    if (Status written = writeAll(fd.get(), contents, file); !written) {
        // What cannot be cut back stays as a torn line, which readers of these files must expect after a crash anyway.
        [[maybe_unused]] const int cut = ftruncate(fd.get(), before);
        return written;
    }
    if (fdatasync(fd.get()) != 0)
        return storageError(errno, "sync", file);
    return created ? syncFolder(folderOf(file)) : ok();
}

} // namespace keystead::base
