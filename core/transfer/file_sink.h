// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A file that appears whole or not at all: written to a private temporary file beside its place (0600, O_EXCL,
// O_NOFOLLOW), synced and renamed by commit(). Whatever else happens, nothing is left behind. It refuses to replace a
// symlink, what is not a regular file, or another user's file (SECURITY 31). POSIX.
#include "core/transfer/byte_sink.h"

#include <filesystem>
#include <functional>
#include <string>

namespace keystead::transfer {

class FileSink final : public ByteSink
{
public:
    enum class Existing { Refuse, Replace };
    // Errors: NotFound (no such folder), AlreadyExists, StorageInsecure, StorageReadOnly, StorageIo.
    static base::Result<FileSink> create(const std::filesystem::path& file, Existing existing = Existing::Refuse);
    FileSink(FileSink&& other) noexcept;
    FileSink& operator=(FileSink&&) = delete;
    ~FileSink() override; // without commit(): removes the temporary file

    base::Status write(std::string_view bytes) override;
    // Flushes, syncs, renames, syncs the folder. After an error nothing is left behind.
    base::Status commit();

private:
    FileSink(std::filesystem::path file, Existing existing) : m_file(std::move(file)), m_existing(existing) {}
    base::Status checkTarget() const;
    base::Status flush();
    base::Error failure(std::string_view doing) const;
    void discard() noexcept;

    std::filesystem::path m_file;
    Existing m_existing;
    std::string m_name;      // of the file in its folder
    std::string m_temporary; // of the temporary file in the same folder
    std::string m_buffer;
    int m_folder = -1;
    int m_fd = -1;
};

// A whole file: created, written by `write`, committed.
base::Status writeFile(const std::filesystem::path& file, FileSink::Existing existing,
                       const std::function<base::Status(ByteSink&)>& write);

} // namespace keystead::transfer
