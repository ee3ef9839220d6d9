// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_server.h"

#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <QtGlobal>

namespace keystead::test {

namespace {

using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using CertPtr = std::unique_ptr<X509, decltype(&X509_free)>;

KeyPtr newKey()
{
    return {EVP_EC_gen("P-256"), EVP_PKEY_free};
}

void extend(X509* certificate, X509* issuer, int nid, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
    if (!extension)
        qFatal("cannot make a certificate extension");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

CertPtr newCertificate(EVP_PKEY* key, const char* name, X509* issuer, long from, long until, long serial)
{
    CertPtr certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), until);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer ? issuer : certificate.get()));
    X509* signer = issuer ? issuer : certificate.get();
    extend(certificate.get(), signer, NID_basic_constraints, issuer ? "critical,CA:FALSE" : "critical,CA:TRUE");
    extend(certificate.get(), signer, NID_key_usage,
           issuer ? "critical,digitalSignature" : "critical,keyCertSign,cRLSign");
    extend(certificate.get(), signer, NID_subject_key_identifier, "hash");
    return certificate;
}

std::string pem(const std::function<void(BIO*)>& write)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), BIO_free);
    write(memory.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

} // namespace

TlsIdentity makeTlsIdentity(TlsKind kind)
{
    constexpr long day = 24 * 60 * 60;
    const KeyPtr authorityKey = newKey();
    const CertPtr authority =
        newCertificate(authorityKey.get(), "Keystead test authority", nullptr, -2 * day, 30 * day, 1);
    X509_sign(authority.get(), authorityKey.get(), EVP_sha256());
    const KeyPtr key = newKey();
    const long until = kind == TlsKind::Expired ? -day : 7 * day;
    const CertPtr certificate = newCertificate(key.get(), "test server", authority.get(), -2 * day, until, 2);
    extend(certificate.get(), authority.get(), NID_ext_key_usage, "serverAuth");
    extend(certificate.get(), authority.get(), NID_subject_alt_name,
           kind == TlsKind::WrongHost ? "DNS:elsewhere.example" : "IP:127.0.0.1,DNS:localhost");
    X509_sign(certificate.get(), authorityKey.get(), EVP_sha256());
    TlsIdentity identity;
    identity.certificatePem = pem([&](BIO* out) { PEM_write_bio_X509(out, certificate.get()); });
    identity.keyPem =
        pem([&](BIO* out) { PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    identity.authorityPem = pem([&](BIO* out) { PEM_write_bio_X509(out, authority.get()); });
    return identity;
}

} // namespace keystead::test
