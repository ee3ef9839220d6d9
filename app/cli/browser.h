// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Opens an address the way the desktop does: $BROWSER where it is set, else xdg-open. Never through a shell, only https
// or loopback http, nothing that could be read as an option (SECURITY 18).
#include "core/base/result.h"

#include <string>

namespace keystead::cli {

base::Status checkBrowserAddress(const std::string& address);
// NotFound where no browser could be started.
base::Status openInBrowser(const std::string& address);

} // namespace keystead::cli
