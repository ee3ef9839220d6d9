// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/plan_model.h"

#include "ui/connections/catalog.h"
#include "ui/import/import_words.h"
#include "ui/widgets/labels.h"

namespace keystead::ui {

using transfer::PlanAction;

PlanModel::PlanModel(const Catalog& catalog, QObject* parent) : QAbstractTableModel(parent), m_catalog(catalog) {}

void PlanModel::setPlan(transfer::ImportPlan plan, std::vector<transfer::ImportProblem> problems)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_problems = std::move(problems);
    m_leftOut.clear();
    endResetModel();
}

void PlanModel::replan(transfer::ImportPlan plan)
{
    if (plan.items.size() != m_plan.items.size())
        return;
    m_plan = std::move(plan);
    if (!m_plan.items.empty())
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_plan.items.size()) - 1, ColumnCount - 1));
}

int PlanModel::count(Group group) const
{
    if (group == Group::PassedOver)
        return static_cast<int>(m_problems.size());
    return static_cast<int>(m_plan.count(static_cast<PlanAction>(group)));
}

void PlanModel::setAllTaken(bool taken)
{
    m_leftOut.clear();
    if (!taken) {
        for (const transfer::PlannedItem& each : m_plan.items)
            m_leftOut.insert(each.entry);
    }
    if (!m_plan.items.empty())
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_plan.items.size()) - 1, 0), {Qt::CheckStateRole});
    Q_EMIT choicesChanged();
}

int PlanModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_plan.items.size() + m_problems.size());
}

int PlanModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const transfer::PlannedItem* PlanModel::item(int row) const
{
    const auto at = static_cast<std::size_t>(row);
    return at < m_plan.items.size() ? &m_plan.items[at] : nullptr;
}

// What is skipped anyway has nothing to choose.
bool PlanModel::canChoose(const transfer::PlannedItem& item) const
{
    return item.action != PlanAction::Skip || m_leftOut.contains(item.entry);
}

QString PlanModel::text(const transfer::PlannedItem& item, int column) const
{
    switch (column) {
    case Action:
        return planActionName(item.action);
    case Name:
        return q(item.name, 100);
    case Service: {
        const QString service = m_catalog.providerName(item.providerId);
        return item.instance.empty() ? service : tr("%1 at %2").arg(service, q(item.instance, 100));
    }
    case Account:
        return q(item.account, 100);
    default: {
        const QString why = planReason(item);
        return why.isEmpty() ? placeText(item.place) : why;
    }
    }
}

QString PlanModel::problemText(int row, int column) const
{
    const transfer::ImportProblem& problem = m_problems[static_cast<std::size_t>(row) - m_plan.items.size()];
    switch (column) {
    case Action:
        return tr("Passed over");
    case Name:
        return placeText(problem.place);
    case Why:
        return importText(problem.reason);
    default:
        return {};
    }
}

QVariant PlanModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const transfer::PlannedItem* const planned = item(index.row());
    const auto group = planned ? static_cast<Group>(planned->action) : Group::PassedOver;
    switch (role) {
    case Qt::DisplayRole:
        return planned ? text(*planned, index.column()) : problemText(index.row(), index.column());
    case Qt::ToolTipRole: {
        if (!planned)
            return plainToolTip(problemText(index.row(), Name) + QStringLiteral(": ") + problemText(index.row(), Why));
        QStringList fields;
        for (const std::string& field : planned->fields)
            fields.append(fieldName(field));
        return plainToolTip(
            tr("%1 · %2 · from %3")
                .arg(kindName(planned->kind), fields.join(QStringLiteral(", ")), placeText(planned->place)) +
            QLatin1Char('\n') + planReason(*planned));
    }
    case Qt::CheckStateRole:
        if (!planned || index.column() != Action || !canChoose(*planned))
            return {};
        return m_leftOut.contains(planned->entry) ? Qt::Unchecked : Qt::Checked;
    case GroupRole:
        return static_cast<int>(group);
    case ToneRole:
        return index.column() != Action     ? QString()
               : group == Group::Create     ? QStringLiteral("ok")
               : group == Group::Merge      ? QStringLiteral("info")
               : group == Group::Conflict   ? QStringLiteral("warn")
               : group == Group::PassedOver ? QStringLiteral("danger")
                                            : QString();
    default:
        return {};
    }
}

bool PlanModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const transfer::PlannedItem* const planned = index.isValid() ? item(index.row()) : nullptr;
    if (!planned || role != Qt::CheckStateRole || !canChoose(*planned))
        return false;
    if (value.toInt() == Qt::Checked)
        m_leftOut.erase(planned->entry);
    else
        m_leftOut.insert(planned->entry);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT choicesChanged();
    return true;
}

Qt::ItemFlags PlanModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    const transfer::PlannedItem* const planned = index.isValid() ? item(index.row()) : nullptr;
    if (planned && index.column() == Action && canChoose(*planned))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Action:
        return tr("What happens");
    case Name:
        return tr("Name");
    case Service:
        return tr("Service");
    case Account:
        return tr("Account");
    case Why:
        return tr("Why, or from where");
    default:
        return {};
    }
}

PlanFilter::PlanFilter(PlanModel& model, QObject* parent) : QSortFilterProxyModel(parent)
{
    setSourceModel(&model);
    setDynamicSortFilter(true);
}

void PlanFilter::setGroup(int group)
{
    m_group = group;
    invalidateFilter();
}

bool PlanFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    return m_group < 0 || sourceModel()->index(row, 0, parent).data(PlanModel::GroupRole).toInt() == m_group;
}

} // namespace keystead::ui
