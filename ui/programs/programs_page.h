// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who has access to what: every program that may use a connection, used one or tried to. A right is taken away with one
// press and comes back by undoing it.
#include "core/model/settings.h"
#include "core/service/access_requests.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace keystead::ui {

struct AppContext;
class AllowDialog;
class Banner;
class ConnectionModel;
class EmptyState;
class GrantActions;
class ProgramCard;
class ProgramFilter;
class ProgramModel;
class ShareTable;

class ProgramsPage : public QWidget
{
    Q_OBJECT
public:
    ProgramsPage(const AppContext& context, const ConnectionModel& connections, GrantActions& actions,
                 QWidget* parent = nullptr);
    void activate();
    void clear();
    void setSettings(const model::Settings& settings);
    ProgramModel* model() const { return m_model; }
    ShareTable* table() const { return m_table; }
    QLineEdit* search() const { return m_search; }
    QComboBox* span() const { return m_span; }
    ProgramCard* card() const { return m_card; }
    Banner* message() const { return m_message; }
    const service::ProgramUse* selected() const;
    void selectRow(int row); // as it is shown
    void revoke();           // the selected one
    AllowDialog* allow();

Q_SIGNALS:
    void showAuditRequested(const QString& connectionId);
    void settingsRequested();

private:
    void build();
    QWidget* buildStack();
    void addTableActions();
    void reload();
    void take(std::vector<service::ProgramUse> use);
    void showEmptiness();
    void showSelected();
    void paintIcons();

    const AppContext& m_context;
    const ConnectionModel& m_connections;
    GrantActions& m_actions;
    ProgramModel* m_model;
    ProgramFilter* m_filter;
    QLabel* m_count;
    QLineEdit* m_search;
    QComboBox* m_span;
    Banner* m_message;
    Banner* m_open; // asking is off
    QStackedWidget* m_stack;
    ShareTable* m_table;
    EmptyState* m_first;
    EmptyState* m_nothing;
    ProgramCard* m_card;
    QTimer m_soon;
    int m_generation = 0;
    bool m_loaded = false;
};

} // namespace keystead::ui
