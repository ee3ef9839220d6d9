// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Erasing a profile: what is destroyed and what is not reached, the name typed to confirm, a fresh proof, and the
// certificate. Nothing is erased without all of them.
#include "core/model/profile.h"
#include "core/service/profile_requests.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace keystead::ui {

struct AppContext;
class Banner;
class PaperField;
class ProgressOverlay;

class EraseDialog : public QDialog
{
    Q_OBJECT
public:
    // `connections`: how many are in it; `last`: there is no other profile.
    EraseDialog(const AppContext& context, const model::Profile& profile, int connections, bool last, QWidget* parent);
    QLineEdit* nameEdit() const { return m_name; }
    PaperField* paper() const { return m_paper; }
    QCheckBox* certificateBox() const { return m_certificate; }
    QPushButton* eraseButton() const { return m_erase; }
    QString resultText() const;
    Banner* message() const { return m_message; }

Q_SIGNALS:
    void erased(const QString& name);

protected:
    void closeEvent(QCloseEvent* event) override;
    void reject() override;

private:
    void buildQuestion(int connections, bool last);
    void buildResult();
    void enable();
    void ask();
    void run(service::Proof proof);
    void showResult(const service::ErasedProfile& erased);

    const AppContext& m_context;
    model::Profile m_profile;
    QStackedWidget* m_stack;
    QLabel* m_backups;
    QLineEdit* m_name;
    QCheckBox* m_certificate;
    PaperField* m_paper;
    Banner* m_message;
    Banner* m_done;
    QLabel* m_result;
    QPushButton* m_erase;
    ProgressOverlay* m_overlay;
    bool m_running = false;
};

} // namespace keystead::ui
