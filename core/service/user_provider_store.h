// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Providers that the person added: kept in the vault, registered while it is open. Thread: the core thread.
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/db/transaction.h"

#include <string>
#include <vector>

namespace keystead::service {

struct Context;
struct VaultSession;

base::Result<std::vector<std::string>> userProviderTexts(db::Connection& database);
base::Status saveUserProvider(db::Transaction& transaction, const std::string& id, const std::string& json,
                              base::WallTime now);
// One that no longer parses is logged and passed over.
void registerUserProviders(Context& context, VaultSession& session);
void unregisterUserProviders(Context& context, const VaultSession& session);

} // namespace keystead::service
