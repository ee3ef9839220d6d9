// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/locked_events.h"

#include "core/base/log.h"
#include "core/base/unique_fd.h"

#include <algorithm>
#include <fcntl.h>

namespace keystead::service {

namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

constexpr const char* fileName = "unauthenticated-events.jsonl";
constexpr int mostKept = 9;

// SideFile counts lines that it cannot read in an event of this cause.
bool speaksOfUnreadableLines(const model::AuditEvent& event)
{
    const auto cause = event.detail.find("cause");
    return cause != event.detail.end() && cause->second == "locked_events_unreadable";
}

bool stands(const fs::path& file)
{
    std::error_code ignored;
    return fs::symlink_status(file, ignored).type() != fs::file_type::not_found;
}

// The ninth is overwritten: who can write here can fill the disk anyway.
fs::path asideFor(const fs::path& file)
{
    const std::string base = file.string() + ".unreadable";
    for (int number = 1; number < mostKept; ++number) {
        const fs::path aside = number == 1 ? base : base + "." + std::to_string(number);
        if (!stands(aside))
            return aside;
    }
    return base + "." + std::to_string(mostKept);
}

void putAside(const fs::path& file)
{
    std::error_code failed;
    fs::rename(file, asideFor(file), failed);
    if (failed)
        base::logWarning("vault", "an unreadable side file cannot be put aside: " + failed.message());
}

} // namespace

LockedEvents::LockedEvents(fs::path stateFolder, const fs::path& vaultFolder)
{
    for (const fs::path& folder : {std::move(stateFolder), vaultFolder})
        m_places.push_back({folder / fileName, audit::SideFile(folder / fileName)});
}

base::Status LockedEvents::append(const model::AuditEvent& event)
{
    base::Status written = base::fail(ErrorCode::Internal);
    for (Place& place : m_places) {
        written = place.side.append(event);
        if (written)
            return written;
    }
    return written;
}

base::Status LockedEvents::writable() const
{
    for (const Place& place : m_places) {
        const bool before = stands(place.file);
        const base::UniqueFd file{
            ::open(place.file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600)};
        if (!file.valid())
            continue;
        std::error_code ignored;
        if (!before)
            fs::remove(place.file, ignored);
        if (!before || place.side.read())
            return base::ok();
    }
    return base::fail(ErrorCode::StorageReadOnly,
                      "a wrong passphrase could not be counted, neither beside the vault nor in the state folder");
}

LockedEvents::Contents LockedEvents::read() const
{
    Contents contents;
    for (const Place& place : m_places) {
        auto events = place.side.read();
        if (events)
            std::move(events->begin(), events->end(), std::back_inserter(contents.events));
        else if (stands(place.file))
            contents.unreadable.push_back({place.file.string(), events.error()});
    }
    return contents;
}

void LockedEvents::clear(const Contents& contents)
{
    const bool brokenLines = std::any_of(contents.events.begin(), contents.events.end(), speaksOfUnreadableLines);
    for (Place& place : m_places) {
        const bool unread =
            std::any_of(contents.unreadable.begin(), contents.unreadable.end(),
                        [&](const Unreadable& unreadable) { return unreadable.file == place.file.string(); });
        if (!stands(place.file))
            continue;
        if (unread || brokenLines) {
            putAside(place.file);
            continue;
        }
        if (const base::Status cleared = place.side.clear(); !cleared)
            base::logWarning("vault", "the side file cannot be cleared: " + base::toString(cleared.error()));
    }
}

} // namespace keystead::service
