// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The filters over the trail: range, action, connection, program, outcome.
#include "core/model/audit_event.h"
#include "core/model/connection.h"

#include <QTimer>
#include <QWidget>
#include <vector>

class QComboBox;
class QDateEdit;
class QLineEdit;
class QPushButton;

namespace keystead::ui {

struct AppContext;

class AuditFilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit AuditFilterBar(const AppContext& context, QWidget* parent = nullptr);
    void setConnections(const std::vector<model::Connection>& connections);
    void chooseConnection(const QString& id);
    void reset();
    model::AuditFilter filter() const;
    QString connectionLabel() const; // empty: all

Q_SIGNALS:
    void changed();

private:
    void rangeChanged();
    const AppContext& m_context;
    QComboBox* m_range;
    QDateEdit* m_from;
    QDateEdit* m_to;
    QComboBox* m_action;
    QComboBox* m_connection;
    QComboBox* m_outcome;
    QLineEdit* m_program;
    QPushButton* m_reset;
    QTimer m_typing;
};

} // namespace keystead::ui
