// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/proxy_keys.h"

#include "core/crypto/digest.h"
#include "core/crypto/random.h"

#include <algorithm>

namespace keystead::access {

namespace {

std::string hashOf(std::string_view key)
{
    const auto digest = crypto::sha256(key);
    return {digest.begin(), digest.end()};
}

} // namespace

base::Secret ProxyKeys::issue(model::Caller caller, model::Actor actor)
{
    base::SecretBuilder text;
    text.append("ks_").append(crypto::randomToken(32));
    base::Secret key = std::move(text).build();
    const auto same = [&](const Key& known) { return known.holder.caller.program == caller.program; };
    const auto ofThis = std::count_if(m_keys.begin(), m_keys.end(), same);
    if (static_cast<std::size_t>(ofThis) >= mostOfOne)
        m_keys.erase(std::find_if(m_keys.begin(), m_keys.end(), same));
    if (m_keys.size() >= most)
        m_keys.pop_front();
    m_keys.push_back({hashOf(key.exposeText()), {std::move(caller), std::move(actor), {}}});
    return key;
}

// What is compared is a hash of what came: how long that takes tells nothing of a key.
ProxyKeyHolder* ProxyKeys::find(std::string_view key)
{
    const std::string hash = hashOf(key);
    const auto found = std::find_if(m_keys.begin(), m_keys.end(), [&](const Key& known) { return known.hash == hash; });
    return found == m_keys.end() ? nullptr : &found->holder;
}

} // namespace keystead::access
