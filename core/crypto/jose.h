// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Compact JWS (RFC 7515) and JWK sets (RFC 7517) for assertions that we sign and id_tokens that we verify. The caller
// gives the list of algorithms it accepts; `none` and HMAC are never on it (SECURITY 7). No JWE, no JWS JSON
// serialisation.
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/crypto/signing.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::crypto {

// Signs `claims` (a JSON object's text) into header.payload.signature. `keyId` goes into `kid` when not empty.
base::Result<base::Secret> signJwt(const PrivateKey& key, SignatureAlgorithm algorithm, std::string_view claims,
                                   std::string_view keyId = {}, std::string_view type = "JWT");

// Public keys of an issuer.
class JwkSet
{
public:
    // `json`: a JWK Set's text. Keys of unknown type or for encryption are passed over; no usable key is fine.
    static base::Result<JwkSet> parse(std::string_view json);
    bool hasKey(std::string_view keyId) const;
    std::size_t size() const { return m_keys.size(); }

    struct Key
    {
        std::string keyId;
        std::string algorithm; // may be empty
        std::string type;      // RSA, EC, OKP
        base::Bytes spki;      // DER SubjectPublicKeyInfo
    };
    const std::vector<Key>& keys() const { return m_keys; }

private:
    std::vector<Key> m_keys;
};

struct VerifiedJwt
{
    std::string headerJson;
    std::string payloadJson;
    std::string keyId;
};

// Checks shape and signature only; claims are the caller's. Errors: OAuthIdTokenInvalid (algorithm not allowed, bad
// signature, malformed), NotFound where `kid` names no key of the set (the caller may refetch once).
base::Result<VerifiedJwt> verifyJwt(std::string_view compact, const JwkSet& keys,
                                    std::span<const SignatureAlgorithm> allowed);

} // namespace keystead::crypto
