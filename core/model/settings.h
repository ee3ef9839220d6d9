// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Settings that live in the vault (they are part of its behaviour, and changing them is audited). Window geometry and
// the like are the desktop's own and live elsewhere.
#include <chrono>
#include <string>

namespace keystead::model {

struct Settings
{
    std::chrono::seconds refreshAhead{600};       // 60 s to 24 h
    std::chrono::seconds autoLockAfter{0};        // of no use; 0: never
    bool lockOnSessionLock = true;                // the screen is locked
    bool lockOnSuspend = true;                    // before the machine sleeps
    bool lockOnSwitchUser = true;                 // somebody else's session comes to the front
    bool lockOnTokenRemoval = true;               // the PKCS#11 token that opened the vault is gone
    std::chrono::seconds clipboardClearAfter{20}; // 5 s to 5 min
    std::chrono::hours expiryNotice{14 * 24};     // "Expiring soon"
    bool notifications = true;
    std::string theme = "system"; // system, light, dark
    std::string language;         // empty: the desktop's
    bool closeToTray = true;
    // Programs without a grant: the person is asked. False: every program of the person's account may read (each use is
    // on record all the same).
    bool askForPrograms = true;
    bool trustPackageUpdates = true; // a grant passes to a new version of the same root-owned package
    bool proxyEnabled = false;       // the loopback HTTP endpoint
    bool operator==(const Settings&) const = default;
};

} // namespace keystead::model
