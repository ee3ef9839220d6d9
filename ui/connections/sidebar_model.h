// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The rows of the sidebar: fixed categories, then kinds, profiles and tags that occur, each with its count.
#include "ui/connections/connection_filter.h"

#include <QAbstractListModel>
#include <vector>

namespace keystead::ui {

class ConnectionModel;

class SidebarModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { HeadingRole = Qt::UserRole + 1, CountRole, IconRole, ToneRole };
    struct Row
    {
        QString text;
        QString icon;
        QString tone; // of the count
        int count = 0;
        bool heading = false;
        Category category;
        bool operator==(const Row&) const = default;
    };

    explicit SidebarModel(ConnectionModel& connections, QObject* parent = nullptr);
    void setHorizon(std::chrono::milliseconds horizon);
    const Row* at(int row) const;
    int rowOf(const Category& category) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void rebuilt();

private:
    void rebuild();
    std::vector<Row> wanted() const;
    ConnectionModel& m_connections;
    std::vector<Row> m_rows;
    std::chrono::milliseconds m_horizon = std::chrono::hours{24 * 14};
};

} // namespace keystead::ui
