// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Signing in to a connection that exists: one click from list, banner or notification.
#include "core/model/connection.h"

#include <QDialog>

namespace keystead::ui {

struct AppContext;
class SignInPanel;

class SignInDialog : public QDialog
{
    Q_OBJECT
public:
    SignInDialog(const AppContext& context, const model::Connection& connection, const QString& providerName,
                 QWidget* parent);
    SignInPanel* panel() const { return m_panel; }

Q_SIGNALS:
    void signedIn();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    SignInPanel* m_panel;
};

} // namespace keystead::ui
