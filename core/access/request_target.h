// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The text of a path or URL that a program asks for, looked at before any parser has its own idea of it. Pure.
#include "core/base/result.h"

#include <string>
#include <string_view>

namespace keystead::access {

// A path with its query, or a whole URL. Refused: controls and white space, bytes beyond ASCII, backslashes, a user
// name or password, a fragment, "//" in front, broken escapes, and what checkPath() refuses. Encoded slashes are fine
// where no dot segment comes of them (APIs use them in names). Errors: InvalidArgument that names the fault,
// LimitExceeded beyond 8 KiB.
base::Status checkTarget(std::string_view target);
// Dot segments, plain, encoded (%2e, %2f, %5c), encoded twice and more, or with a parameter ("..;x"); encoded
// backslashes, controls and overlong bytes. No query.
base::Status checkPath(std::string_view path);
// "?a=1&key=2" without each parameter of this name (compared decoded, in any case); "" where nothing is left.
std::string withoutParameter(std::string_view query, std::string_view name);

} // namespace keystead::access
