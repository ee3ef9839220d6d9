// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/refresh/inbox.h"

#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/base/log.h"
#include "core/base/private_files.h"
#include "core/crypto/aead.h"
#include "core/crypto/random.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace keystead::refresh {

namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

constexpr std::string_view magic = "KSINBOX1";
constexpr std::string_view sealLabel = "keystead refresh inbox v1";
constexpr std::size_t keySize = 32;
constexpr std::size_t headLimit = 64 * 1024;
constexpr std::string_view prefix = "inbox-";
constexpr std::string_view suffix = ".sealed";
constexpr std::array<std::string_view, 3> keptHeaders{"content-type", "date", "retry-after"};

std::string_view textOf(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

base::Bytes associated(const base::VaultId& vault, std::span<const std::uint8_t> publicKey)
{
    return crypto::joinAssociated({"keystead refresh inbox", vault.text, textOf(publicKey), "1"});
}

base::Json toJson(const oauth::Endpoints& endpoints)
{
    return {{"issuer", endpoints.issuer},
            {"token", endpoints.token},
            {"refresh", endpoints.refresh},
            {"jwks", endpoints.jwks},
            {"algorithms", endpoints.idTokenAlgorithms},
            {"loopback", endpoints.allowLoopbackHttp},
            {"ca", endpoints.caPem}};
}

base::Json toJson(const LateAnswer& answer)
{
    const LateNote& note = answer.note;
    base::Json headers = base::Json::object();
    for (const std::string_view name : keptHeaders) {
        if (const std::string value = answer.response.header(name); !value.empty())
            headers[std::string{name}] = value;
    }
    return {{"connection", note.attempt.connection.text},
            {"fingerprint", note.attempt.tokenFingerprint},
            {"started_at", base::toMillis(note.attempt.startedAt)},
            {"attempt", note.attempt.attempt},
            {"actor",
             {{"kind", model::toText(note.actor.kind)},
              {"program", note.actor.program},
              {"program_sha256", note.actor.programSha256},
              {"pid", note.actor.pid},
              {"via", note.actor.via}}},
            {"endpoints", toJson(note.endpoints)},
            {"received_at", base::toMillis(answer.receivedAt)},
            {"took_ms", answer.response.took.count()},
            {"status", answer.response.status},
            {"headers", headers}};
}

base::Result<base::Json> requireObject(const base::Json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_object())
        return base::fail(ErrorCode::ParseError, "answer." + std::string{key} + ": must be an object");
    return *found;
}

base::Result<model::Actor> actorFrom(const base::Json& json)
{
    model::Actor actor;
    KS_ASSIGN(const std::string kind, base::requireString(json, "kind", "actor"));
    const auto known = model::actorKindFromText(kind);
    if (!known)
        return base::fail(ErrorCode::ParseError, "actor.kind: unknown word");
    actor.kind = *known;
    KS_ASSIGN(actor.program, base::requireString(json, "program", "actor"));
    KS_ASSIGN(actor.programSha256, base::requireString(json, "program_sha256", "actor"));
    KS_ASSIGN(actor.pid, base::requireInt(json, "pid", "actor"));
    KS_ASSIGN(actor.via, base::requireString(json, "via", "actor"));
    return actor;
}

base::Result<oauth::Endpoints> endpointsFrom(const base::Json& json)
{
    oauth::Endpoints endpoints;
    KS_ASSIGN(endpoints.issuer, base::requireString(json, "issuer", "endpoints"));
    KS_ASSIGN(endpoints.token, base::requireString(json, "token", "endpoints"));
    KS_ASSIGN(endpoints.refresh, base::requireString(json, "refresh", "endpoints"));
    KS_ASSIGN(endpoints.jwks, base::requireString(json, "jwks", "endpoints"));
    KS_ASSIGN(const std::optional<bool> loopback, base::optionalBool(json, "loopback", "endpoints"));
    endpoints.allowLoopbackHttp = loopback.value_or(false);
    KS_ASSIGN(endpoints.caPem, base::requireString(json, "ca", "endpoints"));
    const auto algorithms = json.find("algorithms");
    if (algorithms == json.end() || !algorithms->is_array())
        return base::fail(ErrorCode::ParseError, "endpoints.algorithms: must be a list");
    for (const base::Json& name : *algorithms) {
        if (!name.is_string())
            return base::fail(ErrorCode::ParseError, "endpoints.algorithms: must be texts");
        endpoints.idTokenAlgorithms.push_back(name.get<std::string>());
    }
    return endpoints;
}

base::Result<LateAnswer> fromJson(const base::Json& json)
{
    LateAnswer answer;
    JournalRow& attempt = answer.note.attempt;
    KS_ASSIGN(attempt.connection.text, base::requireString(json, "connection", "answer"));
    KS_ASSIGN(attempt.tokenFingerprint, base::requireString(json, "fingerprint", "answer"));
    KS_ASSIGN(const std::int64_t startedAt, base::requireInt(json, "started_at", "answer"));
    attempt.startedAt = base::fromMillis(startedAt);
    KS_ASSIGN(attempt.attempt, base::requireInt(json, "attempt", "answer"));
    KS_ASSIGN(const base::Json actor, requireObject(json, "actor"));
    KS_ASSIGN(answer.note.actor, actorFrom(actor));
    KS_ASSIGN(const base::Json endpoints, requireObject(json, "endpoints"));
    KS_ASSIGN(answer.note.endpoints, endpointsFrom(endpoints));
    KS_ASSIGN(const std::int64_t receivedAt, base::requireInt(json, "received_at", "answer"));
    answer.receivedAt = base::fromMillis(receivedAt);
    KS_ASSIGN(const std::int64_t took, base::requireInt(json, "took_ms", "answer"));
    answer.response.took = std::chrono::milliseconds{std::clamp<std::int64_t>(took, 0, 3'600'000)};
    KS_ASSIGN(const std::int64_t status, base::requireInt(json, "status", "answer"));
    if (status < 200 || status > 999)
        return base::fail(ErrorCode::ParseError, "answer.status: out of range");
    answer.response.status = static_cast<int>(status);
    KS_ASSIGN(const base::Json headers, requireObject(json, "headers"));
    for (const std::string_view name : keptHeaders) {
        KS_ASSIGN(std::optional<std::string> value, base::optionalString(headers, name, "headers"));
        if (value)
            answer.response.headers.emplace_back(name, std::move(*value));
    }
    answer.response.serverDate = base::fromHttpDate(answer.response.header("date"));
    return answer;
}

