// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/password_kdf.h"

#include <argon2.h>
#include <string>
#include <string_view>

namespace keystead::crypto {

namespace {

using base::ErrorCode;

constexpr std::size_t minSalt = 16;
constexpr std::size_t maxSalt = 64;

base::Status within(std::string_view name, std::uint32_t value, std::uint32_t low, std::uint32_t high)
{
    if (value >= low && value <= high)
        return base::ok();
    return base::fail(ErrorCode::LimitExceeded, "Argon2id " + std::string{name} + " is " + std::to_string(value) +
                                                    ", allowed are " + std::to_string(low) + " to " +
                                                    std::to_string(high));
}

// libargon2 has no const in its context and writes to none of these unless a flag asks for it.
std::uint8_t* writable(std::span<const std::uint8_t> bytes)
{
    return bytes.empty() ? nullptr : const_cast<std::uint8_t*>(bytes.data());
}

} // namespace

base::Status checkArgon2(const Argon2Params& params)
{
    KS_TRY(within("memory (KiB)", params.memoryKiB, minArgon2.memoryKiB, maxArgon2.memoryKiB));
    KS_TRY(within("passes", params.passes, minArgon2.passes, maxArgon2.passes));
    return within("lanes", params.lanes, minArgon2.lanes, maxArgon2.lanes);
}

base::Result<base::Secret> argon2id(const base::Secret& passphrase, std::span<const std::uint8_t> salt,
                                    const Argon2Params& params, std::size_t size)
{
    KS_TRY(checkArgon2(params));
    if (salt.size() < minSalt || salt.size() > maxSalt)
        return base::fail(ErrorCode::LimitExceeded,
                          "Argon2id salt is " + std::to_string(salt.size()) + " bytes, allowed are 16 to 64");
    return argon2idUnbounded(passphrase, salt, {}, {}, params, size);
}

base::Result<base::Secret> argon2idUnbounded(const base::Secret& passphrase, std::span<const std::uint8_t> salt,
                                             std::span<const std::uint8_t> secretK,
                                             std::span<const std::uint8_t> associatedX, const Argon2Params& params,
                                             std::size_t size)
{
    base::Secret output(size);
    argon2_context context{};
    context.out = output.exposeMutable().data();
    context.outlen = static_cast<std::uint32_t>(size);
    context.pwd = writable(passphrase.exposeBytes());
    context.pwdlen = static_cast<std::uint32_t>(passphrase.size());
    context.salt = writable(salt);
    context.saltlen = static_cast<std::uint32_t>(salt.size());
    context.secret = writable(secretK);
    context.secretlen = static_cast<std::uint32_t>(secretK.size());
    context.ad = writable(associatedX);
    context.adlen = static_cast<std::uint32_t>(associatedX.size());
    context.t_cost = params.passes;
    context.m_cost = params.memoryKiB;
    context.lanes = params.lanes;
    context.threads = params.lanes;
    context.version = ARGON2_VERSION_13;
    context.flags = ARGON2_DEFAULT_FLAGS; // its blocks are wiped by default
    if (const int result = argon2id_ctx(&context); result != ARGON2_OK)
        return base::fail(ErrorCode::CryptoFailure, std::string{"Argon2id: "} + argon2_error_message(result));
    return output;
}

} // namespace keystead::crypto
