// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A grant as it is kept: with what has been used of its rate limit.
#include "core/model/grant.h"

namespace keystead::vault {

struct HeldGrant
{
    model::Grant grant;
    std::optional<base::WallTime> windowStart; // of the present window of grant.rate
    std::int64_t windowUses = 0;               // in it
    bool operator==(const HeldGrant&) const = default;
};

} // namespace keystead::vault
