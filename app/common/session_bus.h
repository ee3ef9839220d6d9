// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// GLib's connection to the D-Bus session, which the keychain's library uses under QtKeychain. By default GLib ends the
// whole process with SIGTERM when that bus goes away; an open vault must outlive it. Holds the connection, so that the
// library gets this one. Thread: the keychain's.

namespace keystead::app {

class SessionBusGuard
{
public:
    SessionBusGuard() = default;
    ~SessionBusGuard();
    SessionBusGuard(const SessionBusGuard&) = delete;
    SessionBusGuard& operator=(const SessionBusGuard&) = delete;
    // Before the keychain's library is first used, and cheap afterwards. Without a bus nothing happens. Blocks for one
    // exchange with the bus.
    void hold();

private:
    void* m_connection = nullptr; // GDBusConnection, a reference of ours
};

} // namespace keystead::app
