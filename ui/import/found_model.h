// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Files that hold credentials in the open: where, of which kind, how many, how old. Never a secret, never an account.
#include "core/service/import_desk.h"

#include <QAbstractTableModel>
#include <vector>

namespace keystead::ui {

class FoundModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { File, Kind, Count, Changed, Note, ColumnCount };
    enum Role { ToneRole = Qt::UserRole + 1 };
    FoundModel(const base::Clock& clock, QObject* parent = nullptr);
    void reset(std::vector<transfer::FoundSecrets> found);
    const transfer::FoundSecrets* at(int row) const;
    std::vector<int> takenRows() const;
    void setNote(int row, const QString& text, const QString& tone);
    void setAllTaken(bool taken);
    bool importable(int row) const; // a format reads it, and it was not imported here yet

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void takenChanged();

private:
    struct Row
    {
        transfer::FoundSecrets file;
        bool taken = false;
        bool done = false;
        QString note;
        QString tone;
    };
    QString text(const Row& row, int column) const;
    const base::Clock& m_clock;
    std::vector<Row> m_rows;
};

} // namespace keystead::ui
