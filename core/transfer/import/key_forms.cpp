// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/key_forms.h"

#include "core/crypto/digest.h"
#include "core/crypto/foreign.h"

#include <charconv>

namespace keystead::transfer {

using base::ErrorCode;

namespace {

struct Kdf
{
    std::string_view name;
    std::uint32_t number = 0; // rounds, or N
};

base::Result<Kdf> parseKdf(std::string_view text)
{
    Kdf kdf;
    const std::size_t colon = text.find(':');
    kdf.name = text.substr(0, colon);
    const bool pbkdf2 = kdf.name == "pbkdf2-sha256" || kdf.name == "pbkdf2-sha512" || kdf.name == "pbkdf2-sha1";
    const bool known =
        pbkdf2 || kdf.name == "scrypt" || kdf.name == "key" || kdf.name == "raw32" || kdf.name == "sha256";
    kdf.number = pbkdf2 ? 100'000 : 16'384;
    bool numberOk = true;
    if (colon != std::string_view::npos) {
        const std::string_view digits = text.substr(colon + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), kdf.number);
        numberOk = error == std::errc{} && end == digits.data() + digits.size() && kdf.number > 0;
    }
    if (!known || !numberOk)
        return base::fail(ErrorCode::InvalidArgument, "kdf: `" + base::cleanForDisplay(text, 60) +
                                                          "` is none of key, raw32, sha256, pbkdf2-sha256[:ROUNDS], "
                                                          "pbkdf2-sha512[:ROUNDS], scrypt[:N]");
    return kdf;
}

// 32 bytes in hex, base64 or base64url.
base::Result<base::Secret> decodedKey(const base::Secret& master)
{
    std::string text{master.exposeText()};
    base::Result<base::Secret> key = base::fail(ErrorCode::WrongKey, "the key is not 32 bytes in base64 or hex");
    if (text.size() == 64) {
        if (auto bytes = base::fromHex(text); bytes && bytes->size() == 32)
            key = base::Secret::fromBytes(*bytes);
    } else {
        for (char& c : text)
            c = c == '-' ? '+' : c == '_' ? '/' : c;
        while (text.size() % 4 != 0)
            text += '=';
        const base::Secret padded = base::Secret::take(text);
        if (auto bytes = base::fromBase64Secret(padded.exposeText()); bytes && bytes->size() == 32)
            key = std::move(bytes);
    }
    base::wipe(text);
    return key;
}

std::span<const std::uint8_t> bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

base::Status checkKdf(std::string_view kdf)
{
    KS_TRY(parseKdf(kdf));
    return base::ok();
}

bool needsSalt(std::string_view kdf)
{
    return kdf.starts_with("pbkdf2") || kdf.starts_with("scrypt");
}

base::Result<base::Secret> deriveKey(std::string_view text, const base::Secret& master,
                                     std::span<const std::uint8_t> salt)
{
    KS_ASSIGN(const Kdf kdf, parseKdf(text));
    if (kdf.name == "key")
        return decodedKey(master);
    if (kdf.name == "raw32") {
        if (master.size() < 32)
            return base::fail(ErrorCode::WrongKey, "the key has fewer than 32 characters");
        return base::Secret::fromBytes(master.exposeBytes().first(32));
    }
    if (kdf.name == "sha256")
        return base::Secret::fromBytes(crypto::sha256(master.exposeBytes()));
    if (kdf.name == "scrypt")
        return crypto::scrypt(master, salt, kdf.number, 8, 1, 32);
    return crypto::pbkdf2(master, salt, kdf.number, kdf.name.substr(7), 32);
}

base::Result<base::Bytes> saltBytes(std::string_view form, const std::string& userId, const base::Bytes& fromFile)
{
    const auto copy = [](std::span<const std::uint8_t> bytes) { return base::Bytes(bytes.begin(), bytes.end()); };
    if (form == "user_id")
        return copy(bytesOf(userId));
    if (form == "sha256:user_id")
        return copy(crypto::sha256(userId));
    if (form == "sha256-16:user_id")
        return copy(std::span<const std::uint8_t>{crypto::sha256(userId)}.first(16));
    if (form == "none")
        return base::Bytes{};
    if (form == "file")
        return fromFile;
    if (form.starts_with("text:"))
        return copy(bytesOf(form.substr(5)));
    if (form.starts_with("hex:"))
        return base::fromHex(form.substr(4));
    return base::fail(ErrorCode::InvalidArgument, "salt: `" + base::cleanForDisplay(form, 60) +
                                                      "` is none of user_id, sha256:user_id, sha256-16:user_id, file, "
                                                      "none, text:TEXT, hex:HEX");
}

std::string describeKdf(std::string_view kdf, std::string_view salt)
{
    const auto parsed = parseKdf(kdf);
    if (!parsed)
        return std::string{kdf};
    if (parsed->name == "key")
        return "the key itself";
    if (parsed->name == "raw32")
        return "the first 32 bytes of the key";
    if (parsed->name == "sha256")
        return "SHA-256 of the key";
    const bool scrypt = parsed->name == "scrypt";
    const std::string name = scrypt                            ? "scrypt, N = "
                             : parsed->name == "pbkdf2-sha512" ? "PBKDF2-HMAC-SHA512, "
                             : parsed->name == "pbkdf2-sha1"   ? "PBKDF2-HMAC-SHA1, "
                                                               : "PBKDF2-HMAC-SHA256, ";
    return name + std::to_string(parsed->number) + (scrypt ? "" : " rounds") +
           ", salt: " + base::cleanForDisplay(salt, 80);
}

} // namespace keystead::transfer
