// SPDX-License-Identifier: GPL-3.0-or-later
// For tests: somebody who has the vault's passphrase and changes the database behind Keystead's back.
// tamper_tool VAULT_FOLDER SQL, the passphrase as the first line of stdin.
#include "core/db/connection.h"
#include "core/keys/key_file.h"

#include <cstdio>
#include <iostream>

using namespace keystead;

static base::Status tamper(const std::filesystem::path& folder, const std::string& sql, const base::Secret& passphrase)
{
    KS_ASSIGN(const keys::KeyFile file, keys::KeyFile::load(folder / "keys.json"));
    KS_ASSIGN(const base::Secret vaultKey, file.openWithPassphrase(passphrase));
    KS_ASSIGN(const base::Secret databaseKey, keys::databaseKey(vaultKey, file.vaultId()));
    KS_ASSIGN(const auto database, db::Connection::open(folder / "vault.db", databaseKey, db::OpenMode::ReadWrite));
    KS_TRY(database->execute(sql));
    return database->checkpoint();
}

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    std::string line;
    std::getline(std::cin, line);
    const base::Status done = tamper(argv[1], argv[2], base::Secret::take(line));
    if (!done)
        std::fprintf(stderr, "tamper_tool: %s\n", base::toString(done.error()).c_str());
    return done ? 0 : 1;
}
