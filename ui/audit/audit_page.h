// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The audit trail: who used what, when and how it ended; verify it, filter it, export it.
#include "core/model/connection.h"
#include "core/model/report.h"

#include <QWidget>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace keystead::ui {

struct AppContext;
class AuditFilterBar;
class AuditModel;
class Banner;
class EmptyState;
class ProgressOverlay;
class RecordCard;
class RowTable;

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
    RowTable* table() const { return m_table; }

Q_SIGNALS:
    void verified(bool ok);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void reload();
    void showRecord();
    void paintIcons();

    const AppContext& m_context;
    AuditModel* m_model;
    AuditFilterBar* m_filters;
    RowTable* m_table;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QLabel* m_count;
    RecordCard* m_recordCard;
    Banner* m_verdict;
    QHBoxLayout* m_verdictRow;
    QPushButton* m_verify;
    QPushButton* m_export;
    ProgressOverlay* m_overlay;
    bool m_loadedOnce = false;
};

} // namespace keystead::ui
