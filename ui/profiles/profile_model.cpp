// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/profile_model.h"

#include "ui/connections/catalog.h"
#include "ui/connections/connection_model.h"
#include "ui/text.h"

#include <QLocale>

namespace keystead::ui {

ProfileModel::ProfileModel(const Catalog& catalog, const ConnectionModel& connections, QObject* parent)
    : QAbstractTableModel(parent), m_catalog(catalog), m_connections(connections)
{
    connect(&catalog, &Catalog::changed, this, &ProfileModel::reload);
    connect(&connections, &ConnectionModel::contentChanged, this, &ProfileModel::count);
    connect(&connections, &QAbstractItemModel::modelReset, this, &ProfileModel::count);
    reload();
}

void ProfileModel::reload()
{
    if (m_rows == m_catalog.profiles()) {
        count();
        return;
    }
    beginResetModel();
    m_rows = m_catalog.profiles();
    endResetModel();
    count();
}

void ProfileModel::count()
{
    m_counts.clear();
    for (const model::Connection& connection : m_connections.all())
        ++m_counts[connection.profile.text];
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Connections), index(rowCount() - 1, Connections));
}

const model::Profile* ProfileModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int ProfileModel::connectionsOf(int row) const
{
    const model::Profile* profile = at(row);
    const auto found = profile ? m_counts.find(profile->id.text) : m_counts.end();
    return found == m_counts.end() ? 0 : found->second;
}

int ProfileModel::rowOf(const base::ProfileId& id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (at(row)->id == id)
            return row;
    }
    return -1;
}

int ProfileModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProfileModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProfileModel::data(const QModelIndex& index, int role) const
{
    const model::Profile* profile = index.isValid() ? at(index.row()) : nullptr;
    if (!profile || role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Name:
        return q(profile->name, 60);
    case Connections:
        return QLocale().toString(connectionsOf(index.row()));
    default:
        return dateTimeText(profile->createdAt);
    }
}

QVariant ProfileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Connections:
        return tr("Connections");
    case Created:
        return tr("Created");
    default:
        return {};
    }
}

} // namespace keystead::ui
