// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/form_dialog.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/progress_overlay.h"

#include <QHBoxLayout>
#include <QScreen>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace keystead::ui {

FormDialog::FormDialog(const QString& title, int width, QWidget* parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setMinimumWidth(width);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 20, 0, 20);
    column->setSpacing(12);
    m_title = makeLabel(title, "title", true);
    m_title->setContentsMargins(24, 0, 24, 0);
    column->addWidget(m_title);
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(m_scroll);
    content->setProperty("look", QStringLiteral("clear"));
    m_body = new QVBoxLayout(content);
    m_body->setContentsMargins(24, 2, 24, 2);
    m_body->setSpacing(10);
    m_scroll->setWidget(content);
    column->addWidget(m_scroll, 1);
    m_foot = new QVBoxLayout;
    m_foot->setContentsMargins(24, 0, 24, 0);
    m_foot->setSpacing(6);
    column->addLayout(m_foot);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(24, 0, 24, 0);
    row->setSpacing(8);
    m_back = makeButton(tr("Back"));
    m_back->setObjectName(QStringLiteral("formBack"));
    m_back->hide();
    m_cancel = makeButton(tr("Cancel"));
    m_cancel->setObjectName(QStringLiteral("formCancel"));
    m_go = makeButton(tr("Continue"), "primary");
    m_go->setObjectName(QStringLiteral("formGo"));
    m_go->setDefault(true);
    row->addWidget(m_back);
    row->addStretch(1);
    row->addWidget(m_cancel);
    row->addWidget(m_go);
    column->addLayout(row);
    m_overlay = new ProgressOverlay(this);
    connect(m_cancel, &QPushButton::clicked, this, &FormDialog::reject);
}

void FormDialog::setTitle(const QString& title)
{
    m_title->setText(title);
    setWindowTitle(title);
}

void FormDialog::setGo(const QString& text, const char* look)
{
    m_go->setText(text);
    m_go->setAccessibleName(text);
    setStyleProperty(m_go, "look", QLatin1String(look));
}

void FormDialog::fitHeight()
{
    if (!isVisible())
        return;
    const int screenHeight = screen() ? screen()->availableSize().height() : 800;
    QWidget* content = m_scroll->widget();
    content->layout()->activate();
    const int width = std::max(minimumWidth(), this->width());
    const int wanted = content->layout()->totalHeightForWidth(width);
    const int inner = wanted < 0 ? content->sizeHint().height() : wanted;
    const int footHeight =
        m_foot->isEmpty() ? 0 : 12 + std::max(m_foot->sizeHint().height(), m_foot->totalHeightForWidth(width));
    const int rest = 40 + 24 + m_title->heightForWidth(width - 48) + m_go->sizeHint().height() + footHeight;
    const int height = std::min(inner + rest + 4, screenHeight * 9 / 10);
    setMinimumHeight(std::min(height, 320));
    resize(width, height);
}

void FormDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    fitHeight();
    // Styled fonts are known only now.
    QTimer::singleShot(0, this, &FormDialog::fitHeight);
}

void FormDialog::startWork(const QString& what, std::function<void()> cancel)
{
    m_overlay->start(what, std::move(cancel));
}

void FormDialog::endWork()
{
    m_overlay->finish();
}

void FormDialog::reject()
{
    if (m_overlay->isHidden())
        QDialog::reject();
}

QWidget* makePart(QVBoxLayout*& column, QWidget* parent)
{
    auto* part = new QWidget(parent);
    part->setProperty("look", QStringLiteral("clear"));
    column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    return part;
}

} // namespace keystead::ui
