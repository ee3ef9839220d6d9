// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The keychain's callbacks as tasks. Thread: the core thread.
#include "core/keys/keychain_store.h"

#include <qcoro/qcorotask.h>
#include <string>

namespace keystead::service {

QCoro::Task<base::Result<base::Secret>> readItem(keys::KeychainStore& keychain, std::string item);
// Writes, reads back and compares: a keychain that says "done" and forgets must not hold a vault's only key.
// KeychainDenied where it differs.
QCoro::Task<base::Status> writeItemSafely(keys::KeychainStore& keychain, std::string item, base::Secret value);
QCoro::Task<base::Status> removeItem(keys::KeychainStore& keychain, std::string item);

} // namespace keystead::service
