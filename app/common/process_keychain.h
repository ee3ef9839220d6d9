// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A keychain that lives in this process only: for the practice vault, which is thrown away anyway.
#include "core/keys/keychain_store.h"

#include <map>
#include <mutex>

namespace keystead::app {

class ProcessKeychain final : public keys::KeychainStore
{
public:
    void read(const std::string& item, ReadCallback callback) override;
    void write(const std::string& item, base::Secret value, DoneCallback callback) override;
    void remove(const std::string& item, DoneCallback callback) override;

private:
    std::mutex m_mutex;
    std::map<std::string, base::Secret> m_items;
};

} // namespace keystead::app
