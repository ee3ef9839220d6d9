// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/file_sink.h"

#include "core/base/ids.h"
#include "core/base/private_files.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace keystead::transfer {

namespace {

constexpr std::size_t bufferSize = 64 * 1024;

// What stands where the file should.
std::string kindOf(mode_t mode)
{
    return S_ISDIR(mode)    ? "a folder"
           : S_ISLNK(mode)  ? "a symbolic link"
           : S_ISFIFO(mode) ? "a pipe"
           : S_ISSOCK(mode) ? "a socket"
                            : "a device";
}

} // namespace

base::Result<FileSink> FileSink::create(const std::filesystem::path& file, Existing existing)
{
    FileSink sink(file, existing);
    sink.m_name = file.filename().string();
    if (sink.m_name.empty() || sink.m_name == "." || sink.m_name == "..")
        return base::fail(base::ErrorCode::InvalidArgument, "the report needs a file name");
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    sink.m_folder = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (sink.m_folder < 0)
        return base::storageError(errno, "open the folder of", file);
    KS_TRY(sink.checkTarget());
    // Short, so that a name at the file system's limit still has room for it.
    sink.m_temporary = "." + base::newIdText("part");
    sink.m_fd =
        ::openat(sink.m_folder, sink.m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (sink.m_fd < 0)
        return base::storageError(errno, "create", file);
    return sink;
}

FileSink::FileSink(FileSink&& other) noexcept
    : m_file(std::move(other.m_file)), m_existing(other.m_existing), m_name(std::move(other.m_name)),
      m_temporary(std::move(other.m_temporary)), m_buffer(std::move(other.m_buffer)),
      m_folder(std::exchange(other.m_folder, -1)), m_fd(std::exchange(other.m_fd, -1))
{
}

FileSink::~FileSink()
{
    discard();
    if (m_folder >= 0)
        ::close(m_folder);
}

void FileSink::discard() noexcept
{
    if (m_fd < 0)
        return;
    ::close(std::exchange(m_fd, -1));
    ::unlinkat(m_folder, m_temporary.c_str(), 0);
}

base::Error FileSink::failure(std::string_view doing) const
{
    return base::storageError(errno, doing, m_file);
}

base::Status FileSink::checkTarget() const
{
    struct stat present
    {
    };
    if (::fstatat(m_folder, m_name.c_str(), &present, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? base::ok() : base::Status{tl::unexpected<base::Error>(failure("look at"))};
    if (!S_ISREG(present.st_mode))
        return base::fail(base::ErrorCode::StorageInsecure,
                          m_file.string() + " is " + kindOf(present.st_mode) + "; choose another name");
    if (present.st_uid != ::geteuid())
        return base::fail(base::ErrorCode::StorageInsecure,
                          m_file.string() + " belongs to another user; choose another name");
    if (m_existing == Existing::Refuse)
        return base::fail(base::ErrorCode::AlreadyExists, m_file.string());
    return base::ok();
}

base::Status FileSink::write(std::string_view bytes)
{
    if (m_fd < 0)
        return base::fail(base::ErrorCode::IllegalState, "the file is closed");
    m_buffer.append(bytes);
    return m_buffer.size() < bufferSize ? base::ok() : flush();
}

base::Status FileSink::flush()
{
    for (std::size_t done = 0; done < m_buffer.size();) {
        const ssize_t count = ::write(m_fd, m_buffer.data() + done, m_buffer.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure("write");
        done += static_cast<std::size_t>(count);
    }
    m_buffer.clear();
    return base::ok();
}

base::Status FileSink::commit()
{
    if (m_fd < 0)
        return base::fail(base::ErrorCode::IllegalState, "the file is closed");
    base::Status done = flush();
    if (done && ::fsync(m_fd) != 0)
        done = failure("sync");
    if (done)
        done = checkTarget();
    if (done) {
        // RENAME_NOREPLACE closes the gap between the check and the rename where nothing may be replaced; file systems
        // without it fall back to the check.
        const bool keep = m_existing == Existing::Refuse;
        int renamed =
            keep ? ::renameat2(m_folder, m_temporary.c_str(), m_folder, m_name.c_str(), RENAME_NOREPLACE) : -1;
        if (keep && renamed != 0 && errno == EEXIST)
            done = base::fail(base::ErrorCode::AlreadyExists, m_file.string());
        else if (renamed != 0 && ::renameat(m_folder, m_temporary.c_str(), m_folder, m_name.c_str()) != 0)
            done = failure("rename");
    }
    if (!done) {
        discard();
        return done;
    }
    ::close(std::exchange(m_fd, -1));
    if (::fsync(m_folder) != 0)
        return failure("sync the folder of");
    return base::ok();
}

base::Status writeFile(const std::filesystem::path& file, FileSink::Existing existing,
                       const std::function<base::Status(ByteSink&)>& write)
{
    KS_ASSIGN(FileSink sink, FileSink::create(file, existing));
    KS_TRY(write(sink));
    return sink.commit();
}

} // namespace keystead::transfer
