// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/provider_model.h"

#include "ui/text.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <QCoreApplication>

namespace keystead::ui {

QString categoryName(std::string_view category)
{
    const auto say = [](const char* text) { return QCoreApplication::translate("keystead::ui::ProviderModel", text); };
    if (category == "git")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ProviderModel", "Code hosting"));
    if (category == "bank")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ProviderModel", "Banking"));
    if (category == "cloud")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ProviderModel", "Cloud"));
    if (category == "identity")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ProviderModel", "Identity"));
    if (category == "productivity")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ProviderModel", "Productivity"));
    if (category == "commerce")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ProviderModel", "Commerce"));
    if (category == "developer")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ProviderModel", "Developer"));
    if (category == "mail")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ProviderModel", "Mail"));
    if (category == "practice")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ProviderModel", "Practice"));
    if (category == "generic")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ProviderModel", "Any service"));
    return q(category, 40);
}

void ProviderModel::reset(std::vector<model::ProviderSpec> providers)
{
    // The practice provider first, then the named services by name, the generic ones last.
    const auto rank = [](const model::ProviderSpec& p) {
        return p.category == "practice" ? 0 : p.category == "generic" ? 2 : 1;
    };
    std::stable_sort(providers.begin(), providers.end(), [&](const auto& a, const auto& b) {
        if (rank(a) != rank(b))
            return rank(a) < rank(b);
        return QString::localeAwareCompare(providerText(a.displayName), providerText(b.displayName)) < 0;
    });
    beginResetModel();
    m_rows = std::move(providers);
    endResetModel();
}

const model::ProviderSpec* ProviderModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int ProviderModel::rowOf(std::string_view id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const auto& p) { return p.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ProviderModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ProviderModel::data(const QModelIndex& index, int role) const
{
    const model::ProviderSpec* p = index.isValid() ? at(index.row()) : nullptr;
    if (!p)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return providerText(p->displayName, 60);
    case Qt::ToolTipRole:
        return plainToolTip(providerText(p->displayName, 60) + QLatin1Char('\n') + categoryName(p->category));
    case IdRole:
        return q(p->id, 60);
    case CategoryRole:
        return categoryName(p->category);
    case IconStemRole:
        return q(p->icon, 60);
    case SearchRole: {
        QString text = q(p->displayName) + QLatin1Char('\n') + providerText(p->displayName) + QLatin1Char('\n') +
                       q(p->id) + QLatin1Char('\n') + categoryName(p->category);
        for (const model::AuthMethod& method : p->methods)
            text += QLatin1Char('\n') + kindName(method.kind);
        return text;
    }
    default:
        return {};
    }
}

ProviderFilter::ProviderFilter(ProviderModel& model, QObject* parent) : QSortFilterProxyModel(parent)
{
    setSourceModel(&model);
}

void ProviderFilter::setText(const QString& text)
{
    m_words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool ProviderFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QString text = sourceModel()->index(row, 0, parent).data(ProviderModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace keystead::ui
