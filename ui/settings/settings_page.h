// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Settings of the vault and of the window: changed at once, each in its own words; vault check.
#include "core/model/settings.h"
#include "core/service/vault_status.h"

#include <optional>
#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QVBoxLayout;
class QPushButton;

namespace keystead::ui {

struct AppContext;
class Banner;

class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsPage(const AppContext& context, QWidget* parent = nullptr);
    void activate();
    void setSettings(const model::Settings& settings);
    void setStatus(const service::VaultStatus& status);

Q_SIGNALS:
    void settingsChanged(const keystead::model::Settings& settings);
    void keysRequested();
    void backupsRequested();

private:
    void build();
    void addLooks(QVBoxLayout* column);
    void addSafety(QVBoxLayout* column);
    void addPrograms(QVBoxLayout* column);
    void addFreshness(QVBoxLayout* column);
    void addVault(QVBoxLayout* column);
    void save();
    void changeAsking(bool ask);
    void checkVault();
    void report(const base::Result<void>& result, const QString& done);

    const AppContext& m_context;
    std::optional<model::Settings> m_settings;
    bool m_filling = false;
    Banner* m_message;
    QComboBox* m_theme;
    QComboBox* m_language;
    QCheckBox* m_tray;
    QCheckBox* m_notifications;
    QCheckBox* m_lockOnSessionLock;
    QCheckBox* m_lockOnSuspend;
    QCheckBox* m_lockOnSwitchUser;
    QCheckBox* m_lockOnTokenRemoval;
    QCheckBox* m_askForPrograms;
    QCheckBox* m_trustPackages;
    QCheckBox* m_proxy;
    QComboBox* m_autoLock;
    QComboBox* m_clipboard;
    QComboBox* m_refreshAhead;
    QComboBox* m_expiryNotice;
    QLabel* m_folder;
    QPushButton* m_check;
    QTimer m_messageTimer;
};

} // namespace keystead::ui
