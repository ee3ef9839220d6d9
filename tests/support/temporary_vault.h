// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A fresh vault with random keys in a folder of its own (0700), gone with the object. It aborts the test program where
// the vault cannot be made. Thread: the one that made it.
#include "core/vault/vault.h"
#include "tests/support/fake_clock.h"

#include "core/model/connection.h"

#include <filesystem>
#include <memory>
#include <QTemporaryDir>
#include <string>

namespace keystead::test {

class TemporaryVault
{
public:
    TemporaryVault();
    ~TemporaryVault();

    vault::Vault& operator*() { return *m_vault; }
    vault::Vault* operator->() { return m_vault.get(); }
    vault::Vault& vault() { return *m_vault; }
    FakeClock& clock() { return m_clock; }

    std::filesystem::path folder() const;
    std::filesystem::path file() const; // folder()/vault.db
    vault::VaultKeys keys() const;      // a copy

    void close();
    base::Status tryOpen(); // opens again after close()
    void reopen();          // close() and open; aborts on errors

    // A saved connection in the profile "Personal" (or another), committed. api_key unless told.
    model::Connection addConnection(const std::string& name, const std::string& providerId = "example",
                                    model::AuthKind kind = model::AuthKind::ApiKey,
                                    const std::string& profile = "Personal");
    // A committed secret field of a connection.
    void putSecret(const model::Connection& connection, std::string_view field, std::string_view text);

private:
    QTemporaryDir m_folder;
    FakeClock m_clock;
    vault::VaultKeys m_keys;
    std::unique_ptr<vault::Vault> m_vault;
};

// Prints the error and aborts; for set-up that is not what a test is about.
template <class T> T must(base::Result<T> result);
void must(const base::Status& status);
[[noreturn]] void giveUp(const base::Error& error);

template <class T> T must(base::Result<T> result)
{
    if (!result)
        giveUp(result.error());
    return *std::move(result);
}

} // namespace keystead::test
