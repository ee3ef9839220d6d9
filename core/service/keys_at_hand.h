// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The vault key without opening the vault: for checking, comparing and repairing one that does not open. Thread: the
// core thread; Argon2id runs on a worker.
#include "core/service/context.h"

namespace keystead::service {

struct KeysAtHand
{
    keys::KeyFile keyFile;
    base::Secret vaultKey;
    base::Secret databaseKey;
};
using KeysAtHandPtr = std::shared_ptr<KeysAtHand>;

// What is tried beside the keychain.
struct SecretsAtHand
{
    base::Secret passphrase;
    base::Secret recoveryKey; // 32 bytes
    bool mustFit = false;     // the passphrase was given for this vault: no other slot makes up for a wrong one
};

// Of the open vault, or by the slots that open: keychain and recovery key, then the passphrase. Errors as KeyFile::load
// and open.
TaskOf<KeysAtHandPtr> keysAtHand(ContextPtr context, std::shared_ptr<SecretsAtHand> secrets);

} // namespace keystead::service
