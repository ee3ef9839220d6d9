// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/source_file.h"

#include "core/base/encoding.h"
#include "core/base/private_files.h"
#include "core/base/unique_fd.h"
#include "core/crypto/digest.h"
#include "core/transfer/import/text_tools.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace keystead::transfer {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;

namespace {

constexpr std::size_t maxFolderFiles = 1'000;

base::Error tooLarge(const fs::path& path, std::size_t limit)
{
    return fail(ErrorCode::LimitExceeded, base::cleanForDisplay(path.filename().string()) + " is larger than " +
                                              std::to_string(limit / (1024 * 1024)) + " MiB");
}

void appendCodepoint(std::string& text, std::uint32_t c)
{
    const auto add = [&text](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) {
        add(c);
    } else if (c < 0x800) {
        add(0xC0 | (c >> 6));
        add(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        add(0xE0 | (c >> 12));
        add(0x80 | ((c >> 6) & 0x3F));
        add(0x80 | (c & 0x3F));
    } else {
        add(0xF0 | (c >> 18));
        add(0x80 | ((c >> 12) & 0x3F));
        add(0x80 | ((c >> 6) & 0x3F));
        add(0x80 | (c & 0x3F));
    }
}

// RFC 2781. A surrogate that stands alone, and a last odd byte, become U+FFFD.
std::string fromUtf16(std::string_view bytes, bool bigEndian)
{
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 2);
    const auto unit = [&](std::size_t at) {
        const auto a = static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at]));
        const auto b = static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + 1]));
        return bigEndian ? a << 8 | b : b << 8 | a;
    };
    std::size_t i = 0;
    for (; i + 1 < bytes.size(); i += 2) {
        std::uint32_t c = unit(i);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size() && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
            i += 2;
        } else if (c >= 0xD800 && c < 0xE000) {
            c = 0xFFFD;
        }
        appendCodepoint(text, c);
    }
    if (i < bytes.size())
        appendCodepoint(text, 0xFFFD);
    return text;
}

} // namespace

base::Result<SourceFile> readSource(const fs::path& path, std::size_t limit)
{
    // O_NONBLOCK: a pipe under that name must not hang the reader.
    const base::UniqueFd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
    struct stat info
    {
    };
    if (!fd.valid() || ::fstat(fd.get(), &info) != 0)
        return base::storageError(errno, "read", path);
    if (!S_ISREG(info.st_mode))
        return fail(ErrorCode::InvalidArgument, base::cleanForDisplay(path.string()) + " is not a regular file");
    if (static_cast<std::uintmax_t>(info.st_size) > limit)
        return tooLarge(path, limit);
    SourceFile source;
    source.path = path;
    source.bytes.resize(static_cast<std::size_t>(info.st_size));
    std::size_t used = 0;
    for (;;) {
        if (used == source.bytes.size()) {
            // It may have grown: one byte more is asked for, and that is too many or the beginning of more.
            if (used >= limit + 1)
                return tooLarge(path, limit);
            source.bytes.resize(std::min(limit + 1, used + 64 * 1024));
        }
        const ssize_t got = ::read(fd.get(), source.bytes.data() + used, source.bytes.size() - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return base::storageError(errno, "read", path);
        if (got == 0)
            break;
        used += static_cast<std::size_t>(got);
    }
    if (used > limit)
        return tooLarge(path, limit);
    source.bytes.resize(used);
    source.sha256 = base::toHex(crypto::sha256(source.bytes));
    return source;
}

base::Result<std::vector<SourceFile>> readSourceFolder(const fs::path& folder, std::string_view extension,
                                                       std::size_t limit)
{
    std::error_code error;
    std::vector<fs::path> paths;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() != extension || !at->is_regular_file(error))
            continue;
        if (paths.size() == maxFolderFiles)
            return fail(ErrorCode::LimitExceeded,
                        "the folder has more than 1,000 " + std::string{extension} + " files");
        paths.push_back(at->path());
    }
    if (error)
        return base::storageError(error.value(), "read", folder);
    if (paths.empty())
        return fail(ErrorCode::NotFound, "the folder has no " + std::string{extension} + " files");
    std::sort(paths.begin(), paths.end());
    std::vector<SourceFile> files;
    std::size_t total = 0;
    for (const fs::path& path : paths) {
        KS_ASSIGN(SourceFile file, readSource(path, limit - total));
        total += file.bytes.size();
        files.push_back(std::move(file));
    }
    return files;
}

DecodedText decodeText(std::string_view bytes)
{
    DecodedText text;
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
    } else if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        text.utf8 = fromUtf16(bytes.substr(2), bytes.front() == '\xFE');
        return text;
    }
    if (base::isValidUtf8(bytes)) {
        text.utf8 = bytes;
        return text;
    }
    text.utf8.reserve(bytes.size() + bytes.size() / 4);
    for (const char c : bytes)
        appendCodepoint(text.utf8, static_cast<unsigned char>(c));
    text.warning = "the file is not UTF-8: it was read as Latin-1; look at names and passwords with other letters";
    return text;
}

} // namespace keystead::transfer
