// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Ways in which systems make a key out of what a person has: shared by the Fernet and the AES-GCM openers.
#include "core/base/encoding.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::transfer {

// "pbkdf2-sha256:100000": KDF and its number. Known: key (base64, base64url or hex of 32 bytes), raw32 (its first 32
// bytes), sha256, pbkdf2-sha256, pbkdf2-sha512, scrypt (N = 16384, r = 8, p = 1; "scrypt:N").
base::Result<base::Secret> deriveKey(std::string_view kdf, const base::Secret& master,
                                     std::span<const std::uint8_t> salt);
bool needsSalt(std::string_view kdf);
// InvalidArgument where it is none of the above.
base::Status checkKdf(std::string_view kdf);

// "user_id", "sha256:user_id", "sha256-16:user_id", "none", "file", "text:...", "hex:..." into bytes. InvalidArgument
// where it is none of these.
base::Result<base::Bytes> saltBytes(std::string_view form, const std::string& userId, const base::Bytes& fromFile);
// For people.
std::string describeKdf(std::string_view kdf, std::string_view salt);

} // namespace keystead::transfer
