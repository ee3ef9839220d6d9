// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/idle_time.h"

#include <cstdlib>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <xcb/screensaver.h>
#include <xcb/xcb.h>

namespace keystead::app {

namespace {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

constexpr int patience = 1000; // ms for an answer

QDBusPendingCall askBus(const BusLink& bus, const QString& service, const QString& path, const QString& method)
{
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, method);
    call.setAutoStartService(false);
    return bus.connection().asyncCall(call, patience);
}

} // namespace

milliseconds IdleUnit::read(std::uint64_t value, milliseconds now)
{
    if (!m_seconds && m_value && value > *m_value && now - m_at >= milliseconds{900}) {
        // Milliseconds grow by about 1000 a second, seconds by about one.
        const auto pace = static_cast<double>(value - *m_value) / static_cast<double>((now - m_at).count());
        m_seconds = pace < 0.1;
    }
    if (!m_value || value < *m_value || now - m_at >= milliseconds{900}) {
        m_value = value;
        m_at = now;
    }
    return m_seconds.value_or(false) ? milliseconds{std::chrono::seconds{value}} : milliseconds{value};
}

// The connection to the X server, made when it is first wanted. Under Wayland X sees only what happens in X windows.
struct IdleTime::Display
{
    xcb_connection_t* connection = nullptr;
    xcb_window_t root = 0;
    ~Display() { close(); }

    void close()
    {
        if (connection)
            xcb_disconnect(connection);
        connection = nullptr;
    }

    bool open()
    {
        const char* wayland = std::getenv("WAYLAND_DISPLAY");
        const char* display = std::getenv("DISPLAY");
        if (!display || !*display || (wayland && *wayland))
            return false;
        if (connection && xcb_connection_has_error(connection) == 0)
            return true;
        close();
        int screen = 0;
        connection = xcb_connect(nullptr, &screen);
        if (xcb_connection_has_error(connection) != 0)
            return false;
        const xcb_query_extension_reply_t* extension = xcb_get_extension_data(connection, &xcb_screensaver_id);
        if (!extension || extension->present == 0)
            return false;
        auto screens = xcb_setup_roots_iterator(xcb_get_setup(connection));
        for (; screens.rem > 0 && screen > 0; --screen)
            xcb_screen_next(&screens);
        if (screens.rem <= 0)
            return false;
        root = screens.data->root;
        return true;
    }

    std::optional<milliseconds> idle()
    {
        if (!open())
            return std::nullopt;
        const std::unique_ptr<xcb_screensaver_query_info_reply_t, decltype(&std::free)> reply{
            xcb_screensaver_query_info_reply(connection, xcb_screensaver_query_info(connection, root), nullptr),
            &std::free};
        if (!reply)
            return std::nullopt;
        return milliseconds{reply->ms_since_user_input};
    }
};

IdleTime::IdleTime(BusLink& session, QObject* parent)
    : QObject(parent), m_session(session), m_display(std::make_unique<Display>())
{
    m_clock.start();
}

IdleTime::~IdleTime() = default;

void IdleTime::ask()
{
    if (std::exchange(m_asking, true))
        return;
    if (m_session.isConnected())
        askMutter();
    else
        askDisplay();
}

void IdleTime::askMutter()
{
    auto* pending = new QDBusPendingCallWatcher(
        askBus(m_session, u"org.gnome.Mutter.IdleMonitor"_s, u"/org/gnome/Mutter/IdleMonitor/Core"_s, u"GetIdletime"_s),
        this);
    connect(pending, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
        call->deleteLater();
        const QDBusPendingReply<qulonglong> reply = *call;
        if (reply.isError())
            askScreenSaver();
        else
            answer(milliseconds{reply.value()}, "org.gnome.Mutter.IdleMonitor");
    });
}

void IdleTime::askScreenSaver()
{
    auto* pending = new QDBusPendingCallWatcher(
        askBus(m_session, u"org.freedesktop.ScreenSaver"_s, u"/org/freedesktop/ScreenSaver"_s, u"GetSessionIdleTime"_s),
        this);
    connect(pending, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
        call->deleteLater();
        const QDBusPendingReply<uint> reply = *call;
        if (reply.isError())
            askDisplay();
        else
            answer(m_unit.read(reply.value(), milliseconds{m_clock.elapsed()}), "org.freedesktop.ScreenSaver");
    });
}

void IdleTime::askDisplay()
{
    const auto idle = m_display->idle();
    answer(idle.value_or(milliseconds{0}), idle ? "XScreenSaver" : "");
}

void IdleTime::answer(milliseconds idle, const char* source)
{
    m_asking = false;
    Q_EMIT answered(IdleAnswer{idle, source});
}

} // namespace keystead::app
