// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which connections are shown: a category of the sidebar and what is typed in the search field.
#include "core/model/connection.h"

#include <chrono>
#include <QSortFilterProxyModel>

namespace keystead::ui {

class ConnectionModel;

struct Category
{
    enum class Kind { All, Attention, ExpiringSoon, OfKind, OfProfile, OfTag };
    Kind kind = Kind::All;
    QString value; // kind's text, profile id or tag
    bool operator==(const Category&) const = default;
};

bool inCategory(const Category& category, const model::Connection& connection, base::WallTime now,
                std::chrono::milliseconds horizon);

class ConnectionFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ConnectionFilter(ConnectionModel& model, QObject* parent = nullptr);
    void setCategory(const Category& category);
    const Category& category() const { return m_category; }
    // Every word must occur in name, account, provider, tag or instance.
    void setText(const QString& text);
    void setHorizon(std::chrono::milliseconds horizon);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    ConnectionModel& m_model;
    Category m_category;
    QStringList m_words;
    std::chrono::milliseconds m_horizon = std::chrono::hours{24 * 14};
};

} // namespace keystead::ui
