// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connections_page.h"

#include "ui/app_context.h"
#include "ui/connections/connection_actions.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/detail_pane.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keystead::ui {

ConnectionsPage::ConnectionsPage(const AppContext& context, const Catalog& catalog, ConnectionModel& model,
                                 ConnectionActions& actions, ProgramCensus& census, QWidget* parent)
    : QWidget(parent), m_context(context), m_catalog(catalog), m_model(model), m_actions(actions),
      m_filter(new ConnectionFilter(model, this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    outer->addWidget(m_splitter);
    buildList();
    m_detail = new DetailPane(context, catalog, census, this);
    m_detail->setNow([this] { return m_model.now(); });
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({738, 336});
    connectActions();
    connect(&context.icons, &IconProvider::changed, this, &ConnectionsPage::paintIcons);
    paintIcons();
    showEmptiness();
}

void ConnectionsPage::buildList()
{
    auto* left = new QWidget(this);
    left->setProperty("look", QStringLiteral("surface"));
    left->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(pageMargin, 12, 16, 12);
    bar->setSpacing(12);
    m_title = new ElidedLabel(tr("All connections"), "title", this);
    m_search = new QLineEdit(this);
    m_search->setProperty("look", QStringLiteral("search"));
    m_search->setPlaceholderText(tr("Search connections"));
    m_search->setAccessibleName(tr("Search connections"));
    m_search->setToolTip(tr("Search by name, account, provider, tag or server (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(150);
    m_search->setMaximumWidth(320);
    m_add = makeButton(tr("Add connection"), "primary");
    m_add->setObjectName(QStringLiteral("addConnection"));
    m_add->setToolTip(tr("Add a connection (Ctrl+N)"));
    bar->addWidget(m_title);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_add);
    column->addLayout(bar);
    m_stack = new QStackedWidget(this);
    m_list = new ConnectionList(m_context, m_model, *m_filter, this);
    m_first = new EmptyState(m_context, this);
    m_first->setContent(QStringLiteral("key"), tr("No connections yet"),
                        tr("A connection is one account at one service: its key, password or sign-in. Keystead keeps "
                           "it safe and fresh, and notes who used it."));
    QPushButton* add = m_first->addButton(tr("Add your first connection"), "primary");
    QPushButton* import = m_first->addButton(tr("Import what you have…"));
    import->setObjectName(QStringLiteral("importFirst"));
    QPushButton* practice = m_first->addButton(tr("Try it with a practice account"));
    m_nothing = new EmptyState(m_context, this);
    m_nothing->setContent(QStringLiteral("search"), tr("Nothing found"),
                          tr("No connection here matches what you typed."));
    QPushButton* clear = m_nothing->addButton(tr("Clear the search"));
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_first);
    m_stack->addWidget(m_nothing);
    column->addWidget(m_stack, 1);
    m_splitter->addWidget(left);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        showEmptiness();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_filter->rowCount() > 0) {
            if (!m_list->selected())
                m_list->selectRow(0);
            m_list->setFocus();
        }
    });
    connect(clear, &QPushButton::clicked, m_search, &QLineEdit::clear);
    connect(m_add, &QPushButton::clicked, this, &ConnectionsPage::addRequested);
    connect(add, &QPushButton::clicked, this, &ConnectionsPage::addRequested);
    connect(import, &QPushButton::clicked, this, &ConnectionsPage::importRequested);
    connect(practice, &QPushButton::clicked, this, &ConnectionsPage::practiceRequested);
    connect(m_list, &ConnectionList::selectionMoved, this, &ConnectionsPage::showSelection);
    connect(m_list, &ConnectionList::menuRequested, this, &ConnectionsPage::menuRequested);
    connect(m_list, &ConnectionList::opened, this, [this] { m_detail->focusFirst(); });
    connect(&m_model, &ConnectionModel::ticked, this, [this] { m_detail->tick(); });
    connect(&m_model, &ConnectionModel::contentChanged, this, [this] {
        showEmptiness();
        showSelection();
        m_detail->tick();
    });
}

