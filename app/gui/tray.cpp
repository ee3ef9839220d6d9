// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/tray.h"

#include "ui/app_context.h"
#include "ui/approval/approval_desk.h"
#include "ui/connections/connection_model.h"
#include "ui/core_port.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/theme/icons.h"

#include <algorithm>
#include <QMenu>
#include <QPainter>

namespace keystead::app {

Tray::Tray(const ui::AppContext& context, ui::MainWindow& window, QObject* parent)
    : QObject(parent), m_context(context), m_window(window)
{
    m_menu = new QMenu(&window);
    connect(m_menu->addAction(tr("Show Keystead")), &QAction::triggered, this, &Tray::showRequested);
    m_menu->addAction(window.actions().answer);
    m_menu->addAction(window.actions().lock);
    m_menu->addAction(window.actions().lockNow);
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Quit")), &QAction::triggered, this, &Tray::quitRequested);
    m_tray.setContextMenu(m_menu);
    connect(&m_tray, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT showRequested();
    });
    connect(&window.connections(), &ui::ConnectionModel::contentChanged, this, &Tray::update);
    connect(&context.core, &ui::CorePort::statusChanged, this, &Tray::update);
    update();
    if (QSystemTrayIcon::isSystemTrayAvailable())
        m_tray.show();
}

bool Tray::available() const
{
    return m_tray.isVisible() && QSystemTrayIcon::isSystemTrayAvailable();
}

void Tray::update()
{
    const bool open = m_context.core.lastStatus().state == service::VaultState::Unlocked;
    const auto& all = m_window.connections().all();
    const int waiting = m_window.approvals().waiting();
    const auto needing = std::count_if(all.begin(), all.end(), [](const auto& c) { return model::needsAttention(c); });
    m_tray.setIcon(icon(!open                        ? QStringLiteral("lock")
                        : needing > 0 || waiting > 0 ? QStringLiteral("alert")
                                                     : QString()));
    m_tray.setToolTip(!open         ? tr("Keystead: locked")
                      : waiting > 0 ? tr("Keystead: %n programs wait for your answer", nullptr, waiting)
                      : needing > 0 ? tr("Keystead: %n connections need you", nullptr, static_cast<int>(needing))
                                    : tr("Keystead: all is well"));
}

QIcon Tray::icon(const QString& badge) const
{
    QIcon icon;
    for (const int size : {22, 44}) {
        QPixmap pixmap = m_context.icons.pixmap(QStringLiteral("keystead"), Qt::white, size, 1.0);
        if (!badge.isEmpty()) {
            QPainter painter(&pixmap);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(badge == QLatin1String("alert") ? QColor(0xb3, 0x1f, 0x17) : QColor(0x2e, 0x3a, 0x39));
            const int side = size * 11 / 22;
            const QRect corner(size - side, size - side, side, side);
            painter.drawEllipse(corner);
            const int inner = side * 3 / 4;
            painter.drawPixmap(corner.center() - QPoint(inner / 2 - 1, inner / 2 - 1),
                               m_context.icons.pixmap(badge, Qt::white, inner, 1.0));
        }
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace keystead::app
