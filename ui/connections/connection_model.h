// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The table of connections: values only, changed row by row so that views keep selection and place. Holds no secret,
// and no role of it gives one.
#include "core/base/clock.h"
#include "core/model/change_set.h"
#include "core/model/connection.h"

#include <QAbstractTableModel>
#include <unordered_map>
#include <vector>

namespace keystead::ui {

class Catalog;

class ConnectionModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Account, Provider, State, Expires, LastUsed, ColumnCount };
    enum Role { IdRole = Qt::UserRole + 1, SortRole };

    ConnectionModel(const Catalog& catalog, const base::Clock& clock, QObject* parent = nullptr);

    void reset(std::vector<model::Connection> connections);
    void apply(const model::ChangeSet& changes);
    // Time passed: what depends on it is said again.
    void tick();

    const model::Connection* at(int row) const;
    const model::Connection* find(const base::ConnectionId& id) const;
    int rowOf(const base::ConnectionId& id) const; // -1: none
    const std::vector<model::Connection>& all() const { return m_rows; }
    const Catalog& catalog() const { return m_catalog; }
    // The time that times are said from: of the last change or tick, so that list and details always say the same.
    base::WallTime now() const { return m_now; }
    // Every text, or the longest, that a column of a closed vocabulary shows; empty: its texts are the connections'
    // own.
    QStringList possibleTexts(int column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void contentChanged(); // any row came, went or changed
    void ticked();         // time passed

private:
    QString textOf(const model::Connection& connection, int column) const;
    QVariant sortKey(const model::Connection& connection, int column) const;
    void showTimes();
    void upsert(const model::Connection& connection);
    void removeAt(int row);

    const Catalog& m_catalog;
    const base::Clock& m_clock;
    base::WallTime m_now;
    std::vector<model::Connection> m_rows;
    std::unordered_map<std::string, int> m_index;
};

} // namespace keystead::ui
