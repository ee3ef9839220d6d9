// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/progress_overlay.h"

#include "ui/widgets/labels.h"

#include <QEvent>
#include <QFrame>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QProgressBar>
#include <QVBoxLayout>

namespace keystead::ui {

ProgressOverlay::ProgressOverlay(QWidget* parent) : QWidget(parent)
{
    auto* outer = new QVBoxLayout(this);
    auto* card = new QFrame(this);
    card->setProperty("look", QStringLiteral("card"));
    card->setMinimumWidth(320);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    m_what = makeLabel({}, "heading", true);
    m_bar = new QProgressBar(card);
    m_bar->setTextVisible(false);
    m_count = makeLabel({}, "caption");
    m_cancelButton = makeButton(tr("Cancel"));
    column->addWidget(m_what);
    column->addWidget(m_bar);
    column->addWidget(m_count);
    column->addWidget(m_cancelButton, 0, Qt::AlignRight);
    outer->addWidget(card, 0, Qt::AlignCenter);
    connect(m_cancelButton, &QPushButton::clicked, this, [this] {
        m_cancelButton->setEnabled(false);
        if (m_cancel)
            m_cancel();
    });
    parent->installEventFilter(this);
    hide();
}

void ProgressOverlay::start(const QString& what, std::function<void()> cancel)
{
    m_cancel = std::move(cancel);
    m_what->setText(what);
    m_bar->setAccessibleName(what);
    m_count->clear();
    m_bar->setRange(0, 0);
    m_cancelButton->setEnabled(true);
    m_cancelButton->setVisible(static_cast<bool>(m_cancel));
    if (QWidget* used = window()->focusWidget(); used && used != this && !isAncestorOf(used))
        m_before = used;
    setGeometry(parentWidget()->rect());
    raise();
    show();
    m_cancelButton->setFocus();
}

void ProgressOverlay::setProgress(qint64 done, qint64 total)
{
    const QLocale locale;
    m_bar->setRange(0, total > 0 ? 1000 : 0);
    if (total > 0) {
        m_bar->setValue(static_cast<int>(done * 1000 / total));
        m_count->setText(tr("%1 of %2").arg(locale.toString(done), locale.toString(total)));
    }
}

void ProgressOverlay::finish()
{
    m_cancel = {};
    const QWidget* now = window()->focusWidget();
    const bool mine = !now || now == this || isAncestorOf(now);
    if (mine && m_before && m_before->isEnabled() && m_before->isVisible())
        m_before->setFocus(); // else Qt takes the next one of the whole window
    m_before.clear();
    hide();
}

bool ProgressOverlay::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void ProgressOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QColor veil = palette().color(QPalette::Window);
    veil.setAlpha(200);
    painter.fillRect(rect(), veil);
}

void ProgressOverlay::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_cancel)
        m_cancelButton->click();
    else
        QWidget::keyPressEvent(event);
}

} // namespace keystead::ui
