// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one door for JSON from outside: size cap, depth 32, no duplicate keys, valid UTF-8 (RFC 8259; SECURITY line 24).
// Above nlohmann's SAX parser. Accessors return a clear error that names the member.
#include "core/base/result.h"

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace keystead::base {

using Json = nlohmann::json;

struct JsonLimits
{
    std::size_t maxBytes = 1024 * 1024;
    int maxDepth = 32;
};

// Errors: LimitExceeded (size or depth), ParseError (malformed, duplicate key; detail names the offset or the key,
// never the value).
Result<Json> parseJson(std::string_view text, JsonLimits limits = {});

// Compact, UTF-8; invalid UTF-8 inside strings becomes U+FFFD instead of an exception.
std::string toJsonText(const Json& value, int indent = -1);

// Members of an object; a missing member or one of another type is an error whose detail is "`what`.`key`: ...".
Result<std::string> requireString(const Json& object, std::string_view key, std::string_view what);
Result<std::int64_t> requireInt(const Json& object, std::string_view key, std::string_view what);
// Missing or null is nullopt; a wrong type as well is an error.
Result<std::optional<std::string>> optionalString(const Json& object, std::string_view key, std::string_view what);
Result<std::optional<std::int64_t>> optionalInt(const Json& object, std::string_view key, std::string_view what);
Result<std::optional<bool>> optionalBool(const Json& object, std::string_view key, std::string_view what);

} // namespace keystead::base
