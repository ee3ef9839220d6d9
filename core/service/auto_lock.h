// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Why the vault is locked, and which of these causes the person wants. What notices them (D-Bus, the display) lives in
// app/common; what locks is CoreService. Pure values; it refuses nothing.
#include "core/model/settings.h"

#include <string>
#include <string_view>

namespace keystead::service {

enum class LockCause { Request, Idle, SessionLocked, Suspend, UserSwitched, TokenRemoved, Panic, Shutdown };
// request, idle, session_locked, suspend, user_switched, token_removed, panic, shutdown: stands in the record.
std::string_view toText(LockCause cause);

struct LockRequest
{
    LockCause cause = LockCause::Request;
    // Panic: waits for nothing. A refresh on its way is cut off, also one that an earlier lock had let go on; its
    // journal row says "uncertain" at the next unlock.
    bool now = false;
};

// Whether these settings want the vault locked for this cause. What a person asks for is always wanted.
bool wantsLock(const model::Settings& settings, LockCause cause);

// What watches, for `doctor`, `vault.auto_lock` and the log. Told by the application (app/common/auto_lock.h).
struct AutoLockReport
{
    std::string idleSource; // org.gnome.Mutter.IdleMonitor, org.freedesktop.ScreenSaver, XScreenSaver, keystead; empty:
                            // not asked yet
    bool sessionBus = false;   // screen savers can be heard
    bool logind = false;       // session lock, suspend and switching users can be heard
    bool sleepDelayed = false; // sleep waits until the vault is locked
    bool operator==(const AutoLockReport&) const = default;
};

} // namespace keystead::service
