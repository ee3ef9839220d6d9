// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/vault_page.h"

#include "ui/app_context.h"
#include "ui/theme/icons.h"
#include "ui/widgets/labels.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace keystead::ui {

VaultPage::VaultPage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    setProperty("look", QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    all->addWidget(scroll);
    auto* content = new QWidget;
    content->setProperty("look", QStringLiteral("clear"));
    scroll->setWidget(content);

    auto* outer = new QVBoxLayout(content);
    outer->setContentsMargins(24, 24, 24, 24);
    outer->addStretch(2);
    auto* brand = new QHBoxLayout;
    brand->setSpacing(12);
    auto* mark = makeLabel({});
    mark->setPixmap(context.icons.pixmap(QStringLiteral("keystead"), Qt::white, 40, devicePixelRatioF()));
    brand->addStretch(1);
    brand->addWidget(mark);
    brand->addWidget(makeLabel(QStringLiteral("Keystead"), "display"));
    brand->addStretch(1);
    outer->addLayout(brand);
    outer->addSpacing(20);
    auto* row = new QHBoxLayout;
    auto* card = new QFrame(content);
    card->setProperty("look", QStringLiteral("card"));
    card->setMinimumWidth(440);
    card->setMaximumWidth(600);
    m_body = new QVBoxLayout(card);
    m_body->setContentsMargins(32, 28, 32, 28);
    m_body->setSpacing(10);
    row->addStretch(1);
    row->addWidget(card, 6);
    row->addStretch(1);
    outer->addLayout(row);
    outer->addStretch(3);
}

} // namespace keystead::ui
