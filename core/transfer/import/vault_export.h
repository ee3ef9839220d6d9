// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Keystead's own export: connections with their secrets as JSON, encrypted under a passphrase (docs/import.md has the
// format byte for byte). It is for moving to another vault; a backup of a whole vault is another thing.
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/crypto/password_kdf.h"
#include "core/model/connection.h"
#include "core/vault/vault.h"

#include <string>
#include <vector>

namespace keystead::transfer {

struct ExportRow
{
    model::Connection connection;
    std::string clientId; // of its OAuth client, with its secret
    base::Secret clientSecret;
    std::vector<std::pair<std::string, base::Secret>> fields;
};

// Reads on the core thread; a backup of an import is left out.
base::Result<std::vector<ExportRow>> exportRows(vault::Vault& vault, const std::vector<model::Connection>& connections);

// The file's text. Argon2id blocks: on a worker.
base::Result<std::string> sealExport(const std::vector<ExportRow>& rows, const base::Secret& passphrase,
                                     base::WallTime now, const crypto::Argon2Params& params = {});
// The JSON inside. WrongPassphrase, TooNew, ParseError, LimitExceeded (a file that asks for too costly a KDF).
base::Result<base::Secret> openExport(std::string_view text, const base::Secret& passphrase);

} // namespace keystead::transfer
