// SPDX-License-Identifier: GPL-3.0-or-later
// Slots on a PKCS#11 token through the service: PIN tries, pulling, proofs.
#include "tests/service/slots_fixture.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using keys::SlotKind;
using model::AuditAction;
using service::VaultState;
namespace fs = std::filesystem;

class TstTokenSlots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTokenOpensTheVaultAndItsRemovalLocksIt() // SECURITY 34
    {
        ServiceFixture f;
        const MockToken token(f);
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        const auto tokens = must(await(f.core->tokens()));
        QCOMPARE(tokens.size(), std::size_t{1});
        const auto added = add(f, MockToken::request());
        QVERIFY2(added.has_value(), added ? "" : added.error().detail.c_str());
        QCOMPARE(added->slot.label, std::string("mock token"));
        f.lock();
        f.start();
        QVERIFY(unlock(f, byPin("246810")));
        QCOMPARE(f.lastRecord(AuditAction::VaultUnlock).event.detail.at("method"), std::string("pkcs11"));
        QSignalSpy status(f.core.get(), &service::CoreService::statusChanged);
        token.pull();
        QTRY_COMPARE(f.core->status().state, VaultState::Locked);
        QTRY_VERIFY(f.core->status().problem.has_value());
        QCOMPARE(f.core->status().problem->code, ErrorCode::TokenMissing);
        QCOMPARE(codeOf(unlock(f, byPin("246810"))), ErrorCode::TokenMissing);
        token.plugIn();
        QVERIFY(unlock(f, byPin("246810")));
        QCOMPARE(f.lastRecord(AuditAction::VaultLock).event.detail.at("cause"), std::string("token_removed"));
    }

    void aPulledTokenIsLeftAloneWhereThePersonWantsThat()
    {
        ServiceFixture f;
        const MockToken token(f);
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        QVERIFY(add(f, MockToken::request()));
        model::Settings settings = must(await(f.core->settings()));
        settings.lockOnTokenRemoval = false;
        must(await(f.core->saveSettings(settings, service::person())));
        f.lock();
        QVERIFY(unlock(f, byPin("246810")));
        token.pull();
        // The watch looks every 20 ms here: it must have looked often by the time that another token call was answered.
        for (int i = 0; i < 20; ++i)
            (void)await(f.core->tokens());
        QCOMPARE(f.core->status().state, VaultState::Unlocked);
    }

    void aPassphraseUnlockDoesNotWatchTheToken()
    {
        ServiceFixture f;
        const MockToken token(f);
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        QVERIFY(add(f, MockToken::request()));
        token.pull();
        for (int i = 0; i < 20; ++i)
            (void)await(f.core->tokens());
        QCOMPARE(f.core->status().state, VaultState::Unlocked);
    }

    void aWrongPinIsTriedOnceAndSlowsDown() // SECURITY 34, 39
    {
        ServiceFixture f;
        const MockToken token(f);
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        QVERIFY(add(f, MockToken::request()));
        f.lock();
        const int before = token.logins();
        QCOMPARE(codeOf(unlock(f, byPin("000000"))), ErrorCode::WrongPin);
        QCOMPARE(token.logins(), before + 1);
        QCOMPARE(token.tries(), std::string("2"));
        QCOMPARE(codeOf(unlock(f, byPin("000000"))), ErrorCode::WrongPin);
        QCOMPARE(codeOf(unlock(f, byPin("246810"))), ErrorCode::Denied); // the final try is not risked
        QCOMPARE(token.logins(), before + 2);
        // All kinds of secret share one count.
        for (int i = 0; i < 3; ++i)
            (void)f.unlock("wrong wrong wrong");
        QCOMPARE(codeOf(unlock(f, byPin("246810"))), ErrorCode::RateLimited);
        QCOMPARE(codeOf(unlock(f, byRecoveryKey(*keys::recoveryText(base::Secret(32))))), ErrorCode::RateLimited);
        f.clock.advance(10min);
        service::UnlockVault risk = byPin("246810");
        risk.useFinalTry = true;
        QVERIFY(unlock(f, std::move(risk)));
        QCOMPARE(f.records(AuditAction::UnlockFailed), std::int64_t{5});
    }

    void aPinIsAProof()
    {
        ServiceFixture f;
        const MockToken token(f);
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        QVERIFY(add(f, MockToken::request()));
        service::Proof wrong;
        wrong.pin = secretText("111111");
        QCOMPARE(codeOf(add(f, adding(SlotKind::Keychain), std::move(wrong))), ErrorCode::WrongPin);
        QCOMPARE(f.records(AuditAction::UnlockFailed), std::int64_t{1});
        f.clock.advance(1min);
        service::Proof pin;
        pin.pin = secretText("246810");
        QVERIFY(add(f, adding(SlotKind::Keychain), std::move(pin)));
    }
};

QTEST_GUILESS_MAIN(TstTokenSlots)
#include "tst_token_slots.moc"
