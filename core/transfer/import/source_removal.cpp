// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/source_removal.h"

#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/base/private_files.h"
#include "core/base/unique_fd.h"
#include "core/crypto/digest.h"
#include "core/crypto/random.h"
#include "core/transfer/import/source_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <sys/vfs.h>

namespace keystead::transfer {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;

namespace {

constexpr std::size_t shortestSecret = 4; // shorter ones stand everywhere

struct OpenFile
{
    base::UniqueFd fd;
    base::UniqueFd folder;
    std::string name;
    struct stat info
    {
    };
};

// The file under its folder's descriptor: what is checked is what is changed.
base::Result<OpenFile> openOurs(const fs::path& path)
{
    OpenFile file;
    file.name = path.filename().string();
    file.folder.reset(::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!file.folder.valid())
        return base::storageError(errno, "open", path.parent_path());
    file.fd.reset(::openat(file.folder.get(), file.name.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!file.fd.valid() || ::fstat(file.fd.get(), &file.info) != 0)
        return base::storageError(errno, "write", path);
    if (!S_ISREG(file.info.st_mode) || file.info.st_uid != ::geteuid())
        return fail(ErrorCode::StorageInsecure, path.string() + " is not a file of yours");
    if (file.info.st_nlink != 1)
        return fail(ErrorCode::StorageInsecure,
                    path.string() + " has further names (hard links): overwriting it would change them too");
    return file;
}

base::Result<std::string> readWhole(const OpenFile& file, const fs::path& path)
{
    if (static_cast<std::uintmax_t>(file.info.st_size) > maxImportFile)
        return fail(ErrorCode::IllegalState, path.string() + " has changed since it was imported");
    std::string bytes(static_cast<std::size_t>(file.info.st_size), '\0');
    std::size_t used = 0;
    while (used < bytes.size()) {
        const ssize_t got = ::pread(file.fd.get(), bytes.data() + used, bytes.size() - used, static_cast<off_t>(used));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return base::storageError(errno, "read", path);
        if (got == 0)
            break;
        used += static_cast<std::size_t>(got);
    }
    bytes.resize(used);
    return bytes;
}

base::Status checkUnchanged(const std::string& bytes, std::string_view sha256, const fs::path& path)
{
    if (base::toHex(crypto::sha256(bytes)) != sha256)
        return fail(ErrorCode::IllegalState, path.string() + " has changed since it was imported");
    return base::ok();
}

base::Status overwrite(const OpenFile& file, const fs::path& path)
{
    auto left = static_cast<std::uintmax_t>(file.info.st_size);
    off_t at = 0;
    while (left > 0) {
        const base::Bytes noise = crypto::randomBytes(static_cast<std::size_t>(std::min<std::uintmax_t>(left, 65536)));
        const ssize_t put = ::pwrite(file.fd.get(), noise.data(), noise.size(), at);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return base::storageError(errno, "write", path);
        at += put;
        left -= static_cast<std::uintmax_t>(put);
    }
    if (::fsync(file.fd.get()) != 0)
        return base::storageError(errno, "write", path);
    return base::ok();
}

base::Status syncFolder(const OpenFile& file, const fs::path& path)
{
    const base::UniqueFd folder{::openat(file.folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!folder.valid() || ::fsync(folder.get()) != 0)
        return base::storageError(errno, "write", path.parent_path());
    return base::ok();
}

// Written beside the file with its mode and put in its place.
base::Status replaceBytes(const OpenFile& file, const fs::path& path, std::string_view bytes)
{
    const std::string temporary = "." + file.name + "." + base::newIdText("tmp");
    const mode_t mode = file.info.st_mode & 0777U;
    const base::UniqueFd fd{
        ::openat(file.folder.get(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)};
    if (!fd.valid())
        return base::storageError(errno, "write", path);
    bool good = ::fchmod(fd.get(), mode) == 0;
    std::size_t done = 0;
    while (good && done < bytes.size()) {
        const ssize_t put = ::write(fd.get(), bytes.data() + done, bytes.size() - done);
        if (put < 0 && errno == EINTR)
            continue;
        good = put > 0;
        done += good ? static_cast<std::size_t>(put) : 0;
    }
    good = good && ::fsync(fd.get()) == 0 &&
           ::renameat(file.folder.get(), temporary.c_str(), file.folder.get(), file.name.c_str()) == 0;
    if (!good) {
        const int error = errno;
        ::unlinkat(file.folder.get(), temporary.c_str(), 0);
        return base::storageError(error, "write", path);
    }
    return syncFolder(file, path);
}

std::string percentEncoded(std::string_view text, std::string_view keep)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           keep.find(c) != std::string_view::npos;
        if (plain) {
            encoded += c;
            continue;
        }
        encoded += '%';
        encoded += digits[byte >> 4U];
        encoded += digits[byte & 15U];
    }
    return encoded;
}

std::vector<base::Secret> spellings(const SourceSecret& secret)
{
    std::vector<base::Secret> list;
    const std::string_view text = secret.value.exposeText();
    const auto add = [&list](base::Secret spelling) {
        const bool known =
            std::any_of(list.begin(), list.end(), [&](const base::Secret& s) { return s.equals(spelling); });
        if (!known && spelling.size() >= shortestSecret)
            list.push_back(std::move(spelling));
    };
    base::SecretBuilder pair;
    pair.append(secret.account).append(':').append(secret.value);
    const base::Secret whole = std::move(pair).build();
    add(base::toBase64Secret(whole)); // longest first
    add(base::toBase64Secret(secret.value));
    for (const std::string_view keep : {std::string_view{"-._~"}, std::string_view{"-._~!$&'()*+,;="}}) {
        std::string encoded = percentEncoded(text, keep);
        add(base::Secret::take(encoded));
    }
    std::string json = base::toJsonText(base::Json(std::string{text}));
    add(base::Secret::fromText(std::string_view{json}.substr(1, json.size() - 2)));
    base::wipe(json);
    if (text.find('"') != std::string_view::npos) {
        std::string quoted;
        quoted.reserve(2 * text.size()); // one buffer, which is wiped
        for (const char c : text)
            quoted.append(c == '"' ? 2 : 1, c);
        add(base::Secret::take(quoted));
    }
    add(secret.value.clone());
    // "a\nb" of a .env file and the text itself end here; what is spelled otherwise is not found, and told.
    return list;
}

bool replaceAll(std::string& text, std::string_view what)
{
    bool found = false;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + movedMark.size())) {
        text.replace(at, what.size(), movedMark);
        found = true;
    }
    return found;
}

} // namespace