// Four bytes big-endian, the head, the answer's body as it came.
base::Secret plaintextOf(const LateAnswer& answer)
{
    const std::string head = base::toJsonText(toJson(answer));
    const auto size = static_cast<std::uint32_t>(head.size());
    base::SecretBuilder text;
    for (const int shift : {24, 16, 8, 0})
        text.append(static_cast<char>(static_cast<unsigned char>(size >> shift & 0xffU)));
    text.append(head).append(answer.response.body);
    return std::move(text).build();
}

base::Result<LateAnswer> fromPlaintext(const base::Secret& plaintext)
{
    const auto bytes = plaintext.exposeBytes();
    if (bytes.size() < 4)
        return base::fail(ErrorCode::ParseError, "answer: too short");
    const std::size_t size =
        std::size_t{bytes[0]} << 24 | std::size_t{bytes[1]} << 16 | std::size_t{bytes[2]} << 8 | std::size_t{bytes[3]};
    if (size > headLimit || size > bytes.size() - 4)
        return base::fail(ErrorCode::ParseError, "answer: its head is longer than it may be");
    KS_ASSIGN(const base::Json head,
              base::parseJson(plaintext.exposeText().substr(4, size), {.maxBytes = headLimit, .maxDepth = 4}));
    if (!head.is_object())
        return base::fail(ErrorCode::ParseError, "answer: must be an object");
    KS_ASSIGN(LateAnswer answer, fromJson(head));
    answer.response.body = base::Secret::fromBytes(bytes.subspan(4 + size));
    return answer;
}

} // namespace

base::Status Inbox::put(std::span<const std::uint8_t> publicKey, const base::VaultId& vault, const LateAnswer& answer)
{
    KS_ASSIGN(const std::vector<fs::path> present, files());
    std::uintmax_t total = 0;
    for (const fs::path& file : present) {
        std::error_code ignored;
        const std::uintmax_t size = fs::file_size(file, ignored);
        total += ignored ? 0 : size;
    }
    KS_ASSIGN(const base::Bytes box,
              crypto::sealTo(publicKey, plaintextOf(answer), sealLabel, associated(vault, publicKey)));
    std::string contents{magic};
    contents.append(textOf(publicKey)).append(textOf(box));
    if (present.size() >= maxFiles || contents.size() > maxFileBytes || total + contents.size() > maxBytes)
        return base::fail(ErrorCode::LimitExceeded, "the inbox for late answers is full");
    const base::Bytes name = crypto::randomBytes(16);
    const fs::path file = m_folder / (std::string{prefix} + base::toHex(name) + std::string{suffix});
    // Another process that opens the vault just now takes our temporary file for a leftover.
    base::Status written = base::replaceFile(file, contents);
    for (int again = 0; again < 2 && !written && written.error().code == ErrorCode::NotFound; ++again)
        written = base::replaceFile(file, contents);
    return written;
}

base::Result<std::vector<fs::path>> Inbox::files() const
{
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator entry(m_folder, error); !error && entry != fs::directory_iterator{};
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.size() > prefix.size() + suffix.size() && name.starts_with(prefix) && name.ends_with(suffix))
            found.push_back(entry->path());
        if (found.size() >= 2 * maxFiles)
            break;
    }
    if (error)
        return base::fail(ErrorCode::StorageIo, "read " + m_folder.filename().string());
    std::sort(found.begin(), found.end());
    return found;
}

base::Result<LateAnswer> Inbox::open(const fs::path& file, const crypto::X25519KeyPair& pair,
                                     const base::VaultId& vault) const
{
    KS_ASSIGN(const std::string contents, base::readPrivateFile(file, maxFileBytes));
    if (!contents.starts_with(magic))
        return base::fail(contents.starts_with(magic.substr(0, magic.size() - 1)) ? ErrorCode::TooNew
                                                                                  : ErrorCode::ParseError,
                          "not an answer of the inbox");
    const std::span<const std::uint8_t> bytes{reinterpret_cast<const std::uint8_t*>(contents.data()), contents.size()};
    if (bytes.size() < magic.size() + keySize)
        return base::fail(ErrorCode::ParseError, "an answer of the inbox is cut off");
    const auto sealedTo = bytes.subspan(magic.size(), keySize);
    if (!std::equal(sealedTo.begin(), sealedTo.end(), pair.publicKey.begin(), pair.publicKey.end()))
        return base::fail(ErrorCode::WrongKey, "an answer of the inbox is sealed to another key");
    KS_ASSIGN(const base::Secret plaintext, crypto::openFrom(pair, bytes.subspan(magic.size() + keySize), sealLabel,
                                                             associated(vault, pair.publicKey)));
    return fromPlaintext(plaintext);
}

void Inbox::remove(const fs::path& file)
{
    std::error_code error;
    fs::remove(file, error);
    if (error)
        base::logWarning("refresh", "a late answer cannot be removed: " + error.message());
}

} // namespace keystead::refresh
