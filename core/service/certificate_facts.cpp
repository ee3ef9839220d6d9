// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/certificate_facts.h"

#include "core/crypto/certificate.h"
#include "core/model/credential.h"

#include <algorithm>

namespace keystead::service {

namespace {

using base::ErrorCode;
using Verdict = model::TestReport::Verdict;

const base::Secret& fieldOf(const SecretFields& fields, std::string_view name)
{
    static const base::Secret none;
    const auto found = fields.find(name);
    return found == fields.end() ? none : found->second;
}

base::Status keyFits(const SecretFields& fields)
{
    return crypto::checkCertificateKey(fieldOf(fields, model::field::certificate),
                                       fieldOf(fields, model::field::privateKey),
                                       fieldOf(fields, model::field::keyPassphrase));
}

std::optional<std::string> faultOf(const crypto::CertificateFacts& facts, const SecretFields& fields,
                                   base::WallTime now)
{
    if (facts.notAfter <= now)
        return "the certificate, or one of its chain, expired on " + base::toRfc3339(facts.notAfter);
    if (facts.notBefore > now)
        return "the certificate is not valid before " + base::toRfc3339(facts.notBefore);
    if (!facts.chained)
        return "the certificates are no chain: each must be signed by the next";
    if (const base::Status key = keyFits(fields); !key)
        return key.error().detail;
    return std::nullopt;
}

} // namespace

void dateByCertificate(model::Connection& connection, const SecretFields& fields, std::vector<model::Problem>& problems)
{
    if (connection.kind != model::AuthKind::Certificate)
        return;
    const auto facts = crypto::readCertificate(fieldOf(fields, model::field::certificate));
    if (!facts) {
        problems.push_back({"secret.certificate", "cannot be read: " + facts.error().detail,
                            "Give the certificate as PEM text, its chain after it."});
        return;
    }
    if (const base::Status key = keyFits(fields); !key)
        problems.push_back({"secret.private_key", "does not fit: " + key.error().detail,
                            "Give the private key that the certificate was made for."});
    connection.expiresAt = std::min(connection.expiresAt.value_or(facts->notAfter), facts->notAfter);
}

void checkCertificateHere(model::TestReport& report, const SecretFields& fields, base::WallTime now)
{
    const auto facts = crypto::readCertificate(fieldOf(fields, model::field::certificate));
    const std::optional<std::string> fault =
        facts ? faultOf(*facts, fields, now) : std::optional<std::string>{facts.error().detail};
    if (fault) {
        report.verdict = Verdict::WrongCredential;
        report.error = base::fail(ErrorCode::Unauthorized, *fault);
        return;
    }
    report.verdict = Verdict::NotTestable;
    report.error =
        base::fail(ErrorCode::Unsupported, "no server was asked; looked at here: " + facts->subject + ", valid until " +
                                               base::toRfc3339(facts->notAfter) + ", its chain of " +
                                               std::to_string(facts->count) + " and its key fit together");
}

} // namespace keystead::service
