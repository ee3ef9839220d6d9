// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Find secrets on this computer: looks through known places, lists the files that hold credentials in the open, imports
// the chosen ones and, if the person wants it, ends what they hold. Shows no secret.
#include "ui/import/batch_import.h"

#include <QDialog>

class QButtonGroup;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace keystead::ui {

struct AppContext;
class Banner;
class EmptyState;
class FoundModel;
class ProgressOverlay;

class FindDialog : public QDialog
{
    Q_OBJECT
public:
    FindDialog(const AppContext& context, QWidget* parent);
    ~FindDialog() override;
    FoundModel* model() const { return m_model; }
    QTableView* table() const { return m_table; }
    QButtonGroup* afterwardsGroup() const { return m_afterwards; }
    QPushButton* importButton() const { return m_import; }
    ProgressOverlay* overlay() const { return m_overlay; }
    Banner* message() const { return m_message; }

Q_SIGNALS:
    // The person wants to see the dry run of one file.
    void lookRequested(const QString& path);

private:
    void build();
    QWidget* buildList();
    void scan();
    void showScan(const transfer::SecretScan& scan);
    void ask();
    void start();
    void finish(int imported, bool cancelled);
    void enable();

    const AppContext& m_context;
    FoundModel* m_model;
    BatchImport* m_batch;
    QLabel* m_summary;
    Banner* m_message;
    QStackedWidget* m_stack;
    QTableView* m_table;
    EmptyState* m_none;
    QButtonGroup* m_afterwards;
    QPushButton* m_look;
    QPushButton* m_again;
    QPushButton* m_import;
    ProgressOverlay* m_overlay;
    std::function<void()> m_cancelScan;
};

} // namespace keystead::ui
