// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The file that somebody imports: read once, whole, bounded, never written. Its bytes hold secrets of others and are
// wiped with the object; they are too many for locked memory.
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::transfer {

inline constexpr std::size_t maxImportFile = 64 * 1024 * 1024;

struct SourceFile
{
    SourceFile() = default;
    SourceFile(SourceFile&&) noexcept = default;
    SourceFile& operator=(SourceFile&&) noexcept = default;
    SourceFile(const SourceFile&) = delete;
    SourceFile& operator=(const SourceFile&) = delete;
    ~SourceFile() { base::wipe(bytes); }

    std::filesystem::path path;
    std::string bytes;
    std::string sha256; // hex, of the bytes as they lie in the file
};

// A regular file. Links are followed: the person named it. Errors: NotFound, LimitExceeded (told before a byte is read
// where the size says so), InvalidArgument (a folder, device or pipe), StorageIo.
base::Result<SourceFile> readSource(const std::filesystem::path& path, std::size_t limit = maxImportFile);
// The files of one folder that end in `extension`, by name; at most 1,000 and `limit` bytes together.
base::Result<std::vector<SourceFile>> readSourceFolder(const std::filesystem::path& folder, std::string_view extension,
                                                       std::size_t limit = maxImportFile);

struct DecodedText
{
    std::string utf8;
    std::string warning; // "the file is not UTF-8: read as Latin-1"; empty where nothing was odd
};
// UTF-8 with or without its mark, UTF-16 with its mark, anything else as Latin-1 with a warning. Line ends stay.
DecodedText decodeText(std::string_view bytes);

} // namespace keystead::transfer
