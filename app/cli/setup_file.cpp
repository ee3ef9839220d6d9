// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/setup_file.h"

#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/base/private_files.h"
#include "core/base/unique_fd.h"
#include "core/protocol/socket_path.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;
using base::fail;
using base::Json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t maxConfig = 4 * 1024 * 1024;
constexpr std::size_t maxRecord = 8 * 1024 * 1024;

base::Error insecure(const fs::path& path, const std::string& why)
{
    return fail(ErrorCode::StorageInsecure, path.string() + " " + why);
}

// Every link on the way is ours or the system's: another user's could lead anywhere tomorrow.
base::Status checkLinks(const fs::path& path)
{
    fs::path so;
    for (const fs::path& part : path) {
        so /= part;
        struct stat info
        {
        };
        if (::lstat(so.c_str(), &info) != 0)
            break; // not there yet
        const bool ours = info.st_uid == ::getuid();
        if (S_ISLNK(info.st_mode) && !ours && (info.st_uid != 0 || so == path))
            return insecure(so, "is a link of another user");
        if (so == path && S_ISLNK(info.st_mode) && !ours)
            return insecure(so, "is a link of another user");
    }
    return base::ok();
}

base::Result<std::string> readAllOf(int descriptor, const fs::path& path)
{
    std::string text;
    std::string chunk(64 * 1024, '\0');
    for (;;) {
        const ssize_t got = ::read(descriptor, chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return base::storageError(errno, "read", path);
        if (got == 0)
            return text;
        text.append(chunk, 0, static_cast<std::size_t>(got));
        if (text.size() > maxConfig)
            return fail(ErrorCode::LimitExceeded, path.string() + " is longer than 4 MiB");
    }
}

base::Status writeBeside(const ConfigFile& file, std::string_view text)
{
    std::error_code error;
    fs::create_directories(file.path.parent_path(), error); // umask decides, as for the program that it belongs to
    const fs::path temporary =
        file.path.parent_path() / ("." + file.path.filename().string() + ".keystead-" + std::to_string(::getpid()));
    base::UniqueFd out{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
    if (!out.valid())
        return base::storageError(errno, "write", temporary);
    const auto give = [&](int errorNumber) {
        ::unlink(temporary.c_str());
        return base::storageError(errorNumber, "write", temporary);
    };
    if (::fchmod(out.get(), file.mode) != 0)
        return give(errno);
    while (!text.empty()) {
        const ssize_t sent = ::write(out.get(), text.data(), text.size());
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return give(errno);
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
    if (::fsync(out.get()) != 0 || ::rename(temporary.c_str(), file.path.c_str()) != 0)
        return give(errno);
    return base::ok();
}

// FNV-1a, 64 bit: tells that a file changed, and means no more than that.
std::string markOf(std::string_view text)
{
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1'099'511'628'211U;
    }
    return std::to_string(hash);
}

std::string edited(std::string text, const TextEdit& edit)
{
    return text.replace(edit.offset, edit.removed.size(), edit.inserted);
}

base::Result<fs::path> recordPath(const std::string& name)
{
    KS_ASSIGN(const fs::path vault, protocol::defaultVaultFolder());
    KS_ASSIGN(const fs::path state, protocol::stateFolderFor(vault));
    std::string file;
    for (const char c : name)
        file += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' ? c : '_';
    return state / "setup" / (file + ".json");
}

base::Status checkUnchanged(const ConfigFile& file)
{
    KS_ASSIGN(const ConfigFile now, readConfig(file.path, file.mode));
    if (now.exists == file.exists && now.text == file.text)
        return base::ok();
    return fail(ErrorCode::StorageConflict, file.path.string() + " was changed meanwhile");
}

std::string linesWith(char sign, std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string line{text.substr(0, end)};
        std::replace(line.begin(), line.end(), '\t', ' ');
        out += sign + base::cleanForDisplay(line, 400) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

} // namespace

base::Result<ConfigFile> readConfig(const fs::path& path, unsigned modeOfNew)
{
    KS_TRY(checkLinks(path));
    std::error_code error;
    ConfigFile file;
    file.mode = modeOfNew;
    file.path = fs::weakly_canonical(path, error);
    if (error)
        return fail(ErrorCode::InvalidArgument, path.string() + ": " + error.message());
    const base::UniqueFd in{::open(file.path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)};
    if (!in.valid() && errno == ENOENT)
        return file;
    if (!in.valid())
        return base::storageError(errno, "open", file.path);
    struct stat info
    {
    };
    if (::fstat(in.get(), &info) != 0)
        return base::storageError(errno, "open", file.path);
    if (!S_ISREG(info.st_mode))
        return insecure(file.path, "is no regular file");
    if (info.st_uid != ::getuid())
        return insecure(file.path, "belongs to another user");
    file.exists = true;
    file.mode = info.st_mode & 07777U;
    KS_ASSIGN(file.text, readAllOf(in.get(), file.path));
    return file;
}

std::optional<TextEdit> editBetween(std::string_view before, std::string_view after)
{
    if (before == after)
        return std::nullopt;
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t start = 0;
    while (start < shorter && before[start] == after[start])
        ++start;
    std::size_t tail = 0;
    while (tail < shorter - start && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    TextEdit edit;
    edit.offset = start;
    edit.removed = before.substr(start, before.size() - tail - start);
    edit.inserted = after.substr(start, after.size() - tail - start);
    return edit;
}

std::string shownEdit(const ConfigFile& file, const TextEdit& edit)
{
    const auto line = std::count(file.text.begin(), file.text.begin() + static_cast<std::ptrdiff_t>(edit.offset), '\n');
    std::string text = "--- " + base::cleanForDisplay(file.path.string(), 400) + (file.exists ? "" : " (new)") + "\n";
    text += "@@ line " + std::to_string(line + 1) + " @@\n";
    return text + linesWith('-', edit.removed) + linesWith('+', edit.inserted);
}

base::Status applyEdit(const std::string& name, const ConfigFile& file, const TextEdit& edit)
{
    KS_ASSIGN(const fs::path path, recordPath(name));
    const std::string after = edited(file.text, edit);
    const Json record = {{"file", file.path.string()}, {"created", !file.exists},   {"offset", edit.offset},
                         {"removed", edit.removed},    {"inserted", edit.inserted}, {"mark", markOf(after)},
                         {"size", after.size()}};
    KS_TRY(checkUnchanged(file));
    KS_TRY(base::ensurePrivateFolder(path.parent_path().parent_path()));
    KS_TRY(base::ensurePrivateFolder(path.parent_path()));
    // The record first: one without its change undoes nothing, a change without its record could not be undone.
    KS_TRY(base::replaceFile(path, base::toJsonText(record, 1)));
    return writeBeside(file, after);
}

base::Result<SetupRecord> readRecord(const std::string& name)
{
    KS_ASSIGN(const fs::path path, recordPath(name));
    const auto text = base::readPrivateFile(path, maxRecord);
    if (!text && text.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound, "there is nothing to undo: `setup` has not written " + name);
    if (!text)
        return text.error();
    KS_ASSIGN(const Json json, base::parseJson(*text, {.maxBytes = maxRecord, .maxDepth = 3}));
    SetupRecord record;
    KS_ASSIGN(const std::string file, base::requireString(json, "file", "record"));
    record.path = file;
    KS_ASSIGN(const auto created, base::optionalBool(json, "created", "record"));
    record.created = created.value_or(false);
    KS_ASSIGN(const std::int64_t offset, base::requireInt(json, "offset", "record"));
    KS_ASSIGN(record.edit.removed, base::requireString(json, "removed", "record"));
    KS_ASSIGN(record.edit.inserted, base::requireString(json, "inserted", "record"));
    KS_ASSIGN(record.mark, base::requireString(json, "mark", "record"));
    KS_ASSIGN(const std::int64_t size, base::requireInt(json, "size", "record"));
    record.edit.offset = static_cast<std::size_t>(offset);
    record.size = static_cast<std::size_t>(size);
    return record;
}

base::Result<TextEdit> undoEdit(const SetupRecord& record, const ConfigFile& file)
{
    const TextEdit& done = record.edit;
    const bool same =
        file.exists && file.text.size() == record.size && markOf(file.text) == record.mark &&
        file.text.compare(std::min(done.offset, file.text.size()), done.inserted.size(), done.inserted) == 0;
    if (!same)
        return fail(ErrorCode::StorageConflict,
                    file.path.string() + " was changed since; take out by hand what `setup` put in");
    return TextEdit{done.offset, done.inserted, done.removed};
}

base::Status applyUndo(const std::string& name, const SetupRecord& record, const ConfigFile& file, const TextEdit& edit)
{
    KS_TRY(checkUnchanged(file));
    const std::string after = edited(file.text, edit);
    if (record.created && after.empty()) {
        if (::unlink(file.path.c_str()) != 0)
            return base::storageError(errno, "remove", file.path);
    } else {
        KS_TRY(writeBeside(file, after));
    }
    KS_ASSIGN(const fs::path path, recordPath(name));
    if (::unlink(path.c_str()) != 0)
        return base::storageError(errno, "remove", path);
    return base::ok();
}

} // namespace keystead::cli
