// SPDX-License-Identifier: GPL-3.0-or-later
// Two generations of the vault key in one key file: the next one is sealed to every slot's public key, so that slots
// whose secret is not at hand come along.
#include "core/keys/key_file_format.h"

namespace keystead::keys {

using base::ErrorCode;
using base::fail;

base::Status KeyFile::beginRotation(const base::Secret& vaultKey, const base::Secret& nextVaultKey)
{
    if (m_rotating)
        return fail(ErrorCode::IllegalState, "a rotation of the vault key is under way already");
    if (vaultKey.size() != vaultKeySize || nextVaultKey.size() != vaultKeySize || vaultKey.equals(nextVaultKey))
        return fail(ErrorCode::InvalidArgument, "a new vault key of 32 bytes is needed");
    KS_TRY(authenticate(vaultKey)); // nothing is sealed to a public key that somebody else put there
    std::vector<Slot> next = m_slots;
    for (Slot& slot : next) {
        KS_ASSIGN(slot.wrappedNext, wrapFor(slot, nextVaultKey, m_generation + 1));
    }
    m_slots = std::move(next);
    m_rotating = true;
    return base::ok();
}

base::Status KeyFile::finishRotation(const base::Secret& nextVaultKey)
{
    if (!m_rotating)
        return fail(ErrorCode::IllegalState, "no rotation of the vault key is under way");
    if (m_macNext.empty())
        return fail(ErrorCode::IllegalState, "the rotation was not saved yet: nothing on disk holds the next key");
    KS_TRY(authenticate(nextVaultKey));
    for (Slot& slot : m_slots) {
        slot.wrapped = std::move(slot.wrappedNext);
        slot.wrappedNext.clear();
    }
    ++m_generation;
    m_rotating = false;
    return base::ok();
}

base::Status KeyFile::abandonRotation()
{
    if (!m_rotating)
        return fail(ErrorCode::IllegalState, "no rotation of the vault key is under way");
    for (Slot& slot : m_slots)
        slot.wrappedNext.clear();
    m_rotating = false;
    return base::ok();
}

} // namespace keystead::keys
