// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Asks before a connection is removed or its tokens are revoked: names it, says what happens, offers the choice.
#include "core/model/connection.h"
#include "core/service/requests.h"

#include <functional>
#include <QDialog>

class QCheckBox;

namespace keystead::ui {

class UseList;

class RemoveDialog : public QDialog
{
    Q_OBJECT
public:
    // `canRevoke`: the provider has a way to end tokens. `uses` (may be null): what stops working, shown in it. Calls
    // `then` once when the person agrees.
    RemoveDialog(const model::Connection& connection, const QString& providerName, bool canRevoke, UseList* uses,
                 std::function<void(service::RemoveConnection)> then, QWidget* parent);

private:
    QCheckBox* m_revoke = nullptr;
};

// A plain question with a named effect; `then` runs when the person agrees. Asynchronous. `uses` (may be null) is shown
// below the effect.
void askBefore(QWidget* parent, const QString& title, const QString& effect, const QString& action, bool destructive,
               std::function<void()> then, UseList* uses = nullptr);

} // namespace keystead::ui
