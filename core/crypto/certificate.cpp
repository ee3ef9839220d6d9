// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/certificate.h"

#include "core/base/encoding.h"
#include "core/crypto/openssl_ptr.h"

#include <algorithm>
#include <climits>
#include <cstring>
#include <ctime>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <optional>
#include <vector>

namespace keystead::crypto {

namespace {

using base::ErrorCode;
using X509Ptr = OpenSslPtr<X509, X509_free>;

constexpr std::size_t maxPemSize = 256 * 1024;
constexpr std::size_t longestChain = 16;

BioPtr readerOf(const base::Secret& pem)
{
    return BioPtr{BIO_new_mem_buf(pem.exposeBytes().data(), static_cast<int>(pem.size()))};
}

int noPassphrase(char*, int, int, void*)
{
    return -1;
}

base::Result<std::vector<X509Ptr>> chainOf(const base::Secret& pem)
{
    std::vector<X509Ptr> chain;
    if (pem.empty() || pem.size() > maxPemSize)
        return base::fail(ErrorCode::ParseError, "not a PEM certificate");
    const BioPtr reader = readerOf(pem);
    while (X509* const next = PEM_read_bio_X509(reader.get(), nullptr, noPassphrase, nullptr)) {
        chain.emplace_back(next);
        if (chain.size() > longestChain)
            return base::fail(ErrorCode::LimitExceeded, "the chain has more than 16 certificates");
    }
    // The end of the text is where no further one starts; anything else is a certificate that cannot be read.
    const unsigned long last = ERR_peek_last_error();
    ERR_clear_error();
    const bool atEnd = ERR_GET_LIB(last) == ERR_LIB_PEM && ERR_GET_REASON(last) == PEM_R_NO_START_LINE;
    if (chain.empty() || !atEnd)
        return base::fail(ErrorCode::ParseError, "not a PEM certificate");
    return chain;
}

base::Result<base::WallTime> timeOf(const ASN1_TIME* time)
{
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return base::fail(ErrorCode::ParseError, "the certificate's dates cannot be read");
    return base::fromMillis(static_cast<std::int64_t>(::timegm(&parts)) * 1000);
}

std::string subjectOf(X509* certificate)
{
    const BioPtr text{BIO_new(BIO_s_mem())};
    X509_NAME_print_ex(text.get(), X509_get_subject_name(certificate), 0,
                       XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    char* data = nullptr;
    const long size = BIO_get_mem_data(text.get(), &data);
    return base::cleanForDisplay(std::string_view{data, static_cast<std::size_t>(std::max(size, 0L))});
}

bool signedBy(X509* certificate, X509* issuer)
{
    EVP_PKEY* const key = X509_get0_pubkey(issuer);
    const bool good = key && X509_check_issued(issuer, certificate) == X509_V_OK && X509_verify(certificate, key) == 1;
    ERR_clear_error();
    return good;
}

int givePassphrase(char* buffer, int size, int, void* user)
{
    const auto bytes = static_cast<const base::Secret*>(user)->exposeBytes();
    if (bytes.empty() || bytes.size() > static_cast<std::size_t>(size))
        return -1;
    std::memcpy(buffer, bytes.data(), bytes.size());
    return static_cast<int>(bytes.size());
}

} // namespace

base::Result<CertificateFacts> readCertificate(const base::Secret& pem)
{
    KS_ASSIGN(const std::vector<X509Ptr> chain, chainOf(pem));
    CertificateFacts facts;
    facts.count = chain.size();
    facts.subject = subjectOf(chain.front().get());
    KS_ASSIGN(facts.notBefore, timeOf(X509_get0_notBefore(chain.front().get())));
    KS_ASSIGN(facts.notAfter, timeOf(X509_get0_notAfter(chain.front().get())));
    for (std::size_t i = 1; i < chain.size(); ++i) {
        KS_ASSIGN(const base::WallTime end, timeOf(X509_get0_notAfter(chain[i].get())));
        facts.notAfter = std::min(facts.notAfter, end);
        facts.chained = facts.chained && signedBy(chain[i - 1].get(), chain[i].get());
    }
    return facts;
}

base::Status checkCertificateKey(const base::Secret& certificatePem, const base::Secret& keyPem,
                                 const base::Secret& passphrase)
{
    KS_ASSIGN(const std::vector<X509Ptr> chain, chainOf(certificatePem));
    if (keyPem.empty() || keyPem.size() > maxPemSize)
        return base::fail(ErrorCode::ParseError, "not a PEM private key");
    const BioPtr reader = readerOf(keyPem);
    const PkeyPtr key{
        PEM_read_bio_PrivateKey(reader.get(), nullptr, givePassphrase, const_cast<base::Secret*>(&passphrase))};
    ERR_clear_error();
    if (!key)
        return base::fail(ErrorCode::ParseError, "the private key cannot be read; is its passphrase right?");
    const bool fits = X509_check_private_key(chain.front().get(), key.get()) == 1;
    ERR_clear_error();
    return fits ? base::ok() : base::fail(ErrorCode::InvalidArgument, "the private key belongs to another certificate");
}

} // namespace keystead::crypto
