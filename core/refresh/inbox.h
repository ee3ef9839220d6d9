// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Answers of token endpoints that came while the vault was locked: files in the vault's folder, each sealed to a public
// key whose private half lies sealed in the vault (docs/keys.md, "The inbox"). Who can write into the folder can add
// files; what is taken from one counts only where it fits an open row of the refresh journal. Thread: any, one at a
// time.
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/crypto/key_agreement.h"
#include "core/model/audit_event.h"
#include "core/net/http_client.h"
#include "core/oauth/endpoints.h"
#include "core/refresh/refresh_journal.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace keystead::refresh {

// What is known of a request when it is sent, and has to be known again when its answer is looked at.
struct LateNote
{
    JournalRow attempt;
    model::Actor actor;
    oauth::Endpoints endpoints; // as they were pinned
};

struct LateAnswer
{
    LateNote note;
    base::WallTime receivedAt{};
    net::HttpResponse response; // status, body and the headers that are looked at: content-type, date, retry-after
};

class Inbox
{
public:
    static constexpr std::size_t maxFiles = 64;
    static constexpr std::size_t maxBytes = std::size_t{8} * 1024 * 1024; // of all files
    static constexpr std::size_t maxFileBytes = std::size_t{1280} * 1024; // an answer is at most 1 MiB

    explicit Inbox(std::filesystem::path vaultFolder) : m_folder(std::move(vaultFolder)) {}

    // Seals and writes durably (0600, atomic). Errors: LimitExceeded (full), storage.
    base::Status put(std::span<const std::uint8_t> publicKey, const base::VaultId& vault, const LateAnswer& answer);
    // In the order of their names; at most twice maxFiles. Errors: storage.
    base::Result<std::vector<std::filesystem::path>> files() const;
    // Errors: NotFound, LimitExceeded, StorageInsecure, TooNew, WrongKey (sealed to another key: of another time, or of
    // another vault), Tampered, ParseError, StorageIo.
    base::Result<LateAnswer> open(const std::filesystem::path& file, const crypto::X25519KeyPair& pair,
                                  const base::VaultId& vault) const;
    void remove(const std::filesystem::path& file);

private:
    std::filesystem::path m_folder;
};

} // namespace keystead::refresh
