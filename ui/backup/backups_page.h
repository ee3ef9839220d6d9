// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The page "Backups": what is made by itself, one of the person's own now, and the way back.
#include "core/service/backup_requests.h"

#include <QTimer>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace keystead::ui {

struct AppContext;
class BackupDialog;
class Banner;
class ProgressOverlay;
class RestoreDialog;

class BackupsPage : public QWidget
{
    Q_OBJECT
public:
    explicit BackupsPage(const AppContext& context, QWidget* parent = nullptr);
    void activate();
    void clear(); // nothing of the vault stays behind a lock
    BackupDialog* backUp();
    // `name`: an automatic backup; empty: the person chooses.
    RestoreDialog* restore(const QString& name = {});
    Banner* message() const { return m_message; }
    ProgressOverlay* overlay() const { return m_overlay; }

private:
    void buildOwn(QVBoxLayout* column);
    void buildAutomatic(QVBoxLayout* column);
    void load();
    void setBackups(const std::vector<service::AutomaticBackup>& backups);
    void makeAutomatic();
    void checkBackups();
    void say(const QString& done, const QString& more = {});
    void sayFailed(const QString& problem);

    const AppContext& m_context;
    Banner* m_message;
    QVBoxLayout* m_rows;
    QPushButton* m_check;
    ProgressOverlay* m_overlay;
    QTimer m_messageTimer;
};

} // namespace keystead::ui
