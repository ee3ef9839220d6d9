// SPDX-License-Identifier: GPL-3.0-or-later
// Points in time, as the person's place writes them.
#include "ui/text.h"

#include <QDateTime>
#include <QLocale>

namespace keystead::ui {

QDateTime toLocal(base::WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(base::toMillis(time));
}

QString dateTimeText(base::WallTime time)
{
    const QDateTime local = toLocal(time);
    const QLocale locale;
    return locale.toString(local.date(), QLocale::ShortFormat) + QLatin1Char(' ') +
           locale.toString(local.time(), QLocale::ShortFormat);
}

// Short formats of most places leave the seconds out; records of one minute would look alike.
QString secondsTimeText(base::WallTime time)
{
    const QDateTime local = toLocal(time);
    const QLocale locale;
    QString format = locale.timeFormat(QLocale::ShortFormat);
    const qsizetype minutes = format.indexOf(QLatin1String("mm"));
    if (!format.contains(QLatin1Char('s')) && minutes > 0)
        format.insert(minutes + 2, format[minutes - 1] + QStringLiteral("ss"));
    return locale.toString(local.date(), QLocale::ShortFormat) + QLatin1Char(' ') +
           locale.toString(local.time(), format);
}

QString exactTimeText(base::WallTime time)
{
    const QDateTime local = toLocal(time);
    const QLocale locale;
    return locale.toString(local.date(), QLocale::LongFormat) + QStringLiteral(", ") +
           locale.toString(local.time(), QStringLiteral("HH:mm:ss")) + QLatin1Char(' ') + local.timeZoneAbbreviation();
}

QString utcText(base::WallTime time)
{
    return QString::fromStdString(base::toRfc3339(time));
}

} // namespace keystead::ui