std::string deletionCaveat(const fs::path& file)
{
    struct statfs info
    {
    };
    std::string what;
    if (::statfs(file.c_str(), &info) == 0) {
        switch (static_cast<std::uint32_t>(info.f_type)) {
        case 0x9123683EU: // btrfs
        case 0x2FC12FC1U: // zfs
        case 0xCA451A4EU: // bcachefs
            what = "This file system writes to new places (copy on write): the old blocks stay until they are reused, "
                   "and in its snapshots. ";
            break;
        case 0xF2F52010U: // f2fs
        case 0x794C7630U: // overlay
            what = "This file system writes to new places: the old blocks may stay until they are reused. ";
            break;
        case 0x6969U:     // nfs
        case 0xFF534D42U: // cifs
        case 0xFE534D42U:
        case 0x65735546U: // fuse
            what = "The file lay on a network or user-space file system: what its server keeps is out of reach. ";
            break;
        case 0x01021994U: // tmpfs
            what = "The file lay in memory. ";
            break;
        default:
            break;
        }
    }
    return what + "Overwriting cannot reach copies that a solid-state drive, snapshots, backups or an editor may have "
                  "kept: if others could get at them, renew the credentials at their services.";
}

base::Result<SourceRemoved> shredSource(const ImportSource& source)
{
    const fs::path path = source.path;
    KS_ASSIGN(const OpenFile file, openOurs(path));
    KS_ASSIGN(std::string bytes, readWhole(file, path));
    const base::Status same = checkUnchanged(bytes, source.sha256, path);
    base::wipe(bytes);
    KS_TRY(same);
    SourceRemoved removed{path.string(), deletionCaveat(path)};
    KS_TRY(overwrite(file, path));
    if (::unlinkat(file.folder.get(), file.name.c_str(), 0) != 0)
        return base::storageError(errno, "delete", path);
    KS_TRY(syncFolder(file, path));
    return removed;
}

base::Result<Redaction> planRedaction(const ImportSource& source, const std::vector<SourceSecret>& secrets)
{
    const fs::path path = source.path;
    KS_ASSIGN(const OpenFile file, openOurs(path));
    KS_ASSIGN(std::string text, readWhole(file, path));
    Redaction redaction;
    redaction.original = base::Secret::fromText(text);
    const base::Status same = checkUnchanged(text, source.sha256, path);
    const bool isText = text.find('\0') == std::string::npos && base::isValidUtf8(text);
    std::size_t missing = 0;
    for (const SourceSecret& secret : secrets) {
        bool found = false;
        for (const base::Secret& spelling : spellings(secret))
            found = replaceAll(text, spelling.exposeText()) || found;
        missing += found ? 0U : 1U;
    }
    redaction.text = base::Secret::take(text);
    KS_TRY(same);
    if (!isText)
        return fail(ErrorCode::Unsupported, "this is no UTF-8 text file: it can only be deleted as a whole");
    if (missing > 0 || secrets.empty())
        return fail(ErrorCode::NotFound,
                    std::to_string(missing) + " of " + std::to_string(secrets.size()) +
                        " secrets stand in the file in a spelling that is not known here: nothing was changed");
    redaction.sha256 = base::toHex(crypto::sha256(redaction.text.exposeBytes()));
    return redaction;
}

base::Result<SourceRemoved> redactSource(const ImportSource& source, const Redaction& redaction)
{
    const fs::path path = source.path;
    KS_ASSIGN(const OpenFile file, openOurs(path));
    KS_ASSIGN(std::string bytes, readWhole(file, path));
    const base::Status same = checkUnchanged(bytes, source.sha256, path);
    base::wipe(bytes);
    KS_TRY(same);
    SourceRemoved removed{path.string(), deletionCaveat(path)};
    KS_TRY(replaceBytes(file, path, redaction.text.exposeText()));
    KS_TRY(overwrite(file, path)); // the old one's blocks, through the descriptor that still holds them
    return removed;
}

base::Status restoreSource(const ImportSource& source, const base::Secret& bytes)
{
    const fs::path path = source.path;
    KS_ASSIGN(const OpenFile file, openOurs(path));
    KS_ASSIGN(std::string now, readWhole(file, path));
    const std::string sha256 = base::toHex(crypto::sha256(now));
    base::wipe(now);
    if (sha256 == source.sha256)
        return base::ok();
    if (sha256 != source.redactedSha256)
        return fail(ErrorCode::IllegalState, path.string() + " was changed since the credentials were taken out of it");
    return replaceBytes(file, path, bytes.exposeText());
}

} // namespace keystead::transfer
