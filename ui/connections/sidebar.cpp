// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/sidebar.h"

#include "ui/app_context.h"
#include "ui/connections/sidebar_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace keystead::ui {

namespace {

class SidebarDelegate final : public QStyledItemDelegate
{
public:
    SidebarDelegate(const AppContext& context, QObject* parent) : QStyledItemDelegate(parent), m_context(context) {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int line = option.fontMetrics.height();
        return {120, index.data(SidebarModel::HeadingRole).toBool() ? line + 22 : std::max(32, line + 14)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Colors& colors = m_context.theme.colors();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (index.data(SidebarModel::HeadingRole).toBool())
            paintHeading(painter, option, index, colors);
        else
            paintRow(painter, option, index, colors);
        painter->restore();
    }

private:
    static void paintHeading(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                             const Colors& colors)
    {
        QFont font = option.font;
        font.setPointSizeF(font.pointSizeF() * 0.9);
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(colors.muted);
        painter->drawText(option.rect.adjusted(12, 0, -8, -5), Qt::AlignBottom | Qt::AlignLeft,
                          index.data().toString());
    }

    void paintRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                  const Colors& colors) const
    {
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool focused = option.widget && option.widget->hasFocus() && selected;
        const QRectF ground = QRectF(option.rect).adjusted(1, 1, -1, -1);
        if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(focused ? QPen(colors.accent, 2) : QPen(Qt::NoPen));
            painter->setBrush(selected ? colors.accentSoft : colors.border);
            painter->drawRoundedRect(ground, 8, 8);
        }
        const qreal ratio = option.widget ? option.widget->devicePixelRatioF() : 1.0;
        const QColor ink = selected ? colors.accent : colors.muted;
        painter->drawPixmap(option.rect.left() + 11, option.rect.center().y() - 8,
                            m_context.icons.pixmap(index.data(SidebarModel::IconRole).toString(), ink, 18, ratio));
        QRect text = option.rect.adjusted(34, 0, -10, 0);
        const int count = index.data(SidebarModel::CountRole).toInt();
        const QString number = QString::number(count);
        const QString tone = index.data(SidebarModel::ToneRole).toString();
        const int numberWidth = option.fontMetrics.horizontalAdvance(number) + 4;
        painter->setFont(option.font);
        painter->setPen(count > 0 && !tone.isEmpty() ? toneColor(m_context.theme, tone) : colors.muted);
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight, number);
        text.setRight(text.right() - numberWidth - 6);
        QFont font = option.font;
        font.setWeight(selected ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(colors.text);
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    }

    const AppContext& m_context;
};

} // namespace

Sidebar::Sidebar(const AppContext& context, SidebarModel& model, QWidget* parent) : QListView(parent), m_model(model)
{
    setAccessibleName(tr("Categories"));
    setProperty("look", QStringLiteral("nav"));
    setModel(&model);
    setItemDelegate(new SidebarDelegate(context, this));
    setMouseTracking(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    choose(m_current);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        const SidebarModel::Row* row = m_model.at(now.row());
        if (!row || row->heading || row->category == m_current)
            return;
        m_current = row->category;
        Q_EMIT chosen(m_current);
    });
    connect(&model, &SidebarModel::rebuilt, this, [this] {
        const Category before = m_current;
        if (m_model.rowOf(before) < 0)
            m_current = {};
        choose(m_current);
        if (m_current != before)
            Q_EMIT chosen(m_current);
    });
    connect(&context.theme, &Theme::changed, this, [this] { viewport()->update(); });
}

void Sidebar::choose(const Category& category)
{
    const bool changes = category != m_current;
    m_current = category;
    const int row = m_model.rowOf(category);
    if (row >= 0)
        setCurrentIndex(m_model.index(row));
    if (changes)
        Q_EMIT chosen(category);
}

} // namespace keystead::ui
