// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/tokens.h"

#include "core/crypto/random.h"
#include "core/keys/pkcs11_session.h"

#include <algorithm>

namespace keystead::keys {

using base::ErrorCode;
using base::fail;
using pkcs11::Place;
using pkcs11::Session;

namespace {

constexpr std::size_t keyIdSize = 16;
constexpr std::size_t maxCkaId = 64;

std::string namesOf(const std::vector<Place>& found)
{
    std::string names;
    for (const Place& place : found)
        names += (names.empty() ? "`" : ", `") + place.identity.label + "` (" + place.identity.serial + ")";
    return names;
}

base::Result<Place> choose(std::vector<Place> found, const std::string& wanted)
{
    if (!wanted.empty())
        std::erase_if(found, [&](const Place& place) {
            return place.identity.label != wanted && place.identity.serial != wanted;
        });
    if (found.empty())
        return fail(ErrorCode::TokenMissing,
                    wanted.empty() ? "no token with RSA-OAEP is there" : "no token `" + wanted + "` is there");
    if (found.size() > 1)
        return fail(ErrorCode::AmbiguousName, "several tokens are there: " + namesOf(found));
    return found.front();
}

base::Result<CK_OBJECT_HANDLE> privateKeyOf(const Session& session, const base::Bytes& id)
{
    KS_ASSIGN(const auto key, session.find(CKO_PRIVATE_KEY, id));
    if (!key)
        return fail(ErrorCode::WrongKey,
                    "token `" + session.place().identity.label + "` does not hold the key " + base::toHex(id));
    return *key;
}

// What could be read or taken out does not protect anything.
base::Status checkKept(const Session& session, CK_OBJECT_HANDLE key)
{
    if (!session.flag(key, CKA_SENSITIVE).value_or(false) || session.flag(key, CKA_EXTRACTABLE).value_or(true))
        return fail(ErrorCode::Denied, "token: the key can be read or taken out; a key that stays is wanted");
    return base::ok();
}

// Some tokens tell the public half only of the public object.
base::Result<base::Bytes> publicKeyOf(const Session& session, CK_OBJECT_HANDLE privateKey, const base::Bytes& id)
{
    auto modulus = session.bytes(privateKey, CKA_MODULUS);
    auto exponent = session.bytes(privateKey, CKA_PUBLIC_EXPONENT);
    if (!modulus || !exponent || modulus->empty() || exponent->empty()) {
        KS_ASSIGN(const auto publicKey, session.find(CKO_PUBLIC_KEY, id));
        if (!publicKey)
            return fail(ErrorCode::Unsupported, "token: it does not tell the public half of the key");
        modulus = session.bytes(*publicKey, CKA_MODULUS);
        exponent = session.bytes(*publicKey, CKA_PUBLIC_EXPONENT);
    }
    if (!modulus || !exponent)
        return fail(ErrorCode::Unsupported, "token: it does not tell the public half of the key");
    return crypto::rsaSpki(*modulus, *exponent);
}

// A share goes there and back before anything is entrusted to the key: with SHA-256 where the token can, else SHA-1.
base::Result<crypto::OaepHash> tryKey(const Session& session, CK_OBJECT_HANDLE key, const base::Bytes& spki,
                                      const base::Secret& pin)
{
    base::Error last = fail(ErrorCode::Unsupported);
    for (const crypto::OaepHash hash : {crypto::OaepHash::Sha256, crypto::OaepHash::Sha1}) {
        const base::Secret share = crypto::randomSecret(crypto::rsaShareSize);
        KS_ASSIGN(const base::Bytes encrypted, crypto::encryptOaep(spki, share, hash));
        const auto back = pkcs11::decryptOaep(session, key, hash, encrypted, pin);
        if (back && back->equals(share))
            return hash;
        if (back)
            return fail(ErrorCode::CryptoFailure, "token: what it decrypted is not what was encrypted");
        if (back.error().code != ErrorCode::Unsupported)
            return back.error();
        last = back.error();
    }
    return last;
}

base::Result<TokenKey> describe(const Session& session, CK_OBJECT_HANDLE key, const base::Bytes& id,
                                const base::Secret& pin)
{
    KS_TRY(checkKept(session, key));
    TokenKey made;
    KS_ASSIGN(made.publicKey, publicKeyOf(session, key, id));
    KS_ASSIGN(made.oaep, tryKey(session, key, made.publicKey, pin));
    made.identity = session.place().identity;
    made.identity.keyId = base::toHex(id);
    return made;
}

void destroyPair(const Session& session, const base::Bytes& id)
{
    for (const CK_OBJECT_CLASS objectClass : {CKO_PRIVATE_KEY, CKO_PUBLIC_KEY}) {
        if (const auto object = session.find(objectClass, id); object && *object)
            session.module()->C_DestroyObject(session.handle(), **object);
    }
}

} // namespace

std::string_view toText(PinState state)
{
    switch (state) {
    case PinState::Fine:
        return "fine";
    case PinState::CountLow:
        return "count_low";
    case PinState::FinalTry:
        return "final_try";
    case PinState::Locked:
        return "locked";
    case PinState::NotSet:
        return "not_set";
    }
    return "fine";
}

struct TokenModules::Impl
{
    std::filesystem::path module;
    std::optional<pkcs11::Modules> loaded;

