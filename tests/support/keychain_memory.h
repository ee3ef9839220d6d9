// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A keychain in memory for tests: answers at once, or keeps its callers waiting until release(), and fails on demand.
#include "core/keys/keychain_store.h"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace keystead::test {

class MemoryKeychain final : public keys::KeychainStore
{
public:
    // Every call answers with this until it is taken back: KeychainUnavailable, KeychainLocked, KeychainDenied,
    // TimedOut.
    void failWith(std::optional<base::ErrorCode> code) { m_failure = code; }
    // Answers are kept back until release(): a prompt that nobody has answered yet.
    void holdAnswers() { m_held = true; }
    void release()
    {
        m_held = false;
        for (auto waiting = std::exchange(m_waiting, {}); !waiting.empty(); waiting.pop_front())
            waiting.front()();
    }

    bool has(const std::string& item) const { return m_items.contains(item); }
    std::size_t size() const { return m_items.size(); }
    int reads() const { return m_reads; }
    int writes() const { return m_writes; }
    // Puts other bytes in an item's place, as another program of the user could.
    void overwrite(const std::string& item, base::Secret value) { m_items.insert_or_assign(item, std::move(value)); }

    void read(const std::string& item, ReadCallback callback) override
    {
        ++m_reads;
        answer([this, item, callback = std::move(callback)] {
            const auto found = m_items.find(item);
            if (m_failure)
                callback(base::fail(*m_failure, item));
            else if (found == m_items.end())
                callback(base::fail(base::ErrorCode::KeychainItemMissing, item));
            else
                callback(found->second.clone());
        });
    }
    void write(const std::string& item, base::Secret value, DoneCallback callback) override
    {
        ++m_writes;
        auto shared = std::make_shared<base::Secret>(std::move(value));
        answer([this, item, shared, callback = std::move(callback)] {
            if (m_failure)
                return callback(base::fail(*m_failure, item));
            m_items.insert_or_assign(item, std::move(*shared));
            callback(base::ok());
        });
    }
    void remove(const std::string& item, DoneCallback callback) override
    {
        answer([this, item, callback = std::move(callback)] {
            if (m_failure)
                return callback(base::fail(*m_failure, item));
            callback(m_items.erase(item) > 0 ? base::ok()
                                             : base::Status{base::fail(base::ErrorCode::KeychainItemMissing, item)});
        });
    }

private:
    void answer(std::function<void()> reply)
    {
        if (m_held)
            m_waiting.push_back(std::move(reply));
        else
            reply();
    }

    std::map<std::string, base::Secret> m_items;
    std::deque<std::function<void()>> m_waiting;
    std::optional<base::ErrorCode> m_failure;
    bool m_held = false;
    int m_reads = 0;
    int m_writes = 0;
};

} // namespace keystead::test
