// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/hkdf.h"

#include "core/crypto/openssl_ptr.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

namespace keystead::crypto {

base::Result<base::Secret> hkdfSha256(const base::Secret& input, std::span<const std::uint8_t> salt,
                                      std::string_view info, std::size_t size)
{
    // RFC 5869 section 2.3: L <= 255 * HashLen.
    if (size == 0 || size > 255 * 32)
        return base::fail(base::ErrorCode::InvalidArgument, "HKDF: size must be 1 to 8160 bytes");
    const KdfPtr kdf{EVP_KDF_fetch(nullptr, "HKDF", nullptr)};
    const KdfCtxPtr context{kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr};
    if (!context)
        return cryptoFailure("HKDF is not available");
    // OSSL_PARAM has no const; EVP_KDF_derive only reads. Empty parts point at a byte, since null means "not given".
    static std::uint8_t none = 0;
    static char digest[] = "SHA256";
    const auto octets = [](const char* name, const void* data, std::size_t length) {
        return OSSL_PARAM_construct_octet_string(name, length ? const_cast<void*>(data) : &none, length);
    };
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        octets(OSSL_KDF_PARAM_KEY, input.exposeBytes().data(), input.size()),
        octets(OSSL_KDF_PARAM_SALT, salt.data(), salt.size()),
        octets(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
        OSSL_PARAM_construct_end(),
    };
    base::Secret output(size);
    if (EVP_KDF_derive(context.get(), output.exposeMutable().data(), size, params) != 1)
        return cryptoFailure("HKDF-SHA-256");
    return output;
}

} // namespace keystead::crypto
