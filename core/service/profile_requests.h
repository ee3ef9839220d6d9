// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Values that go into and come out of the use cases of profiles: erasure, subject access, moving.
#include "core/base/ids.h"
#include "core/service/requests.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace keystead::service {

struct EraseProfile
{
    std::string profile;     // its name
    std::string typedName;   // as the person typed it to confirm: must be the same
    std::string certificate; // absolute path without suffix: FILE.pdf and FILE.json are written; empty: none
};
struct ErasedProfile
{
    std::int64_t connections = 0;
    std::int64_t clients = 0;
    std::int64_t seals = 0;
    std::int64_t records = 0; // of the trail, whose content was erased
    bool pagesRewritten = false;
    std::vector<std::string> backupsRewritten;
    std::vector<std::pair<std::string, std::string>> notReached;  // automatic backups, why
    std::vector<std::pair<std::string, base::WallTime>> exported; // backups that the person made: not reached
    std::int64_t sequence = 0;                                    // of the trail's record of it
    std::vector<std::string> certificates;                        // files that were written
};

struct ExportProfile
{
    std::string profile; // its name
    std::string file;    // absolute path without suffix: FILE.pdf and FILE.json are written
    bool replace = true; // files that stand there; false: AlreadyExists, and nothing is written
};
struct ExportedProfile
{
    std::vector<std::string> files;
    std::int64_t connections = 0;
    std::int64_t records = 0;
};

} // namespace keystead::service
