// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Fernet tokens (github.com/fernet/spec) opened with a key that comes in an unknown form: the key itself, or a master
// key from which each user's is derived. Which salt, hash and count of rounds a system used does not stand in its
// files, so the common forms are tried in turn, the one that opened last first, and the report names the one that
// opened.
#include "core/base/encoding.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::transfer {

// 32 bytes: signing key, encryption key. Tampered where the token is not of this key; ParseError where it is no token.
base::Result<base::Secret> openFernet(std::string_view token, const base::Secret& key);
// True for something that begins like a token (version byte 0x80 in base64: "gAAAA").
bool looksLikeFernet(std::string_view text);

struct FernetSubject
{
    std::string userId; // of the row or file; salts are made from it
    base::Bytes salt;   // that stood beside the data
};

class FernetOpener
{
public:
    // `layout` may fix "kdf" (key, pbkdf2-sha256[:rounds], pbkdf2-sha512[:rounds], sha256, scrypt) and "salt" (user_id,
    // sha256:user_id, none, text:..., hex:..., file); what it does not fix is tried. InvalidArgument names a value that
    // is not known.
    static base::Result<FernetOpener> create(const base::Secret& master,
                                             const std::map<std::string, std::string>& layout);

    // The token may itself be in base64. WrongKey where no form opens it.
    base::Result<base::Secret> open(std::string_view token, const FernetSubject& subject);
    // "PBKDF2-HMAC-SHA256, 100000 rounds, salt: user_id"; empty before one opened.
    const std::string& form() const { return m_form; }
    std::size_t formsTried() const { return m_forms.size(); }

private:
    struct Form
    {
        std::string kdf;
        std::string salt;
    };
    explicit FernetOpener(base::Secret master) : m_master(std::move(master)) {}
    base::Result<base::Secret> keyFor(const Form& form, const FernetSubject& subject);
    base::Secret m_master;
    std::vector<Form> m_forms;
    std::string m_form;
    int m_slowLeft = 400; // derivations that may still be tried; beyond them only the form that opened before
    std::map<std::string, base::Secret> m_keys; // derived ones, by form and salt: a KDF round trip is slow
};

} // namespace keystead::transfer
