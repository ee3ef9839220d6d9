// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the tests of this room share: checks of results, and one transaction around one call.
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"
#include "core/vault/profile_store.h"
#include "core/vault/sealed_store.h"
#include "core/vault/settings_store.h"
#include "tests/support/temporary_vault.h"

#include <QTest>

#define KS_VERIFY(result)                                                                                              \
    do {                                                                                                               \
        const auto& ks_result = (result);                                                                              \
        QVERIFY2(ks_result.has_value(), ks_result ? "" : keystead::base::toString(ks_result.error()).c_str());         \
    } while (false)

#define KS_FAILS(result, expected)                                                                                     \
    do {                                                                                                               \
        const auto& ks_result = (result);                                                                              \
        QVERIFY2(!ks_result.has_value(), "it was expected to fail");                                                   \
        QVERIFY2(ks_result.error().code == (expected), keystead::base::toString(ks_result.error()).c_str());           \
    } while (false)

namespace keystead::test {

// Runs `change(transaction)` and commits where it succeeds; rolls back where it does not.
template <class Change> base::Status inTransaction(vault::Vault& vault, Change change)
{
    KS_ASSIGN(db::Transaction transaction, vault.begin());
    KS_TRY(change(transaction));
    KS_TRY(transaction.commit());
    return base::ok();
}

// Straight into the database, past the stores: what somebody with the database key and no profile key can do.
inline base::Status tamper(TemporaryVault& vault, const std::string& sql)
{
    return vault->database().execute(sql);
}

inline std::int64_t count(TemporaryVault& vault, const std::string& sql)
{
    db::Statement query = must(vault->database().prepare(sql));
    return must(query.step()) ? query.integer(0) : -1;
}

} // namespace keystead::test
