// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Makes an entry fit the catalogue: the provider that its guess means, the kind that this provider takes, parameters
// and secret fields under their names. What fits nowhere becomes a connection with fields of its own; nothing is
// dropped. Pure; reads the registry.
#include "core/model/connection.h"
#include "core/providers/registry.h"
#include "core/transfer/import/import_document.h"

#include <map>
#include <string>

namespace keystead::transfer {

// Afterwards `entry.provider` is an id of the registry and the entry passes the model's validation.
void settleEntry(ImportEntry& entry, const providers::Registry& registry);

// Which server a connection talks to, from its parameters: lower-case host with port, or empty where the provider has
// only one.
std::string instanceOf(const model::ProviderSpec* spec, const std::map<std::string, std::string>& parameters);
// Whose it is: the account, else the user name or key id among the parameters. Lower case.
std::string accountKey(const std::string& account, const std::map<std::string, std::string>& parameters);

} // namespace keystead::transfer
