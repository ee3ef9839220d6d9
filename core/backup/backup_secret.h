// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What opens a backup, and the two keys that follow from it: one for the file's pages, one under which the keys inside
// are sealed (docs/backup.md). Pure but for the time that Argon2id takes.
#include "core/base/encoding.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/crypto/password_kdf.h"
#include "core/db/connection.h"

#include <optional>
#include <string_view>

namespace keystead::backup {

enum class SecretKind { Passphrase, RecoveryKey, Automatic };
std::string_view toText(SecretKind kind); // passphrase, recovery_key, automatic
std::optional<SecretKind> secretKindFromText(std::string_view text);

struct BackupSecret
{
    SecretKind kind = SecretKind::Passphrase;
    base::Secret secret; // passphrase: UTF-8 as typed; recovery key and automatic: 32 bytes

    BackupSecret clone() const { return {kind, secret.clone()}; }
};

// A file that leaves the house is guessed at without a limit: InvalidArgument below base::shortestPassphrase
// characters.
base::Status checkNewSecret(const BackupSecret& secret);

struct PageKey
{
    base::Secret key;
    db::KeyKind kind = db::KeyKind::Raw;
};
// Passphrase: SQLCipher's own derivation, so that its shell opens the file. Else HKDF-SHA-256 without salt, info
// "keystead backup pages v1".
base::Result<PageKey> pageKey(const BackupSecret& secret);

// What stands inside the file, so that the seal key can be derived again.
struct SealParameters
{
    base::Bytes salt;         // 32 bytes
    crypto::Argon2Params kdf; // passphrases
};
SealParameters newSealParameters();
// The key that takes the vault key's place inside the backup. LimitExceeded where the parameters, which come from a
// file, are out of bounds (SECURITY 33).
base::Result<base::Secret> sealKey(const BackupSecret& secret, const SealParameters& parameters);

} // namespace keystead::backup
