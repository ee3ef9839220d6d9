// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The list of connections with its search field, and the detail pane beside it.
#include "ui/connections/connection_filter.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QPushButton;

namespace keystead::ui {

struct AppContext;
class Catalog;
class ConnectionActions;
class ConnectionList;
class ConnectionModel;
class DetailPane;
class EmptyState;
class ProgramCensus;

class ConnectionsPage : public QWidget
{
    Q_OBJECT
public:
    ConnectionsPage(const AppContext& context, const Catalog& catalog, ConnectionModel& model,
                    ConnectionActions& actions, ProgramCensus& census, QWidget* parent = nullptr);

    void setCategory(const Category& category, const QString& title);
    void setHorizon(std::chrono::milliseconds horizon);
    void focusSearch();
    void takeKeyboard(); // to what a person does first here
    ConnectionList* list() const { return m_list; }
    DetailPane* detail() const { return m_detail; }
    QLineEdit* search() const { return m_search; }
    std::optional<model::Connection> selected() const;
    void saveState() const;
    void restoreState();

Q_SIGNALS:
    void addRequested();
    void importRequested();
    void practiceRequested();
    void selectionMoved();
    void showAuditRequested(const QString& connectionId);
    void menuRequested(const QPoint& globalPosition);

private:
    void buildList();
    void showSelection();
    void showEmptiness();
    void connectActions();
    void paintIcons();

    const AppContext& m_context;
    const Catalog& m_catalog;
    ConnectionModel& m_model;
    ConnectionActions& m_actions;
    ConnectionFilter* m_filter;
    QSplitter* m_splitter;
    QLabel* m_title;
    QLineEdit* m_search;
    QPushButton* m_add;
    QStackedWidget* m_stack;
    ConnectionList* m_list;
    EmptyState* m_first;
    EmptyState* m_nothing;
    DetailPane* m_detail;
};

} // namespace keystead::ui
