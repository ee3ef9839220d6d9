// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_model.h"

#include "ui/connections/catalog.h"
#include "ui/text.h"
#include "ui/widgets/labels.h"

#include <chrono>
#include <limits>

namespace keystead::ui {

ConnectionModel::ConnectionModel(const Catalog& catalog, const base::Clock& clock, QObject* parent)
    : QAbstractTableModel(parent), m_catalog(catalog), m_clock(clock), m_now(clock.now())
{
    connect(&catalog, &Catalog::changed, this, [this] {
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        Q_EMIT contentChanged();
    });
}

void ConnectionModel::reset(std::vector<model::Connection> connections)
{
    m_now = m_clock.now();
    beginResetModel();
    m_rows = std::move(connections);
    m_index.clear();
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_index[m_rows[row].id.text] = static_cast<int>(row);
    endResetModel();
    Q_EMIT contentChanged();
}

void ConnectionModel::apply(const model::ChangeSet& changes)
{
    if (changes.removed.empty() && changes.added.empty() && changes.updated.empty())
        return;
    m_now = m_clock.now();
    for (const base::ConnectionId& id : changes.removed) {
        if (const int row = rowOf(id); row >= 0)
            removeAt(row);
    }
    for (const model::Connection& connection : changes.added)
        upsert(connection);
    for (const model::Connection& connection : changes.updated)
        upsert(connection);
    showTimes(); // of the other rows too: one time for all of them
    Q_EMIT contentChanged();
}

void ConnectionModel::tick()
{
    m_now = m_clock.now();
    if (m_rows.empty())
        return;
    showTimes();
    Q_EMIT ticked();
}

void ConnectionModel::showTimes()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Expires), index(rowCount() - 1, LastUsed), {Qt::DisplayRole, Qt::ToolTipRole});
}

QStringList ConnectionModel::possibleTexts(int column) const
{
    using namespace std::chrono_literals;
    const base::WallTime now = m_now;
    QStringList texts;
    model::Connection living;
    living.state = model::ConnectionState::Active;
    switch (column) {
    case State:
        for (int state = 0; state <= static_cast<int>(model::ConnectionState::Revoked); ++state)
            texts.append(stateName(static_cast<model::ConnectionState>(state)));
        break;
    case Expires:
        for (const std::chrono::seconds ahead : {0s, 48s, 48 * 60s, 44 * 3600s, 200 * 24 * 3600s}) {
            model::Connection c = living;
            c.expiresAt = now + ahead;
            texts.append(expiresText(c, now));
        }
        texts.append(expiresText(living, now));
        break;
    case LastUsed:
        for (const std::chrono::seconds ago : {0s, 48s, 48 * 60s, 44 * 3600s, 200 * 24 * 3600s})
            texts.append(relativeText(now - ago, now));
        for (const bool tested : {false, true}) {
            model::Connection c;
            if (tested)
                c.lastTestedAt = now;
            texts.append(lastUsedText(c, now));
        }
        break;
    default:
        break;
    }
    return texts;
}

const model::Connection* ConnectionModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

const model::Connection* ConnectionModel::find(const base::ConnectionId& id) const
{
    return at(rowOf(id));
}

int ConnectionModel::rowOf(const base::ConnectionId& id) const
{
    const auto found = m_index.find(id.text);
    return found == m_index.end() ? -1 : found->second;
}

int ConnectionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConnectionModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ConnectionModel::textOf(const model::Connection& c, int column) const
{
    switch (column) {
    case Name:
        return q(c.name, 100);
    case Account:
        return c.account.empty() ? QStringLiteral("–") : q(c.account, 120);
    case Provider:
        return m_catalog.providerName(c.providerId);
    case State:
        return stateName(c.state);
    case Expires:
        return expiresText(c, now());
    case LastUsed:
        return lastUsedText(c, now());
    default:
        return {};
    }
}

QVariant ConnectionModel::sortKey(const model::Connection& c, int column) const
{
    switch (column) {
    // What a person must look at comes first.
    case State:
        return model::needsAttention(c) ? 0 : static_cast<int>(c.state) + 1;
    case Expires:
        return c.expiresAt && hasLiveToken(c.state) ? qlonglong(base::toMillis(*c.expiresAt))
                                                    : std::numeric_limits<qlonglong>::max();
    case LastUsed:
        return c.lastUsedAt ? -qlonglong(base::toMillis(*c.lastUsedAt)) : std::numeric_limits<qlonglong>::max();
    case Account:
        return c.account.empty() ? QString(QChar(0xffff)) : textOf(c, column);
    default:
        return textOf(c, column);
    }
}

QVariant ConnectionModel::data(const QModelIndex& index, int role) const
{
    const model::Connection* c = index.isValid() ? at(index.row()) : nullptr;
    if (!c)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textOf(*c, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Expires && c->expiresAt && hasLiveToken(c->state))
            return plainToolTip(dateTimeText(*c->expiresAt));
        if (index.column() == LastUsed)
            return plainToolTip(
                tr("Last used: %1").arg(c->lastUsedAt ? dateTimeText(*c->lastUsedAt) : tr("never")) +
                QLatin1Char('\n') +
                tr("Last tested: %1").arg(c->lastTestedAt ? dateTimeText(*c->lastTestedAt) : tr("never")));
        return plainToolTip(textOf(*c, index.column()));
    case Qt::AccessibleTextRole:
        return index.column() == Name ? tr("%1, %2, %3").arg(textOf(*c, Name), textOf(*c, Provider), textOf(*c, State))
                                      : textOf(*c, index.column());
    case IdRole:
        return QString::fromStdString(c->id.text);
    case SortRole:
        return sortKey(*c, index.column());
    default:
        return {};
    }
}

QVariant ConnectionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Account:
        return tr("Account");
    case Provider:
        return tr("Provider");
    case State:
        return tr("State");
    case Expires:
        return tr("Expires");
    case LastUsed:
        return tr("Last used");
    default:
        return {};
    }
}

void ConnectionModel::upsert(const model::Connection& connection)
{
    const int row = rowOf(connection.id);
    if (row >= 0) {
        m_rows[static_cast<std::size_t>(row)] = connection;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        return;
    }
    const int last = rowCount();
    beginInsertRows({}, last, last);
    m_rows.push_back(connection);
    m_index[connection.id.text] = last;
    endInsertRows();
}

void ConnectionModel::removeAt(int row)
{
    beginRemoveRows({}, row, row);
    m_index.erase(m_rows[static_cast<std::size_t>(row)].id.text);
    m_rows.erase(m_rows.begin() + row);
    for (std::size_t next = static_cast<std::size_t>(row); next < m_rows.size(); ++next)
        m_index[m_rows[next].id.text] = static_cast<int>(next);
    endRemoveRows();
}

} // namespace keystead::ui
