// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/sidebar_model.h"

#include "ui/connections/catalog.h"
#include "ui/connections/connection_model.h"
#include "ui/text.h"

#include <algorithm>
#include <map>

namespace keystead::ui {

namespace {

QString kindIcon(model::AuthKind kind)
{
    using model::AuthKind;
    switch (kind) {
    case AuthKind::ApiKey:
        return QStringLiteral("key");
    case AuthKind::Basic:
        return QStringLiteral("person");
    case AuthKind::Bearer:
        return QStringLiteral("token");
    case AuthKind::OAuth2:
        return QStringLiteral("globe");
    case AuthKind::ClientCredentials:
        return QStringLiteral("robot");
    case AuthKind::Jwt:
        return QStringLiteral("signature");
    case AuthKind::Certificate:
        return QStringLiteral("certificate");
    case AuthKind::Custom:
        return QStringLiteral("custom");
    }
    return {};
}

} // namespace

SidebarModel::SidebarModel(ConnectionModel& connections, QObject* parent)
    : QAbstractListModel(parent), m_connections(connections)
{
    connect(&connections, &ConnectionModel::contentChanged, this, &SidebarModel::rebuild);
    m_rows = wanted();
}

void SidebarModel::setHorizon(std::chrono::milliseconds horizon)
{
    m_horizon = horizon;
    rebuild();
}

const SidebarModel::Row* SidebarModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int SidebarModel::rowOf(const Category& category) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row& row) { return !row.heading && row.category == category; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int SidebarModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SidebarModel::data(const QModelIndex& index, int role) const
{
    const Row* row = index.isValid() ? at(index.row()) : nullptr;
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return row->text;
    case Qt::AccessibleTextRole:
        return row->heading ? row->text : tr("%1, %n connections", nullptr, row->count).arg(row->text);
    case HeadingRole:
        return row->heading;
    case CountRole:
        return row->count;
    case IconRole:
        return row->icon;
    case ToneRole:
        return row->tone;
    default:
        return {};
    }
}

Qt::ItemFlags SidebarModel::flags(const QModelIndex& index) const
{
    const Row* row = index.isValid() ? at(index.row()) : nullptr;
    if (!row)
        return Qt::NoItemFlags;
    return row->heading ? Qt::ItemNeverHasChildren
                        : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

void SidebarModel::rebuild()
{
    std::vector<Row> next = wanted();
    if (next == m_rows)
        return;
    const bool sameShape = next.size() == m_rows.size() &&
                           std::equal(next.begin(), next.end(), m_rows.begin(), [](const Row& a, const Row& b) {
                               return a.category == b.category && a.heading == b.heading;
                           });
    if (sameShape) {
        m_rows = std::move(next);
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(next);
    endResetModel();
    Q_EMIT rebuilt();
}

std::vector<SidebarModel::Row> SidebarModel::wanted() const
{
    using Kind = Category::Kind;
    const auto& all = m_connections.all();
    const base::WallTime now = m_connections.now();
    const auto count = [&](const Category& category) {
        return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const model::Connection& c) {
            return inCategory(category, c, now, m_horizon);
        }));
    };
    std::vector<Row> rows;
    const auto add = [&](const QString& text, const char* icon, const char* tone, const Category& category) {
        rows.push_back({text, QLatin1String(icon), QLatin1String(tone), count(category), false, category});
    };
    const auto heading = [&](const QString& text) { rows.push_back({text, {}, {}, 0, true, {}}); };
    add(tr("All connections"), "list", "", {Kind::All, {}});
    add(tr("Needs attention"), "alert", "danger", {Kind::Attention, {}});
    add(tr("Expiring soon"), "clock", "warn", {Kind::ExpiringSoon, {}});

    std::map<model::AuthKind, int> kinds;
    std::map<QString, QString> profiles; // name -> id
    std::map<QString, std::string> tags;
    for (const model::Connection& c : all) {
        ++kinds[c.kind];
        profiles.emplace(m_connections.catalog().profileName(c.profile), QString::fromStdString(c.profile.text));
        for (const std::string& tag : c.tags)
            tags.emplace(q(tag, 60), tag);
    }
    if (!kinds.empty())
        heading(tr("Kind"));
    for (const auto& [kind, number] : kinds)
        rows.push_back({kindName(kind),
                        kindIcon(kind),
                        {},
                        number,
                        false,
                        {Kind::OfKind, QString::fromLatin1(model::toText(kind))}});
    if (!profiles.empty() && (m_connections.catalog().profiles().size() > 1 || profiles.size() > 1)) {
        heading(tr("Profile"));
        for (const auto& [name, id] : profiles)
            add(name, "folder", "", {Kind::OfProfile, id});
    }
    if (!tags.empty())
        heading(tr("Tags"));
    for (const auto& [shown, tag] : tags)
        add(shown, "tag", "", {Kind::OfTag, QString::fromStdString(tag)});
    return rows;
}

} // namespace keystead::ui
