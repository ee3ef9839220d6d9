// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Where a file that a person asked for may go. Internal to this room.
#include "core/service/context.h"

#include <string>

namespace keystead::service {

// InvalidArgument for a relative path and for one inside the vault's own folder or its state folder, also through
// links: a report with --force must not take the place of the keys. `member` begins the message.
base::Status checkOutputPlace(const Context& context, const std::string& member, const std::string& file);

// What writing files on the worker came to.
struct WrittenFiles
{
    base::Status status;
};

} // namespace keystead::service
