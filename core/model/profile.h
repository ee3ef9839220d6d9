// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// An isolated set of connections with a key of its own.
#include "core/base/clock.h"
#include "core/base/ids.h"

#include <string>

namespace keystead::model {

struct Profile
{
    base::ProfileId id;
    std::string name; // unique; the first one is "Personal"
    base::WallTime createdAt{};
    bool operator==(const Profile&) const = default;
};

} // namespace keystead::model
