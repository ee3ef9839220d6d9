// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace keystead::ui {

namespace {

QPixmap renderSvg(const QByteArray& svg, int size, qreal ratio)
{
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

QPixmap letterTile(const QString& id, const QString& name, int size, qreal ratio)
{
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    uint sum = 7;
    for (const QChar c : id)
        sum = sum * 31 + c.unicode();
    // Dark enough that white on it has 4.5:1 at every hue.
    const QColor color = QColor::fromHsl(static_cast<int>(sum % 360), 105, 78);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.25, size * 0.25);
    QFont font = painter.font();
    font.setPixelSize(std::max(8, size * 54 / 100));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(QRectF(0, 0, size, size), Qt::AlignCenter, name.trimmed().left(1).toUpper());
    return pixmap;
}

} // namespace

IconProvider::IconProvider(Theme& theme, QObject* parent) : QObject(parent), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        m_cache.clear();
        Q_EMIT changed();
    });
}

QPixmap IconProvider::pixmap(const QString& name, const QColor& color, int size, qreal ratio)
{
    const QString key = QStringLiteral("%1/%2/%3/%4").arg(name, color.name(QColor::HexArgb)).arg(size).arg(ratio);
    if (const auto found = m_cache.constFind(key); found != m_cache.constEnd())
        return *found;
    QFile file(QStringLiteral(":/icons/ui/%1.svg").arg(name));
    QPixmap result;
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray svg = file.readAll();
        svg.replace("currentColor", color.name().toLatin1());
        result = renderSvg(svg, size, ratio);
    }
    m_cache.insert(key, result);
    return result;
}

QIcon IconProvider::icon(const QString& name, const QColor& color)
{
    QIcon icon;
    for (const qreal ratio : {1.0, 2.0}) {
        for (const int size : {16, 20}) {
            icon.addPixmap(pixmap(name, color, size, ratio));
            icon.addPixmap(pixmap(name, m_theme.colors().borderStrong, size, ratio), QIcon::Disabled);
        }
    }
    return icon;
}

QIcon IconProvider::icon(const QString& name)
{
    return icon(name, m_theme.colors().text);
}

QPixmap IconProvider::providerTile(const QString& providerId, const QString& iconStem, const QString& displayName,
                                   int size, qreal ratio)
{
    const QString key = QStringLiteral("tile/%1/%2/%3").arg(providerId).arg(size).arg(ratio);
    if (const auto found = m_cache.constFind(key); found != m_cache.constEnd())
        return *found;
    QFile file(QStringLiteral(":/icons/providers/%1.svg").arg(iconStem));
    QPixmap result;
    if (!iconStem.isEmpty() && file.open(QIODevice::ReadOnly)) {
        QByteArray svg = file.readAll();
        svg.replace("currentColor", m_theme.colors().text.name().toLatin1());
        result = renderSvg(svg, size, ratio);
    } else {
        result = letterTile(providerId, displayName.isEmpty() ? providerId : displayName, size, ratio);
    }
    m_cache.insert(key, result);
    return result;
}

QIcon IconProvider::providerIcon(const QString& providerId, const QString& iconStem, const QString& displayName)
{
    QIcon icon;
    for (const qreal ratio : {1.0, 2.0}) {
        for (const int size : {24, 40})
            icon.addPixmap(providerTile(providerId, iconStem, displayName, size, ratio));
    }
    return icon;
}

StateLook lookOf(model::ConnectionState state)
{
    using model::ConnectionState;
    switch (state) {
    case ConnectionState::Created:
        return {QStringLiteral("circle-dashed"), QStringLiteral("info")};
    case ConnectionState::Active:
        return {QStringLiteral("circle-check"), QStringLiteral("ok")};
    case ConnectionState::Refreshing:
        return {QStringLiteral("refresh"), QStringLiteral("info")};
    case ConnectionState::Updated:
        return {QStringLiteral("circle-check"), QStringLiteral("ok")};
    case ConnectionState::Syncing:
        return {QStringLiteral("refresh"), QStringLiteral("info")};
    case ConnectionState::Expired:
        return {QStringLiteral("clock"), QStringLiteral("warn")};
    case ConnectionState::AuthError:
        return {QStringLiteral("alert"), QStringLiteral("danger")};
    case ConnectionState::Paused:
        return {QStringLiteral("pause"), QString()};
    case ConnectionState::Revoked:
        return {QStringLiteral("ban"), QString()};
    }
    return {};
}

QColor toneColor(const Theme& theme, const QString& tone)
{
    const Colors& c = theme.colors();
    if (tone == QLatin1String("ok"))
        return c.ok;
    if (tone == QLatin1String("warn"))
        return c.warn;
    if (tone == QLatin1String("danger"))
        return c.danger;
    if (tone == QLatin1String("info"))
        return c.info;
    return tone == QLatin1String("accent") ? c.accent : c.muted;
}

} // namespace keystead::ui
