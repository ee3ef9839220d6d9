// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/backup_secret.h"

#include "core/base/passphrase_rule.h"
#include "core/crypto/hkdf.h"
#include "core/crypto/random.h"

namespace keystead::backup {

using base::ErrorCode;

namespace {

constexpr std::string_view pagesLabel = "keystead backup pages v1";
constexpr std::string_view sealsLabel = "keystead backup seals v1";
constexpr std::size_t keySize = 32;
constexpr std::size_t saltSize = 32;

base::Status checkRaw(const BackupSecret& secret)
{
    if (secret.secret.size() != keySize)
        return base::fail(ErrorCode::InvalidArgument, "a recovery key has 32 bytes");
    return base::ok();
}

} // namespace

std::string_view toText(SecretKind kind)
{
    switch (kind) {
    case SecretKind::Passphrase:
        return "passphrase";
    case SecretKind::RecoveryKey:
        return "recovery_key";
    case SecretKind::Automatic:
        break;
    }
    return "automatic";
}

std::optional<SecretKind> secretKindFromText(std::string_view text)
{
    for (const SecretKind kind : {SecretKind::Passphrase, SecretKind::RecoveryKey, SecretKind::Automatic}) {
        if (toText(kind) == text)
            return kind;
    }
    return std::nullopt;
}

base::Status checkNewSecret(const BackupSecret& secret)
{
    if (secret.kind != SecretKind::Passphrase)
        return checkRaw(secret);
    if (!base::longEnough(secret.secret))
        return base::fail(ErrorCode::InvalidArgument, "passphrase: a backup's needs at least " +
                                                          std::to_string(base::shortestPassphrase) + " characters");
    return base::ok();
}

base::Result<PageKey> pageKey(const BackupSecret& secret)
{
    PageKey page;
    if (secret.kind == SecretKind::Passphrase) {
        page.key = secret.secret.clone();
        page.kind = db::KeyKind::Passphrase;
        return page;
    }
    KS_TRY(checkRaw(secret));
    KS_ASSIGN(page.key, crypto::hkdfSha256(secret.secret, {}, pagesLabel, keySize));
    return page;
}

SealParameters newSealParameters()
{
    return {crypto::randomBytes(saltSize), {}};
}

base::Result<base::Secret> sealKey(const BackupSecret& secret, const SealParameters& parameters)
{
    if (parameters.salt.size() != saltSize)
        return base::fail(ErrorCode::Damaged, "the backup's salt does not have 32 bytes");
    if (secret.kind != SecretKind::Passphrase) {
        KS_TRY(checkRaw(secret));
        return crypto::hkdfSha256(secret.secret, parameters.salt, sealsLabel, keySize);
    }
    KS_TRY(crypto::checkArgon2(parameters.kdf));
    KS_ASSIGN(const base::Secret stretched, crypto::argon2id(secret.secret, parameters.salt, parameters.kdf));
    return crypto::hkdfSha256(stretched, {}, sealsLabel, keySize);
}

} // namespace keystead::backup
