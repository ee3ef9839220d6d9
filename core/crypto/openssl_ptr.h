// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Owners of OpenSSL objects, for the .cpp files of this room alone: OpenSSL never shows in a public header.
#include "core/base/result.h"

#include <memory>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <string>
#include <string_view>

namespace keystead::crypto {

template <auto Free> struct Freer
{
    template <class T> void operator()(T* object) const noexcept { Free(object); }
};
template <class T, auto Free> using OpenSslPtr = std::unique_ptr<T, Freer<Free>>;

using PkeyPtr = OpenSslPtr<EVP_PKEY, EVP_PKEY_free>;
using PkeyCtxPtr = OpenSslPtr<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using CipherCtxPtr = OpenSslPtr<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using DigestCtxPtr = OpenSslPtr<EVP_MD_CTX, EVP_MD_CTX_free>;
using KdfPtr = OpenSslPtr<EVP_KDF, EVP_KDF_free>;
using KdfCtxPtr = OpenSslPtr<EVP_KDF_CTX, EVP_KDF_CTX_free>;
using BioPtr = OpenSslPtr<BIO, BIO_free_all>;
using BignumPtr = OpenSslPtr<BIGNUM, BN_clear_free>;
using EcdsaSigPtr = OpenSslPtr<ECDSA_SIG, ECDSA_SIG_free>;
using ParamBuilderPtr = OpenSslPtr<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using ParamsPtr = OpenSslPtr<OSSL_PARAM, OSSL_PARAM_free>;

// Empties OpenSSL's error queue of this thread, so that no later call trips over it. Its texts are not shown: they say
// nothing that helps a person.
inline base::Error cryptoFailure(std::string_view what)
{
    ERR_clear_error();
    return base::fail(base::ErrorCode::CryptoFailure, std::string{what});
}

} // namespace keystead::crypto
