// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/gcm_opener.h"

#include "core/base/json.h"
#include "core/crypto/foreign.h"
#include "core/transfer/import/key_forms.h"
#include "core/transfer/import/text_tools.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::ErrorCode;

namespace {

constexpr std::size_t tagSize = 16;
constexpr std::string_view orders[] = {"nonce-tag-data", "nonce-data-tag", "salt-nonce-tag-data",
                                       "salt-nonce-data-tag"};

// Hex or base64 in either alphabet, padded or not.
std::optional<base::Bytes> decoded(std::string_view text)
{
    text = trimmed(text);
    if (text.starts_with("\\x")) // PostgreSQL's bytea
        text.remove_prefix(2);
    if (text.empty())
        return std::nullopt;
    if (auto hex = base::fromHex(text))
        return *std::move(hex);
    std::string plain{text};
    while (plain.ends_with('='))
        plain.pop_back();
    for (char& c : plain)
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    if (auto bytes = base::fromBase64Url(plain))
        return *std::move(bytes);
    return std::nullopt;
}

base::Bytes piece(const base::Bytes& all, std::size_t at, std::size_t size)
{
    return {all.begin() + static_cast<std::ptrdiff_t>(at), all.begin() + static_cast<std::ptrdiff_t>(at + size)};
}

std::string memberNamed(const base::Json& object, std::initializer_list<const char*> names)
{
    for (const char* const name : names) {
        const auto found = object.find(name);
        if (found != object.end() && found->is_string())
            return found->get<std::string>();
    }
    return {};
}

} // namespace

