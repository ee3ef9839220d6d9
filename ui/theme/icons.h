// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Icons: line drawings of resources/icons/ui tinted with a colour of the theme, and tiles for providers (their drawing
// where there is one, else a letter on a colour made from the id). Pixmaps are cached until the theme changes.
#include "core/model/connection.h"

#include <QHash>
#include <QIcon>
#include <QObject>
#include <QPixmap>

namespace keystead::ui {

class Theme;

class IconProvider : public QObject
{
    Q_OBJECT
public:
    explicit IconProvider(Theme& theme, QObject* parent = nullptr);

    QIcon icon(const QString& name); // in the text colour
    QIcon icon(const QString& name, const QColor& color);
    QPixmap pixmap(const QString& name, const QColor& color, int size, qreal ratio);
    QPixmap providerTile(const QString& providerId, const QString& iconStem, const QString& displayName, int size,
                         qreal ratio);
    QIcon providerIcon(const QString& providerId, const QString& iconStem, const QString& displayName);

Q_SIGNALS:
    void changed(); // take icons again

private:
    Theme& m_theme;
    QHash<QString, QPixmap> m_cache;
};

// How a state looks: icon name, colour meaning ("ok", "warn", "danger", "info", "").
struct StateLook
{
    QString icon;
    QString tone;
};
StateLook lookOf(model::ConnectionState state);
QColor toneColor(const Theme& theme, const QString& tone);

} // namespace keystead::ui
