// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What an X.509 certificate (RFC 5280) says of itself: for whom, from when until when, whether its chain and its key
// belong to it. Whether anybody trusts it is not asked here: that is the server's to say. Pure.
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstddef>
#include <string>

namespace keystead::crypto {

struct CertificateFacts
{
    std::string subject; // one line, RFC 2253, cleaned for display
    base::WallTime notBefore{};
    base::WallTime notAfter{}; // of the whole chain as given: the earliest end
    std::size_t count = 0;     // certificates in the chain
    bool chained = true;       // each one is signed by the next
};

// PEM: the certificate first, its chain after it (at most 16). ParseError where there is none or one is malformed.
base::Result<CertificateFacts> readCertificate(const base::Secret& pem);
// InvalidArgument where the key is another's; errors of PrivateKey::fromPem but for Unsupported types, which are
// compared all the same.
base::Status checkCertificateKey(const base::Secret& certificatePem, const base::Secret& keyPem,
                                 const base::Secret& passphrase);

} // namespace keystead::crypto
