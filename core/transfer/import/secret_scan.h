// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Finds plaintext credentials where programs are known to leave them: a list of places below one home folder, a few
// levels of the folders in which people keep projects, and exports of password managers in Downloads, Desktop and
// Documents. Never the whole disk, never over the network, never through a link that leaves the home. It tells file,
// kind and age; no secret and no account. Blocks for the time of some thousand file look-ups: run it on a worker.
#include "core/base/clock.h"
#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace keystead::transfer {

struct FoundSecrets
{
    std::string path;
    std::string kind;            // for people: "Git's credential store"
    std::string format;          // of import_format.h; empty: it can be shown, but not imported
    std::size_t credentials = 0; // 0: it was not counted (encrypted, or no format reads it)
    base::WallTime modifiedAt{};
    bool openToOthers = false; // other users of this computer may read it
};

struct SecretScan
{
    std::vector<FoundSecrets> found;
    std::size_t filesRead = 0;
    bool complete = true; // false: a limit was reached
};

struct ScanPlaces
{
    std::filesystem::path home;
    std::filesystem::path config; // $XDG_CONFIG_HOME
};

// `goOn` is asked now and then; false ends the scan with Cancelled.
base::Result<SecretScan> scanForSecrets(const ScanPlaces& places, const std::function<bool()>& goOn);

} // namespace keystead::transfer
