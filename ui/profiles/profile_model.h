// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The profiles with the number of their connections.
#include "core/model/profile.h"

#include <map>
#include <QAbstractTableModel>
#include <vector>

namespace keystead::ui {

class Catalog;
class ConnectionModel;

class ProfileModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Connections, Created, ColumnCount };
    ProfileModel(const Catalog& catalog, const ConnectionModel& connections, QObject* parent = nullptr);
    const model::Profile* at(int row) const;
    int connectionsOf(int row) const;
    int rowOf(const base::ProfileId& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void reload();
    void count();
    const Catalog& m_catalog;
    const ConnectionModel& m_connections;
    std::vector<model::Profile> m_rows;
    std::map<std::string, int> m_counts;
};

} // namespace keystead::ui
