// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who has access to what: one row for each program and connection, with what it may and what it did.
#include "core/service/access_requests.h"

#include <functional>
#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <vector>

namespace keystead::ui {

struct AppContext;

class ProgramModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Program, Connection, Rights, Term, LastUsed, Uses, Denied, ColumnCount };
    enum Role { DaysRole = Qt::UserRole + 1, SortRole, ToneRole, SearchRole, IconRole };

    explicit ProgramModel(const AppContext& context, QObject* parent = nullptr);
    // Rows that stay keep their place; the selection stays with them.
    void setRows(std::vector<service::ProgramUse> rows);
    void setDays(int days) { m_days = days; }
    void clear() { setRows({}); }
    const service::ProgramUse* at(int row) const;
    int rowOf(const std::string& key) const; // -1: not there
    void tick();                             // time has passed

    // The program and the connection of a row, whatever else changes.
    static std::string keyOf(const service::ProgramUse& use);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString textOf(const service::ProgramUse& use, int column) const;
    QVariant sortOf(const service::ProgramUse& use, int column) const;
    QString spoken(const service::ProgramUse& use, int column) const;
    QString toolTip(const service::ProgramUse& use, int column) const;

    const AppContext& m_context;
    std::vector<service::ProgramUse> m_rows;
    int m_days = 90;
};

// What matches the words that were typed, each of them somewhere in the row.
class ProgramFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ProgramFilter(QObject* parent = nullptr);
    void setText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
};

// Grants that no use is known of are rows too. `nameOf` gives the connection's name.
std::vector<service::ProgramUse> withUnused(std::vector<service::ProgramUse> use,
                                            const std::vector<model::Grant>& grants,
                                            const std::function<std::string(const base::ConnectionId&)>& nameOf);

} // namespace keystead::ui
