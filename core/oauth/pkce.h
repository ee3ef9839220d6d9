// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// PKCE (RFC 7636), S256 only.
#include "core/base/secret.h"

#include <string>

namespace keystead::oauth {

base::Secret newCodeVerifier();                              // 43 characters from 32 random bytes (section 4.1)
std::string codeChallengeS256(const base::Secret& verifier); // section 4.2

} // namespace keystead::oauth
