// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/erasure_certificates.h"

#include "core/service/output_place.h"
#include "core/transfer/erasure_certificate.h"
#include "core/transfer/file_sink.h"
#include "core/vault/sealed_store.h"

namespace keystead::service {

using base::ErrorCode;
using Existing = transfer::FileSink::Existing;
namespace fs = std::filesystem;

namespace {

transfer::ErasureCertificate describe(VaultSession& session, const EraseProfile& request, const ErasedProfile& report)
{
    transfer::ErasureCertificate certificate;
    certificate.vaultId = session.keyFile.vaultId().text;
    certificate.profileName = request.profile;
    certificate.connections = report.connections;
    certificate.clients = report.clients;
    certificate.seals = report.seals;
    certificate.records = report.records;
    certificate.pagesRewritten = report.pagesRewritten;
    certificate.backupsRewritten = report.backupsRewritten;
    certificate.notReached = report.notReached;
    certificate.exported = report.exported;
    certificate.trailSequence = report.sequence;
    certificate.publicKey = session.audit->publicKeyBase64();
    return certificate;
}

} // namespace

base::Status checkCertificatePath(const std::string& path)
{
    if (path.empty())
        return base::ok();
    if (!fs::path(path).is_absolute())
        return base::fail(ErrorCode::InvalidArgument, "certificate: must be an absolute path");
    std::error_code ignored;
    if (!fs::is_directory(fs::path(path).parent_path(), ignored))
        return base::fail(ErrorCode::NotFound, "there is no folder " + fs::path(path).parent_path().string());
    for (const char* const suffix : {".pdf", ".json"}) {
        if (fs::exists(path + suffix, ignored))
            return base::fail(ErrorCode::AlreadyExists, path + suffix);
    }
    return base::ok();
}

TaskOf<std::vector<std::string>> writeCertificates(ContextPtr context, EraseProfile request, ErasedProfile report,
                                                   std::string hash, base::WallTime at)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    transfer::ErasureCertificate certificate = describe(*session, request, report);
    certificate.erasedAt = at;
    certificate.trailHash = std::move(hash);
    KS_CO_ASSIGN(const base::Secret seed, session->vault->sealed().get(auditKeyName));
    KS_CO_ASSIGN(const crypto::PrivateKey key, crypto::PrivateKey::fromEd25519Seed(seed));
    const auto sign = [&key](std::string_view message) -> base::Result<std::string> {
        const std::span bytes{reinterpret_cast<const std::uint8_t*>(message.data()), message.size()};
        KS_ASSIGN(const base::Bytes signature, key.sign(bytes, crypto::SignatureAlgorithm::EdDSA));
        return base::toBase64(signature);
    };
    KS_CO_ASSIGN(const std::string json, transfer::certificateJson(certificate, sign));
    std::function<WrittenFiles()> work = [certificate, json, file = request.certificate]() -> WrittenFiles {
        const base::Status text = transfer::writeFile(file + ".json", Existing::Replace,
                                                      [&](transfer::ByteSink& sink) { return sink.write(json); });
        if (!text)
            return {text};
        return {transfer::writeFile(file + ".pdf", Existing::Replace, [&](transfer::ByteSink& sink) {
            return transfer::certificatePdf(certificate, sink);
        })};
    };
    auto working = context->worker.run<WrittenFiles>(std::move(work));
    const std::shared_ptr<WrittenFiles> written = co_await working;
    if (!written->status)
        co_return written->status.error();
    std::vector<std::string> files{request.certificate + ".json", request.certificate + ".pdf"};
    co_return files;
}

} // namespace keystead::service
