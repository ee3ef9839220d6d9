// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/fernet.h"

#include "core/base/encoding.h"
#include "core/crypto/digest.h"
#include "core/crypto/foreign.h"
#include "core/transfer/import/key_forms.h"
#include "core/transfer/import/text_tools.h"

#include <algorithm>

namespace keystead::transfer {

using base::ErrorCode;

namespace {

constexpr std::size_t smallestToken = 1 + 8 + 16 + 16 + 32; // version, time, iv, one block, HMAC

// The forms of systems that were seen, the documented one first. A salt that is a constant of a program's source is
// anybody's guess beyond these few: --layout salt=text:... gives it.
constexpr std::string_view usualSalts[] = {
    "user_id",
    "file",
    "sha256:user_id",
    "sha256-16:user_id",
    "none",
    "text:salt",
    "text:static_salt",
    "text:credential_salt",
    "text:stable_salt",
    "text:fixed_salt",
};

base::Result<base::Bytes> tokenBytes(std::string_view token)
{
    std::string text{trimmed(token)};
    while (text.ends_with('='))
        text.pop_back();
    for (char& c : text)
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    return base::fromBase64Url(text);
}

} // namespace

bool looksLikeFernet(std::string_view text)
{
    return trimmed(text).starts_with("gAAAA");
}

base::Result<base::Secret> openFernet(std::string_view token, const base::Secret& key)
{
    const auto bytes = tokenBytes(token);
    if (!bytes || bytes->size() < smallestToken || bytes->front() != 0x80 || key.size() != 32)
        return base::fail(ErrorCode::ParseError, "this is no Fernet token");
    const std::span<const std::uint8_t> all{*bytes};
    const auto signedPart = all.first(all.size() - 32);
    const base::Secret signing = base::Secret::fromBytes(key.exposeBytes().first(16));
    const base::Secret encryption = base::Secret::fromBytes(key.exposeBytes().last(16));
    KS_ASSIGN(const crypto::Sha256Digest mac, crypto::hmacSha256(signing, signedPart));
    if (!base::Secret::fromBytes(mac).equals(all.last(32)))
        return base::fail(ErrorCode::Tampered, "the token is not of this key");
    return crypto::openAesCbc(encryption, all.subspan(9, 16), signedPart.subspan(25));
}

base::Result<FernetOpener> FernetOpener::create(const base::Secret& master,
                                                const std::map<std::string, std::string>& layout)
{
    const auto given = [&](const char* name) {
        const auto found = layout.find(name);
        return found == layout.end() ? std::string{} : found->second;
    };
    FernetOpener opener(master.clone());
    std::vector<std::string> kdfs{"key", "pbkdf2-sha256:100000", "sha256"};
    std::vector<std::string> salts(std::begin(usualSalts), std::end(usualSalts));
    if (const std::string kdf = given("kdf"); !kdf.empty()) {
        KS_TRY(checkKdf(kdf));
        kdfs = {kdf};
    }
    if (const std::string salt = given("salt"); !salt.empty()) {
        KS_TRY(saltBytes(salt, {}, {}));
        salts = {salt};
    }
    for (const std::string& kdf : kdfs) {
        if (!needsSalt(kdf)) {
            opener.m_forms.push_back({kdf, {}});
            continue;
        }
        for (const std::string& salt : salts)
            opener.m_forms.push_back({kdf, salt});
    }
    return opener;
}

base::Result<base::Secret> FernetOpener::keyFor(const Form& form, const FernetSubject& subject)
{
    base::Bytes salt;
    if (!form.salt.empty()) {
        KS_ASSIGN(salt, saltBytes(form.salt, subject.userId, subject.salt));
        if (form.salt == "file" && salt.empty())
            return base::fail(ErrorCode::WrongKey);
        if (form.salt.ends_with("user_id") && subject.userId.empty())
            return base::fail(ErrorCode::WrongKey);
    }
    const std::string name = form.kdf + "|" + base::toHex(salt);
    if (const auto known = m_keys.find(name); known != m_keys.end())
        return known->second.clone();
    const bool proven = !m_form.empty() && &form == &m_forms.front();
    if (needsSalt(form.kdf) && !proven && m_slowLeft-- <= 0)
        return base::fail(ErrorCode::WrongKey);
    KS_ASSIGN(base::Secret key, deriveKey(form.kdf, m_master, salt));
    if (m_keys.size() < 10'000)
        m_keys.emplace(name, key.clone());
    return key;
}

base::Result<base::Secret> FernetOpener::open(std::string_view token, const FernetSubject& subject)
{
    std::string inner;
    if (!looksLikeFernet(token)) { // base64 around the token
        if (const auto bytes = base::fromBase64(trimmed(token)))
            inner.assign(bytes->begin(), bytes->end());
        if (!looksLikeFernet(inner))
            return base::fail(ErrorCode::ParseError, "this is no Fernet token");
        token = inner;
    }
    for (std::size_t i = 0; i < m_forms.size(); ++i) {
        const auto key = keyFor(m_forms[i], subject);
        if (!key)
            continue;
        auto opened = openFernet(token, *key);
        if (!opened && opened.error().code == ErrorCode::ParseError)
            return opened;
        if (!opened)
            continue;
        m_form = describeKdf(m_forms[i].kdf, m_forms[i].salt);
        std::rotate(m_forms.begin(), m_forms.begin() + static_cast<std::ptrdiff_t>(i),
                    m_forms.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        return opened;
    }
    return base::fail(ErrorCode::WrongKey, "no known form of this key opens it");
}

} // namespace keystead::transfer
