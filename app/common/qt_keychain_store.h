// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// KeychainStore over QtKeychain, insecure fallback off. QtKeychain is not thread-safe, so jobs run on the thread that
// made this object (the application's); callers may be on any thread with an event loop and get their answer there. A
// locked collection is answered at once where nobody can be prompted, and every job has a time limit.
#include "app/common/session_bus.h"
#include "core/keys/keychain_store.h"

#include <chrono>
#include <QObject>

namespace keystead::app {

class QtKeychainStore final : public QObject, public keys::KeychainStore
{
    Q_OBJECT
public:
    // `mayPrompt`: a person is there who can answer the keychain's own dialog.
    explicit QtKeychainStore(bool mayPrompt, QObject* parent = nullptr);

    void read(const std::string& item, ReadCallback callback) override;
    void write(const std::string& item, base::Secret value, DoneCallback callback) override;
    void remove(const std::string& item, DoneCallback callback) override;

private:
    // Calls `go` on our thread when the keychain can be used, or `no` with the reason.
    void whenUsable(std::function<void()> go, std::function<void(base::Error)> no);
    std::chrono::milliseconds limit() const;
    bool m_mayPrompt;
    SessionBusGuard m_bus; // on the keychain's thread
};

} // namespace keystead::app
