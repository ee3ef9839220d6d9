// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/detail_pane.h"

#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/connections/facts_section.h"
#include "ui/core_port.h"
#include "ui/programs/access_section.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_field.h"
#include "ui/widgets/state_pill.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keystead::ui {

DetailPane::DetailPane(const AppContext& context, const Catalog& catalog, ProgramCensus& census, QWidget* parent)
    : QWidget(parent), m_context(context), m_catalog(catalog), m_census(census)
{
    setProperty("look", QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(320);
    build();
    connect(&context.icons, &IconProvider::changed, this, [this] {
        paintIcons();
        if (m_connection)
            reloadRecords();
    });
    connect(&catalog, &Catalog::changed, this, [this] {
        if (!m_connection)
            return;
        showNames();
        paintIcons();
    });
    clear();
}

void DetailPane::build()
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_stack = new QStackedWidget(this);
    outer->addWidget(m_stack);
    m_empty = new EmptyState(m_context, this);
    m_empty->setContent(QStringLiteral("list"), tr("Nothing selected"),
                        tr("Choose a connection to see its state, secrets and history."));
    m_stack->addWidget(m_empty);

    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::ClickFocus); // Tab goes from the list to the buttons and scrolls as it goes on
    m_scroll->setAccessibleName(tr("Details of the connection"));
    auto* content = new QWidget;
    content->setProperty("look", QStringLiteral("clear"));
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 20, 16, 24);
    column->setSpacing(16);

    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    m_tile = makeLabel({});
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    m_name = new ElidedLabel({}, "title", this);
    m_subtitle = new ElidedLabel({}, "muted", this);
    names->addWidget(m_name);
    names->addWidget(m_subtitle);
    head->addWidget(m_tile, 0, Qt::AlignTop);
    head->addLayout(names, 1);
    column->addLayout(head);

    auto* pillRow = new QHBoxLayout;
    m_pill = new StatePill(m_context, this);
    pillRow->addWidget(m_pill);
    pillRow->addStretch(1);
    column->addLayout(pillRow);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_test = makeButton(tr("Test"));
    m_refresh = makeButton(tr("Refresh"));
    m_more = makeIconButton(tr("More actions"), this);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setProperty("look", QStringLiteral("button"));
    m_more->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    buttons->addWidget(m_test);
    buttons->addWidget(m_refresh);
    buttons->addWidget(m_more);
    buttons->addStretch(1);
    column->addLayout(buttons);

    m_state = new Banner(m_context, this);
    m_fixButton = m_state->addButton(tr("Sign in again"), "primary");
    m_fixButton->setObjectName(QStringLiteral("fixButton"));
    m_result = new Banner(m_context, this);
    m_secrets = new SecretsSection(m_context, this);
    m_facts = new FactsSection(m_context, m_catalog, this);
    m_scopes = new ScopesSection(this);
    m_access = new AccessSection(m_context, m_census, this);
    m_timeline = new TimelineSection(m_context, this);
    for (QWidget* part :
         {static_cast<QWidget*>(m_state), static_cast<QWidget*>(m_result), static_cast<QWidget*>(m_secrets),
          static_cast<QWidget*>(m_facts), static_cast<QWidget*>(m_scopes), static_cast<QWidget*>(m_access),
          static_cast<QWidget*>(m_timeline)})
        column->addWidget(part);
    column->addStretch(1);
    m_scroll->setWidget(content);
    m_stack->addWidget(m_scroll);

    connect(m_test, &QPushButton::clicked, this, &DetailPane::testRequested);
    connect(m_refresh, &QPushButton::clicked, this, &DetailPane::refreshRequested);
    connect(m_fixButton, &QPushButton::clicked, this, [this] { Q_EMIT fixRequested(m_fix); });
    connect(m_secrets, &SecretsSection::revealRequested, this, &DetailPane::revealRequested);
    connect(m_secrets, &SecretsSection::copyRequested, this, &DetailPane::copyRequested);
    connect(m_access, &AccessSection::revokeRequested, this, &DetailPane::revokeGrantsRequested);
    connect(m_access, &AccessSection::allowRequested, this, &DetailPane::allowProgramRequested);
    connect(m_access, &AccessSection::howToRequested, this, &DetailPane::howToRequested);
    connect(m_timeline, &TimelineSection::showAllRequested, this, &DetailPane::showAuditRequested);
}

