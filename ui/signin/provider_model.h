// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The providers of the catalogue for the wizard's grid, with a filter over name, category and kinds.
#include "core/model/provider_spec.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>
#include <vector>

namespace keystead::ui {

class ProviderModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, CategoryRole, IconStemRole, SearchRole };
    using QAbstractListModel::QAbstractListModel;
    void reset(std::vector<model::ProviderSpec> providers);
    const model::ProviderSpec* at(int row) const;
    int rowOf(std::string_view id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<model::ProviderSpec> m_rows;
};

class ProviderFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ProviderFilter(ProviderModel& model, QObject* parent = nullptr);
    void setText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
};

QString categoryName(std::string_view category);

} // namespace keystead::ui
