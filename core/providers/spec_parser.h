// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// JSON descriptor to ProviderSpec and back; docs/providers.md describes the format. Strict: a key it does not know, a
// wrong type, a URL that is not https (SECURITY 12, 18), a placeholder nobody fills or a text with control or bidi
// characters (SECURITY 22) makes the descriptor unusable, and all of its problems are told at once.
#include "core/base/result.h"
#include "core/model/provider_spec.h"
#include "core/model/validation.h"

#include <string>
#include <string_view>
#include <vector>

namespace keystead::providers {

enum class SpecSource {
    BuiltIn,     // https only
    UserDefined, // http for loopback addresses too; marks the spec userDefined and loopbackHttpAllowed
};

// At most 256 KiB of JSON. Errors: ParseError (malformed, duplicate key), LimitExceeded (size, depth), ValidationFailed
// (detail: describe(problems)). `problems`, where given, receives each problem; its field is the JSON path, e.g.
// "oauth.token_url" or "methods[0].fields[1].pattern".
base::Result<model::ProviderSpec> parseSpec(std::string_view json, SpecSource source,
                                            std::vector<model::Problem>* problems = nullptr);

// The descriptor of a spec: members at their default are left out. parseSpec(specToJson(s)) gives s again.
std::string specToJson(const model::ProviderSpec& spec);

} // namespace keystead::providers
