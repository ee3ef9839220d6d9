// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_filter.h"

#include "ui/connections/catalog.h"
#include "ui/connections/connection_model.h"
#include "ui/text.h"

#include <algorithm>

namespace keystead::ui {

bool inCategory(const Category& category, const model::Connection& c, base::WallTime now,
                std::chrono::milliseconds horizon)
{
    switch (category.kind) {
    case Category::Kind::All:
        return true;
    case Category::Kind::Attention:
        return model::needsAttention(c);
    case Category::Kind::ExpiringSoon:
        return model::expiresSoon(c, now, horizon);
    case Category::Kind::OfKind:
        return s(category.value) == model::toText(c.kind);
    case Category::Kind::OfProfile:
        return s(category.value) == c.profile.text;
    case Category::Kind::OfTag:
        return std::find(c.tags.begin(), c.tags.end(), s(category.value)) != c.tags.end();
    }
    return false;
}

ConnectionFilter::ConnectionFilter(ConnectionModel& model, QObject* parent)
    : QSortFilterProxyModel(parent), m_model(model)
{
    setSourceModel(&model);
    setSortRole(ConnectionModel::SortRole);
    setDynamicSortFilter(true);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSortLocaleAware(true);
}

void ConnectionFilter::setCategory(const Category& category)
{
    m_category = category;
    invalidateFilter();
}

void ConnectionFilter::setText(const QString& text)
{
    m_words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void ConnectionFilter::setHorizon(std::chrono::milliseconds horizon)
{
    m_horizon = horizon;
    invalidateFilter();
}

bool ConnectionFilter::filterAcceptsRow(int row, const QModelIndex&) const
{
    const model::Connection* c = m_model.at(row);
    if (!c || !inCategory(m_category, *c, m_model.now(), m_horizon))
        return false;
    if (m_words.isEmpty())
        return true;
    QString text = q(c->name) + QLatin1Char('\n') + q(c->account) + QLatin1Char('\n') +
                   m_model.catalog().providerName(c->providerId);
    for (const std::string& tag : c->tags)
        text += QLatin1Char('\n') + q(tag);
    for (const auto& [name, value] : c->parameters)
        text += QLatin1Char('\n') + q(value);
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool ConnectionFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(ConnectionModel::SortRole);
    const QVariant b = right.data(ConnectionModel::SortRole);
    if (a == b && left.column() != ConnectionModel::Name) // equal ones stand by name
        return QString::localeAwareCompare(left.siblingAtColumn(0).data().toString(),
                                           right.siblingAtColumn(0).data().toString()) < 0;
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace keystead::ui