void DetailPane::setConnection(const model::Connection& connection)
{
    const bool other = !m_connection || m_connection->id != connection.id;
    const bool same = m_connection && *m_connection == connection;
    if (same)
        return;
    if (!other && m_connection->lastRefreshedAt != connection.lastRefreshedAt)
        m_secrets->concealAll(); // what is shown is not what is stored any more
    m_connection = connection;
    if (other) {
        m_secrets->concealAll();
        m_result->clear();
        m_scroll->verticalScrollBar()->setValue(0);
    }
    showNames();
    m_pill->setState(connection.state);
    m_refresh->setVisible(connection.hasRefreshToken || connection.kind == model::AuthKind::ClientCredentials ||
                          connection.kind == model::AuthKind::Jwt);
    if (other)
        m_busy = false;
    enableButtons();
    m_scopes->setConnection(connection);
    m_access->setConnection(connection.id);
    showState();
    paintIcons();
    m_stack->setCurrentWidget(m_scroll);
    m_context.core.secretFieldNames(this, connection.id,
                                    [this, id = connection.id](base::Result<std::vector<std::string>> names) {
                                        if (names && m_connection && m_connection->id == id)
                                            m_secrets->setFields(*names);
                                    });
    reloadRecords();
}

// What the catalogue has names for; it may arrive after the connection.
void DetailPane::showNames()
{
    const QString provider = m_catalog.providerName(m_connection->providerId);
    m_name->setFullText(q(m_connection->name, 100));
    m_subtitle->setFullText(
        m_connection->account.empty() ? provider : provider + QStringLiteral(" · ") + q(m_connection->account, 120));
    m_facts->setConnection(*m_connection);
}

void DetailPane::reloadRecords()
{
    if (!m_connection)
        return;
    model::AuditFilter filter;
    filter.connection = m_connection->id;
    filter.limit = 100;
    m_context.core.auditRecords(this, filter,
                                [this, id = m_connection->id](base::Result<std::vector<model::AuditRecord>> records) {
                                    if (!records || !m_connection || m_connection->id != id)
                                        return;
                                    m_timeline->setRecords(*records);
                                });
}

void DetailPane::clear()
{
    m_connection.reset();
    m_secrets->concealAll();
    m_result->clear();
    m_stack->setCurrentWidget(m_empty);
}

void DetailPane::showState()
{
    using model::ConnectionState;
    const Sentence sentence = describeState(*m_connection, m_context.clock.now());
    if (sentence.what.isEmpty()) {
        m_state->clear();
        return;
    }
    const StateLook look = lookOf(m_connection->state);
    const bool oauth = m_connection->kind == model::AuthKind::OAuth2;
    QString button;
    switch (m_connection->state) {
    case ConnectionState::Paused:
        m_fix = Fix::Resume;
        button = tr("Resume");
        break;
    case ConnectionState::Created:
        m_fix = oauth ? Fix::SignIn : Fix::Refresh;
        button = oauth ? tr("Sign in") : tr("Fetch a token");
        break;
    case ConnectionState::Active:
    case ConnectionState::Updated:
    case ConnectionState::Refreshing:
    case ConnectionState::Syncing:
        m_fix = m_connection->problem ? Fix::Refresh : Fix::Replace;
        button = m_connection->problem ? tr("Refresh now") : tr("Replace…");
        break;
    case ConnectionState::Expired:
        m_fix = m_connection->hasRefreshToken || m_connection->kind == model::AuthKind::ClientCredentials ? Fix::Refresh
                : oauth                                                                                   ? Fix::SignIn
                        : Fix::Replace;
        button = m_fix == Fix::Refresh  ? tr("Refresh now")
                 : m_fix == Fix::SignIn ? tr("Sign in again")
                                        : tr("Replace…");
        break;
    case ConnectionState::AuthError:
    case ConnectionState::Revoked:
        m_fix = oauth ? Fix::SignIn : Fix::Replace;
        button = oauth ? tr("Sign in again") : tr("Replace…");
        break;
    }
    const bool held = m_connection->problem && m_connection->problem->code == base::ErrorCode::FamilyUnconfirmed;
    if (held && m_connection->state != ConnectionState::Paused) { // came out of a backup
        m_fix = Fix::UseHere;
        button = tr("Use it here again…");
    }
    m_fixButton->setText(button);
    m_fixButton->setAccessibleName(button);
    const bool calm = look.tone == QLatin1String("ok");
    m_state->show(calm ? QStringLiteral("warn") : look.tone, calm ? QStringLiteral("alert") : look.icon, sentence.what,
                  sentence.hint);
}

