// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// YAML of configuration files as JSON values: mappings, sequences and scalars (all scalars are strings). It refuses
// aliases, which the files read here do not use and which make bombs and cycles, depth beyond 32, duplicate keys and a
// second document. Through libyaml's events.
#include "core/base/json.h"
#include "core/base/result.h"

#include <string_view>

namespace keystead::transfer {

// Errors: ParseError and LimitExceeded, naming the line.
base::Result<base::Json> parseYaml(std::string_view text);

} // namespace keystead::transfer
