// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One member of a ZIP archive in memory, unpacked up to a limit whatever its header promises. Through libzip.
#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace keystead::transfer {

// The caller wipes what it gets. Errors: ParseError (no archive), NotFound (no such member), LimitExceeded (it unpacks
// to more than `limit`), Unsupported (encrypted).
base::Result<std::string> unzipMember(std::string_view archive, const char* member, std::size_t limit);

} // namespace keystead::transfer
