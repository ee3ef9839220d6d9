// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// JSON objects of credentials as applications keep them ({"access_token": ..., "expires_at": ...}), nested by service
// or not, into entries. Members with well-known names get their place; every other text becomes a secret field, since
// nobody can say that it is none.
#include "core/base/json.h"
#include "core/transfer/import/import_document.h"

#include <string>

namespace keystead::transfer {

struct CredentialContext
{
    std::string place;
    std::string provider; // what the source says beside the object
    std::string name;
    std::string account;
    std::optional<base::WallTime> createdAt;
    std::vector<std::string> tags;
};

// Adds one entry, or one for each nested object where the object itself holds no credential. Gives how many.
std::size_t addCredentialJson(ImportDocument& document, const base::Json& json, const CredentialContext& context);

} // namespace keystead::transfer
