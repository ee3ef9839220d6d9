// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A profile's key is replaced in small steps, each of them a transaction of the caller: begin (a second key), step
// (some seals move), ... , finish (the old key is deleted). Between two steps, and after a crash at any point, each
// seal opens with the key that it names, and what is sealed anew goes under the new key. Where it stands is in the
// tables alone: whoever comes next calls begin() again and goes on. Thread: the core thread.
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/db/transaction.h"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace keystead::vault {

class Vault;

struct RotationStep
{
    std::int64_t moved = 0;
    bool more = false; // another step may find something
};

class ProfileRotation
{
public:
    ProfileRotation(Vault& vault, base::ProfileId profile) : m_vault(vault), m_profile(std::move(profile)) {}

    // A new key, or the one of a rotation that is under way. The number of seals to move.
    base::Result<std::int64_t> begin(db::Transaction& transaction, std::string_view reason, base::WallTime now);
    // Moves at most `most` seals, and stops after `budget`. Tampered names a seal that does not open: nothing is moved
    // then.
    base::Result<RotationStep> step(db::Transaction& transaction, int most, std::chrono::microseconds budget);
    // Deletes the old keys; IllegalState while seals are left. Afterwards the caller checkpoints (truncating), so that
    // the log and the database file hold the wrapped old key no more.
    base::Status finish(db::Transaction& transaction);
    base::Result<std::int64_t> left();

private:
    Vault& m_vault;
    base::ProfileId m_profile;
};

} // namespace keystead::vault
