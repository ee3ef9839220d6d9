// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/program_model.h"

#include "ui/app_context.h"
#include "ui/programs/program_words.h"
#include "ui/text.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sparkline_delegate.h"

#include <algorithm>
#include <QLocale>

namespace keystead::ui {

ProgramModel::ProgramModel(const AppContext& context, QObject* parent) : QAbstractTableModel(parent), m_context(context)
{
}

std::string ProgramModel::keyOf(const service::ProgramUse& use)
{
    return use.program.executable + '\n' + use.program.script + '\n' + use.connection.text;
}

void ProgramModel::setRows(std::vector<service::ProgramUse> rows)
{
    const bool sameShape =
        rows.size() == m_rows.size() && std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                                   [](const auto& a, const auto& b) { return keyOf(a) == keyOf(b); });
    if (sameShape) {
        m_rows = std::move(rows);
        tick();
        return;
    }
    for (int row = rowCount() - 1; row >= 0; --row) {
        const std::string key = keyOf(m_rows[static_cast<std::size_t>(row)]);
        if (std::any_of(rows.begin(), rows.end(), [&](const auto& each) { return keyOf(each) == key; }))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    for (service::ProgramUse& use : rows) {
        const int row = rowOf(keyOf(use));
        if (row >= 0) {
            m_rows[static_cast<std::size_t>(row)] = std::move(use);
            continue;
        }
        beginInsertRows({}, rowCount(), rowCount());
        m_rows.push_back(std::move(use));
        endInsertRows();
    }
    tick();
}

void ProgramModel::tick()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const service::ProgramUse* ProgramModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int ProgramModel::rowOf(const std::string& key) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const auto& use) { return keyOf(use) == key; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ProgramModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProgramModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProgramModel::textOf(const service::ProgramUse& use, int column) const
{
    const QLocale locale;
    switch (column) {
    case Program:
        return programName(use.program);
    case Connection:
        return q(use.connectionName, 100);
    case Rights:
        return rightsText(use.grants);
    case Term:
        return use.grants.empty() ? QStringLiteral("–") : termText(use.grants, m_context.clock.now());
    case LastUsed:
        return use.lastUsedAt ? relativeText(*use.lastUsedAt, m_context.clock.now()) : tr("never");
    case Uses:
        return locale.toString(qlonglong(use.uses));
    case Denied:
        return use.denials > 0 ? locale.toString(qlonglong(use.denials)) : QStringLiteral("–");
    default:
        return {};
    }
}

QVariant ProgramModel::sortOf(const service::ProgramUse& use, int column) const
{
    switch (column) {
    case LastUsed:
        return use.lastUsedAt ? qlonglong(base::toMillis(*use.lastUsedAt)) : qlonglong(0);
    case Uses:
        return qlonglong(use.uses);
    case Denied:
        return qlonglong(use.denials);
    default:
        return textOf(use, column).toLower();
    }
}

QString ProgramModel::spoken(const service::ProgramUse& use, int column) const
{
    switch (column) {
    case Uses:
        return tr("%n uses", nullptr, static_cast<int>(use.uses)) + QStringLiteral(", ") +
               tr("in the last %n days", nullptr, m_days);
    case Denied:
        return tr("denied %n times", nullptr, static_cast<int>(use.denials));
    default:
        return textOf(use, column);
    }
}

QString ProgramModel::toolTip(const service::ProgramUse& use, int column) const
{
    switch (column) {
    case Program:
        return plainToolTip(programPath(use.program));
    case LastUsed:
        return use.lastUsedAt ? plainToolTip(exactTimeText(*use.lastUsedAt)) : QString();
    case Uses:
    case Denied:
        return plainToolTip(spoken(use, column));
    default:
        return plainToolTip(textOf(use, column));
    }
}

QVariant ProgramModel::data(const QModelIndex& index, int role) const
{
    const service::ProgramUse* use = index.isValid() ? at(index.row()) : nullptr;
    if (!use)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textOf(*use, index.column());
    case Qt::AccessibleTextRole:
        return spoken(*use, index.column());
    case Qt::ToolTipRole:
        return toolTip(*use, index.column());
    case SortRole:
        return sortOf(*use, index.column());
    case DaysRole:
        return QVariant::fromValue(use->daily);
    case IconRole:
        return index.column() == Program ? QStringLiteral("program") : QString();
    case ToneRole:
        return index.column() == Denied && use->denials > 0      ? QStringLiteral("danger")
               : index.column() == Rights && use->grants.empty() ? QStringLiteral("warn")
                                                                 : QString();
    case SearchRole:
        return QStringList{programPath(use->program), q(use->connectionName, 100), originText(use->program),
                           rightsText(use->grants)}
            .join(QLatin1Char('\n'))
            .toLower();
    default:
        return {};
    }
}

QVariant ProgramModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Program:
        return tr("Program");
    case Connection:
        return tr("Connection");
    case Rights:
        return tr("May");
    case Term:
        return tr("For how long");
    case LastUsed:
        return tr("Last used");
    case Uses:
        return tr("Uses");
    case Denied:
        return tr("Denied");
    default:
        return {};
    }
}

ProgramFilter::ProgramFilter(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(ProgramModel::SortRole);
    setSortLocaleAware(true);
    setDynamicSortFilter(true);
}

void ProgramFilter::setText(const QString& text)
{
    m_words = text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool ProgramFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QString all = sourceModel()->index(row, 0, parent).data(ProgramModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) { return all.contains(word); });
}

std::vector<service::ProgramUse> withUnused(std::vector<service::ProgramUse> use,
                                            const std::vector<model::Grant>& grants,
                                            const std::function<std::string(const base::ConnectionId&)>& nameOf)
{
    for (const model::Grant& grant : grants) {
        service::ProgramUse fresh;
        fresh.program = grant.program;
        fresh.connection = grant.connection;
        const std::string key = ProgramModel::keyOf(fresh);
        const auto known =
            std::find_if(use.begin(), use.end(), [&](const auto& each) { return ProgramModel::keyOf(each) == key; });
        if (known == use.end()) {
            fresh.connectionName = nameOf(grant.connection);
            fresh.grants = {grant};
            fresh.lastUsedAt = grant.lastUsedAt;
            use.push_back(std::move(fresh));
        } else if (std::none_of(known->grants.begin(), known->grants.end(),
                                [&](const auto& each) { return each.id == grant.id; })) {
            known->grants.push_back(grant);
        }
    }
    return use;
}

} // namespace keystead::ui
