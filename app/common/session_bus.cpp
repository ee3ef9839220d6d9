// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/session_bus.h"

#include <gio/gio.h>

namespace keystead::app {

SessionBusGuard::~SessionBusGuard()
{
    if (m_connection)
        g_object_unref(m_connection);
}

void SessionBusGuard::hold()
{
    if (m_connection)
        return;
    GDBusConnection* const connection = g_bus_get_sync(G_BUS_TYPE_SESSION, nullptr, nullptr);
    if (!connection)
        return;
    g_dbus_connection_set_exit_on_close(connection, FALSE);
    m_connection = connection;
}

} // namespace keystead::app
