// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// After a rotation of the vault key that was cut off: which of the two generations the database is under, and what is
// left to do. Nothing is guessed: the key that opens the file decides. Thread: the core thread, with the owner lock.
#include "core/service/context.h"

namespace keystead::service {

// Where the database is made under its new key.
std::filesystem::path nextDatabasePath(const Context& context);

// Gives the vault key that the database is under. Where the key file holds two generations the new database takes its
// place if it is there and whole, and the key file is saved with one generation. Where it holds one, an unfinished copy
// goes. Errors: storage; Damaged where neither key opens the database.
base::Result<base::Secret> settleGenerations(const Context& context, keys::KeyFile& keyFile, keys::OpenedVault opened);

} // namespace keystead::service
