// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The dry run as rows: each entry with what would become of it, then what was passed over and why. An entry can be left
// out by its check box. Nothing in here is secret.
#include "core/service/import_desk.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <set>
#include <vector>

namespace keystead::ui {

class Catalog;

class PlanModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Action, Name, Service, Account, Why, ColumnCount };
    // What a row is about, for the filter; the four of the plan in their order.
    enum class Group { Create, Merge, Conflict, Skip, PassedOver };
    enum Role { GroupRole = Qt::UserRole + 1, ToneRole };

    explicit PlanModel(const Catalog& catalog, QObject* parent = nullptr);
    void setPlan(transfer::ImportPlan plan, std::vector<transfer::ImportProblem> problems);
    // The same entries with other choices: rows stay where they are.
    void replan(transfer::ImportPlan plan);
    const transfer::ImportPlan& plan() const { return m_plan; }
    const std::set<std::size_t>& leftOut() const { return m_leftOut; }
    int count(Group group) const;
    void setAllTaken(bool taken);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void choicesChanged();

private:
    const transfer::PlannedItem* item(int row) const; // null: a problem
    bool canChoose(const transfer::PlannedItem& item) const;
    QString text(const transfer::PlannedItem& item, int column) const;
    QString problemText(int row, int column) const;
    const Catalog& m_catalog;
    transfer::ImportPlan m_plan;
    std::vector<transfer::ImportProblem> m_problems;
    std::set<std::size_t> m_leftOut;
};

// Rows of one group, or all.
class PlanFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit PlanFilter(PlanModel& model, QObject* parent = nullptr);
    void setGroup(int group); // of PlanModel::Group; -1: all

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    int m_group = -1;
};

} // namespace keystead::ui
