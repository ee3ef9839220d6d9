// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/auto_lock.h"

namespace keystead::service {

std::string_view toText(LockCause cause)
{
    switch (cause) {
    case LockCause::Request:
        return "request";
    case LockCause::Idle:
        return "idle";
    case LockCause::SessionLocked:
        return "session_locked";
    case LockCause::Suspend:
        return "suspend";
    case LockCause::UserSwitched:
        return "user_switched";
    case LockCause::TokenRemoved:
        return "token_removed";
    case LockCause::Panic:
        return "panic";
    case LockCause::Shutdown:
        return "shutdown";
    }
    return "request";
}

bool wantsLock(const model::Settings& settings, LockCause cause)
{
    switch (cause) {
    case LockCause::Idle:
        return settings.autoLockAfter.count() > 0;
    case LockCause::SessionLocked:
        return settings.lockOnSessionLock;
    case LockCause::Suspend:
        return settings.lockOnSuspend;
    case LockCause::UserSwitched:
        return settings.lockOnSwitchUser;
    case LockCause::TokenRemoved:
        return settings.lockOnTokenRemoval;
    case LockCause::Request:
    case LockCause::Panic:
    case LockCause::Shutdown:
        return true;
    }
    return true;
}

} // namespace keystead::service
