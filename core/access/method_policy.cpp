// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/method_policy.h"

namespace keystead::access {

// The uid was checked when the caller connected; what wants more than that (wish Administer) brings its proof with the
// call.
Decision SameUserPolicy::decide(const AccessQuery&, base::WallTime) const
{
    return Decision::Allow;
}

} // namespace keystead::access
