// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/result_page.h"

#include "ui/app_context.h"
#include "ui/import/import_words.h"
#include "ui/import/run_actions.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"

#include <QVBoxLayout>

namespace keystead::ui {

ResultPage::ResultPage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_icon = makeLabel({});
    m_title = makeLabel({}, "title", true);
    m_text = makeLabel({}, "muted", true);
    m_title->setAlignment(Qt::AlignHCenter);
    m_text->setAlignment(Qt::AlignHCenter);
    m_undo = makeButton(tr("Undo import…"));
    m_undo->setObjectName(QStringLiteral("importUndo"));
    m_message = new Banner(context, this);
    m_source = new Banner(context, this);
    m_replace = m_source->addButton(tr("Take the secrets out of it…"));
    m_delete = m_source->addButton(tr("Delete it securely…"), "danger");
    m_restore = m_source->addButton(tr("Put the file back…"));
    m_delete->setObjectName(QStringLiteral("importDelete"));
    m_replace->setObjectName(QStringLiteral("importReplace"));
    column->addStretch(1);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addWidget(m_undo, 0, Qt::AlignHCenter);
    column->addSpacing(12);
    column->addWidget(m_message);
    column->addWidget(m_source);
    column->addStretch(2);
    connect(m_undo, &QPushButton::clicked, this, &ResultPage::undoRequested);
    connect(m_delete, &QPushButton::clicked, this, &ResultPage::deleteRequested);
    connect(m_replace, &QPushButton::clicked, this, &ResultPage::replaceRequested);
    connect(m_restore, &QPushButton::clicked, this, &ResultPage::restoreRequested);
    connect(&context.icons, &IconProvider::changed, this, &ResultPage::paintIcon);
    paintIcon();
}

void ResultPage::setRun(const transfer::ImportRun& run, int passedOver)
{
    m_title->setText(run.undoneAt ? tr("The import was undone") : tr("The import is done"));
    m_text->setText(countsText(run));
    m_undo->setVisible(RunActions::canUndo(run));
    // What was passed over would be gone: the core refuses.
    m_delete->setVisible(RunActions::canEndSource(run) && passedOver == 0);
    m_replace->setVisible(RunActions::canReplace(run));
    m_restore->setVisible(RunActions::canRestore(run));
    const QString file = sourcesText(run);
    if (RunActions::canEndSource(run)) {
        QString text = tr("Every program that runs as you can read them there.");
        if (passedOver > 0)
            text += QLatin1Char(' ') +
                    tr("%n entries were passed over: they exist only in this file.", nullptr, passedOver);
        m_source->show(QStringLiteral("warn"), QStringLiteral("alert"),
                       tr("“%1” still holds the credentials").arg(file), text);
    } else if (RunActions::canRestore(run)) {
        m_source->show(QStringLiteral("ok"), QStringLiteral("shield-check"),
                       tr("“%1” no longer holds the credentials").arg(file),
                       tr("The file of before is kept in the vault until you give it up (page Import)."));
    } else {
        m_source->clear();
    }
}

void ResultPage::showDone(const QString& title, const QString& text)
{
    m_message->show(QStringLiteral("ok"), QStringLiteral("circle-check"), title, text);
}

void ResultPage::showProblem(const Sentence& problem)
{
    m_message->show(QStringLiteral("danger"), QStringLiteral("alert"), problem.what, problem.hint);
}

void ResultPage::paintIcon()
{
    m_icon->setPixmap(m_context.icons.pixmap(QStringLiteral("circle-check"), m_context.theme.colors().accent, 48,
                                             devicePixelRatioF()));
}

} // namespace keystead::ui