void ConnectionsPage::connectActions()
{
    const auto with = [this](auto method) {
        return [this, method] {
            ConnectionActions& actions = m_actions; // g++ 12's sanitizers lose what stands left of .*
            if (const auto c = selected())
                (actions.*method)(*c);
        };
    };
    connect(m_detail, &DetailPane::testRequested, this, with(&ConnectionActions::test));
    connect(m_detail, &DetailPane::refreshRequested, this, with(&ConnectionActions::refresh));
    connect(m_detail, &DetailPane::fixRequested, this, [this](DetailPane::Fix fix) {
        const auto c = selected();
        if (!c)
            return;
        switch (fix) {
        case DetailPane::Fix::SignIn:
            m_actions.signIn(*c);
            break;
        case DetailPane::Fix::Refresh:
            m_actions.refresh(*c);
            break;
        case DetailPane::Fix::Resume:
            m_actions.resume(*c);
            break;
        case DetailPane::Fix::Replace:
            m_actions.edit(*c);
            break;
        case DetailPane::Fix::UseHere:
            m_actions.useHere(*c);
            break;
        }
    });
    connect(m_detail, &DetailPane::revealRequested, this, [this](const QString& field) {
        if (const auto c = selected())
            m_actions.reveal(*c, field);
    });
    connect(m_detail, &DetailPane::copyRequested, this, [this](const QString& field) {
        if (const auto c = selected())
            m_actions.copy(*c, field);
    });
    connect(m_detail, &DetailPane::showAuditRequested, this, [this] {
        if (const auto c = selected())
            Q_EMIT showAuditRequested(QString::fromStdString(c->id.text));
    });
    const auto isShown = [this](const QString& id) {
        return m_detail->connection() && QString::fromStdString(m_detail->connection()->id.text) == id;
    };
    connect(&m_actions, &ConnectionActions::busy, this, [this, isShown](const QString& id, const QString& what) {
        if (isShown(id))
            m_detail->showBusy(what);
    });
    connect(&m_actions, &ConnectionActions::tested, this,
            [this, isShown](const QString& id, const model::TestReport& report) {
                if (isShown(id)) {
                    m_detail->showTest(report);
                } else if (const model::Connection* c = m_model.find(base::ConnectionId{id.toStdString()})) {
                    Q_EMIT m_actions.message(id, tr("%1: “%2”").arg(verdictName(report.verdict), q(c->name, 100)));
                }
            });
    connect(&m_actions, &ConnectionActions::revealed, this,
            [this, isShown](const QString& id, const QString& field, std::shared_ptr<base::Secret> secret) {
                if (isShown(id))
                    m_detail->showSecret(field.toStdString(), std::move(*secret));
            });
    connect(&m_context.core, &CorePort::changed, this, [this](const model::ChangeSet& changes) {
        if (changes.auditChanged)
            m_detail->reloadRecords();
    });
}

void ConnectionsPage::setCategory(const Category& category, const QString& title)
{
    static_cast<ElidedLabel*>(m_title)->setFullText(title);
    m_filter->setCategory(category);
    showEmptiness();
}

void ConnectionsPage::setHorizon(std::chrono::milliseconds horizon)
{
    m_filter->setHorizon(horizon);
}

void ConnectionsPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ConnectionsPage::takeKeyboard()
{
    if (m_stack->currentWidget() == m_first)
        m_first->findChild<QPushButton*>()->setFocus();
    else
        m_list->setFocus();
}

std::optional<model::Connection> ConnectionsPage::selected() const
{
    const auto id = m_list->selected();
    const model::Connection* c = id ? m_model.find(*id) : nullptr;
    return c ? std::optional(*c) : std::nullopt;
}

void ConnectionsPage::showSelection()
{
    if (const auto c = selected())
        m_detail->setConnection(*c);
    else
        m_detail->clear();
    Q_EMIT selectionMoved();
}

void ConnectionsPage::showEmptiness()
{
    const bool none = m_model.rowCount() == 0;
    m_detail->setVisible(!none);
    m_search->setVisible(!none);
    m_add->setVisible(!none);
    if (none) {
        m_stack->setCurrentWidget(m_first);
    } else if (m_filter->rowCount() == 0) {
        const bool searching = !m_search->text().isEmpty();
        m_nothing->setContent(searching ? QStringLiteral("search") : QStringLiteral("circle-check"),
                              searching ? tr("Nothing found") : tr("Nothing here"),
                              searching ? tr("No connection here matches what you typed.")
                                        : tr("No connection belongs to this group right now."));
        m_nothing->findChild<QPushButton*>()->setVisible(searching);
        m_stack->setCurrentWidget(m_nothing);
    } else {
        m_stack->setCurrentWidget(m_list);
    }
}

void ConnectionsPage::saveState() const
{
    m_context.store.setValue(QStringLiteral("connections/splitter"), m_splitter->saveState());
    m_list->saveState();
}

void ConnectionsPage::restoreState()
{
    m_splitter->restoreState(m_context.store.value(QStringLiteral("connections/splitter")).toByteArray());
    m_list->restoreState();
}

void ConnectionsPage::paintIcons()
{
    m_add->setIcon(m_context.icons.icon(QStringLiteral("plus"), m_context.theme.colors().accentText));
}

} // namespace keystead::ui
