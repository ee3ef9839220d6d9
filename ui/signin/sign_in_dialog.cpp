// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/sign_in_dialog.h"

#include "ui/app_context.h"
#include "ui/signin/sign_in_panel.h"
#include "ui/widgets/labels.h"

#include <QCloseEvent>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace keystead::ui {

SignInDialog::SignInDialog(const AppContext& context, const model::Connection& connection, const QString& providerName,
                           QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("signInDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Sign in"));
    setMinimumSize(520, 420);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    m_panel = new SignInPanel(context, this);
    auto* cancel = makeButton(tr("Cancel"));
    column->addWidget(m_panel, 1);
    column->addWidget(cancel, 0, Qt::AlignRight);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, m_panel, &SignInPanel::cancel);
    connect(m_panel, &SignInPanel::finished, this, [this] {
        Q_EMIT signedIn();
        accept();
    });
    m_panel->setFocus();
    m_panel->start(connection, providerName);
}

// As in the wizard: a wait does not end by a stray key.
void SignInDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_panel->running())
        m_panel->askToStop([this] { reject(); });
    else
        QDialog::keyPressEvent(event);
}

void SignInDialog::closeEvent(QCloseEvent* event)
{
    if (event->spontaneous() && m_panel->running()) {
        event->ignore();
        m_panel->askToStop([this] { reject(); });
    } else {
        QDialog::closeEvent(event);
    }
}

} // namespace keystead::ui
