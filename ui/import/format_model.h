// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The formats that can be imported, after "recognise by itself", with a search over title and sentence.
#include <QAbstractListModel>
#include <QSortFilterProxyModel>
#include <string>

namespace keystead::ui {

class FormatModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, AboutRole };
    using QAbstractListModel::QAbstractListModel;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    int rowOf(std::string_view id) const; // "" is the row that leaves it to Keystead; -1: none
};

class FormatFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit FormatFilter(FormatModel& model, QObject* parent = nullptr);
    void setText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
};

} // namespace keystead::ui
