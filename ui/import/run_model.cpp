// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/run_model.h"

#include "ui/import/import_words.h"
#include "ui/widgets/labels.h"

namespace keystead::ui {

void RunModel::reset(std::vector<transfer::ImportRun> runs)
{
    beginResetModel();
    m_runs = std::move(runs);
    endResetModel();
}

const transfer::ImportRun* RunModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_runs[static_cast<std::size_t>(row)] : nullptr;
}

int RunModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunModel::data(const QModelIndex& index, int role) const
{
    const transfer::ImportRun* const run = index.isValid() ? at(index.row()) : nullptr;
    if (!run)
        return {};
    if (role == Qt::ToolTipRole) {
        QStringList lines;
        for (std::size_t i = 0; i < run->sources.size() && i < 20; ++i)
            lines.append(q(run->sources[i].path, 300));
        lines.append(countsText(*run));
        return plainToolTip(lines.join(QLatin1Char('\n')));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case When:
        return dateTimeText(run->doneAt);
    case From:
        return sourcesText(*run);
    case Format:
        return formatTitle(run->format);
    case Result:
        return run->undoneAt ? tr("Undone on %1").arg(dateTimeText(*run->undoneAt)) : countsText(*run);
    case Source:
        return run->sources.empty() ? QString() : sourceStateName(*run);
    default:
        return {};
    }
}

QVariant RunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When:
        return tr("When");
    case From:
        return tr("From");
    case Format:
        return tr("Format");
    case Result:
        return tr("Result");
    case Source:
        return tr("The file");
    default:
        return {};
    }
}

} // namespace keystead::ui
