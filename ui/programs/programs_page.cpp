// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/programs_page.h"

#include "ui/access_port.h"
#include "ui/app_context.h"
#include "ui/connections/connection_model.h"
#include "ui/core_port.h"
#include "ui/programs/allow_dialog.h"
#include "ui/programs/grant_actions.h"
#include "ui/programs/program_card.h"
#include "ui/programs/program_delegate.h"
#include "ui/programs/program_model.h"
#include "ui/programs/program_words.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/share_table.h"
#include "ui/widgets/sparkline_delegate.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keystead::ui {

ProgramsPage::ProgramsPage(const AppContext& context, const ConnectionModel& connections, GrantActions& actions,
                           QWidget* parent)
    : QWidget(parent), m_context(context), m_connections(connections), m_actions(actions)
{
    setProperty("look", QStringLiteral("surface"));
    setAttribute(Qt::WA_StyledBackground);
    m_model = new ProgramModel(context, this);
    m_filter = new ProgramFilter(this);
    m_filter->setSourceModel(m_model);
    build();
    addTableActions();
    m_soon.setSingleShot(true);
    m_soon.setInterval(400);
    connect(&m_soon, &QTimer::timeout, this, &ProgramsPage::reload);
    connect(&context.core, &CorePort::changed, this, [this](const model::ChangeSet& changes) {
        if (!isVisible())
            return;
        if (changes.grantsChanged)
            reload();
        else if (changes.auditChanged && !m_soon.isActive())
            m_soon.start();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProgramsPage::showSelected);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ProgramsPage::showSelected);
    connect(&connections, &ConnectionModel::ticked, this, [this] {
        if (isVisible())
            m_model->tick();
    });
    connect(&context.icons, &IconProvider::changed, this, &ProgramsPage::paintIcons);
}

void ProgramsPage::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(pageMargin, 12, 16, 8);
    bar->setSpacing(8);
    bar->addWidget(makeLabel(tr("Programs"), "title"));
    m_count = makeLabel({}, "muted");
    bar->addWidget(m_count);
    bar->addStretch(1);
    auto* add = makeButton(tr("Allow a program…"), "primary");
    add->setObjectName(QStringLiteral("allowProgram"));
    bar->addWidget(add);
    column->addLayout(bar);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(pageMargin, 0, 16, 12);
    tools->setSpacing(8);
    m_search = new QLineEdit(this);
    m_search->setProperty("look", QStringLiteral("search"));
    m_search->setPlaceholderText(tr("Search programs and connections"));
    m_search->setAccessibleName(tr("Search programs and connections"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(360);
    m_span = new QComboBox(this);
    m_span->setAccessibleName(tr("Uses of which days"));
    m_span->addItem(tr("Last 90 days"), 90);
    m_span->addItem(tr("Last 30 days"), 30);
    tools->addWidget(m_search, 1);
    tools->addStretch(1);
    tools->addWidget(m_span);
    column->addLayout(tools);
    auto* words = new QVBoxLayout;
    words->setContentsMargins(pageMargin, 0, 16, 0);
    words->setSpacing(8);
    m_message = new Banner(m_context, this);
    m_open = new Banner(m_context, this);
    connect(m_open->addButton(tr("Settings…")), &QPushButton::clicked, this, &ProgramsPage::settingsRequested);
    words->addWidget(m_message);
    words->addWidget(m_open);
    column->addLayout(words);
    column->addWidget(buildStack(), 1);
    m_card = new ProgramCard(m_context, this);
    m_card->hide();
    column->addWidget(m_card);
    connect(add, &QPushButton::clicked, this, [this] { allow(); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        showEmptiness();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_filter->rowCount() > 0) {
            selectRow(0);
            m_table->setFocus();
        }
    });
    connect(m_span, &QComboBox::currentIndexChanged, this, &ProgramsPage::reload);
    connect(m_card->revokeButton(), &QPushButton::clicked, this, &ProgramsPage::revoke);
    connect(m_card->allowButton(), &QPushButton::clicked, this, [this] {
        if (const service::ProgramUse* use = selected())
            m_actions.allow(use->connection, QString::fromStdString(use->program.shownPath()));
    });
    connect(m_card->trailButton(), &QPushButton::clicked, this, [this] {
        if (const service::ProgramUse* use = selected())
            Q_EMIT showAuditRequested(QString::fromStdString(use->connection.text));
    });
}

QWidget* ProgramsPage::buildStack()
{
    m_stack = new QStackedWidget(this);
    m_table = new ShareTable(m_context.store, QStringLiteral("programs"), {19, 18, 19, 13, 13, 17, 9}, m_stack);
    m_table->setAccessibleName(tr("Programs and what they may"));
    m_table->setModel(m_filter);
    m_table->setItemDelegate(new ProgramDelegate(m_context, m_table));
    m_table->setItemDelegateForColumn(ProgramModel::Uses,
                                      new SparklineDelegate(m_context, ProgramModel::DaysRole, m_table));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ProgramModel::LastUsed, Qt::DescendingOrder);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setMinimumSectionSize(48);
    m_table->restoreState();
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_first = new EmptyState(m_context, m_stack);
    m_first->setContent(
        QStringLiteral("program"), tr("No program has access yet"),
        tr("A program names a connection and gets its token, or has Keystead make the request and never "
           "sees it. The first time it comes you are asked; what you allow stands here, with how often "
           "it is used, and you can take it back at any time."));
    connect(m_first->addButton(tr("Allow a program…"), "primary"), &QPushButton::clicked, this, [this] { allow(); });
    m_nothing = new EmptyState(m_context, m_stack);
    m_nothing->setContent(QStringLiteral("search"), tr("Nothing found"), tr("No program here matches what you typed."));
    connect(m_nothing->addButton(tr("Clear the search")), &QPushButton::clicked, m_search, &QLineEdit::clear);
    for (QWidget* each :
         {static_cast<QWidget*>(m_table), static_cast<QWidget*>(m_first), static_cast<QWidget*>(m_nothing)})
        m_stack->addWidget(each);
    return m_stack;
}

