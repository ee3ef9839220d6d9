// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The imports that were made, newest first.
#include "core/service/import_desk.h"

#include <QAbstractTableModel>
#include <vector>

namespace keystead::ui {

class RunModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { When, From, Format, Result, Source, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;
    void reset(std::vector<transfer::ImportRun> runs);
    const transfer::ImportRun* at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<transfer::ImportRun> m_runs;
};

} // namespace keystead::ui
