// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the methods about requests share.
#include "core/service/core_service.h"
#include "core/service/request_desk.h"

namespace keystead::service {

// Asked through the door for programs.
RequestProgram programFor(CoreService& core, model::Actor actor, model::Caller caller,
                          std::function<base::Status()> stillSame);

} // namespace keystead::service
