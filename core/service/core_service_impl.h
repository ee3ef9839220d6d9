// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The inside of CoreService, for the files that hold its operations. Internal to this room.
#include "core/service/context.h"

namespace keystead::service {

struct CoreService::Impl
{
    ContextPtr context;
};

} // namespace keystead::service
