// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The tray icon: open, locked, or needing the person, with a short menu. Where the desktop has no tray nothing is shown
// and the window does not hide in it.
#include "core/service/vault_status.h"

#include <QObject>
#include <QSystemTrayIcon>

class QMenu;

namespace keystead::ui {
struct AppContext;
class MainWindow;
} // namespace keystead::ui

namespace keystead::app {

class Tray : public QObject
{
    Q_OBJECT
public:
    Tray(const ui::AppContext& context, ui::MainWindow& window, QObject* parent = nullptr);
    bool available() const;
    void update();

Q_SIGNALS:
    void showRequested();
    void quitRequested();

private:
    QIcon icon(const QString& badge) const;
    const ui::AppContext& m_context;
    ui::MainWindow& m_window;
    QSystemTrayIcon m_tray;
    QMenu* m_menu;
};

} // namespace keystead::app
