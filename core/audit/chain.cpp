// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/chain.h"

#include "core/base/json.h"
#include "core/crypto/digest.h"

#include <nlohmann/json.hpp>

namespace keystead::audit {

namespace {

constexpr std::string_view recordLabel = "keystead audit record v1";
constexpr std::string_view reportLabel = "keystead audit report v1";
constexpr std::string_view genesisLabel = "keystead audit v1";

void putNumber(base::Bytes& out, std::uint64_t number, int bytes)
{
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(number >> shift));
}

void put64(base::Bytes& out, std::int64_t number)
{
    putNumber(out, static_cast<std::uint64_t>(number), 8);
}

void putText(base::Bytes& out, std::string_view text)
{
    putNumber(out, text.size(), 4);
    out.insert(out.end(), text.begin(), text.end());
}

void putFlag(base::Bytes& out, bool flag)
{
    out.push_back(flag ? 1 : 0);
}

} // namespace

base::Bytes canonicalEncoding(const std::string& vaultId, std::int64_t sequence, const std::string& previousHash,
                              const model::AuditEvent& event)
{
    base::Bytes out;
    out.reserve(512);
    putText(out, recordLabel);
    putText(out, vaultId);
    put64(out, sequence);
    putText(out, previousHash);
    put64(out, base::toMillis(event.time));
    putText(out, model::toText(event.actor.kind));
    putText(out, event.actor.program);
    putText(out, event.actor.programSha256);
    put64(out, event.actor.pid);
    putText(out, event.actor.via);
    putText(out, model::toText(event.action));
    putFlag(out, event.connection.has_value());
    putText(out, event.connection ? std::string_view{event.connection->text} : std::string_view{});
    putText(out, event.connectionName);
    putText(out, event.providerId);
    putText(out, model::toText(event.outcome));
    putFlag(out, event.duration.has_value());
    put64(out, event.duration ? event.duration->count() : 0);
    putNumber(out, event.detail.size(), 4);
    for (const auto& [key, value] : event.detail) {
        putText(out, key);
        putText(out, value);
    }
    putFlag(out, event.authenticated);
    return out;
}

std::size_t sequenceOffset(const std::string& vaultId)
{
    return 4 + recordLabel.size() + 4 + vaultId.size();
}

std::string recordHash(const std::string& vaultId, std::int64_t sequence, const std::string& previousHash,
                       const model::AuditEvent& event)
{
    return base::toHex(crypto::sha256(canonicalEncoding(vaultId, sequence, previousHash, event)));
}

std::string genesisHash(const std::string& vaultId)
{
    base::Bytes out;
    putText(out, genesisLabel);
    putText(out, vaultId);
    return base::toHex(crypto::sha256(out));
}

std::string recordMessage(std::string_view hash)
{
    return std::string{recordLabel}.append("\n").append(hash);
}

std::string reportMessage(std::string_view documentHash)
{
    return std::string{reportLabel}.append("\n").append(documentHash);
}

std::string detailText(const std::map<std::string, std::string>& detail)
{
    base::Json object = base::Json::object();
    for (const auto& [key, value] : detail)
        object[key] = value;
    return base::toJsonText(object);
}

base::Result<std::map<std::string, std::string>> detailFromText(std::string_view text)
{
    KS_ASSIGN(const base::Json object, base::parseJson(text, {.maxBytes = 64 * 1024, .maxDepth = 2}));
    if (!object.is_object())
        return base::fail(base::ErrorCode::ParseError, "detail is not an object");
    std::map<std::string, std::string> detail;
    for (const auto& [key, value] : object.items()) {
        if (!value.is_string())
            return base::fail(base::ErrorCode::ParseError, "detail holds what is not text");
        detail.emplace(key, value.get<std::string>());
    }
    return detail;
}

} // namespace keystead::audit
