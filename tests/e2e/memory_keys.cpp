// SPDX-License-Identifier: GPL-3.0-or-later
// For tests: every key of a vault that is not open anywhere, for the memory scan. memory_keys VAULT_FOLDER, the
// passphrase as the first line of stdin. Prints one key a line: NAME HEX.
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/crypto/hkdf.h"
#include "core/crypto/password_kdf.h"
#include "core/keys/key_file.h"
#include "core/vault/profile_store.h"
#include "core/vault/seal_keys.h"
#include "core/vault/sealed_store.h"
#include "core/vault/vault.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>

using namespace keystead;

namespace {

void print(const std::string& name, const base::Secret& key)
{
    std::printf("%s %s\n", name.c_str(), base::toHex(key.exposeBytes()).c_str());
}

// SQLCipher's key for the pages' authentication codes: two rounds over the page key with the salt turned.
base::Secret pageMacKey(const std::filesystem::path& database, const base::Secret& pageKey)
{
    std::array<char, 16> salt{};
    std::ifstream(database, std::ios::binary).read(salt.data(), salt.size());
    for (char& c : salt)
        c = static_cast<char>(c ^ 0x3a);
    base::Secret key(32);
    PKCS5_PBKDF2_HMAC(pageKey.exposeText().data(), 32, reinterpret_cast<const unsigned char*>(salt.data()), 16, 2,
                      EVP_sha512(), 32, key.exposeMutable().data());
    return key;
}

// What Argon2id makes of the passphrase, and the slot's private key.
base::Status printSlotKeys(const std::filesystem::path& keyFile, const base::Secret& passphrase)
{
    std::ifstream in(keyFile);
    const auto document = nlohmann::json::parse(in, nullptr, false);
    int number = 0;
    for (const auto& slot : document.value("slots", nlohmann::json::array())) {
        if (!slot.is_object() || slot.value("kind", "") != "passphrase")
            continue;
        KS_ASSIGN(const base::Bytes salt, base::fromBase64(slot.value("salt", "")));
        crypto::Argon2Params params;
        params.memoryKiB = slot["kdf"].value("memory_kib", params.memoryKiB);
        params.passes = slot["kdf"].value("passes", params.passes);
        params.lanes = slot["kdf"].value("lanes", params.lanes);
        KS_ASSIGN(const base::Secret stretched, crypto::argon2id(passphrase, salt, params));
        KS_ASSIGN(const base::Secret slotKey, crypto::hkdfSha256(stretched, {}, "keystead passphrase slot v1", 32));
        print("stretched-passphrase-" + std::to_string(++number), stretched);
        print("slot-private-key-" + std::to_string(number), slotKey);
    }
    return base::ok();
}

base::Status printKeys(const std::filesystem::path& folder, const base::Secret& passphrase)
{
    KS_ASSIGN(const keys::KeyFile file, keys::KeyFile::load(folder / "keys.json"));
    KS_ASSIGN(const base::Secret vaultKey, file.openWithPassphrase(passphrase));
    KS_ASSIGN(const base::Secret databaseKey, keys::databaseKey(vaultKey, file.vaultId()));
    print("vault-key", vaultKey);
    print("database-key", databaseKey);
    print("page-mac-key", pageMacKey(folder / "vault.db", databaseKey));
    KS_ASSIGN(const base::Secret macKey, crypto::hkdfSha256(vaultKey, {}, "keystead key file mac v1", 32));
    print("key-file-mac-key", macKey);
    KS_ASSIGN(const base::Secret wrap, vault::profileWrapKey(vaultKey, file.vaultId()));
    print("profile-wrap-key", wrap);
    KS_ASSIGN(const base::Secret seal, vault::vaultSealKey(vaultKey, file.vaultId()));
    print("vault-seal-key", seal);
    KS_TRY(printSlotKeys(folder / "keys.json", passphrase));
    const base::SystemClock clock;
    KS_ASSIGN(const auto vault,
              vault::Vault::open(folder / "vault.db", {file.vaultId(), vaultKey.clone(), databaseKey.clone()}, clock));
    KS_ASSIGN(const auto profiles, vault->profiles().all());
    for (const model::Profile& profile : profiles) {
        KS_ASSIGN(const auto* const key, vault->profiles().key(profile.id));
        print("profile-key-" + profile.id.text, key->key);
    }
    for (const char* name : {"audit.signing_key", "refresh.fingerprint_key", "refresh.inbox_key"}) {
        if (const auto secret = vault->sealed().get(name))
            print(name, *secret);
    }
    return base::ok();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    std::string line;
    std::getline(std::cin, line);
    const base::Status done = printKeys(argv[1], base::Secret::take(line));
    if (!done)
        std::fprintf(stderr, "memory_keys: %s\n", base::toString(done.error()).c_str());
    return done ? 0 : 1;
}