void ProgramsPage::addTableActions()
{
    const auto make = [this](const QString& text, const QKeySequence& key, auto slot) {
        auto* action = new QAction(text, m_table);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_table->addAction(action);
    };
    make(tr("Take access away"), QKeySequence(Qt::Key_Delete), [this] { revoke(); });
    make(tr("Allow more…"), {}, [this] { m_card->allowButton()->click(); });
    make(tr("Show in the audit trail"), {}, [this] { m_card->trailButton()->click(); });
    make(tr("Copy the path"), {}, [this] {
        if (const service::ProgramUse* use = selected())
            m_context.clipboard.copyText(programPath(use->program));
    });
}

void ProgramsPage::activate()
{
    reload();
    if (m_stack->currentWidget() == m_table)
        m_table->setFocus();
}

void ProgramsPage::clear()
{
    ++m_generation;
    m_loaded = false;
    m_model->clear();
    m_search->clear();
    m_message->clear();
    m_count->clear();
    m_card->hide();
}

void ProgramsPage::setSettings(const model::Settings& settings)
{
    if (settings.askForPrograms)
        m_open->clear();
    else
        m_open->show(QStringLiteral("warn"), QStringLiteral("alert"), tr("Asking is off"),
                     tr("Any program that runs as you may read every connection while the vault is unlocked. What "
                        "stands here limits nothing until asking is on again."));
}

void ProgramsPage::reload()
{
    const int days = m_span->currentData().toInt();
    m_model->setDays(days);
    const int generation = ++m_generation;
    m_context.core.access().programUse(
        this, days, [this, generation](base::Result<std::vector<service::ProgramUse>> use) {
            if (generation != m_generation)
                return;
            if (!use) {
                const Sentence sentence = describe(use.error());
                m_message->show(QStringLiteral("danger"), QStringLiteral("alert"), sentence.what, sentence.hint);
                return;
            }
            m_message->clear();
            m_context.core.access().grants(
                this, [this, generation, use = std::move(*use)](base::Result<std::vector<model::Grant>> grants) {
                    if (generation != m_generation)
                        return;
                    const auto nameOf = [this](const base::ConnectionId& id) {
                        const model::Connection* c = m_connections.find(id);
                        return c ? c->name : id.text;
                    };
                    take(grants ? withUnused(use, *grants, nameOf) : use);
                });
        });
}

void ProgramsPage::take(std::vector<service::ProgramUse> use)
{
    const service::ProgramUse* before = selected();
    const std::string key = before ? ProgramModel::keyOf(*before) : std::string();
    const bool first = !std::exchange(m_loaded, true);
    m_model->setRows(std::move(use));
    m_count->setText(tr("%n entries", nullptr, m_model->rowCount()));
    showEmptiness();
    const int row = key.empty() ? -1 : m_model->rowOf(key);
    if (row >= 0)
        m_table->setCurrentIndex(m_filter->mapFromSource(m_model->index(row, 0)));
    else
        selectRow(std::min(std::max(0, m_table->currentIndex().row()), m_filter->rowCount() - 1));
    if (first && isVisible() && m_stack->currentWidget() == m_table && !m_search->hasFocus())
        m_table->setFocus();
    showSelected();
}

void ProgramsPage::showEmptiness()
{
    QWidget* wanted = m_table;
    if (m_model->rowCount() == 0)
        wanted = m_first;
    else if (m_filter->rowCount() == 0)
        wanted = m_nothing;
    m_stack->setCurrentWidget(wanted);
    m_search->setVisible(m_model->rowCount() > 0);
    m_span->setVisible(m_model->rowCount() > 0);
    showSelected();
}

void ProgramsPage::selectRow(int row)
{
    if (row >= 0 && row < m_filter->rowCount())
        m_table->setCurrentIndex(m_filter->index(row, 0));
}

const service::ProgramUse* ProgramsPage::selected() const
{
    const QModelIndex index = m_filter->mapToSource(m_table->currentIndex());
    return index.isValid() ? m_model->at(index.row()) : nullptr;
}

void ProgramsPage::showSelected()
{
    const service::ProgramUse* use = m_stack->currentWidget() == m_table ? selected() : nullptr;
    m_card->setVisible(use != nullptr);
    if (use)
        m_card->setUse(*use);
    const QList<QAction*> actions = m_table->actions();
    for (QAction* action : actions)
        action->setEnabled(use != nullptr && (action != actions.first() || !use->grants.empty()));
}

void ProgramsPage::revoke()
{
    if (const service::ProgramUse* use = selected(); use && !use->grants.empty())
        m_actions.revoke(use->grants);
}

AllowDialog* ProgramsPage::allow()
{
    return m_actions.allow();
}

void ProgramsPage::paintIcons()
{
    m_table->viewport()->update();
}

} // namespace keystead::ui
