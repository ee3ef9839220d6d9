// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which service a credential is for, from what a source tells: a host, a variable's name, the beginning of a token. A
// guess names a provider that may or may not be in the catalogue; settle_entry.h decides. Pure.
#include <string>
#include <string_view>

namespace keystead::transfer {

// "api.github.com" -> "github"; empty where nothing is known.
std::string providerOfHost(std::string_view address);
// By the well-known beginning of a token ("ghp_", "glpat-", "sk_live_"); empty otherwise.
std::string providerOfToken(std::string_view secret);
// "GITHUB_TOKEN" or "git-hub" to a word to look up: "github-token".
std::string providerWord(std::string_view name);

} // namespace keystead::transfer
