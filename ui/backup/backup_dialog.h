// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One backup of everything into a file of the person's choice: which file, what opens it, then progress with a way out.
#include "core/service/backup_requests.h"
#include "ui/widgets/form_dialog.h"

class QCheckBox;

namespace keystead::ui {

struct AppContext;
class BackupSecretFields;
class FileLine;
class InlineError;

class BackupDialog : public FormDialog
{
    Q_OBJECT
public:
    BackupDialog(const AppContext& context, QWidget* parent);
    FileLine* fileLine() const { return m_file; }
    BackupSecretFields* secretFields() const { return m_secret; }
    QCheckBox* replaceBox() const { return m_replace; }
    InlineError* error() const { return m_error; }
    void goOn();

Q_SIGNALS:
    void made(const QString& file, quint64 bytes, qint64 connections);

private:
    void showReplace();
    void make(service::Proof proof);
    void finish(const base::Result<service::BackupMade>& result);
    const AppContext& m_context;
    FileLine* m_file;
    QCheckBox* m_replace;
    BackupSecretFields* m_secret;
    InlineError* m_error;
};

} // namespace keystead::ui
