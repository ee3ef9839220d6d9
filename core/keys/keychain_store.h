// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What keys asks of an OS keychain. The QtKeychain adapter lives in app; tests use a memory one. Asynchronous, because
// a keychain may prompt: the callback comes on the thread of the call, once, also on time-out.
#include "core/base/result.h"
#include "core/base/secret.h"

#include <functional>
#include <string>

namespace keystead::keys {

class KeychainStore
{
public:
    using ReadCallback = std::function<void(base::Result<base::Secret>)>;
    using DoneCallback = std::function<void(base::Status)>;

    virtual ~KeychainStore() = default;
    // Errors: KeychainUnavailable, KeychainLocked, KeychainDenied, KeychainItemMissing, TimedOut.
    virtual void read(const std::string& item, ReadCallback callback) = 0;
    virtual void write(const std::string& item, base::Secret value, DoneCallback callback) = 0;
    virtual void remove(const std::string& item, DoneCallback callback) = 0;
};

// The item that holds a keychain slot's private key: "vault/<vault id>/slot/<slot id>"; and the audit anchor:
// "vault/<vault id>/anchor".
std::string slotItemName(const std::string& vaultId, const std::string& slotId);
std::string anchorItemName(const std::string& vaultId);

} // namespace keystead::keys
