// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What happened while the vault was locked: a side file in the state folder, and one in the vault's folder for what the
// first cannot take, so that a state folder that cannot be written does not lose the count of wrong passphrases. A file
// that cannot be read is evidence: it is put aside, never removed. Thread: the core thread.
#include "core/audit/side_file.h"

#include <filesystem>
#include <string>
#include <vector>

namespace keystead::service {

class LockedEvents
{
public:
    LockedEvents(std::filesystem::path stateFolder, const std::filesystem::path& vaultFolder);

    base::Status append(const model::AuditEvent& event);
    // Whether append() would find a place; StorageReadOnly where it would not.
    base::Status writable() const;

    struct Unreadable
    {
        std::string file; // its path
        base::Error error;
    };
    struct Contents
    {
        std::vector<model::AuditEvent> events; // oldest first within a file
        std::vector<Unreadable> unreadable;    // nothing of these is in `events`
    };
    Contents read() const;
    // After `contents` were merged: removes what was read, renames what was not wholly readable to NAME.unreadable.
    void clear(const Contents& contents);

private:
    struct Place
    {
        std::filesystem::path file;
        audit::SideFile side;
    };
    std::vector<Place> m_places;
};

} // namespace keystead::service
