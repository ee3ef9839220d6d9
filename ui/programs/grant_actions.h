// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a person does with the rights of programs: takes them away at once, gives them back, gives new ones. Giving
// wants a proof, taking does not.
#include "core/model/connection.h"
#include "core/model/grant.h"
#include "core/service/requests.h"

#include <functional>
#include <QObject>
#include <vector>

class QWidget;

namespace keystead::ui {

struct AppContext;
class AllowDialog;
class ConnectionModel;

class GrantActions : public QObject
{
    Q_OBJECT
public:
    GrantActions(const AppContext& context, const ConnectionModel& connections, QWidget* window);
    // Takes away all of `grants`, which are of one program and one connection; undoable() follows.
    void revoke(std::vector<model::Grant> grants);
    // The dialog, filled in with what is known; both may be empty.
    AllowDialog* allow(const base::ConnectionId& connection = {}, const QString& program = {});

Q_SIGNALS:
    void message(const QString& text);
    void undoable(const QString& text, const std::function<void()>& undo);
    void failed(const QString& title, const keystead::base::Error& error);

private:
    struct Run; // one revocation, or its undo
    void revokeNext(std::shared_ptr<Run> run);
    void giveBack(std::vector<model::Grant> grants);
    void giveNext(std::shared_ptr<Run> run);
    QString nameOf(const base::ConnectionId& id) const;

    const AppContext& m_context;
    const ConnectionModel& m_connections;
    QWidget* m_window;
};

} // namespace keystead::ui
