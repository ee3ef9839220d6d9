// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The keys of the loopback endpoint: 256 bits each, given to one program, kept as their hash only, forgotten with the
// process. A key without its program opens nothing. Thread: the core thread.
#include "core/base/secret.h"
#include "core/model/audit_event.h"
#include "core/model/program.h"

#include <deque>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace keystead::access {

struct ProxyKeyHolder
{
    model::Caller caller;
    model::Actor actor;
    std::vector<pid_t> seen; // processes that have used it, newest first
};

class ProxyKeys
{
public:
    // "ks_..."; the oldest key goes where a program has too many.
    base::Secret issue(model::Caller caller, model::Actor actor);
    // Null where nobody has this key. Stands until the next call.
    ProxyKeyHolder* find(std::string_view key);
    void clear() { m_keys.clear(); }
    std::size_t count() const { return m_keys.size(); }

private:
    static constexpr std::size_t most = 256;
    static constexpr std::size_t mostOfOne = 16;
    struct Key
    {
        std::string hash; // SHA-256, raw
        ProxyKeyHolder holder;
    };
    std::deque<Key> m_keys; // oldest first
};

} // namespace keystead::access
