// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/found_model.h"

#include "ui/import/import_words.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <QDir>

namespace keystead::ui {

namespace {

// Below the home folder, as people say it.
QString shortPath(const std::string& path)
{
    const QString text = q(path, 400);
    const QString home = QDir::homePath();
    return text.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + text.mid(home.size()) : text;
}

} // namespace

FoundModel::FoundModel(const base::Clock& clock, QObject* parent) : QAbstractTableModel(parent), m_clock(clock) {}

void FoundModel::reset(std::vector<transfer::FoundSecrets> found)
{
    // What others can read first, then what can be imported.
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::pair(a.openToOthers, !a.format.empty()) > std::pair(b.openToOthers, !b.format.empty());
    });
    beginResetModel();
    m_rows.clear();
    for (transfer::FoundSecrets& file : found) {
        Row row;
        row.taken = !file.format.empty();
        row.tone = file.openToOthers ? QStringLiteral("danger") : QString();
        row.note = file.openToOthers     ? tr("Other users can read it")
                   : file.format.empty() ? tr("Cannot be imported")
                                         : QString();
        row.file = std::move(file);
        m_rows.push_back(std::move(row));
    }
    endResetModel();
    Q_EMIT takenChanged();
}

const transfer::FoundSecrets* FoundModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)].file : nullptr;
}

bool FoundModel::importable(int row) const
{
    return at(row) && !at(row)->format.empty() && !m_rows[static_cast<std::size_t>(row)].done;
}

std::vector<int> FoundModel::takenRows() const
{
    std::vector<int> rows;
    for (int row = 0; row < rowCount(); ++row) {
        if (importable(row) && m_rows[static_cast<std::size_t>(row)].taken)
            rows.push_back(row);
    }
    return rows;
}

void FoundModel::setNote(int row, const QString& text, const QString& tone)
{
    if (!at(row))
        return;
    Row& found = m_rows[static_cast<std::size_t>(row)];
    found.note = text;
    found.tone = tone;
    found.done = tone != QLatin1String("danger");
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT takenChanged();
}

void FoundModel::setAllTaken(bool taken)
{
    for (Row& row : m_rows)
        row.taken = taken && !row.file.format.empty();
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::CheckStateRole});
    Q_EMIT takenChanged();
}

int FoundModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FoundModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FoundModel::text(const Row& row, int column) const
{
    switch (column) {
    case File:
        return shortPath(row.file.path);
    case Kind:
        return importText(row.file.kind);
    case Count:
        return row.file.credentials > 0 ? QString::number(row.file.credentials) : QStringLiteral("–");
    case Changed:
        return relativeText(row.file.modifiedAt, m_clock.now());
    default:
        return row.note;
    }
}

QVariant FoundModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !at(index.row()))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(q(row.file.path, 400) + QLatin1Char('\n') +
                            tr("Changed %1").arg(dateTimeText(row.file.modifiedAt)) +
                            (row.note.isEmpty() ? QString() : QLatin1Char('\n') + row.note));
    case Qt::CheckStateRole:
        if (index.column() != File || !importable(index.row()))
            return {};
        return row.taken ? Qt::Checked : Qt::Unchecked;
    case ToneRole:
        return index.column() == Note ? row.tone : QString();
    default:
        return {};
    }
}

bool FoundModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || !importable(index.row()))
        return false;
    m_rows[static_cast<std::size_t>(index.row())].taken = value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT takenChanged();
    return true;
}

Qt::ItemFlags FoundModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == File && importable(index.row()))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant FoundModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case File:
        return tr("File");
    case Kind:
        return tr("Kind");
    case Count:
        return tr("Secrets");
    case Changed:
        return tr("Changed");
    case Note:
        return tr("Note");
    default:
        return {};
    }
}

} // namespace keystead::ui