void DetailPane::showTest(const model::TestReport& report)
{
    using Verdict = model::TestReport::Verdict;
    const bool fine = report.verdict == Verdict::Works;
    const bool half = report.verdict == Verdict::MissingScopes || report.verdict == Verdict::NotTestable;
    QStringList lines;
    // A service whose test names nobody: the account that the connection is known to be for.
    const std::string& account =
        report.account.empty() && m_connection && fine ? m_connection->account : report.account;
    if (!account.empty())
        lines.append(tr("Account: %1").arg(q(account)));
    if (!fine && report.error)
        lines.append(oneLine(*report.error));
    if (!report.scopesMissing.empty()) {
        QStringList scopes;
        for (const std::string& scope : report.scopesMissing)
            scopes.append(q(scope, 80));
        lines.append(tr("Missing permissions: %1").arg(scopes.join(QStringLiteral(", "))));
    }
    if (report.took.count() > 0)
        lines.append(tr("Answered in %1").arg(tookText(report.took)));
    if (report.rateLimit && report.rateLimit->remaining) {
        const QLocale locale;
        lines.append(report.rateLimit->limit
                         ? tr("%1 of %2 requests left")
                               .arg(locale.toString(qlonglong(*report.rateLimit->remaining)),
                                    locale.toString(qlonglong(*report.rateLimit->limit)))
                         : tr("%1 requests left").arg(locale.toString(qlonglong(*report.rateLimit->remaining))));
    }
    m_result->show(fine   ? QStringLiteral("ok")
                   : half ? QStringLiteral("warn")
                          : QStringLiteral("danger"),
                   fine   ? QStringLiteral("circle-check")
                   : half ? QStringLiteral("alert")
                          : QStringLiteral("circle-x"),
                   m_connection ? tr("%1: “%2”").arg(verdictName(report.verdict), q(m_connection->name, 100))
                                : verdictName(report.verdict),
                   lines.join(QLatin1Char('\n')));
}

void DetailPane::showBusy(const QString& what)
{
    if (what.isEmpty())
        m_result->clear();
    else
        m_result->show(QStringLiteral("info"), QStringLiteral("refresh"), what, {});
    m_busy = !what.isEmpty();
    enableButtons();
}

// A paused connection is left alone, by the person's own word.
void DetailPane::enableButtons()
{
    const bool paused = m_connection && m_connection->state == model::ConnectionState::Paused;
    const QString why = tr("Paused: resume it first");
    m_test->setEnabled(!m_busy && !paused);
    m_refresh->setEnabled(!m_busy && !paused);
    m_test->setToolTip(paused ? why : tr("Ask the service whether this connection works (Ctrl+T)"));
    m_refresh->setToolTip(paused ? why : tr("Fetch a fresh token now (F5)"));
}

bool DetailPane::tells(const base::ConnectionId& id) const
{
    return m_connection && m_connection->id == id && !m_state->isHidden();
}

void DetailPane::focusFirst()
{
    for (QWidget* each : {static_cast<QWidget*>(m_fixButton), static_cast<QWidget*>(m_test)}) {
        if (each->isVisible() && each->isEnabled()) {
            each->setFocus(Qt::TabFocusReason);
            return;
        }
    }
    m_more->setFocus(Qt::TabFocusReason);
}

void DetailPane::setNow(std::function<base::WallTime()> now)
{
    m_facts->setNow(std::move(now));
}

void DetailPane::showSecret(const std::string& field, base::Secret secret)
{
    if (SecretField* widget = m_secrets->field(field)) {
        widget->reveal(std::move(secret));
        m_scroll->ensureWidgetVisible(widget);
    }
}

void DetailPane::concealAll()
{
    m_secrets->concealAll();
}

void DetailPane::tick()
{
    if (!m_connection)
        return;
    m_facts->tick();
    m_access->tick();
    m_timeline->tick();
    showState();
}

void DetailPane::paintIcons()
{
    m_test->setIcon(m_context.icons.icon(QStringLiteral("test")));
    m_refresh->setIcon(m_context.icons.icon(QStringLiteral("refresh")));
    m_more->setIcon(m_context.icons.icon(QStringLiteral("more")));
    if (m_connection)
        m_tile->setPixmap(
            m_context.icons.providerTile(q(m_connection->providerId), m_catalog.providerIcon(m_connection->providerId),
                                         m_catalog.providerName(m_connection->providerId), 44, devicePixelRatioF()));
}

} // namespace keystead::ui
