// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the tests of key slots share: requests, proofs, and a token whose state is files (tests/keys/mock_token.cpp).
#include "tests/service/service_fixture.h"

#include "core/keys/key_file.h"
#include "core/keys/recovery_text.h"

#include <algorithm>

namespace keystead::test {

template <class T> base::ErrorCode codeOf(const base::Result<T>& result)
{
    return result ? base::ErrorCode::Ok : result.error().code;
}

inline service::Proof proof(std::string_view passphrase = goodPassphrase)
{
    return {secretText(passphrase), false};
}

inline service::AddSlot adding(keys::SlotKind kind, std::string_view passphrase = {})
{
    service::AddSlot request;
    request.kind = kind;
    if (!passphrase.empty())
        request.passphrase = secretText(passphrase);
    return request;
}

inline service::UnlockVault byRecoveryKey(const base::Secret& text)
{
    service::UnlockVault request;
    request.recoveryKey = text.clone();
    return request;
}

inline service::UnlockVault byPin(std::string_view pin)
{
    service::UnlockVault request;
    request.pin = secretText(pin);
    return request;
}

inline base::Result<service::AddedSlot> add(ServiceFixture& f, service::AddSlot request, service::Proof given = proof())
{
    return await(f.core->addSlot(std::move(request), std::move(given), service::person()));
}

inline base::Status unlock(ServiceFixture& f, service::UnlockVault request)
{
    return await(f.core->unlock(std::move(request), service::person()));
}

inline base::SlotId slotOf(ServiceFixture& f, keys::SlotKind kind)
{
    for (const keys::SlotInfo& slot : f.core->status().slots) {
        if (slot.kind == kind)
            return slot.id;
    }
    return {};
}

inline std::filesystem::path sheetIn(ServiceFixture& f)
{
    return std::filesystem::path(f.dir.path().toStdString()) / "sheet.pdf";
}

// The mock token with the PIN 246810.
class MockToken
{
public:
    explicit MockToken(ServiceFixture& f) : m_folder(std::filesystem::path(f.dir.path().toStdString()) / "token")
    {
        std::filesystem::create_directories(m_folder);
        qputenv("KEYSTEAD_MOCK_TOKEN", m_folder.c_str());
        writeAll(m_folder / "tries", "3");
        writeAll(m_folder / "pin", "246810");
        plugIn();
        f.tokenModule = KEYSTEAD_MOCK_MODULE;
        f.start();
    }
    void plugIn() const { writeAll(m_folder / "present", {}); }
    void pull() const { std::filesystem::remove(m_folder / "present"); }
    bool holdsKey() const { return std::filesystem::exists(m_folder / "key.pem"); }
    std::string tries() const { return readAll(m_folder / "tries"); }
    int logins() const
    {
        const std::string text = readAll(m_folder / "logins");
        return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    }
    static service::AddSlot request(std::string_view pin = "246810")
    {
        service::AddSlot wanted = adding(keys::SlotKind::Pkcs11);
        wanted.pin = secretText(pin);
        return wanted;
    }

private:
    std::filesystem::path m_folder;
};

} // namespace keystead::test
