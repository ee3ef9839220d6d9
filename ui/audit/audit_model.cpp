// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audit_model.h"

#include "ui/app_context.h"
#include "ui/connections/detail_sections.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/widgets/labels.h"

#include <QFileInfo>

namespace keystead::ui {

AuditModel::AuditModel(const AppContext& context, QObject* parent) : QAbstractTableModel(parent), m_context(context) {}

void AuditModel::setFilter(const model::AuditFilter& filter)
{
    m_filter = filter;
    clear();
    m_more = true;
    fetchMore({});
}

void AuditModel::clear()
{
    ++m_generation;
    m_loading = false;
    m_more = false;
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void AuditModel::refresh()
{
    if (m_loading)
        return;
    model::AuditFilter filter = m_filter;
    filter.limit = pageSize;
    m_context.core.auditRecords(
        this, filter, [this, generation = m_generation](base::Result<std::vector<model::AuditRecord>> records) {
            if (!records || generation != m_generation)
                return;
            const std::int64_t newest = m_rows.empty() ? 0 : m_rows.front().sequence;
            std::erase_if(*records, [newest](const model::AuditRecord& record) { return record.sequence <= newest; });
            take(std::move(*records), true);
        });
}

bool AuditModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_more && !m_loading;
}

void AuditModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_loading = true;
    model::AuditFilter filter = m_filter;
    filter.limit = pageSize;
    filter.beforeSequence = m_rows.empty() ? 0 : m_rows.back().sequence;
    m_context.core.auditRecords(
        this, filter, [this, generation = m_generation](base::Result<std::vector<model::AuditRecord>> records) {
            if (generation != m_generation)
                return;
            if (!records) {
                m_loading = false;
                m_more = false;
                Q_EMIT failed(records.error());
                return;
            }
            m_more = static_cast<int>(records->size()) >= pageSize;
            take(std::move(*records), false);
            m_loading = false; // not before: a view may ask for more while rows are being inserted
            Q_EMIT loaded();
        });
}

void AuditModel::take(std::vector<model::AuditRecord> records, bool atTop)
{
    if (records.empty())
        return;
    const int first = atTop ? 0 : rowCount();
    beginInsertRows({}, first, first + static_cast<int>(records.size()) - 1);
    m_rows.insert(atTop ? m_rows.begin() : m_rows.end(), std::make_move_iterator(records.begin()),
                  std::make_move_iterator(records.end()));
    endInsertRows();
}

const model::AuditRecord* AuditModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int AuditModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AuditModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString AuditModel::textOf(const model::AuditRecord& record, int column) const
{
    const model::AuditEvent& event = record.event;
    switch (column) {
    case Time:
        return secondsTimeText(event.time);
    case Action:
        return eventTitle(event);
    case Connection:
        return event.connectionName.empty() ? QStringLiteral("–") : q(event.connectionName, 100);
    case Actor:
        return event.actor.kind == model::Actor::Kind::Program && !event.actor.program.empty()
                   ? QFileInfo(q(event.actor.program)).fileName()
                   : actorName(event.actor);
    case Outcome:
        return event.authenticated ? outcomeName(event.outcome) : tr("%1, not proven").arg(outcomeName(event.outcome));
    case Duration:
        return event.duration ? tookText(*event.duration) : QString();
    default:
        return {};
    }
}

QVariant AuditModel::data(const QModelIndex& index, int role) const
{
    const model::AuditRecord* record = index.isValid() ? at(index.row()) : nullptr;
    if (!record)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textOf(*record, index.column());
    case Qt::ToolTipRole:
        return index.column() == Actor ? plainToolTip(actorName(record->event.actor))
                                       : plainToolTip(textOf(*record, index.column()));
    case IconRole:
        return index.column() == Action ? actionIcon(record->event.action) : QString();
    case ToneRole:
        return outcomeTone(record->event);
    case SequenceRole:
        return static_cast<qlonglong>(record->sequence);
    default:
        return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Action:
        return tr("Action");
    case Connection:
        return tr("Connection");
    case Actor:
        return tr("Who");
    case Outcome:
        return tr("Outcome");
    case Duration:
        return tr("Took");
    default:
        return {};
    }
}

} // namespace keystead::ui
