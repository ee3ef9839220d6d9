// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The selected record below the table, name beside value in two columns.
#include "core/model/audit_event.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace keystead::ui {

class RecordCard : public QWidget
{
    Q_OBJECT
public:
    explicit RecordCard(QWidget* parent = nullptr);
    void setRecord(const model::AuditRecord& record);

private:
    QLabel* m_title;
    QGridLayout* m_grid;
};

} // namespace keystead::ui
