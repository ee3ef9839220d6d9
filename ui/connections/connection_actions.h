// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a person does with one connection: asks where something is destroyed or shown, calls the core, reports what came
// of it. Keeps no secret longer than the copy or the reveal takes.
#include "core/model/connection.h"
#include "core/model/report.h"
#include "core/service/requests.h"

#include <functional>
#include <QObject>

class QWidget;

namespace keystead::ui {

struct AppContext;
class Catalog;
class ProgramCensus;

class ConnectionActions : public QObject
{
    Q_OBJECT
public:
    ConnectionActions(const AppContext& context, const Catalog& catalog, ProgramCensus& census, QWidget* window);

    void test(const model::Connection& connection);
    void refresh(const model::Connection& connection);
    void signIn(const model::Connection& connection);
    void edit(const model::Connection& connection);
    void pause(const model::Connection& connection);
    void resume(const model::Connection& connection);
    // It came out of a backup, and no other computer uses its sign-in.
    void useHere(const model::Connection& connection);
    void revoke(const model::Connection& connection);
    void remove(const model::Connection& connection);
    void reveal(const model::Connection& connection, const QString& field);
    void copy(const model::Connection& connection, const QString& field); // empty: the main secret
    bool canRevoke(const model::Connection& connection) const;

Q_SIGNALS:
    void busy(const QString& connectionId, const QString& what); // empty `what`: done
    void tested(const QString& connectionId, const keystead::model::TestReport& report);
    void revealed(const QString& connectionId, const QString& field, std::shared_ptr<keystead::base::Secret> secret);
    void message(const QString& connectionId, const QString& text);
    void undoable(const QString& connectionId, const QString& text, std::function<void()> undo);
    void failed(const QString& connectionId, const QString& title, const keystead::base::Error& error);

    // The connection's own state says what to do about it.
    void refreshFailed(const QString& connectionId, const QString& title, const keystead::base::Error& error);

private:
    void finishRemoval(const model::Connection& connection, const service::RemovedConnection& removed);
    void askSecret(const model::Connection& connection, const QString& field, const QString& what,
                   const QString& action, std::function<void(base::Secret)> use);
    void undo(const model::Connection& connection);

    const AppContext& m_context;
    const Catalog& m_catalog;
    ProgramCensus& m_census; // who would miss it
    QWidget* m_window;
};

} // namespace keystead::ui
