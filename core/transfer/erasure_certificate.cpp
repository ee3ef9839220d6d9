// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/erasure_certificate.h"

#include "core/audit/signatures.h"
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/crypto/digest.h"
#include "core/transfer/paper.h"

#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::ErrorCode;
using base::Json;

namespace {

std::string messageFor(const Json& document)
{
    const std::string text = base::toJsonText(document);
    return "keystead erasure certificate v1\n" + base::toHex(crypto::sha256(audit::asBytes(text)));
}

const char* const keyParagraph =
    "The profile had a key of its own, under which every secret field of it was sealed. That key was deleted; without "
    "it none of these fields can be opened again, wherever a copy of them may still lie.";
const char* const notReachedParagraph =
    "Keystead cannot reach backups that a person made and took elsewhere, copies that a file system or a storage "
    "device "
    "keeps by itself, or what the services themselves store. Tokens at the services were not revoked by the erasure.";

std::string yesNo(bool yes)
{
    return yes ? "yes" : "no";
}

} // namespace

base::Result<std::string>
certificateJson(const ErasureCertificate& certificate,
                const std::function<base::Result<std::string>(std::string_view message)>& sign)
{
    Json notReached = Json::array();
    for (const auto& [name, why] : certificate.notReached)
        notReached.push_back({{"backup", name}, {"reason", why}});
    Json exported = Json::array();
    for (const auto& [file, madeAt] : certificate.exported)
        exported.push_back({{"file", file}, {"made_at", base::toRfc3339(madeAt)}});
    Json document{{"format", "keystead.erasure_certificate"},
                  {"version", 1},
                  {"vault", certificate.vaultId},
                  {"profile", certificate.profileName},
                  {"erased_at", base::toRfc3339(certificate.erasedAt)},
                  {"erased",
                   {{"connections", certificate.connections},
                    {"oauth_clients", certificate.clients},
                    {"sealed_fields", certificate.seals},
                    {"trail_records", certificate.records}}},
                  {"key_destroyed", true},
                  {"pages_rewritten", certificate.pagesRewritten},
                  {"backups", {{"rewritten", certificate.backupsRewritten}, {"not_reached", std::move(notReached)}}},
                  {"exported_backups_not_reached", std::move(exported)},
                  {"trail", {{"sequence", certificate.trailSequence}, {"hash", certificate.trailHash}}},
                  {"public_key", certificate.publicKey}};
    KS_ASSIGN(const std::string signature, sign(messageFor(document)));
    document["signature"] = signature;
    return base::toJsonText(document, 2) + "\n";
}

base::Result<std::string> verifyCertificate(std::string_view json)
{
    KS_ASSIGN(Json document, base::parseJson(json, {.maxBytes = 1024 * 1024, .maxDepth = 5}));
    const auto format = base::requireString(document, "format", "certificate");
    const auto signature = base::requireString(document, "signature", "certificate");
    const auto key = base::requireString(document, "public_key", "certificate");
    if (!format || *format != "keystead.erasure_certificate" || !signature || !key)
        return base::fail(ErrorCode::ParseError, "this is no certificate of erasure");
    document.erase("signature");
    if (!audit::isSignedBy(*key, messageFor(document), *signature))
        return base::fail(ErrorCode::Tampered, "the certificate's signature does not match");
    return *key;
}

base::Status certificatePdf(const ErasureCertificate& certificate, ByteSink& sink)
{
    Paper paper;
    paper.title = "Certificate of erasure";
    paper.subtitle = "Profile “" + certificate.profileName + "”, erased " + base::toRfc3339(certificate.erasedAt);
    paper.foot = paper.generator + "  ·  " + certificate.vaultId;
    paper.generatedAt = certificate.erasedAt;
    paper.sections.push_back({"What was erased",
                              {keyParagraph},
                              {{"Connections", std::to_string(certificate.connections)},
                               {"OAuth clients", std::to_string(certificate.clients)},
                               {"Sealed secret fields", std::to_string(certificate.seals)},
                               {"Records of the trail, content erased", std::to_string(certificate.records)},
                               {"Database pages rewritten", yesNo(certificate.pagesRewritten)}},
                              {}});
    PaperSection backups{"Backups", {}, {}, {}};
    backups.facts.emplace_back("Automatic backups rewritten", std::to_string(certificate.backupsRewritten.size()));
    for (const auto& [name, why] : certificate.notReached)
        backups.lists.push_back({"Not rewritten: " + name, why});
    for (const auto& [file, madeAt] : certificate.exported)
        backups.lists.push_back({"Not reached: " + file, "made " + base::toRfc3339(madeAt)});
    paper.sections.push_back(std::move(backups));
    paper.sections.push_back({"What this does not cover", {notReachedParagraph}, {}, {}});
    paper.sections.push_back({"Proof",
                              {"The audit trail of the vault says that an erasure took place, without a name. The JSON "
                               "form of this certificate is signed by the trail's key."},
                              {{"Vault", certificate.vaultId},
                               {"Record of the trail", std::to_string(certificate.trailSequence)},
                               {"Its hash", certificate.trailHash},
                               {"Audit key", certificate.publicKey}},
                              {}});
    return writePaper(paper, sink);
}

} // namespace keystead::transfer
