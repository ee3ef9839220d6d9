// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A vault that cannot be opened whatever the key: names the damage, and offers to check it and to repair it from a
// backup. By itself it changes nothing on the disk.
#include "core/service/backup_requests.h"
#include "core/service/vault_status.h"
#include "ui/vault/vault_page.h"

class QLabel;
class QPushButton;

namespace keystead::ui {

class Banner;
class CheckDialog;
class RestoreDialog;

class UnusablePage : public VaultPage
{
    Q_OBJECT
public:
    explicit UnusablePage(const AppContext& context, QWidget* parent = nullptr);
    void setStatus(const service::VaultStatus& status);
    CheckDialog* check();
    // `automatic`: its name; empty: the person chooses.
    RestoreDialog* repair(const QString& automatic = {});
    QPushButton* repairButton() const { return m_repair; }
    QPushButton* checkButton() const { return m_check; }

Q_SIGNALS:
    void retryRequested();

private:
    void load();
    void showBackups(const std::vector<service::AutomaticBackup>& backups);
    QLabel* m_title;
    Banner* m_banner;
    QLabel* m_steps;
    QLabel* m_detail;
    QWidget* m_backups;
    QVBoxLayout* m_rows;
    QPushButton* m_repair;
    QPushButton* m_check;
    QPushButton* m_retry;
};

} // namespace keystead::ui
