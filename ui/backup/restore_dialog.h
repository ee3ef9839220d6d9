// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// From a backup to a vault in four steps: which backup, what opens it, what would change, what came of it. Nothing is
// changed before the third is confirmed. Works on an open, locked, damaged or missing vault.
#include "core/service/backup_requests.h"
#include "ui/widgets/form_dialog.h"

class QListWidget;
class QRadioButton;

namespace keystead::ui {

struct AppContext;
class BackupSecretFields;
class FileLine;
class InlineError;
class PreviewPart;
class RestoredPart;
class SecretInput;

class RestoreDialog : public FormDialog
{
    Q_OBJECT
public:
    enum class Step { Which, Secret, Preview, Done };
    Q_ENUM(Step)

    // `repair`: refused where nothing is damaged.
    RestoreDialog(const AppContext& context, bool repair, QWidget* parent);
    void chooseFile(const QString& file);
    void chooseAutomatic(const QString& name);
    Step step() const { return m_step; }
    FileLine* fileLine() const { return m_file; }
    QListWidget* automaticList() const { return m_list; }
    BackupSecretFields* secretFields() const { return m_secret; }
    SecretInput* vaultPassphrase() const { return m_vaultPassphrase; }
    InlineError* error() const { return m_error; }
    void goOn();
    void goBack();

Q_SIGNALS:
    void restored();

private:
    void build();
    QWidget* buildWhich();
    QWidget* buildSecret();
    void loadAutomatic();
    void show(Step step);
    bool automatic() const;
    void goFromWhich();
    std::optional<service::RestoreVault> request(bool say);
    void look();
    void askRestore();
    void restore(service::RestoreVault request);
    void sayProblem(const base::Error& error);

    const AppContext& m_context;
    const bool m_repair;
    Step m_step = Step::Which;
    QString m_wanted;
    service::RestorePreview m_preview;
    QWidget* m_whichPart;
    QWidget* m_secretPart;
    QRadioButton* m_byFile;
    QRadioButton* m_byList;
    FileLine* m_file;
    QListWidget* m_list;
    BackupSecretFields* m_secret;
    QWidget* m_vaultPart;
    SecretInput* m_vaultPassphrase;
    PreviewPart* m_previewPart;
    RestoredPart* m_restoredPart;
    InlineError* m_error;
};

} // namespace keystead::ui
