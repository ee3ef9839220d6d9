// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/state_pill.h"

#include "ui/app_context.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace keystead::ui {

StatePill::StatePill(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatePill::setState(model::ConnectionState state)
{
    const StateLook look = lookOf(state);
    setText(look.icon, look.tone, stateName(state));
}

void StatePill::setText(const QString& icon, const QString& tone, const QString& text)
{
    m_icon = icon;
    m_tone = tone;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StatePill::sizeHint() const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(bold);
    return {metrics.horizontalAdvance(m_text) + 16 + 6 + 20 + 2, std::max(metrics.height() + 8, 26)};
}

void StatePill::paintEvent(QPaintEvent*)
{
    const Colors& c = m_context.theme.colors();
    QColor ground = c.hover;
    if (m_tone == QLatin1String("ok"))
        ground = c.okSoft;
    else if (m_tone == QLatin1String("warn"))
        ground = c.warnSoft;
    else if (m_tone == QLatin1String("danger"))
        ground = c.dangerSoft;
    else if (m_tone == QLatin1String("info"))
        ground = c.infoSoft;
    else if (m_tone == QLatin1String("accent"))
        ground = c.accentSoft;
    const QColor ink = toneColor(m_context.theme, m_tone);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    const double radius = height() / 2.0;
    painter.drawRoundedRect(rect(), radius, radius);
    painter.drawPixmap(10, (height() - 16) / 2, m_context.icons.pixmap(m_icon, ink, 16, devicePixelRatioF()));
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(ink);
    painter.drawText(rect().adjusted(32, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, m_text);
}

} // namespace keystead::ui
