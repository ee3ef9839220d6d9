// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// PKCS#11 tokens (OASIS PKCS#11 v2.40): smart cards, USB tokens, SoftHSM. Modules come from p11-kit's registry
// (/usr/share/p11-kit/modules, /etc/pkcs11/modules); no caller of the socket can name one. A token's RSA key decrypts a
// slot's share (RSAES-OAEP) and never leaves: keys that can be read or taken out are refused. A PIN is tried once for
// each call, never again by itself (SECURITY 34). Every call blocks, for seconds at worst: on a worker thread; one at a
// time.
#include "core/keys/key_file.h"

#include <memory>
#include <string>
#include <vector>

namespace keystead::keys {

// What the token says of the tries that are left (CKF_USER_PIN_*).
enum class PinState { Fine, CountLow, FinalTry, Locked, NotSet };
std::string_view toText(PinState state); // fine, count_low, final_try, locked, not_set

struct TokenInfo
{
    TokenIdentity identity; // without a key
    PinState pin = PinState::Fine;
    bool pinPad = false; // the PIN is typed on the reader: give none
};

// An RSA key pair on a token that can hold a slot.
struct TokenKey
{
    TokenIdentity identity;
    base::Bytes publicKey;                            // DER SubjectPublicKeyInfo
    crypto::OaepHash oaep = crypto::OaepHash::Sha256; // the best that the token does
};

struct TokenShares
{
    base::Secret share;
    base::Secret next; // where the request has a second part
};

struct PinOptions
{
    bool useFinalTry = false; // else a token with one try left is not asked
};

class TokenModules
{
public:
    // `module`: that one alone, for tests; empty: those that p11-kit knows. Loads nothing yet.
    explicit TokenModules(std::filesystem::path module = {});
    ~TokenModules();
    TokenModules(const TokenModules&) = delete;
    TokenModules& operator=(const TokenModules&) = delete;

    // The tokens at hand that want a PIN and do RSA-OAEP. Unsupported: no module can be loaded.
    base::Result<std::vector<TokenInfo>> tokens();

    // Makes a key pair on the token (`wanted`: its label or serial; empty: the only one there) that is sensitive and
    // cannot be taken out, RSA of 3072 bits, or 2048 where the token does no more; tries it. Errors: TokenMissing,
    // AmbiguousName (several tokens), WrongPin, PinLocked, Denied (the final try was not allowed), Unsupported.
    base::Result<TokenKey> createKey(const std::string& wanted, const base::Secret& pin, const std::string& label,
                                     PinOptions options = {});
    // A key pair that is there: `keyId` is its CKA_ID in hex. Denied where the key can be read or taken out.
    base::Result<TokenKey> useKey(const std::string& wanted, const std::string& keyId, const base::Secret& pin,
                                  PinOptions options = {});
    // Takes a key pair that createKey made off the token again, where its slot could not be stored.
    base::Status destroyKey(const TokenIdentity& identity, const base::Secret& pin);

    // Errors: as above; WrongKey where the token does not hold the slot's key, CryptoFailure.
    base::Result<TokenShares> decrypt(const KeyFile::TokenRequest& request, const base::Secret& pin,
                                      PinOptions options = {});

    // ok: the token is there. TokenMissing. Asks for no PIN.
    base::Status present(const TokenIdentity& identity);
    // Closes and unloads all modules; the next call loads them again.
    void unload();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace keystead::keys
