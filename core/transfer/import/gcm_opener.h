// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// AES-256-GCM as applications write it: which bytes are nonce, tag and salt, how they are spelled, and how the key was
// made is open. The common forms are tried in turn, the one that opened last first; authentication tells which is
// right.
#include "core/base/encoding.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::transfer {

class GcmOpener
{
public:
    // `layout` may fix "kdf" (raw32, key, sha256, pbkdf2-sha256[:rounds], pbkdf2-sha512[:rounds], scrypt[:N]), "salt",
    // "order" (nonce-tag-data, nonce-data-tag, salt-nonce-tag-data, salt-nonce-data-tag) and "nonce" (12 or 16 bytes).
    static base::Result<GcmOpener> create(const base::Secret& master, const std::map<std::string, std::string>& layout);

    // `text`: hex or base64 of the parts in one piece; parts joined by ":" or "."; or a JSON object with iv, tag and
    // data. WrongKey where no form opens it; ParseError where it is none of these.
    base::Result<base::Secret> open(std::string_view text, const std::string& userId);
    const std::string& form() const { return m_form; }

private:
    struct Parts
    {
        base::Bytes salt, nonce, data, tag;
        std::string order;
    };
    struct KeyForm
    {
        std::string kdf;
        std::string salt;
    };
    explicit GcmOpener(base::Secret master) : m_master(std::move(master)) {}
    std::vector<Parts> cuts(std::string_view text) const;
    void cutWhole(const base::Bytes& all, std::vector<Parts>& list) const;
    void cutJoined(std::string_view text, char separator, std::vector<Parts>& list) const;
    void cutJson(std::string_view text, std::vector<Parts>& list) const;
    void addCut(Parts parts, std::vector<Parts>& list) const;
    base::Result<const base::Secret*> keyFor(const KeyForm& form, const std::string& userId, const base::Bytes& salt);

    base::Secret m_master;
    std::vector<KeyForm> m_forms;
    std::string m_order;     // fixed by the layout
    std::size_t m_nonce = 0; // 0: either
    std::string m_form;
    std::string m_lastOrder;
    int m_slowLeft = 400;
    std::map<std::string, base::Secret> m_keys;
};

} // namespace keystead::transfer
