// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a change of keys and an erasure ask of the automatic backups. core_service.cpp connects them; empty ones are
// passed over (tests without backups).
#include "core/service/core_service.h"

#include <functional>

namespace keystead::service {

struct Context;

struct KeyHooks
{
    // A backup before anything changes.
    std::function<TaskOf<void>(std::shared_ptr<Context> context, model::Actor actor)> beforeRotation;
    // Before the key file knows the new vault key the backups open under both; once the database is under it, under the
    // new one alone. Repeated after a crash.
    std::function<base::Status(const Context& context, const base::VaultId& vault, const base::Secret& from,
                               const base::Secret& to)>
        beginRotation;
    std::function<base::Status(const Context& context, const base::VaultId& vault, const base::Secret& vaultKey)>
        finishRotation;
};

} // namespace keystead::service