    base::Result<std::vector<Place>> places()
    {
        if (!loaded) {
            KS_ASSIGN(pkcs11::Modules modules, pkcs11::Modules::load(module));
            loaded.emplace(std::move(modules));
        }
        return pkcs11::places(*loaded);
    }
    // A module may not see what was plugged in after it was initialised: it is asked anew once.
    base::Result<Place> find(const TokenIdentity& identity)
    {
        for (const bool again : {false, true}) {
            if (again)
                loaded.reset();
            KS_ASSIGN(const std::vector<Place> found, places());
            for (const Place& place : found) {
                if (pkcs11::sameToken(place.identity, identity))
                    return place;
            }
        }
        return fail(ErrorCode::TokenMissing, "token `" + identity.label + "` (" + identity.serial + ") is not there");
    }
    base::Result<Session> logIn(const Place& place, const base::Secret& pin, PinOptions options, bool writing) const
    {
        KS_ASSIGN(Session session, Session::open(place, writing));
        KS_TRY(session.login(pin, options));
        return session;
    }
};

TokenModules::TokenModules(std::filesystem::path module) : m_impl(std::make_unique<Impl>())
{
    m_impl->module = std::move(module);
}

TokenModules::~TokenModules() = default;

base::Result<std::vector<TokenInfo>> TokenModules::tokens()
{
    m_impl->loaded.reset();
    KS_ASSIGN(const std::vector<Place> found, m_impl->places());
    std::vector<TokenInfo> infos;
    for (const Place& place : found)
        infos.push_back(
            {place.identity, pkcs11::pinStateOf(place.flags), (place.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0});
    return infos;
}

base::Result<TokenKey> TokenModules::createKey(const std::string& wanted, const base::Secret& pin,
                                               const std::string& label, PinOptions options)
{
    m_impl->loaded.reset();
    KS_ASSIGN(std::vector<Place> found, m_impl->places());
    KS_ASSIGN(const Place place, choose(std::move(found), wanted));
    KS_ASSIGN(const Session session, m_impl->logIn(place, pin, options, true));
    const base::Bytes id = crypto::randomBytes(keyIdSize);
    auto key = pkcs11::generateKeyPair(session, 3072, id, label);
    if (!key && key.error().code == ErrorCode::Unsupported)
        key = pkcs11::generateKeyPair(session, 2048, id, label);
    if (!key)
        return key.error();
    auto made = describe(session, *key, id, pin);
    if (!made)
        destroyPair(session, id);
    return made;
}

base::Result<TokenKey> TokenModules::useKey(const std::string& wanted, const std::string& keyId,
                                            const base::Secret& pin, PinOptions options)
{
    const auto id = base::fromHex(keyId);
    if (!id || id->empty() || id->size() > maxCkaId)
        return fail(ErrorCode::InvalidArgument, "key: wants the key's id (CKA_ID) in hex");
    m_impl->loaded.reset();
    KS_ASSIGN(std::vector<Place> found, m_impl->places());
    KS_ASSIGN(const Place place, choose(std::move(found), wanted));
    KS_ASSIGN(const Session session, m_impl->logIn(place, pin, options, false));
    KS_ASSIGN(const CK_OBJECT_HANDLE key, privateKeyOf(session, *id));
    return describe(session, key, *id, pin);
}

base::Status TokenModules::destroyKey(const TokenIdentity& identity, const base::Secret& pin)
{
    KS_ASSIGN(const base::Bytes id, base::fromHex(identity.keyId));
    KS_ASSIGN(const Place place, m_impl->find(identity));
    KS_ASSIGN(const Session session, m_impl->logIn(place, pin, {}, true));
    destroyPair(session, id);
    return base::ok();
}

base::Result<TokenShares> TokenModules::decrypt(const KeyFile::TokenRequest& request, const base::Secret& pin,
                                                PinOptions options)
{
    KS_ASSIGN(const base::Bytes id, base::fromHex(request.token.keyId));
    KS_ASSIGN(const Place place, m_impl->find(request.token));
    KS_ASSIGN(const Session session, m_impl->logIn(place, pin, options, false));
    KS_ASSIGN(const CK_OBJECT_HANDLE key, privateKeyOf(session, id));
    TokenShares shares;
    KS_ASSIGN(shares.share, pkcs11::decryptOaep(session, key, request.oaep, request.encrypted, pin));
    if (!request.encryptedNext.empty()) {
        KS_ASSIGN(shares.next, pkcs11::decryptOaep(session, key, request.oaep, request.encryptedNext, pin));
    }
    return shares;
}

base::Status TokenModules::present(const TokenIdentity& identity)
{
    KS_ASSIGN(const std::vector<Place> found, m_impl->places());
    const bool there = std::any_of(found.begin(), found.end(),
                                   [&](const Place& place) { return pkcs11::sameToken(place.identity, identity); });
    if (there)
        return base::ok();
    return fail(ErrorCode::TokenMissing, "token `" + identity.label + "` (" + identity.serial + ") was taken out");
}

void TokenModules::unload()
{
    m_impl->loaded.reset();
}

} // namespace keystead::keys
