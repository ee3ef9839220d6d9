// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/scroll_column.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace keystead::ui {

QVBoxLayout* makeScrollColumn(QWidget* page, int width)
{
    page->setProperty("look", QStringLiteral("page"));
    page->setAttribute(Qt::WA_StyledBackground);
    auto* outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    outer->addWidget(scroll);
    auto* content = new QWidget;
    content->setProperty("look", QStringLiteral("clear"));
    scroll->setWidget(content);
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(24, 20, 24, 24);
    auto* host = new QWidget(content);
    host->setMaximumWidth(width);
    row->addWidget(host, 8);
    row->addStretch(1);
    auto* column = new QVBoxLayout(host);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    return column;
}

} // namespace keystead::ui
