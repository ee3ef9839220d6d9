// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Moving in: the ways to import, and the imports that were made, each with its undo and what became of its file.
#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace keystead::transfer {
struct ImportRun;
}

namespace keystead::ui {

struct AppContext;
class Banner;
class EmptyState;
class ProgressOverlay;
class RunActions;
class RunModel;

class ImportPage : public QWidget
{
    Q_OBJECT
public:
    explicit ImportPage(const AppContext& context, QWidget* parent = nullptr);
    void activate(); // reads the imports again
    void clear();    // nothing of the vault stays
    QTableView* table() const { return m_table; }
    Banner* message() const { return m_message; }
    QPushButton* undoButton() const { return m_undo; }
    QPushButton* confirmButton() const { return m_confirm; }
    QPushButton* restoreButton() const { return m_restore; }

Q_SIGNALS:
    void importRequested();
    void findRequested();

private:
    void build();
    QWidget* buildRuns();
    void enable();
    const transfer::ImportRun* selected() const;

    const AppContext& m_context;
    RunModel* m_model;
    RunActions* m_actions;
    Banner* m_message;
    QStackedWidget* m_stack;
    QTableView* m_table;
    EmptyState* m_empty;
    QPushButton* m_undo;
    QPushButton* m_delete;
    QPushButton* m_replace;
    QPushButton* m_restore;
    QPushButton* m_confirm;
    ProgressOverlay* m_overlay;
};

} // namespace keystead::ui
