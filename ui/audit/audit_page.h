// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The audit trail: who used what, when and how it ended; verify it, filter it, export it.
#include "core/model/connection.h"
#include "core/model/report.h"

#include <QWidget>
#include <vector>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace keystead::ui {

struct AppContext;
class AuditFilterBar;
class AuditModel;
class Banner;
class EmptyState;
class ProgressOverlay;

class AuditPage : public QWidget
{
    Q_OBJECT
public:
    explicit AuditPage(const AppContext& context, QWidget* parent = nullptr);
    void activate(); // shown: loads or refreshes
    void clear();    // locked
    void setConnections(const std::vector<model::Connection>& connections);
    void showConnection(const QString& id);
    void verify();
    class ExportDialog* exportReport();
    void showVerification(const model::ChainReport& report);
    AuditModel* model() const { return m_model; }
    QTableView* table() const { return m_table; }

Q_SIGNALS:
    void verified(bool ok);

private:
    void build();
    void reload();
    void showRecord();
    void fitColumns();
    void paintIcons();
    bool eventFilter(QObject* watched, QEvent* event) override;

    const AppContext& m_context;
    AuditModel* m_model;
    AuditFilterBar* m_filters;
    QTableView* m_table;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QLabel* m_count;
    QLabel* m_record;
    QWidget* m_recordCard;
    Banner* m_verdict;
    QPushButton* m_verify;
    QPushButton* m_export;
    ProgressOverlay* m_overlay;
    bool m_loadedOnce = false;
};

} // namespace keystead::ui
