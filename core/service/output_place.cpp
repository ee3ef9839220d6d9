// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/output_place.h"

#include <algorithm>

namespace keystead::service {

namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

bool liesIn(const fs::path& place, const fs::path& folder)
{
    std::error_code error;
    const fs::path root = fs::weakly_canonical(folder, error);
    if (error || folder.empty())
        return false;
    const auto [inRoot, rest] = std::mismatch(root.begin(), root.end(), place.begin(), place.end());
    return inRoot == root.end();
}

} // namespace

base::Status checkOutputPlace(const Context& context, const std::string& member, const std::string& file)
{
    const fs::path path(file);
    if (!path.is_absolute())
        return base::fail(ErrorCode::InvalidArgument, member + ": must be an absolute path");
    std::error_code error;
    const fs::path place = fs::weakly_canonical(path.parent_path(), error);
    if (error)
        return base::storageError(error.value(), "open", path.parent_path());
    for (const fs::path& own : {context.parts.vaultFolder, context.parts.stateFolder}) {
        if (liesIn(place, own))
            return base::fail(ErrorCode::InvalidArgument,
                              member + ": " + file + " lies in a folder of the vault's own; choose another place");
    }
    return base::ok();
}

} // namespace keystead::service
