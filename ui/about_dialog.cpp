// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/about_dialog.h"

#include "ui/app_context.h"
#include "ui/theme/icons.h"
#include "ui/widgets/labels.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace keystead::ui {

AboutDialog::AboutDialog(const AppContext& context, const std::vector<QAction*>& actions, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Help and about"));
    resize(560, 560);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 20);
    column->setSpacing(12);
    auto* head = new QHBoxLayout;
    auto* mark = makeLabel({});
    mark->setPixmap(context.icons.pixmap(QStringLiteral("keystead"), Qt::white, 48, devicePixelRatioF()));
    auto* names = new QVBoxLayout;
    names->addWidget(makeLabel(QStringLiteral("Keystead"), "title"));
    names->addWidget(makeLabel(
        tr("Version %1 · free software under the GNU GPL, version 3 or later").arg(QStringLiteral(KEYSTEAD_VERSION)),
        "muted", true));
    head->addWidget(mark);
    head->addSpacing(8);
    head->addLayout(names, 1);
    column->addLayout(head);
    column->addWidget(makeLabel(tr("Keystead keeps the keys, passwords and sign-ins of your integrations in an "
                                   "encrypted vault, keeps tokens fresh, lends them "
                                   "to the programs that you allow and proves afterwards who used what. It does not "
                                   "protect against malware that "
                                   "runs as you while the vault is open."),
                                "", true));
    column->addWidget(makeLabel(tr("Shortcuts"), "section"));
    auto* card = new QFrame(this); // around the scroll bar too
    card->setProperty("look", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 4, 1, 4);
    auto* scroll = new QScrollArea(card);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    inside->addWidget(scroll);
    auto* content = new QWidget;
    content->setProperty("look", QStringLiteral("clear"));
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(14, 8, 14, 8);
    grid->setVerticalSpacing(6);
    grid->setHorizontalSpacing(24);
    int row = 0;
    for (const QAction* action : actions) {
        grid->addWidget(makeLabel(action->shortcut().toString(QKeySequence::NativeText), "heading"), row, 0,
                        Qt::AlignTop);
        grid->addWidget(makeLabel(action->statusTip(), "", true), row++, 1, Qt::AlignTop);
    }
    grid->setColumnStretch(1, 1);
    scroll->setWidget(content);
    scroll->setAccessibleName(tr("Shortcuts"));
    column->addWidget(card, 1);
    auto* close = makeButton(tr("Close"), "primary");
    close->setDefault(true);
    column->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    close->setFocus();
}

} // namespace keystead::ui
