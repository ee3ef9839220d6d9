// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/format_model.h"

#include "ui/import/import_words.h"
#include "ui/widgets/labels.h"

#include <algorithm>

namespace keystead::ui {

int FormatModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(transfer::importFormats().size()) + 1;
}

QVariant FormatModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const std::string id = index.row() == 0
                               ? std::string{}
                               : std::string{transfer::importFormats()[static_cast<std::size_t>(index.row() - 1)].id};
    const QString title = id.empty() ? tr("Recognise it by itself") : formatTitle(id);
    const QString about = id.empty() ? tr("By the file's name and content.") : formatAbout(id);
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case Qt::AccessibleDescriptionRole:
    case AboutRole:
        return about;
    case Qt::ToolTipRole:
        return plainToolTip(title + QLatin1Char('\n') + about);
    case IdRole:
        return QString::fromStdString(id);
    default:
        return {};
    }
}

int FormatModel::rowOf(std::string_view id) const
{
    if (id.empty())
        return 0;
    const auto formats = transfer::importFormats();
    const auto found = std::find_if(formats.begin(), formats.end(), [&](const auto& f) { return f.id == id; });
    return found == formats.end() ? -1 : static_cast<int>(found - formats.begin()) + 1;
}

FormatFilter::FormatFilter(FormatModel& model, QObject* parent) : QSortFilterProxyModel(parent)
{
    setSourceModel(&model);
}

void FormatFilter::setText(const QString& text)
{
    m_words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool FormatFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const QString text = index.data().toString() + QLatin1Char('\n') + index.data(FormatModel::AboutRole).toString() +
                         QLatin1Char('\n') + index.data(FormatModel::IdRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace keystead::ui
