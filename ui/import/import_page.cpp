// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_page.h"

#include "ui/app_context.h"
#include "ui/core_port.h"
#include "ui/import/import_words.h"
#include "ui/import/run_actions.h"
#include "ui/import/run_model.h"
#include "ui/import_port.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress_overlay.h"
#include "ui/widgets/share_table.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keystead::ui {

ImportPage::ImportPage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    setProperty("look", QStringLiteral("surface"));
    setAttribute(Qt::WA_StyledBackground);
    m_model = new RunModel(this);
    m_actions = new RunActions(context, this);
    build();
    m_overlay = new ProgressOverlay(this);
    connect(m_actions, &RunActions::busy, this, [this](const QString& what) {
        if (what.isEmpty())
            m_overlay->finish();
        else
            m_overlay->start(what);
    });
    connect(m_actions, &RunActions::done, this, [this](const QString& title, const QString& text) {
        m_message->show(QStringLiteral("ok"), QStringLiteral("circle-check"), title, text);
    });
    connect(m_actions, &RunActions::failed, this, [this](const Sentence& problem) {
        m_message->show(QStringLiteral("danger"), QStringLiteral("alert"), problem.what, problem.hint);
    });
    connect(m_actions, &RunActions::changed, this, &ImportPage::activate);
    connect(&context.core, &CorePort::changed, this, [this] {
        if (isVisible())
            activate();
    });
    enable();
}

void ImportPage::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(pageMargin, 12, 16, 12);
    bar->setSpacing(8);
    bar->addWidget(makeLabel(tr("Import"), "title"), 1);
    auto* find = makeButton(tr("Find secrets on this computer…"));
    find->setObjectName(QStringLiteral("findSecrets"));
    auto* import = makeButton(tr("Import a file…"), "primary");
    import->setObjectName(QStringLiteral("importFile"));
    bar->addWidget(find);
    bar->addWidget(import);
    column->addLayout(bar);
    auto* messages = new QVBoxLayout;
    messages->setContentsMargins(pageMargin, 0, 16, 0);
    m_message = new Banner(m_context, this);
    messages->addWidget(m_message);
    column->addLayout(messages);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(buildRuns());
    m_empty = new EmptyState(m_context, this);
    m_empty->setContent(QStringLiteral("inbox"), tr("Nothing was imported yet"),
                        tr("Keystead reads the files of other programs and password managers, and can look for "
                           "passwords and tokens that lie in the open on this computer. You see what would happen "
                           "before it does."));
    connect(m_empty->addButton(tr("Import a file…"), "primary"), &QPushButton::clicked, this,
            &ImportPage::importRequested);
    connect(m_empty->addButton(tr("Find secrets on this computer…")), &QPushButton::clicked, this,
            &ImportPage::findRequested);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    connect(find, &QPushButton::clicked, this, &ImportPage::findRequested);
    connect(import, &QPushButton::clicked, this, &ImportPage::importRequested);
}

QWidget* ImportPage::buildRuns()
{
    auto* host = new QWidget(this);
    auto* column = new QVBoxLayout(host);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_table = new ShareTable(m_context.store, QStringLiteral("imports"), {17, 18, 20, 26, 19}, host);
    m_table->setAccessibleName(tr("Imports that were made"));
    m_table->setModel(m_model);
    column->addWidget(m_table, 1);
    column->addWidget(makeLine(host));
    auto* foot = new QWidget(host);
    auto* margin = new QVBoxLayout(foot);
    margin->setContentsMargins(pageMargin, 10, 16, 10);
    auto* row = new FlowLayout(nullptr, 8);
    margin->addLayout(row);
    m_undo = makeButton(tr("Undo import…"));
    m_replace = makeButton(tr("Take the secrets out of the file…"));
    m_delete = makeButton(tr("Delete the file securely…"));
    m_restore = makeButton(tr("Put the file back…"));
    m_confirm = makeButton(tr("Give up the file of before…"));
    for (QPushButton* button : {m_undo, m_replace, m_delete, m_restore, m_confirm})
        row->addWidget(button);
    column->addWidget(foot);
    const auto with = [this](auto method) {
        return [this, method] {
            RunActions& actions = *m_actions; // g++ 12's sanitizers lose what stands left of ->*
            if (const transfer::ImportRun* run = selected())
                (actions.*method)(*run);
        };
    };
    connect(m_undo, &QPushButton::clicked, this, with(&RunActions::undo));
    connect(m_replace, &QPushButton::clicked, this, with(&RunActions::replaceSource));
    connect(m_delete, &QPushButton::clicked, this, with(&RunActions::deleteSource));
    connect(m_restore, &QPushButton::clicked, this, with(&RunActions::restoreSource));
    connect(m_confirm, &QPushButton::clicked, this, with(&RunActions::confirmSource));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ImportPage::enable);
    return host;
}

const transfer::ImportRun* ImportPage::selected() const
{
    return m_model->at(m_table->currentIndex().row());
}

void ImportPage::activate()
{
    m_context.core.imports().runs(this, [this](base::Result<std::vector<transfer::ImportRun>> runs) {
        if (!runs)
            return; // the vault is being locked
        const int row = m_table->currentIndex().row();
        m_model->reset(std::move(*runs));
        m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
        if (m_model->rowCount() > 0)
            m_table->selectRow(std::clamp(row, 0, m_model->rowCount() - 1));
        enable();
    });
}

void ImportPage::clear()
{
    m_model->reset({});
    m_message->clear();
    enable();
}

void ImportPage::enable()
{
    const QWidget* used = window()->focusWidget();
    const transfer::ImportRun* run = selected();
    m_undo->setEnabled(run && RunActions::canUndo(*run));
    m_delete->setEnabled(run && RunActions::canEndSource(*run));
    m_replace->setEnabled(run && RunActions::canReplace(*run));
    m_restore->setVisible(run && RunActions::canRestore(*run));
    m_confirm->setVisible(run && run->backup.has_value());
    for (const QPushButton* button : {m_undo, m_replace, m_delete, m_restore, m_confirm}) {
        if (button == used && (!button->isEnabled() || button->isHidden()))
            m_table->setFocus(); // what it did cannot be done again
    }
}

} // namespace keystead::ui