base::Result<GcmOpener> GcmOpener::create(const base::Secret& master, const std::map<std::string, std::string>& layout)
{
    const auto given = [&](const char* name) {
        const auto found = layout.find(name);
        return found == layout.end() ? std::string{} : found->second;
    };
    GcmOpener opener(master.clone());
    opener.m_order = given("order");
    if (!opener.m_order.empty() && std::find(std::begin(orders), std::end(orders), opener.m_order) == std::end(orders))
        return base::fail(ErrorCode::InvalidArgument, "order: is none of nonce-tag-data, nonce-data-tag, "
                                                      "salt-nonce-tag-data, salt-nonce-data-tag");
    if (const std::string nonce = given("nonce"); !nonce.empty()) {
        if (nonce != "12" && nonce != "16")
            return base::fail(ErrorCode::InvalidArgument, "nonce: must be 12 or 16");
        opener.m_nonce = nonce == "12" ? 12 : 16;
    }
    std::vector<std::string> kdfs{"raw32", "key", "sha256", "scrypt", "pbkdf2-sha256:100000", "pbkdf2-sha512:100000"};
    std::vector<std::string> salts{"text:salt", "file", "user_id", "none"};
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

void GcmOpener::addCut(Parts parts, std::vector<Parts>& list) const
{
    const bool fits = parts.tag.size() == tagSize && parts.nonce.size() >= 8 && parts.nonce.size() <= 32 &&
                      (m_nonce == 0 || parts.nonce.size() == m_nonce) && (m_order.empty() || parts.order == m_order);
    if (!fits)
        return;
    // What opened the row before comes first.
    if (parts.order == m_lastOrder)
        list.insert(list.begin(), std::move(parts));
    else
        list.push_back(std::move(parts));
}

void GcmOpener::cutWhole(const base::Bytes& all, std::vector<Parts>& list) const
{
    for (const std::size_t salt : {0U, 16U, 32U, 64U}) {
        for (const std::size_t nonce : {12U, 16U}) {
            const std::size_t head = salt + nonce;
            if (all.size() < head + tagSize)
                continue;
            const std::size_t rest = all.size() - head - tagSize;
            const std::string before = salt > 0 ? "salt-nonce-" : "nonce-";
            addCut({piece(all, 0, salt), piece(all, salt, nonce), piece(all, head + tagSize, rest),
                    piece(all, head, tagSize), before + "tag-data"},
                   list);
            addCut({piece(all, 0, salt), piece(all, salt, nonce), piece(all, head, rest),
                    piece(all, head + rest, tagSize), before + "data-tag"},
                   list);
        }
    }
}

void GcmOpener::cutJoined(std::string_view text, char separator, std::vector<Parts>& list) const
{
    std::vector<base::Bytes> parts;
    for (const std::string_view part : splitAt(text, separator)) {
        auto bytes = decoded(part);
        if (!bytes)
            return;
        parts.push_back(*std::move(bytes));
    }
    if (parts.size() < 2 || parts.size() > 4)
        return;
    base::Bytes salt;
    if (parts.size() == 4) {
        salt = std::move(parts.front());
        parts.erase(parts.begin());
    }
    const std::string before = salt.empty() ? "nonce-" : "salt-nonce-";
    if (parts.size() == 2) { // nonce : data and tag
        if (parts[1].size() < tagSize)
            return;
        const std::size_t rest = parts[1].size() - tagSize;
        addCut({salt, parts[0], piece(parts[1], 0, rest), piece(parts[1], rest, tagSize), before + "data-tag"}, list);
        return;
    }
    addCut({salt, parts[0], parts[2], parts[1], before + "tag-data"}, list);
    addCut({salt, parts[0], parts[1], parts[2], before + "data-tag"}, list);
}

void GcmOpener::cutJson(std::string_view text, std::vector<Parts>& list) const
{
    const auto json = base::parseJson(text);
    if (!json || !json->is_object())
        return;
    const auto nonce = decoded(memberNamed(*json, {"iv", "nonce"}));
    const auto data =
        decoded(memberNamed(*json, {"data", "ciphertext", "content", "encrypted", "encryptedData", "ct"}));
    const auto tag = decoded(memberNamed(*json, {"tag", "authTag", "auth_tag", "mac"}));
    const auto salt = decoded(memberNamed(*json, {"salt"}));
    if (!nonce || !data)
        return;
    if (tag) {
        addCut({salt.value_or(base::Bytes{}), *nonce, *data, *tag, salt ? "salt-nonce-tag-data" : "nonce-tag-data"},
               list);
    } else if (data->size() >= tagSize) {
        const std::size_t rest = data->size() - tagSize;
        addCut({salt.value_or(base::Bytes{}), *nonce, piece(*data, 0, rest), piece(*data, rest, tagSize),
                salt ? "salt-nonce-data-tag" : "nonce-data-tag"},
               list);
    }
}

std::vector<GcmOpener::Parts> GcmOpener::cuts(std::string_view text) const
{
    std::vector<Parts> list;
    text = trimmed(text);
    if (text.starts_with('"') && text.ends_with('"') && text.size() > 2) // a JSON column that holds a text
        text = text.substr(1, text.size() - 2);
    if (text.starts_with('{')) {
        cutJson(text, list);
        return list;
    }
    for (const char separator : {':', '.', '|', '$'}) {
        if (text.find(separator) != std::string_view::npos) {
            cutJoined(text, separator, list);
            return list;
        }
    }
    if (const auto all = decoded(text)) {
        // Base64 of a JSON object is a form of its own.
        if (!all->empty() && all->front() == '{')
            cutJson({reinterpret_cast<const char*>(all->data()), all->size()}, list);
        if (list.empty())
            cutWhole(*all, list);
    }
    return list;
}

base::Result<const base::Secret*> GcmOpener::keyFor(const KeyForm& form, const std::string& userId,
                                                    const base::Bytes& salt)
{
    base::Bytes bytes;
    if (!form.salt.empty()) {
        KS_ASSIGN(bytes, saltBytes(form.salt, userId, salt));
        if ((form.salt == "file" && salt.empty()) || (form.salt.ends_with("user_id") && userId.empty()))
            return base::fail(ErrorCode::WrongKey);
    }
    const std::string name = form.kdf + "|" + base::toHex(bytes);
    if (const auto known = m_keys.find(name); known != m_keys.end())
        return &known->second;
    const bool proven = !m_form.empty() && &form == &m_forms.front();
    if (needsSalt(form.kdf) && !proven && m_slowLeft-- <= 0)
        return base::fail(ErrorCode::WrongKey);
    KS_ASSIGN(base::Secret key, deriveKey(form.kdf, m_master, bytes));
    if (m_keys.size() >= 10'000)
        m_keys.clear();
    return &m_keys.emplace(name, std::move(key)).first->second;
}

base::Result<base::Secret> GcmOpener::open(std::string_view text, const std::string& userId)
{
    const std::vector<Parts> list = cuts(text);
    if (list.empty())
        return base::fail(ErrorCode::ParseError, "this has no nonce, data and tag in a form that is known here");
    for (std::size_t i = 0; i < m_forms.size(); ++i) {
        for (const Parts& parts : list) {
            // A salt beside the data is used, or there is none.
            if ((m_forms[i].salt == "file") != !parts.salt.empty())
                continue;
            const auto key = keyFor(m_forms[i], userId, parts.salt);
            if (!key)
                continue;
            auto opened = crypto::openAesGcm(**key, parts.nonce, parts.data, parts.tag);
            if (!opened)
                continue;
            m_lastOrder = parts.order;
            m_form = parts.order + ", nonce of " + std::to_string(parts.nonce.size()) + " bytes; " +
                     describeKdf(m_forms[i].kdf, m_forms[i].salt);
            std::rotate(m_forms.begin(), m_forms.begin() + static_cast<std::ptrdiff_t>(i),
                        m_forms.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            return opened;
        }
    }
    return base::fail(ErrorCode::WrongKey, "no known form of this key opens it");
}

} // namespace keystead::transfer
