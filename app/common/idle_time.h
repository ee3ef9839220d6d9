// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How long nobody has touched this computer: asked of org.gnome.Mutter.IdleMonitor, org.freedesktop.ScreenSaver or the
// X server, in this order, and nobody else is started for it. Where none of them tells, the answer says so. Thread: the
// application's.
#include "app/common/bus_link.h"

#include <chrono>
#include <memory>
#include <optional>
#include <QElapsedTimer>
#include <QObject>
#include <string>

namespace keystead::app {

struct IdleAnswer
{
    std::chrono::milliseconds idle{0};
    std::string source; // empty: nobody tells
};

// org.freedesktop.ScreenSaver's GetSessionIdleTime is seconds by its specification and milliseconds in KDE: the pace
// tells. Pure.
class IdleUnit
{
public:
    // A reading at a time of the steady clock; the idle time, taken as milliseconds (the shorter) until the pace is
    // known.
    std::chrono::milliseconds read(std::uint64_t value, std::chrono::milliseconds now);
    bool known() const { return m_seconds.has_value(); }

private:
    std::optional<bool> m_seconds;
    std::optional<std::uint64_t> m_value;
    std::chrono::milliseconds m_at{0};
};

class IdleTime : public QObject
{
    Q_OBJECT
public:
    explicit IdleTime(BusLink& session, QObject* parent = nullptr);
    ~IdleTime() override;
    // `answered` follows, once, within about two seconds.
    void ask();

Q_SIGNALS:
    void answered(const keystead::app::IdleAnswer& answer);

private:
    void askMutter();
    void askScreenSaver();
    void askDisplay();
    void answer(std::chrono::milliseconds idle, const char* source);

    BusLink& m_session;
    IdleUnit m_unit;
    QElapsedTimer m_clock;
    bool m_asking = false;
    struct Display;
    std::unique_ptr<Display> m_display;
};

} // namespace keystead::app
