// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/undo_bar.h"

#include "ui/app_context.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>

namespace keystead::ui {

UndoBar::UndoBar(const AppContext& context, QWidget* parent) : QFrame(parent), m_context(context)
{
    setProperty("look", QStringLiteral("bar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(pageMargin, 6, 8, 6);
    row->setSpacing(8);
    m_text = makeLabel({}, "", true);
    m_undo = makeButton(tr("Undo"));
    m_close = makeIconButton(tr("Dismiss"), this);
    row->addWidget(m_text, 1);
    row->addWidget(m_undo);
    row->addWidget(m_close);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        hide();
        if (m_action)
            m_action();
    });
    const auto paint = [this] { m_close->setIcon(m_context.icons.icon(QStringLiteral("close"))); };
    connect(&context.icons, &IconProvider::changed, this, paint);
    paint();
    for (QWidget* button : {static_cast<QWidget*>(m_undo), static_cast<QWidget*>(m_close)})
        button->installEventFilter(this);
    hide();
}

void UndoBar::setStays(std::chrono::milliseconds message, std::chrono::milliseconds undo)
{
    m_message = message;
    m_undoable = undo;
}

void UndoBar::show(const QString& text, std::function<void()> undo)
{
    m_text->setText(text);
    setAccessibleName(text);
    m_action = std::move(undo);
    m_undo->setVisible(static_cast<bool>(m_action));
    m_aside = false;
    setVisible(true);
    wait();
}

void UndoBar::setAside(bool aside)
{
    if (aside == m_aside || (aside && isHidden()))
        return;
    m_aside = aside;
    if (aside)
        m_timer.start(m_action ? m_undoable : m_message);
    setVisible(!aside && m_timer.isActive());
}

// Its whole time again, once neither pointer nor focus is on it.
void UndoBar::wait()
{
    if (underMouse() || m_undo->hasFocus() || m_close->hasFocus())
        m_timer.stop();
    else
        m_timer.start(m_action ? m_undoable : m_message);
}

void UndoBar::enterEvent(QEnterEvent* event)
{
    m_timer.stop();
    QFrame::enterEvent(event);
}

void UndoBar::leaveEvent(QEvent* event)
{
    QFrame::leaveEvent(event);
    if (isVisible())
        wait();
}

bool UndoBar::eventFilter(QObject* watched, QEvent* event)
{
    if (isVisible() && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        QTimer::singleShot(0, this, [this] {
            if (isVisible())
                wait();
        });
    return QFrame::eventFilter(watched, event);
}

QString UndoBar::text() const
{
    return m_text->text();
}

} // namespace keystead::ui
